"""What kind of file some bytes are, told from the bytes and never from the name."""

from typing import Final

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVIDENCE: Final = frozenset({PDF, DOCX, XLSX, "image/png", "image/jpeg", "image/tiff", "text/plain"})
"""What people may hand in as evidence."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_OOXML = (
    (b"word/", DOCX),
    (b"xl/", XLSX),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)


def media_type_of(data: bytes) -> str:
    """Media type of ``data``; text is ``text/plain`` whatever it says, so that no browser ever runs it.

    >>> media_type_of(b"%PDF-1.7 ..."), media_type_of(b"<html>"), media_type_of(bytes([0, 1, 2, 255]))
    ('application/pdf', 'text/plain', 'application/octet-stream')
    """
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _OOXML if mark in data), "application/zip")
    return (
        "application/octet-stream"
        if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
        else "text/plain"
    )
