"""The hour in a digital signature as a witness for the date of the letter: no letter is dated after it was signed."""

import ctypes
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pypdfium2
import pypdfium2.raw as pdfium

from caicach.documents.read.source import SourceText
from caicach.documents.values import OfficialDocument, ReadingWarning
from caicach.kernel.said import tell
from caicach.kernel.text.folding import fold
from caicach.kernel.text.patterns import Pattern

_FAR_DAYS = 14
"""A registry numbers, dates and seals within days; a gazette stamps within two weeks."""
_TIME = re.compile(rb"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)\d{4}(?P<zone>Z|[+]00))?")
_SAID = Pattern(
    r"\b(?:thoi gian|ngay) ky\W{0,4}(?:(?P<day>\d{1,2})\s?[./-]\s?(?P<month>\d{1,2})\s?[./-]\s?(?P<year>20\d\d)"
    r"|(?P<iso>20\d\d-\d\d-\d\d))"
    r"|(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>20\d\d),? +\d{1,2}:\d\d:\d\d"
)
_FIGURE = re.compile(r"\d")
_LONGEST = 120
_HOURS_AHEAD = 7


def days_signed(pdf: pypdfium2.PdfDocument) -> Iterator[date]:
    """The days that the signatures of a PDF claim."""
    held = ctypes.create_string_buffer(64)
    for index in range(max(0, pdfium.FPDF_GetSignatureCount(pdf))):
        signature = pdfium.FPDF_GetSignatureObject(pdf, index)
        if signature and 0 < pdfium.FPDFSignatureObj_GetTime(signature, held, len(held)) <= len(held):
            found = _TIME.match(held.value)
            day = _day(*map(int, found.groups()[:3])) if found else None
            if found and day:  # told in UTC, an evening hour is the next day in Vietnam
                yield day + timedelta(days=1) if found["zone"] and int(found[4]) + _HOURS_AHEAD >= 24 else day


def days_said(text: str) -> Iterator[date]:
    """The days that words of stamps name: «Thời gian ký: 24.01.2025 15:06:22 +07:00»."""
    for found in _SAID.finditer(fold(text)):
        if found["iso"]:
            day = _day(*map(int, found["iso"].split("-")))
        else:
            day = _day(
                *(int(found[one] or found[other]) for one, other in (("year", "y2"), ("month", "m2"), ("day", "d2")))
            )
        if day:
            yield day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def signing_warnings(document: OfficialDocument, source: SourceText) -> list[ReadingWarning]:
    """A date after the last signature, or long before the first, was hardly read right."""
    days = sorted({*source.signed_on, *_days_in_text(source.text)})
    dated = document.date
    if not days or dated is None or (dated <= days[-1] and (days[0] - dated).days <= _FAR_DAYS):
        return []
    signed = days[-1] if dated > days[-1] else days[0]
    return [
        ReadingWarning(
            "reading.date_against_signature",
            tell(
                "Ngày ban hành đọc được là {dated}, nhưng chữ ký số ghi ngày {signed}: cần đối chiếu.",
                dated=f"{dated:%d/%m/%Y}",
                signed=f"{signed:%d/%m/%Y}",
            ),
            "date",
        )
    ]


def _days_in_text(text: str) -> Iterator[date]:
    lines = (line for line in text.splitlines() if len(line) <= _LONGEST and _FIGURE.search(line))
    return (day for line in lines for day in days_said(line))
