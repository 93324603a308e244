"""Dates in running text: «ngày 14/5/2021», «ngày 05 tháng 4 năm 2026», with the digits that OCR mistook."""

import re
from datetime import date
from typing import Final

from caicach.documents.deadlines.numbers import digits, safe_date

_D: Final = r"[\dOolI]{1,2}"
_Y: Final = r"(?:1[89]|2[0O])[\dOo]{2}"
_NUMERIC: Final = rf"(?P<d1>{_D})\s?(?P<sep>[/.⁄-])\s?(?P<m1>{_D})\s?[/.⁄-]\s?(?P<y1>{_Y})(?!\d)"
_WORDS: Final = rf"(?P<d2>{_D})\s*thang\s*(?P<m2>{_D})\s*[,.]?\s*nam\s*(?P<y2>{_Y})(?!\d)"
DATE: Final = re.compile(rf"(?:(?:cung\s+)?ngay\s*)?(?:{_NUMERIC}|{_WORDS})")
"""Matched on folded text; the groups are read by ``read_date``."""


def read_date(match: re.Match[str]) -> date | None:
    """The calendar date of a match of ``DATE``; None where there is no such day."""
    which = "1" if match["d1"] else "2"
    return safe_date(digits(match["y" + which]), digits(match["m" + which]), digits(match["d" + which]))
