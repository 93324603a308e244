"""Deadlines set by a holiday: «trước Tết Nguyên đán 2026», «trong dịp Tết Bính Ngọ», by the legal calendar.

The end of «trước Tết» is the last working day ahead of the holiday's first legal day off: on the days between nobody is
at work (Bộ luật Lao động 2019, Điều 112).
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from caicach.documents.deadlines.numbers import YEAR, digits
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.values import DayKind
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.patterns import Pattern

_STEMS: Final = ("giap", "at", "binh", "dinh", "mau", "ky", "canh", "tan", "nham", "quy")
_BRANCHES: Final = ("ty", "suu", "dan", "mao", "thin", "ty", "ngo", "mui", "than", "dau", "tuat", "hoi")
_LUNAR_YEAR: Final = rf"(?P<stem>{'|'.join(_STEMS)})\s+(?P<branch>{'|'.join(sorted(set(_BRANCHES)))})"
HOLIDAY: Final = Pattern(
    r"(?<!\w)(?:(?P<around>truoc\s*,\s*trong\s+va\s+sau)|(?P<before>(?:xong\s+)?truoc)|trong|(?:den\s+)?het|vao|suot|(?<!nhan\s)dip(?=\s+(?:le\s+)?tet))\s+"
    r"(?:ngay\s+|(?:nhung|cac)\s+ngay\s+|dip\s+|thoi\s+(?:diem|gian)\s+|khi\s+)?"
    r"(?:ky\s+)?(?:nghi\s+)?(?:le\s+)?"
    r"(?:(?P<solar>tet\s+duong(?:\s+lich)?)|(?P<tet>tet(?!\s+(?:trung\s+thu|trong\s+cay|doan\s+ngo|thieu\s+nhi|doc\s+lap|han\s+thuc)))(?:\s+nguyen\s+dan|\s+am\s+lich|\s+co\s+truyen)?"
    r"|(?P<national>(?:ngay\s+)?quoc\s+khanh(?:\s+0?2[/-]0?9)?)|(?P<kings>gio\s+to(?:\s+hung\s+vuong)?))(?!\w)"
    rf"(?:\s+{_LUNAR_YEAR}(?!\w))?(?:\s*[-/(,]?\s*(?:nam\s+)?(?P<y>{YEAR})\)?)?"
    r"(?P<more>\s*(?:,|va|-)\s*(?:dip\s+)?(?:tet|le|quoc\s+khanh)(?!\w)(?:\s+(?!de\b|cho\b)\w+){0,3})?"
)
_NAMES: Final = {"solar": "Tết Dương lịch", "tet": "Tết Nguyên đán", "national": "Quốc khánh", "kings": "Ngày Giỗ Tổ"}


@dataclass(frozen=True, slots=True)
class HolidayEnd:
    """``on`` None: the calendar of that year is not published. ``year_assumed`` where the words name no year.

    ``is_open``: no day ends it, where several are named or it goes on behind one («trước, trong và sau Tết»).
    """

    start: int
    end: int
    on: date | None
    year_assumed: bool
    is_open: bool = False


def find_holiday(folded: str, *, issued: date | None, year: int | None, calendar: WorkingCalendar) -> HolidayEnd | None:
    """What a holiday ends, on folded text; without a year the first one after ``issued``, else that of ``year``.

    >>> from caicach.kernel.calendar import load_calendar
    >>> find_holiday("truoc tet nguyen dan 2026", issued=None, year=None, calendar=load_calendar()).on
    datetime.date(2026, 2, 13)
    """
    match = HOLIDAY.search(folded)
    if match is None:
        return None
    if match["around"] or match["more"]:
        return HolidayEnd(match.start(), match.end(), None, False, is_open=True)
    name = next(_NAMES[key] for key in _NAMES if match[key])
    written = digits(match["y"]) if match["y"] else _lunar(match["stem"], match["branch"], issued, year)
    if written is not None:
        return HolidayEnd(match.start(), match.end(), _end(name, written, match, calendar), False)
    years = [year] if year is not None else [issued.year, issued.year + 1] if issued else []
    ends = [_end(name, each, match, calendar) for each in years]
    on = next((end for end in ends if end is not None and (issued is None or year is not None or end >= issued)), None)
    return HolidayEnd(match.start(), match.end(), on, True)


def _lunar(stem: str | None, branch: str | None, issued: date | None, year: int | None) -> int | None:
    """«Bính Ngọ» is 2026: the year of that name nearest to the document."""
    near = year or (issued.year if issued else None)
    if stem is None or branch is None or near is None:
        return None
    named = (each for each in range(near - 5, near + 6) if _STEMS[(each - 4) % 10] == stem)
    return next((each for each in named if _BRANCHES[(each - 4) % 12] == branch), None)


def _end(name: str, year: int, match: re.Match[str], calendar: WorkingCalendar) -> date | None:
    days = _days(name, year, calendar)
    if not days:
        return None
    try:
        return calendar.previous_working_day(days[0]) if match["before"] else days[-1]
    except InvalidInput:
        return None


@lru_cache(maxsize=128)
def _days(name: str, year: int, calendar: WorkingCalendar) -> tuple[date, ...]:
    try:
        special = calendar.special_days(date(year, 1, 1), date(year, 12, 31))
    except InvalidInput:
        return ()
    return tuple(day.on for day in special if day.kind is DayKind.HOLIDAY and str(day.reason).startswith(name))
