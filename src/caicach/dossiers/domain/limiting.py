"""The limit that a dossier is held against: its procedure's on the day of receipt, else the day that was promised."""

from dataclasses import dataclass
from datetime import date, datetime

from caicach.dossiers.domain.clock.rules import rules_on
from caicach.dossiers.domain.clock.starting import end_of_limit, start_after
from caicach.dossiers.domain.clock.values import Channel, Event, Happening, History
from caicach.dossiers.domain.limits import Limit, Limits, LimitUnit
from caicach.kernel.calendar.hours import WorkingTime


@dataclass(frozen=True)
class Told:
    """A dossier as it is stored: its steps in order, and what is known of it; its limit is looked up."""

    code: str
    events: tuple[Event, ...]
    procedure: str = ""
    channel: Channel = Channel.DIRECT
    is_away: bool = False
    field: str = ""
    part: str = ""

    def history(self, limits: Limits, clock: WorkingTime) -> History | None:
        """With its limit; None where there is none. Raises InvalidInput outside of the published calendar."""
        received = next((one for one in self.events if one.what is Happening.RECEIVED), None)
        first = received or self.events[0]
        limit = limit_for(limits, self.procedure, first.at, received.due_on if received else None, clock)
        if limit is None and received is not None:
            return None
        limit = limit or Limit(0, LimitUnit.WORKING_DAYS)  # nothing runs before the receipt
        return History(self.code, self.events, limit, self.channel, self.is_away, self.field, self.part)


@dataclass(frozen=True, slots=True)
class Start:
    """When the clock of a dossier without pauses starts and ends; ``late_from``: from when index 766 calls it late."""

    limit: Limit
    starts_at: datetime
    due: datetime
    late_from: datetime


def limit_for(
    limits: Limits, procedure: str, received: datetime, promised: date | None, clock: WorkingTime
) -> Limit | None:
    """None where neither the procedure nor a promise says one, or the promise lies before the receipt."""
    found = limits.limit_of(procedure, received.date()) if tuple(limits) else None
    if found is not None or promised is None:
        return found
    starts_on = start_after(received, rules_on(received.date()), clock).date()
    if promised < starts_on:
        return None
    return Limit(clock.calendar.working_days_between(starts_on, promised), LimitUnit.WORKING_DAYS, procedure)


def start_of(limit: Limit, received: datetime, promised: date | None, clock: WorkingTime) -> Start:
    """Of limits in days. Raises InvalidInput outside of the published calendar."""
    starts_at = start_after(received, rules_on(received.date()), clock)
    calendar = clock.calendar
    count = calendar.working_days_between(received.date(), promised) if promised else limit.count
    late_from = calendar.add_working_days(received.date(), count + 1)
    return Start(
        limit, starts_at, end_of_limit(starts_at, limit, clock), datetime.combine(late_from, datetime.min.time())
    )
