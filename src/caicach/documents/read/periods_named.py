"""Days and periods as letters name them, and the last day of each: «10/02/2025», «tháng 6/2023», «quý II»."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from caicach.documents.read.cited_dates import digits, safe_date
from caicach.kernel.text.folding import fold

_D: Final = r"[\dOolI]{1,2}"
_Y: Final = r"(?:1[89]|2[0o])[\do]{2}"
_YEAR: Final = rf"(?:\s*[/,.-]\s*|\s+(?:cua\s+)?)(?:nam\s+)?{_Y}(?!\d)"
NAMED_DATE: Final = (
    rf"(?:ngay\s*{_D}\s+thang\s+{_D}(?:\s*,?\s*nam\s+{_Y})?(?![\d/])"
    rf"|ngay\s+[0-3]\s\d\s?[/.-]\s?{_D}\s?[/.-]\s?{_Y}(?!\d)"
    rf"|(?:ngay\s*)?(?<![\d/.]){_D}\s?[/.-]\s?{_D}\s?[/.-]\s?{_Y}(?!\d)"
    rf"|(?:ngay\s*)?(?<![\d/.]){_D}/{_D}(?![\d/])(?!\s?%))"
)
"""On folded text: a day, its year perhaps left out."""
_ROMAN: Final = r"(?:i{1,3}|iv|[1-4l])"
NAMED_PERIOD: Final = (
    rf"(?:(?:cuoi\s+|het\s+)?thang\s+{_D}(?:\s*(?:,|va|-)\s*(?:thang\s+)?{_D}(?=\s*(?:/"
    rf"|nam)))?(?!\d)(?!\s*lan)(?:{_YEAR})?"
    rf"|(?:cuoi\s+|het\s+)?quy\s+{_ROMAN}(?:\s*(?:,|va|-)\s*(?:quy\s+)?{_ROMAN})*(?!\w)(?:{_YEAR})?"
    rf"|(?:6|sau|9|chin)\s+thang\s+(?:dau|cuoi)\s+nam(?:\s+{_Y})?|(?:cuoi\s+|het\s+)?nam\s+{_Y}(?!\d)(?!\s*-))"
)
"""On folded text: a month, quarter, half year or year."""
_PARTED_DAY: Final = re.compile(r"(?<=ngay )([0-3]) (\d)(?=\s?[/.-])")
"""«ngày 3 1/3/2021»: a blank that OCR saw inside a day."""
_NUMBER: Final = re.compile(r"[\dol]+")
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "l": 1}


@dataclass(frozen=True, slots=True)
class Named:
    """``on`` is None where the year is neither written nor known, or there is no such day."""

    on: date | None
    year_assumed: bool


def names_day(text: str) -> bool:
    """Whether a deadline names a day of the calendar, not only a month, quarter or year.

    >>> names_day("trước ngày 25/3"), names_day("trong quý II/2024")
    (True, False)
    """
    return re.search(NAMED_DATE, fold(text)) is not None


def read_named(folded: str, *, issued: date | None, year: int | None, before: bool) -> Named | None:
    """The day, or the last day of the period; with ``before`` the last day ahead of the period.

    >>> read_named("quy ii/2023", issued=None, year=None, before=False)
    Named(on=datetime.date(2023, 6, 30), year_assumed=False)
    """
    folded = _PARTED_DAY.sub(r"\1\2", folded)
    written = re.search(rf"(?<!\d)({_Y})(?!\d)", folded)
    its_year = digits(written[1]) if written else None
    rest = folded[: written.start()] + " " + folded[written.end() :] if written else folded
    first, last = _months(rest)
    if first is not None and last is not None:
        return _assumed(its_year, issued, year, lambda y: _end(y, first, last, before))
    numbers = [
        digits(raw) for raw in _NUMBER.findall(rest) if raw[0].isdigit() or raw in {"l", "o"} or raw[-1].isdigit()
    ]
    if len(numbers) >= 2:
        day, month = numbers[0], numbers[1]
        return _assumed(its_year, issued, year, lambda y: safe_date(y, month, day))
    return None


def _months(folded: str) -> tuple[int | None, int | None]:
    """First and last month of the period named, or (None, None) for a day."""
    if re.search(r"\bquy\b", folded):
        quarters = [_QUARTERS[word] for word in re.findall(r"(?<!\w)(i{1,3}|iv|[1-4l])(?!\w)", folded)]
        return (quarters[-1] * 3 - 2, quarters[-1] * 3) if quarters else (None, None)
    half = re.match(r"(6|sau|9|chin)\s+thang\s+(dau|cuoi)", folded)
    if half:
        length = 9 if half[1] in {"9", "chin"} else 6
        return (1, length) if half[2] == "dau" else (13 - length, 12)
    if re.match(r"(?:cuoi\s+|het\s+)?thang\b", folded):
        months = [digits(raw) for raw in re.findall(r"[\doil]{1,2}(?!\w)", folded.split("thang", 1)[1])]
        valid = [month for month in months if 1 <= month <= 12]
        return (valid[-1], valid[-1]) if valid else (None, None)
    if re.match(r"(?:cuoi\s+|het\s+)?nam\b", folded):
        return 1, 12
    return None, None


def _end(year: int, first: int, last: int, before: bool) -> date:
    if before:
        return date(year, first, 1) - timedelta(days=1)
    following = date(year + last // 12, last % 12 + 1, 1)
    return following - timedelta(days=1)


def _assumed(written: int | None, issued: date | None, year: int | None, on: Callable[[int], date | None]) -> Named:
    """The year written; else the letter's own, or the next where that day was over when the letter was issued."""
    if written is not None:
        return Named(on(written), False)
    own = issued.year if issued else year
    if own is None:
        return Named(None, True)
    day = on(own)
    if issued and day and day < issued:
        later = on(own + 1)
        return Named(later if (issued - day).days > 180 else day, True)
    return Named(day, True)
