"""Days and periods as they are named, on folded text: «10/02/2025», «T6/2026», «quý II», «nửa đầu năm», «tháng Tư».

What stands around them («trước», «từ … đến») is not read here. A day or period that does not exist is kept, marked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from caicach.documents.deadlines.numbers import (
    FIGURE,
    IN_WORDS,
    MONTH_WORDS,
    QUARTER_WORDS,
    ROMAN,
    YEAR,
    digits,
    month_number,
    number,
    quarter_number,
    safe_date,
)
from caicach.documents.deadlines.values import DoubtKind
from caicach.kernel.text.dates import last_day_of_month


@dataclass(frozen=True, slots=True)
class Part:
    """A day (``day`` 1 to 31) or the months ``first`` to ``last`` of a year; ``years`` after the named one."""

    first: int
    last: int
    day: int | None = None
    years: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """``parts`` are several where several days are listed; ``doubt`` is what the name itself leaves open.

    ``is_list`` tells of a list or range in one name («tháng 01 đến tháng 6»), whose beginning is in it.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    year: int | None = None
    doubt: DoubtKind | None = None
    is_list: bool = False
    is_day: bool = False

    @property
    def exists(self) -> bool:
        """Whether there is such a day or period, in any year."""
        return all(_exists(part) for part in self.parts)

    def ends(self, year: int) -> tuple[date | None, ...]:
        """The day, or the last day of the period, of each part; None where that year has no such day."""
        return tuple(_end(part, year) for part in self.parts)

    def eve(self, year: int) -> date:
        """The last day ahead of a period."""
        part = self.parts[0]
        return date(year + part.years, part.first, 1) - timedelta(days=1)

    def begins(self, year: int) -> date | None:
        part = self.parts[0]
        return safe_date(year + part.years, part.first, part.day or 1)


def _exists(part: Part) -> bool:
    if not 1 <= part.first <= part.last <= 12:
        return False
    return part.day is None or safe_date(2024, part.last, part.day) is not None


def _end(part: Part, year: int) -> date | None:
    if part.day is not None:
        return safe_date(year + part.years, part.last, part.day)
    return last_day_of_month(year + part.years, part.last)


_LIST: Final = r"\s*(?:,|;|-|va|den|/|&|\+)\s*"
_OF_YEAR: Final = rf"(?:\s*(?:[/.,-]|\()?\s*(?:cua\s+)?(?:nam\s*)?(?P<y>{YEAR})(?!\s*/))"
_MONTH: Final = rf"(?:{FIGURE}|{MONTH_WORDS})"
_NO_LONE_SLASH: Final = r"(?!/(?!\s*(?:nam\s*)?20))"
_DAY_LIST: Final = r"\s*(?:,|;|-|va|den|&|\+)\s*"
_DAYS: Final = rf"(?<!gio\s)(?<!gio)(?<!\dh)(?<!\dg)(?<!\d:)(?P<ds>{FIGURE}(?:{_DAY_LIST}(?:ngay\s*)?{FIGURE})+?)"
"""No list begins with minutes: «trước 16h30, ngày 05/12» is one day."""
_DAY: Final = rf"(?:ngay\s*)?(?:m[uo]ng\s+)?(?<![\d/.])(?P<d>{FIGURE})"
_QUARTER: Final = rf"(?:{ROMAN}|l|\d{{1,2}}|{QUARTER_WORDS})(?!\w)"
_LENGTHS: Final = "0?6|sau|0?9|chin|0?3|ba"
_PARTS_OF_TEN: Final = {"thuong": 10, "trung": 20}

Reader = Callable[[re.Match[str]], tuple[tuple[Part, ...], DoubtKind | None]]


_LUNAR: Final = re.compile(r"(?<!\w)(?:gieng|chap|tet)(?!\w)")
"""Days and months of the lunar calendar: which day they are, a person says."""


