"""When a task of a plan is due: the words of a cell to the last day that they name, and how often it comes back.

A day is itself; a month, quarter, half year or year is its last day; of a range, its end; «trước năm 2030» is the last
day ahead of it. What only begins («từ quý I/2026»), what comes back without an end («hằng năm») and what hangs on
another act («sau khi Luật có hiệu lực») names no day. A day that does not exist is reported, never mended.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from caicach.documents.read.cited_numbers import find_numbers
from caicach.documents.values import Recurrence, Span
from caicach.kernel.text.dates import last_day_of_month
from caicach.kernel.text.folding import fold, squeeze

_Y: Final = r"(?:19|20)\d\d(?!\d)"
_OF_YEAR: Final = rf"(?:\s*(?:[/.,-]|\()?\s*(?:cua\s+)?(?:nam\s*)?(?P<{{0}}>{_Y}))"
_ROMAN: Final = r"(?:viii|vii|vi|iv|ix|v|iii|ii|i|\d{1,2})"
_SEPARATOR: Final = r"\s*(?:,|;|-|va|den|/|&)\s*"


def _year(name: str) -> str:
    return _OF_YEAR.replace("{0}", name)


_FORMS: Final = re.compile(
    "|".join(
        (
            rf"(?<![\d/])(?P<iy>{_Y})-(?P<im>\d{{2}})-(?P<id>\d{{2}})(?!\d)",
            rf"(?<![\d/.])(?P<d1>\d{{1,2}})\s?[/.-]\s?(?P<m1>\d{{1,2}})\s?[/.-]\s?(?P<y1>{_Y}|\d\d(?![\d/]))",
            rf"(?<![\d/.])(?P<d4>\d{{1,2}})\s+thang\s*(?P<m6>\d{{1,2}})\s*,?\s+nam\s+(?P<y9>{_Y})",
            rf"ngay\s*(?P<d2>\d{{1,2}})\s+thang\s*(?P<m2>\d{{1,2}})(?:{_year('y2')})?",
            rf"(?<![\w/.])(?:(?:quy|qui)\s*\.?|q\.?)\s*(?P<q>{_ROMAN}(?:{_SEPARATOR}(?:(?:quy|qui)\s*)?{_ROMAN}(?!\w)(?!/(?!\s*(?:nam\s*)?20)))*)(?!\w)(?:{_year('y3')})?",
            rf"(?<!\w)(?P<h>6|sau|9|chin|3|ba)\s+thang\s+(?P<hw>dau|cuoi)(?:\s+nam)?(?:{_year('y4')})?",
            rf"(?<!\w)(?:nua)\s+(?P<hf>dau|cuoi)(?:\s+nam)?(?:{_year('y8')})?",
            rf"(?<!\w)(?:thang|th?\.?)\s*(?P<m3>\d{{1,2}}(?:{_SEPARATOR}(?:thang\s*)?\d{{1,2}}(?!\d)(?!/(?!\s*(?:nam\s*)?20)))*)(?![\d]|\s*lan)(?:{_year('y5')})?",
            rf"(?<![\d/.])(?P<m4>\d{{1,2}})\s?[/-]\s?(?P<y6>{_Y})",
            r"(?:ngay\s*)?(?<![\d/.])(?P<d3>\d{1,2})/(?P<m5>\d{1,2})(?![\d/]|\s?%)",
            rf"(?<![\d/])(?P<y7>{_Y})(?!\s*/)",
        )
    )
)
_BEFORE: Final = re.compile(r"(?<!\w)truoc(?:\s+(?:thang|quy|nam|thoi\s+diem|khi\s+ket\s+thuc|het))?\s*$")
_STARTS: Final = re.compile(
    r"(?:ke\s+)?(?:(?:bat\s+dau|khoi\s+dong|trien\s+khai|thuc\s+hien|ap\s+dung)\s+)?(?:ke\s+)?(?:tu|bat\s+dau)(?:\s+(?:ngay|thang|quy|nam|dau|cuoi|giua))*\s*$"
)
_OPEN_END: Final = re.compile(
    r"tro\s+di|(?:cac|nhung)\s+nam\s+(?:tiep\s+theo|sau|ke\s+tiep|toi)|nam\s+tiep\s+theo|ve\s+sau|cac\s+giai\s+doan\s+tiep"
)
_DEPENDS: Final = re.compile(
    r"(?:ngay\s+)?sau\s+(?:khi|thoi\s+diem|ngay|nam|thang|quy|hoi\s+nghi|(?:\d+|mot|hai|ba)\s+(?:ngay|thang|nam))\b|(?:ke|tinh)\s+tu\s+(?:ngay|khi|thoi)\s*(?!\d)|sau\s*(?=20\d\d|\d{1,2}/)"
)
_VISION: Final = re.compile(r"(?:tam\s+nhin|dinh\s+huong)\s+(?:den\s+)?(?:nam\s+)?$")
_VAGUE: Final = re.compile(
    r"(?<!\w)(?:dau|giua|dau\s+thang|tuan\s+(?:thu\s+)?\w+|trung\s+tuan|thuong\s+tuan)\s+(?:nam\s+|quy\s+|thang\s+)?$"
)
_QUARTER: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_RECURRENCES: Final[tuple[tuple[re.Pattern[str], Recurrence], ...]] = (
    (re.compile(
        r"(?:hang|moi|dinh\s+ky|hàng)\s+6\s+thang|(?:6|sau)\s+thang\s*(?:/|,|mot|1|01)\s*(?:lan|nam\b)|6\s+thang\s*(?:,|va)\s*(?:1\s+)?(?:hang\s+)?nam\b(?!\s*\d)"
     ), Recurrence.HALF_YEARLY),
    (re.compile(
        r"(?:hang|moi|dinh\s+ky|theo)\s+quy\b(?!\s*[ivx\d])|quy\s*/\s*lan|lan\s*/\s*quy"
     ), Recurrence.QUARTERLY),
    (re.compile(r"(?:hang|moi|dinh\s+ky|theo)\s+thang\b(?!\s*\d)|thang\s*/\s*lan|lan\s*/\s*thang"), Recurrence.MONTHLY),
    (re.compile(r"(?:hang|moi|dinh\s+ky|theo)\s+tuan|tuan\s*/\s*lan|lan\s*/\s*tuan"), Recurrence.WEEKLY),
    (re.compile(r"(?:hang|moi)\s+ngay"), Recurrence.DAILY),
    (re.compile(
        r"(?:hang|moi|dinh\s+ky|tung)\s+nam\b(?!\s*\d)|nam\s*/\s*lan|lan\s*/\s*nam\b|(?<!\w)cac\s+nam\b(?!\s+(?:tiep|sau|toi|ke)|\s*:?\s*\d)"
     ), Recurrence.YEARLY),
    (re.compile(
        r"thuong\s+xuyen|lien\s+tuc|thuong\s+ky|xuyen\s+suot|(?:ca|suot|quanh)\s+nam\b(?!\s*\d)"
     ), Recurrence.CONTINUOUS),
    (re.compile(r"dinh\s+k[yi]\b"), Recurrence.PERIODIC),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """``impossible`` holds days that do not exist as written; ``is_vague`` tells of a part of a period («đầu năm»)."""

    on: date | None = None
    recurrence: Recurrence | None = None
    year_assumed: bool = False
    impossible: tuple[str, ...] = ()
    is_vague: bool = False
    lacks_year: bool = False


@lru_cache(maxsize=1024)
def read_due(text: str, *, year: int | None = None) -> Due:
    """The due date of a cell; ``year`` is the plan's own, for days and periods that name none.

    >>> read_due("Quý IV/2025- Quý II/2026").on, read_due("Trước năm 2030").on, read_due("Từ quý I/2026").on
    (datetime.date(2026, 6, 30), datetime.date(2029, 12, 31), None)
    >>> read_due("31/2/2026").impossible, read_due("Thường xuyên").recurrence.value
    (('31/2/2026',), 'thường xuyên')
    """
    flat = squeeze(text)
    folded = _without_citations(flat)
    recurrence = next((kind for pattern, kind in _RECURRENCES if pattern.search(folded)), None)
    found = [_Found(match, folded, flat, year) for match in _FORMS.finditer(folded)]
    found = [one for one in found if not one.is_vision]
    impossible = tuple(one.raw for one in found if one.is_impossible)
    last = _last(found)
    if last is None or impossible or _names_no_end(folded, found, recurrence):
        return Due(None, recurrence, impossible=impossible)
    if recurrence and not last.has_year:
        return Due(None, recurrence)
    return Due(last.on, recurrence, last.on is not None and not last.has_year, (), last.is_vague, last.on is None)


def _without_citations(text: str) -> str:
    """Folded, with blanks for cited documents and their dates: «theo Nghị quyết 71/NQ-CP ngày 01/4/2025»."""
    folded = fold(text)
    for number in find_numbers(text, Span(0, len(text))):
        if not re.search(r"[a-zđ]", text[number.span.start : number.span.end], re.IGNORECASE):
            continue
        dated = re.compile(
            r"\s*,?\s*(?:ngay\s*\d{1,2}(?:\s*/\s*\d{1,2}\s*/\s*\d{4}|\s+thang\s+\d{1,2}\s+nam\s+\d{4}))?"
        ).match(folded, number.span.end)
        end = dated.end() if dated else number.span.end
        folded = folded[: number.span.start] + " " * (end - number.span.start) + folded[end:]
    return folded


class _Found:
    """One day or period that a cell names."""

    def __init__(self, match: re.Match[str], folded: str, flat: str, year: int | None) -> None:
        before = folded[: match.start()]
        self.match, self.start, self.end = match, match.start(), match.end()
        self.raw = flat[match.start() : match.end()].strip()
        self.is_before = _BEFORE.search(before) is not None
        self.is_start = _STARTS.search(before) is not None
        self.is_vision = _VISION.search(before) is not None
        self.is_vague = _VAGUE.search(before) is not None or "dau" in match[0].split()[:1]
        written = next(
            (match[name] for name in ("iy", "y1", "y2", "y3", "y4", "y5", "y6", "y7", "y8", "y9") if match[name]), None
        )
        self.has_year = written is not None
        self.year = (int(written) if len(written) == 4 else 2000 + int(written)) if written else year
        self.on, self.is_impossible = self._read()

    @property
    def is_list(self) -> bool:
        """Several months or quarters in one: «tháng 01 đến tháng 6»."""
        words = self.match["q"] or self.match["m3"] or ""
        return len(re.findall(r"(?<![a-z])[ivx]+(?![a-z])|\d+", words)) > 1

    def with_year(self, year: int) -> None:
        """The year said once, at the end of a list or range, holds for what stands before it."""
        self.year, self.has_year = year, True
        self.on, self.is_impossible = self._read()

    def _read(self) -> tuple[date | None, bool]:
        day = self._day()
        if day is not None:
            return self._calendar(*day)
        first, last = self._months()
        if not (1 <= first <= last <= 12):
            return None, True
        if self.year is None:
            return None, False
        if self.is_before:
            return date(self.year, first, 1) - timedelta(days=1), False
        return last_day_of_month(self.year, last), False

    def _day(self) -> tuple[int, int] | None:
        for day, month in (("id", "im"), ("d1", "m1"), ("d2", "m2"), ("d3", "m5"), ("d4", "m6")):
            if self.match[day]:
                return int(self.match[day]), int(self.match[month])
        return None

    def _calendar(self, day: int, month: int) -> tuple[date | None, bool]:
        if self.year is None:
            return None, not (1 <= month <= 12 and 1 <= day <= 31)
        try:
            return date(self.year, month, day), False
        except ValueError:
            return None, True

    def _months(self) -> tuple[int, int]:
        """First and last month; (0, 0) for what does not exist."""
        match = self.match
        if match["q"]:
            quarters = [
                _QUARTER.get(word) or int(word)
                for word in re.findall(r"[ivx]+|\d+", re.sub(r"quy|qui|va|den", " ", match["q"]))
            ]
            quarter = quarters[-1] if all(1 <= each <= 4 for each in quarters) else 0
            return (3 * quarter - 2, 3 * quarter) if quarter else (0, 0)
        if match["h"] or match["hf"]:
            length = {"9": 9, "chin": 9, "3": 3, "ba": 3}.get(match["h"] or "6", 6)
            return (1, length) if (match["hw"] or match["hf"]) == "dau" else (13 - length, 12)
        months = match["m3"] or match["m4"]
        if months:
            each = [int(word) for word in re.findall(r"\d+", months)]
            return (each[-1], each[-1]) if all(1 <= month <= 12 for month in each) else (0, 0)
        return 1, 12


def _last(found: list[_Found]) -> _Found | None:
    """The end of what a cell names: the latest of several days, a year said once given to those without."""
    if not found:
        return None
    known = [one.year for one in found if one.has_year and one.year]
    for at, one in enumerate(found):
        if not one.has_year and known:
            later = next((other.year for other in found[at:] if other.has_year), None)
            one.with_year(later or known[-1] or 0)
    dated = [one for one in found if one.on is not None]
    return max(dated, key=lambda one: one.on or date.min) if dated else found[-1]


def _names_no_end(folded: str, found: list[_Found], recurrence: Recurrence | None) -> bool:
    """Whether the only days named are a start, or hang on another act."""
    if len(found) == 1 and _OPEN_END.search(folded):
        return True
    if len(found) == 1 and found[0].is_start and not found[0].is_list:
        return True
    depends = _DEPENDS.search(folded)
    if depends is None:
        return False
    after = [one for one in found if one.start >= depends.start()]
    return len(after) == len(found) and not re.search(
        r"(?<!\w)den\s+(?:het\s+)?(?:ngay|thang|quy|nam|\d)|truoc\s+(?:ngay|thang|quy|nam|\d)|cham\s+nhat",
        folded[depends.end() :],
    )
