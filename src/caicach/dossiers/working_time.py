"""The working time that dossiers are reckoned by: calendar of the installation, office hours of the province."""

from functools import lru_cache

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.hours import WorkingTime
from caicach.kernel.calendar.hours_reading import load_working_time
from caicach.plans.calendar_in_force import calendar_in_force


def clock_in_force() -> WorkingTime:
    return _over(calendar_in_force())


@lru_cache(maxsize=2)
def _over(calendar: WorkingCalendar) -> WorkingTime:
    packaged = load_working_time()
    return packaged if packaged.calendar is calendar else WorkingTime(calendar, packaged.hours)
