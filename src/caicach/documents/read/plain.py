"""Plain text in any of the encodings of Vietnamese offices, to Unicode."""

import codecs
import re
import unicodedata
from dataclasses import replace

from caicach.documents.read.legacy_fonts import decoder_of, legacy_warning, unicode_text
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.read.source_writer import SourceWriter
from caicach.documents.read.tables.text_tables import text_tables
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.legacy import decode_viscii

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
PACKAGES = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_MAX_CONTROLS_SHARE = 0.005
_LOOSE_MARK = re.compile("[\u0300-\u036f]")
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def is_plain(data: bytes) -> bool:
    """Whether ``load`` would take the bytes for plain text, without reading them."""
    return not data.startswith((*PICTURES, *PACKAGES, OLE)) and b"%PDF-" not in data[:1024]


def read_plain(data: bytes, *, name: str) -> SourceText:
    """Text, with form feeds as page breaks; bytes that are no text are refused."""
    text = _decoded(data)
    if text is None or len(_CONTROLS.findall(text)) > _MAX_CONTROLS_SHARE * len(text):
        raise InvalidInput(
            "document.not_text",
            what="Không đọc được tệp «{name}».",
            why="Tệp không phải là văn bản: nội dung là dữ liệu nhị phân.",
            todo="Hãy gửi văn bản ở dạng DOCX, PDF, ảnh quét (PNG, JPEG, TIFF) hoặc TXT.",
            name=name,
        )
    writer = SourceWriter(SourceFormat.TEXT)
    decode = decoder_of(text)
    modern = decode(text)
    for page in modern.split("\f"):
        writer.page()
        writer.line(page)
    if modern != text:
        writer.warn(legacy_warning(is_viscii=decode is decode_viscii))
    source = writer.finish()
    return replace(source, tables=text_tables(source.text))


def _decoded(data: bytes) -> str | None:
    """The text in the first encoding that fits; None where none does."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    wide = _wide(data)
    if wide is not None:
        return wide
    return None if b"\0" in data else _single_byte(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of the spaces and line ends is zero."""
    even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
    if max(even, odd) < 0.2 * len(data[:2000]) / 2:
        return None
    try:
        return data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None


def _single_byte(data: bytes) -> str:
    """Bytes as the old fonts draw them; else Windows-1258 where its marks all join letters; else Windows-1252."""
    drawn = data.decode("latin-1")
    if unicode_text(drawn) != drawn:
        return drawn
    windows = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    fits = not _LOOSE_MARK.search(windows) and "\ufffd" not in windows
    return windows if fits and _VIETNAMESE.search(windows) else data.decode("cp1252", errors="replace")