def _day(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    month = month_number(match["m"])
    return (Part(month, month, number(match["d"])),), None


def _days(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    month = month_number(match["m"])
    each = [Part(month, month, number(word)) for word in re.findall(r"[\dol]+", match["ds"].replace("ngay", ""))]
    return tuple(each[-1:] if _is_range(match["ds"]) else each), None


def _is_range(words: str) -> bool:
    return re.search(r"-|den", words) is not None


def _months(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    words = re.findall(rf"{FIGURE}|{MONTH_WORDS}", re.sub(r"\bthang\b|\bden\b|\bva\b", " ", match["ms"]))
    return _listed([Part(month, month) for month in map(month_number, words)], match["ms"]), None


def _quarters(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    words = re.findall(_QUARTER, re.sub(r"\b(?:quy|qui|den|va)\b", " ", match["qs"]))
    numbers = [quarter_number(word) for word in words]
    parts = [Part(3 * each - 2, 3 * each) if 1 <= each <= 4 else Part(0, 0) for each in numbers]
    return _listed(parts, match["qs"]), None


def _listed(parts: list[Part], words: str) -> tuple[Part, ...]:
    """Periods one after the other are one stretch of time, which ends with the last; others are several."""
    follows = all(after.first in {before.first, before.last + 1} for before, after in pairwise(parts))
    broken = any(not _exists(part) for part in parts)
    if broken:
        return (next(part for part in parts if not _exists(part)),)
    return tuple(parts[-1:]) if follows or _is_range(words) else tuple(parts)


def _months_of_year(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    length = number(match["n"])
    return (Part(1, length) if match["w"] == "dau" else Part(13 - length, 12),), None


def _half_year(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    return (Part(1, 6) if match["w"] == "dau" else Part(7, 12),), None


def _half_month(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    month = month_number(match["m"])
    return (Part(month, month, 15) if match["w"] == "dau" else Part(month, month),), None


def _ten_days(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    month = month_number(match["m"])
    return (Part(month, month, _PARTS_OF_TEN.get(match["w"])),), None


def _roman(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    """«IX/2026» is a month; «II/2026» may be a month or a quarter."""
    month = number(match["r"])
    return (Part(month, month),), DoubtKind.AMBIGUOUS if month <= 4 else None


def _year(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    return (Part(1, 12),), None


def _vague_year(match: re.Match[str]) -> tuple[tuple[Part, ...], DoubtKind | None]:
    return (Part(1, 12),), DoubtKind.VAGUE


_FORMS: Final[tuple[tuple[str, str, Reader], ...]] = (
    ("iso", rf"(?<![\d/.-])(?P<y>{YEAR})\s?[-/.]\s?(?P<m>\d{{1,2}})\s?[-/.]\s?(?P<d>\d{{1,2}})(?!\d)", _day),
    ("parted", rf"ngay\s+(?P<d>[0-3]\s\d)\s?[/.-]\s?(?P<m>{FIGURE})\s?[/.-]\s?(?P<y>{YEAR})", _day),
    ("days", rf"(?:ngay\s*)?(?<![\d/.]){_DAYS}\s?/\s?(?P<m>{FIGURE})(?:\s?[/.-]\s?(?P<y>{YEAR}))?(?![\d/])", _days),
    ("dayswords", rf"(?:ngay\s*)?(?<![\d/.]){_DAYS}\s+thang\s*(?P<m>{_MONTH})(?!\s*lan){_OF_YEAR}?", _days),
    ("dmy", rf"{_DAY}\s?[/.]\s?(?P<m>{FIGURE})\s?[/.]\s?(?P<y>{YEAR}|\d\d(?![\d/]))", _day),
    ("dashes", rf"{_DAY}\s?-\s?(?P<m>{FIGURE})\s?-\s?(?P<y>{YEAR}|\d\d(?![\d/-]))", _day),
    ("dwords", rf"ngay\s*(?:m[uo]ng\s+)?(?P<d>{FIGURE})\s+thang\s*(?P<m>{_MONTH})(?!\s*lan){_OF_YEAR}?", _day),
    ("saidday", rf"ngay\s+(?P<d>{IN_WORDS})\s+thang\s*(?P<m>{_MONTH})(?!\s*lan){_OF_YEAR}?", _day),
    ("bare", rf"(?<![\d/.])(?P<d>{FIGURE})\s+thang\s*(?P<m>{FIGURE})(?!\s*(?:lan|nam\b(?!\s*20))){_OF_YEAR}?", _day),
    ("lunar", rf"{_DAY}\s+thang\s+(?P<m>gieng|chap)(?!\w){_OF_YEAR}?", _day),
    ("oftet", rf"(?:ngay\s*)?m[uo]ng\s+(?P<d>{FIGURE})\s+(?P<m>tet)(?!\w)(?:\s+nguyen\s+dan)?{_OF_YEAR}?", _day),
    (
        "quarter",
        rf"(?<![\w/.])(?:(?:quy|qui)\s*\.?|q\.?)\s*(?P<qs>{_QUARTER}(?:{_LIST}(?:(?:quy|qui)\s*)?{_QUARTER}{_NO_LONE_SLASH})*){_OF_YEAR}?",
        _quarters,
    ),
    ("stretch", rf"(?<!\w)(?P<n>{_LENGTHS})\s+thang\s+(?P<w>dau|cuoi)(?:\s+nam)?{_OF_YEAR}?", _months_of_year),
    ("halfmonth", rf"(?<!\w)nua\s+(?P<w>dau|cuoi)\s+thang\s*(?P<m>{_MONTH}){_OF_YEAR}?", _half_month),
    ("half", rf"(?<!\w)nua\s+(?P<w>dau|cuoi)(?:\s+nam)?(?!\s+(?:thang|quy|tuan)){_OF_YEAR}?", _half_year),
    ("ten", rf"(?<!\w)(?P<w>thuong|trung|ha)\s+tuan\s+(?:cua\s+)?thang\s*(?P<m>{_MONTH}){_OF_YEAR}?", _ten_days),
    (
        "months",
        rf"(?<!\w)(?<!\d\s)thang\s*(?P<ms>{_MONTH}(?:{_LIST}(?:thang\s*)?{FIGURE}{_NO_LONE_SLASH}(?!\s*/\s*{FIGURE}(?!\d)))*)(?!\d|\s*lan|\s*/\s*lan){_OF_YEAR}?",
        _months,
    ),
    (
        "shortmonths",
        rf"(?<!\w)th?\.?\s?(?P<ms>{FIGURE}(?:{_LIST}(?:th?\.?\s?)?{FIGURE}{_NO_LONE_SLASH})*)(?!\d|\s*lan)(?:\s*[/.-]\s*(?P<y>{YEAR})|\s+nam\s+(?P<y2>{YEAR}))?",
        _months,
    ),
    ("monthyear", rf"(?<![\d/.])(?P<ms>{FIGURE}(?:\s*-\s*{FIGURE})?)\s?/\s?(?P<y>{YEAR})(?!\s*/)", _months),
    ("monthdash", rf"(?<![\d/.-])(?P<ms>{FIGURE})\s?-\s?(?P<y>{YEAR})(?!\s*[/-])", _months),
    ("roman", rf"(?<![\w/.])(?P<r>{ROMAN})\s?[/-]\s?(?P<y>{YEAR})(?!\s*/)", _roman),
    ("dm", rf"{_DAY}\s?/\s?(?P<m>{FIGURE})(?![\d/]|\s?%)", _day),
    ("dotted", rf"ngay\s*(?P<d>{FIGURE})\s?[.-]\s?(?P<m>{FIGURE})(?![\d/.]|\s?%)", _day),
    ("school", rf"nam\s+hoc\s+(?P<y>{YEAR})\s*-\s*{YEAR}", _vague_year),
    ("term", rf"nhiem\s+ky\s+(?P<y>{YEAR})\s*-\s*{YEAR}", _vague_year),
    ("year", rf"(?:nam\s*)?(?<![\d/])(?P<y>{YEAR})(?!\s*/)", _year),
    ("thisyear", r"(?<!\w)(?:cuoi|het|trong)\s+nam(?!\s*\d|\s+(?:hoc|nay|sau|toi|tiep|truoc))(?!\w)", _year),
)  # fmt: skip
_PIECE: Final = r"[\dolivx]+"
_COMPILED: Final = {name: (re.compile(pattern), reader) for name, pattern, reader in _FORMS}
_PLAIN: Final = {name: re.sub(r"[(][?]P<[a-z0-9]+>", "(?:", pattern) for name, pattern, _ in _FORMS}
_ANY: Final = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PLAIN.items()))
_IS_DAY: Final = frozenset(name for name, _, reader in _FORMS if reader in {_day, _days})
A_DAY: Final = "(?:" + "|".join(pattern for name, pattern in _PLAIN.items() if name in _IS_DAY) + ")"
"""The source of an expression for a day, without groups, on folded text."""
A_PERIOD: Final = "(?:" + "|".join(pattern for name, pattern in _PLAIN.items() if name not in _IS_DAY) + ")"
"""The source of an expression for a month, quarter, half year or year, without groups, on folded text."""


def find_named(folded: str) -> Iterator[Named]:
    """Every day and period named, in their order."""
    for found in _ANY.finditer(folded):
        name = found.lastgroup or ""
        pattern, reader = _COMPILED[name]
        match = pattern.match(folded, found.start())
        if match is None or (name == "dm" and found[0] in {"24/7", "24/24"}):
            continue
        parts, doubt = reader(match)
        doubt = DoubtKind.NOT_UNDERSTOOD if _LUNAR.search(match[0]) else doubt
        groups = match.groupdict()
        written = groups.get("y") or groups.get("y2")
        listed = groups.get("ds") or groups.get("ms") or groups.get("qs") or ""
        is_list = re.search(rf"{_PIECE}{_LIST}(?:(?:ngay|thang|quy|qui|th?\.?)\s*)?{_PIECE}", listed) is not None
        year = _full_year(written) if written else None
        yield Named(match.start(), match.end(), parts, year, doubt, is_list, name in _IS_DAY)


def _full_year(written: str) -> int:
    return digits(written) if len(written) == 4 else 2000 + int(written)
