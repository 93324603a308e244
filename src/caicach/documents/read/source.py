"""The text of a file, before anything is understood: one string, and where pages and tables lie in it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caicach.documents.values import ReadingWarning, Span


class SourceFormat(StrEnum):
    TEXT = "txt"
    DOCX = "docx"
    PDF = "pdf"
    SCAN = "scan"  # PDF pages without text, or a picture: read by OCR


@dataclass(frozen=True, slots=True)
class SourceCell:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A real table of the body (never the borderless header table), row by row; merged cells repeat their value."""

    span: Span
    rows: tuple[tuple[SourceCell, ...], ...]


@dataclass(frozen=True, slots=True)
class SourceText:
    """``text`` is NFC with "\\n" line ends; ``page_starts`` are offsets, ascending, the first is 0.

    ``signed_on`` are the days of digital signatures as they claim them, in no order.
    """

    text: str
    format: SourceFormat
    page_starts: tuple[int, ...] = (0,)
    tables: tuple[SourceTable, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    signed_on: tuple[date, ...] = ()
