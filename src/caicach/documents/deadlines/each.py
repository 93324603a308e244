"""The day of each period of work that comes back, on folded text: «ngày 25 hằng tháng», «ngày 20 tháng cuối quý»."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from caicach.documents.deadlines.named import Named
from caicach.documents.deadlines.values import DayOfPeriod, Recurrence

_LAST: Final = 31
_FRIDAY: Final = 5
_DAYS: Final = re.compile(
    r"(?:ngay|m[uo]ng)\s+(?P<days>\d{1,2}(?:\s*(?:,|;|va|&)\s*(?:ngay\s+|m[uo]ng\s+)?\d{1,2}(?!\s*gio|h))*)(?!\s*[/.-]\s*\d)"
    r"(?!\d)(?!\s+thang\s+\d)"
)
_BARE: Final = re.compile(r"(?<![\d/.-])(?P<days>\d{1,2})\s+(?:cua\s+)?(?:hang|moi|tung)\s+thang")
_LAST_DAY: Final = re.compile(
    r"(?<!\w)(?:ngay\s+(?:lam\s+viec\s+)?cuoi(?:\s+cung)?\s+(?:cua\s+)?(?:thang|quy|nam|ky)|(?:cuoi|het)\s+(?:moi\s+|hang\s+|tung\s+)?(?:thang|quy|nam|ky))"
)
_MONTH_OF: Final = re.compile(
    r"thang\s+(?P<which>dau|cuoi|giua|thu\s+(?:nhat|hai|ba|[1-6]))(?:\s+tien)?\s+(?:cua\s+)?(?:moi\s+|hang\s+|tung\s+)?(?:quy|ky|6\s+thang)"
)
_MONTHS: Final = {"dau": 1, "giua": 2, "nhat": 1, "hai": 2, "ba": 3}
_AFTER: Final = re.compile(r"(?:thang|quy|ky|nam|tuan)\s+(?:sau|tiep\s+theo|ke\s+tiep|lien\s+ke)(?!\w)")
_WEEKDAY: Final = re.compile(r"(?<!\w)(?:thu\s+(?P<day>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sunday>chu\s+nhat))(?!\w)")
_WEEKDAY_LAST: Final = re.compile(_WEEKDAY.pattern + r"\s+(?:cua\s+|trong\s+)?$")
_WEEKDAYS: Final = {"hai": 1, "ba": 2, "tu": 3, "nam": 4, "sau": 5, "bay": 6}
_SPACED: Final = {2: Recurrence.HALF_YEARLY, 4: Recurrence.QUARTERLY}
_LENGTH: Final = {Recurrence.QUARTERLY: 3, Recurrence.HALF_YEARLY: 6, Recurrence.YEARLY: 12}


def days_of_each(
    folded: str, recurrence: Recurrence, named: Sequence[Named]
) -> tuple[Recurrence, tuple[DayOfPeriod, ...]]:
    """The days that the words set in each period; ``named`` are those with a month, which name no year.

    Days of a year that stand evenly are those of a shorter period: «15/6 và 15/12 hằng năm» comes back twice a year.

    >>> days_of_each("truoc ngay 25 hang thang", Recurrence.MONTHLY, ())[1]
    (DayOfPeriod(day=25, month=None, is_after=False),)
    """
    match recurrence:
        case Recurrence.WEEKLY:
            return recurrence, _of_week(folded)
        case Recurrence.MONTHLY:
            return recurrence, _of_month(folded)
        case Recurrence.QUARTERLY | Recurrence.HALF_YEARLY | Recurrence.YEARLY:
            dated = _of_dates(named)
            return _of_year(recurrence, dated) if dated else (recurrence, _of_quarter(folded, recurrence))
    return recurrence, ()


def weekday_before(folded: str, end: int) -> int | None:
    """The weekday (1 is Monday) whose words end there: of «thứ Sáu tuần này» the one before «tuần»."""
    match = _WEEKDAY_LAST.search(folded, 0, end)
    return _weekday(match) if match else None


def without_days(folded: str) -> str:
    """Blanks for the words of a day of each period."""
    for pattern in (_DAYS, _BARE, _MONTH_OF):
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    return folded


def _of_week(folded: str) -> tuple[DayOfPeriod, ...]:
    is_after = _AFTER.search(folded) is not None
    found = [_weekday(one) for one in _WEEKDAY.finditer(folded)]
    if not found and re.search(r"cuoi\s+(?:moi\s+|hang\s+)?tuan", folded):
        found = [_FRIDAY]
    return tuple(DayOfPeriod(day, is_after=is_after) for day in sorted(set(found)))


def _weekday(match: re.Match[str]) -> int:
    return 7 if match["sunday"] else _WEEKDAYS.get(match["day"]) or int(match["day"]) - 1


def _of_month(folded: str) -> tuple[DayOfPeriod, ...]:
    is_after = _AFTER.search(folded) is not None
    return tuple(DayOfPeriod(day, is_after=is_after) for day in _numbers(folded))


def _numbers(folded: str) -> list[int]:
    words = [*_DAYS.finditer(folded), *_BARE.finditer(folded)]
    found = {int(number) for one in words for number in re.findall(r"\d+", one["days"])}
    if not found and _LAST_DAY.search(folded):
        found = {_LAST}
    return sorted(day for day in found if 1 <= day <= _LAST)


def _of_quarter(folded: str, recurrence: Recurrence) -> tuple[DayOfPeriod, ...]:
    said = _MONTH_OF.search(folded)
    is_after = _AFTER.search(folded) is not None
    month = None
    if said:
        which = said["which"].split()[-1]
        month = None if which == "cuoi" else _MONTHS.get(which) or int(which)
    elif is_after:
        month = 1
    days = _numbers(folded) if said or is_after or recurrence is not Recurrence.YEARLY else []
    if not days and _LAST_DAY.search(folded):
        days = [_LAST]
    return tuple(DayOfPeriod(day, month, is_after) for day in days)


def _of_dates(named: Sequence[Named]) -> list[tuple[int, int]]:
    """Month and day of all that is named; of a month or quarter its end."""
    return sorted({(part.last, part.day or _LAST) for one in named if one.exists for part in one.parts})


def _of_year(recurrence: Recurrence, dated: list[tuple[int, int]]) -> tuple[Recurrence, tuple[DayOfPeriod, ...]]:
    shorter = _SPACED.get(len(dated))
    if shorter is not None and len({day for _, day in dated}) == 1:
        length = _LENGTH[shorter]
        if all(later - month == length for (month, _), (later, _) in pairwise(dated)):
            month = (dated[0][0] - 1) % length + 1
            return shorter, (DayOfPeriod(dated[0][1], None if month == length else month),)
    if recurrence is not Recurrence.YEARLY:
        length = _LENGTH[recurrence]
        inside = sorted({((month - 1) % length + 1, day) for month, day in dated})
        return recurrence, tuple(DayOfPeriod(day, None if month == length else month) for month, day in inside)
    return recurrence, tuple(DayOfPeriod(day, None if month == 12 else month) for month, day in dated)
