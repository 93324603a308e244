"""Years of the working-day calendar for who keeps it."""

from datetime import date

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.calendar import DayKind, WorkingCalendar
from caicach.kernel.calendar.entries import YearEntry, days_of
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import NotFound
from caicach.plans.calendar_files import KnownYears, known_years
from caicach.plans.domain.calendar_years import CalendarYear, YearOrigin


def calendar_years(actor: Actor) -> tuple[CalendarYear, ...]:
    """Newest first. No SQL query."""
    require(actor, Permission.CALENDAR_MANAGE)
    known, calendar = known_years(), calendar_in_force()
    return tuple(_year(entry, known, calendar) for _, entry in sorted(known.all.items(), reverse=True))


def calendar_year(actor: Actor, year: int) -> CalendarYear:
    """Raises NotFound for a year that nobody published. No SQL query."""
    require(actor, Permission.CALENDAR_MANAGE)
    known = known_years()
    if year not in known.all:
        raise NotFound(
            "calendar.no_year",
            what="Chưa có lịch làm việc năm {year}.",
            todo="Hãy nhập văn bản của năm này ở trang Lịch làm việc.",
            year=str(year),
        )
    return _year(known.all[year], known, calendar_in_force())


def calendar_version(actor: Actor) -> str:
    """The state of the years that a form starts from. No SQL query."""
    require(actor, Permission.CALENDAR_MANAGE)
    return known_years().version


def _year(entry: YearEntry, known: KnownYears, calendar: WorkingCalendar) -> CalendarYear:
    first, last = date(entry.year, 1, 1), date(entry.year, 12, 31)
    special = calendar.special_days(max(first, calendar.first_day), min(last, calendar.last_day))
    return CalendarYear(
        entry=entry,
        origin=_origin(entry.year, known),
        days=days_of(entry, calendar.special_days(calendar.first_day, calendar.last_day)),
        days_off=sum(day.kind in {DayKind.HOLIDAY, DayKind.SUBSTITUTE_REST} for day in special),
        working_days=sum(
            calendar.is_working_day(date.fromordinal(n)) for n in range(first.toordinal(), last.toordinal() + 1)
        ),
        may_withdraw=known.may_withdraw(entry.year),
    )


def _origin(year: int, known: KnownYears) -> YearOrigin:
    if year not in known.added:
        return YearOrigin.PACKAGED
    return YearOrigin.CORRECTED if year in known.packaged else YearOrigin.GIVEN
