"""How many scanned pages one file may have."""

from caicach.documents.read.limits import MAX_SCANNED_PAGES
from caicach.kernel.errors import TooLarge


def check_scanned_pages(count: int, *, name: str) -> None:
    """Refuses a scan that would take the machine for too long, before the first page is read."""
    if count > MAX_SCANNED_PAGES:
        raise TooLarge(
            "document.too_many_scanned_pages",
            what="Không đọc tệp «{name}».",
            why="Tệp có {count} trang ảnh, mỗi lần chỉ nhận dạng được {limit} trang.",
            todo="Hãy tách riêng văn bản chính khỏi phụ lục, hoặc xin bản DOCX hay PDF có chữ.",
            name=name,
            count=count,
            limit=MAX_SCANNED_PAGES,
        )
