"""What the bounded child does with a file of a letter or a plan; each answers as JSON."""

from base64 import b64encode
from typing import Any, Final

from caicach.documents.as_json import SOURCE, reading_to_keep
from caicach.documents.first_page import first_page_text, is_first_page_scanned
from caicach.documents.plan.as_json import plan_to_keep
from caicach.documents.plan.opening import read_plan, refuse_secret_head
from caicach.documents.previewing import preview
from caicach.documents.read.loading import load
from caicach.documents.read.reader import read_source
from caicach.kernel.errors import InvalidInput, NotInstalled, TooLarge
from caicach.kernel.text.patterns import Pattern

_LETTER: Final = """UBND TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc
Số: 12/SNV-CCHC\tA, ngày 02 tháng 3 năm 2026
V/v rà soát thủ tục hành chính

Kính gửi: Các sở, ban, ngành; UBND các xã, phường.

Thực hiện Quyết định số 45/QĐ-UBND ngày 10/01/2026 của UBND tỉnh, Sở Nội vụ đề nghị các cơ quan thực hiện như sau:
1. Sở Tài chính chủ trì, phối hợp với Sở Tư pháp rà soát thủ tục, báo cáo kết quả trước ngày 25/3/2026.
2. Giao Văn phòng UBND tỉnh tổng hợp, định kỳ hằng quý, trước ngày 20 của tháng cuối quý; xong trong quý II/2026.
3. UBND các xã niêm yết trong thời hạn 05 ngày làm việc kể từ ngày ký; thời gian thực hiện: sau Tết Nguyên đán.
Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan phản ánh về Sở Nội vụ./.

Nơi nhận:\tGIÁM ĐỐC
- Như trên;
- Lưu: VT.\tNguyễn Văn B
"""
_PLAN: Final = (
    "<table><tr><td>STT</td><td>Nhiệm vụ</td><td>Chủ trì</td><td>Phối hợp</td><td>Thời gian</td></tr>"
    "<tr><td>1</td><td>Rà soát thủ tục</td><td>Sở Nội vụ</td><td>Sở Tư pháp</td><td>Quý II/2026</td></tr></table>"
)


def make_ready() -> None:
    """What each child would make anew for its file (words of patterns, dictionaries, calendars, the forms of answers)
    made once, by words of our own: four times the work that a letter is.
    """
    Pattern.make_ready()
    meaning_of_file(_LETTER.encode(), "a.txt")
    rows_of_plan(_PLAN.encode(), "a.html")


def meaning_of_file(data: bytes, name: str) -> dict[str, Any]:
    source = load(data, filename=name)
    reading = reading_to_keep(read_source(source))
    del reading["text"]  # the source has it already
    return {"source": SOURCE.plain(source), "reading": reading}


def rows_of_plan(data: bytes, name: str) -> dict[str, Any]:
    return plan_to_keep(read_plan(data, filename=name))


def look_for_mark(data: bytes, name: str, is_quick: bool = False) -> dict[str, Any]:
    """``unseen`` where the first page would have to be recognised, and the look shall be a quick one."""
    try:
        if is_quick and is_first_page_scanned(data, filename=name):
            return {"unseen": True}
        text = first_page_text(data, filename=name)
    except (InvalidInput, TooLarge, NotInstalled):
        return {}
    refuse_secret_head(text, name=name)
    return {}


def preview_of_file(data: bytes, name: str, first: int) -> dict[str, Any]:
    found = preview(data, filename=name, first=first)
    return {
        "pictures": [b64encode(picture).decode("ascii") for picture in found.pictures],
        "first": found.first,
        "pages": found.pages,
        "text": found.text,
        "is_cut": found.is_cut,
    }
