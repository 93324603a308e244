"""The end of a time allowed, counted from a day as the civil code counts.

The starting day is not counted (Bộ luật Dân sự 2015, Điều 147, in force 01/01/2017); weeks are seven days; months and
years end with the day of the same number, or the last of a shorter month (Điều 146, 148); what would end on a day off
ends with the next working day (Điều 148 khoản 5). Hours run from the document's own moment, which it does not tell: 24
hours end with the next day, day off or not; eight working hours are a working day (Bộ luật Lao động 2019, Điều 105).
"""

from datetime import date, timedelta
from typing import Final

from caicach.kernel.calendar.working import WorkingCalendar
from caicach.kernel.text.dates import last_day_of_month
from caicach.kernel.vocabulary import DueUnit

_HOURS_OF_DAY: Final = 24
_HOURS_OF_WORKING_DAY: Final = 8
_DAYS: Final = {DueUnit.CALENDAR_DAYS: 1, DueUnit.WEEKS: 7}
_MONTHS: Final = {DueUnit.MONTHS: 1, DueUnit.YEARS: 12}


def end_of_time(start: date, count: int, unit: DueUnit, calendar: WorkingCalendar) -> date:
    """The last day of ``count`` units from ``start``. Raises InvalidInput where the calendar is not published.

    >>> from caicach.kernel.calendar import load_calendar
    >>> [str(end_of_time(date(2025, 1, 20), n, DueUnit(unit), load_calendar())) for n, unit in (
    ...     (5, "working_days"), (2, "weeks"), (3, "months"), (24, "hours"), (16, "working_hours"))]
    ['2025-02-03', '2025-02-03', '2025-04-21', '2025-01-21', '2025-01-22']
    """
    if unit is DueUnit.WORKING_DAYS:
        return calendar.add_working_days(start, count)
    if unit is DueUnit.WORKING_HOURS:
        return calendar.add_working_days(start, -(-count // _HOURS_OF_WORKING_DAY))
    if unit is DueUnit.HOURS:
        return start + timedelta(days=-(-count // _HOURS_OF_DAY))
    end = _later(start, count * _MONTHS[unit]) if unit in _MONTHS else start + timedelta(days=count * _DAYS[unit])
    return end if calendar.is_working_day(end) else calendar.next_working_day(end)


def _later(start: date, months: int) -> date:
    count = start.year * 12 + start.month - 1 + months
    last = last_day_of_month(count // 12, count % 12 + 1)
    return last.replace(day=min(start.day, last.day))
