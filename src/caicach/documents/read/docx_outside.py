"""Words of a DOCX that do not stand in its body: a head in the page header, text embedded as a file of its own."""

import re
from typing import Final

from lxml import etree

from caicach.documents.read.docx_numbering import W
from caicach.documents.read.office_package import OfficePackage
from caicach.documents.read.source_writer import SourceWriter
from caicach.documents.values import ReadingWarning
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import tell
from caicach.kernel.text.folding import fold

_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HEAD: Final = re.compile(
    r"cong hoa xa hoi|dang cong san viet nam|doc lap\W+tu do|\bso\s*:|\b(?:tuyet|toi)?\s*mat\s*$|hoa toc|\bkhan\b",
    re.MULTILINE,
)


def head_in_header(package: OfficePackage, part: str, body: etree._Element) -> etree._Element | None:
    """The page header of the first page, where the head of a letter or a mark of secrecy stands in it."""
    first = next(body.iter(W + "sectPr"), None)
    if first is None:
        return None
    own = first.find(W + "titlePg")
    wanted = "default" if own is None or own.get(W + "val", "1") in {"0", "false"} else "first"
    targets = package.targets(part)
    for reference in first.findall(W + "headerReference"):
        if reference.get(W + "type", "default") == wanted:
            root = package.xml(targets.get(reference.get(_LINK, ""), ""))
            if root is not None and _HEAD.search(fold(_words(root))):
                return root
    return None


def _words(root: etree._Element) -> str:
    return "\n".join("".join(text.text or "" for text in one.iter(W + "t")).strip() for one in root.iter(W + "p"))


def told_of_parts() -> ReadingWarning:
    """That a file embedded in place of paragraphs (``altChunk``) was not read."""
    message = tell("Phần nội dung nhúng nguyên tệp khác (HTML hoặc DOCX) trong tệp này không được đọc.")
    return ReadingWarning("source.embedded_file", message)


def refuse_nothing_but_parts(writer: SourceWriter, *, name: str) -> None:
    """Refused with the reason where a file that is not read is all there is."""
    if not writer.is_empty():
        return
    raise InvalidInput(
        "document.embedded_file",
        what="Không đọc được tệp «{name}».",
        why="Nội dung nằm trong một tệp khác nhúng vào (HTML hoặc DOCX), chỉ Word mới hiện được.",
        todo="Hãy mở tệp bằng Word, chọn Lưu thành (Save as) DOCX mới rồi gửi lại.",
        name=name,
    )
