"""A file to text, by what the file is and not by what it is called.

A line of the text is a line of a page for PDF and scans, and a whole paragraph for DOCX; a page break never makes
a line of its own. Columns standing side by side are read left one first. Tables with lines are in
``SourceText.tables``: one row after another, tabs between cells, line ends inside a cell kept. Footnote marks are
superscript digits, and the notes of DOCX follow the text as "¹ ...".
"""

from caicach.documents.read.docx_file import read_docx
from caicach.documents.read.limits import MAX_FILE_BYTES
from caicach.documents.read.office_conversion import converted_file
from caicach.documents.read.office_package import encrypted_file, open_package
from caicach.documents.read.pdf_file import read_pdf
from caicach.documents.read.picture_file import read_picture
from caicach.documents.read.plain import OLE, PACKAGES, PICTURES, read_plain
from caicach.documents.read.source import SourceText
from caicach.kernel.bounded import too_large
from caicach.kernel.errors import InvalidInput, TooLarge

READABLE_ENDINGS = frozenset({".txt", ".docx", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})
"""Endings under which letters are kept: what a walk through a folder takes, no promise about the content."""

_OTHER_FORMATS = (
    (b"{\\rtf", "RTF"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZIP"),
)
_MARKUP = ((b"<!doctype html", "trang HTML"), (b"<html", "trang HTML"), (b"<?xml", "tệp XML"))
_SAVE_AS = "Hãy mở tệp, chọn Lưu thành (Save as) DOCX hoặc PDF rồi gửi lại."


def load(data: bytes, *, filename: str) -> SourceText:
    """The text of a file; ``filename`` only names it in messages.

    Raises InvalidInput (empty, damaged, encrypted, unsafe, of a kind not read, without legible text), TooLarge
    (a bound of ``limits``) or NotInstalled (a scan where Tesseract or its Vietnamese is missing).
    """
    _check_size(data, filename)
    source = _source_text(data, filename)
    if not source.text.strip():
        raise InvalidInput(
            "document.no_text",
            what="Không có chữ nào trong tệp «{name}».",
            why="Tệp mở được nhưng để trống.",
            todo="Hãy kiểm tra lại tệp rồi gửi bản có nội dung.",
            name=filename,
        )
    return source


def _check_size(data: bytes, name: str) -> None:
    if not data.strip(b"\0 \t\r\n"):
        raise InvalidInput(
            "document.empty",
            what="Tệp «{name}» trống.",
            why="Không có nội dung nào để đọc.",
            todo="Hãy chọn lại tệp; nếu vừa tải về, hãy tải lại.",
            name=name,
        )
    if len(data) > MAX_FILE_BYTES:
        raise too_large_file(len(data), name=name)


def too_large_file(size: int, *, name: str) -> TooLarge:
    return too_large(size, name=name, limit=MAX_FILE_BYTES)


def is_old_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook of Excel before 2007."""
    return (
        data.startswith(OLE)
        and not _stream(data, "EncryptedPackage")
        and any(_stream(data, name) for name in ("Workbook", "Book"))
    )


def _source_text(data: bytes, name: str) -> SourceText:
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, name=name)
    if data.startswith(PICTURES):
        return read_picture(data, name=name)
    if data.startswith(PACKAGES):
        return _read_package(data, name)
    if data.startswith(OLE):
        return _read_converted(data, name, ".doc", refused=_old_office(data, name))
    other = _other_format(data)
    if other == "RTF":
        return _read_converted(data, name, ".rtf", refused=_not_read(other, name))
    if other:
        raise _not_read(other, name)
    return read_plain(data, name=name)


def _read_converted(data: bytes, name: str, ending: str, *, refused: InvalidInput) -> SourceText:
    """A text of another office program, where LibreOffice makes a DOCX of it; else refused with the way out."""
    is_text = refused.code == "document.kind_not_read" and (ending != ".doc" or _stream(data, "WordDocument"))
    docx = converted_file(data, ending=ending, to="docx") if is_text else None
    if docx is None:
        raise refused
    return read_docx(open_package(docx, name=name))


def _read_package(data: bytes, name: str) -> SourceText:
    package = open_package(data, name=name)
    if package.main_document() is not None:
        return read_docx(package)
    for folder, kind in (("xl/", "bảng tính Excel"), ("ppt/", "bài trình chiếu PowerPoint")):
        if package.holds_folder(folder):
            raise _not_read(kind, name)
    if package.has("content.xml"):
        return _read_converted(data, name, ".odt", refused=_not_read("văn bản OpenDocument", name))
    raise _not_read("tệp nén ZIP", name)


def _old_office(data: bytes, name: str) -> InvalidInput:
    """Files of Office before 2007, and the wrapping of newer ones that have a password."""
    if _stream(data, "EncryptedPackage"):
        return encrypted_file(name)
    if _stream(data, "WordDocument"):
        return _not_read("văn bản Word đời cũ (.doc)", name)
    if _stream(data, "Workbook") or _stream(data, "Book"):
        return _not_read("bảng tính Excel đời cũ (.xls)", name)
    return _not_read("tệp Office đời cũ", name)


def _stream(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _other_format(data: bytes) -> str | None:
    for mark, kind in _OTHER_FORMATS:
        if data.startswith(mark) and (mark != b"BM" or b"\0" in data[:26]):  # a text may begin with BM
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "ảnh WebP"
    if data[4:8] == b"ftyp":
        return "ảnh HEIC hoặc video"
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((kind for mark, kind in _MARKUP if head.startswith(mark)), None)


def _not_read(kind: str, name: str) -> InvalidInput:
    return InvalidInput(
        "document.kind_not_read",
        what="Không đọc được tệp «{name}».",
        why="Bên trong là {kind}, không phải DOCX, PDF, ảnh quét hay văn bản thuần.",
        todo=_SAVE_AS,
        name=name,
        kind=kind,
    )
