"""Index 766's reckoning of whether a dossier was on time: its official formula, as the portal applies it.

It differs from the law on purpose and is never mixed with it: the time a citizen takes to complete a dossier is taken
out (the law starts again from zero), more than one request is late whatever the time, a dossier that was sent back
once and never ended ends on the day of the request, and what has not ended is held against the end of the period.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from caicach.dossiers.domain.clock.starting import end_of_day
from caicach.dossiers.domain.clock.values import OWED, PAUSES, Event, Happening, History, Reckoning766
from caicach.dossiers.domain.limits import LimitUnit
from caicach.kernel.calendar.hours import WorkingTime
from caicach.kernel.decimals import rounded_value
from caicach.kernel.said import NOTHING, tell

_OPEN: Final = datetime(9999, 12, 31)  # noqa: DTZ001 -- local time: of a pause that goes on
_MICROSECOND: Final = timedelta(microseconds=1)
_HOUR: Final = timedelta(hours=1) // _MICROSECOND
_ENDS: Final = ((Happening.DONE,), (Happening.RETURNED,), (Happening.STOPPED, Happening.REFUSED, Happening.WITHDRAWN))


def reckoning_766(history: History, *, period_ends_on: date, clock: WorkingTime) -> Reckoning766:
    """Raises InvalidInput outside of the published calendar."""
    horizon = end_of_day(period_ends_on)
    events = tuple(event for event in history.events if event.at < horizon)
    taken = _since_receipt(events)
    requests = [event for event in events if event.what is Happening.SUPPLEMENT_ASKED]
    unit = LimitUnit.WORKING_DAYS if taken and taken[0].due_on else history.limit.unit
    if not taken:
        return Reckoning766(None, None, len(requests), None, unit, tell("Chưa được tiếp nhận trong kỳ."))
    if len(requests) > 1:
        return Reckoning766(None, True, len(requests), None, unit, tell("Yêu cầu bổ sung nhiều hơn một lần."))
    ended = _end(events, [event for event in requests if event in taken])
    end = ended or horizon - _MICROSECOND
    used, allowed = _used(history, taken[0], end, _pauses(taken, end), clock)
    reason = NOTHING if ended else tell("Chưa xong: tính đến hết kỳ.")
    told = rounded_value(used, 2) if unit.is_hours else used
    return Reckoning766(ended, used > allowed, len(requests), told, unit, reason, allowed)


def _since_receipt(events: Sequence[Event]) -> Sequence[Event]:
    """From the receipt on: what was asked for at the counter is no pause of a time that had not begun."""
    first = next((place for place, event in enumerate(events) if event.what is Happening.RECEIVED), len(events))
    return events[first:]


def _end(events: tuple[Event, ...], requests: list[Event]) -> datetime | None:
    """Done before returned before stopped or refused; sent back once and not ended: the request."""
    for kinds in _ENDS:
        found = next((event.at for event in events if event.what in kinds), None)
        if found:
            return found
    return requests[0].at if requests else None


def _pauses(events: Sequence[Event], end: datetime) -> list[tuple[datetime, datetime]]:
    found, since = [], None
    for event in events:
        if event.at >= end:
            break
        if since is None and event.what in PAUSES:
            since = event.at
        elif since is not None and event.what in {Happening.RECEIVED, Happening.HANDLING}:
            found.append((since, event.at))
            since = None
    return [*found, (since, end)] if since is not None else found


def _used(
    history: History, received: Event, end: datetime, pauses: list[tuple[datetime, datetime]], clock: WorkingTime
) -> tuple[Decimal, int]:
    """Time used and allowed: by the day promised where there is one, else by the longest time of the procedure."""
    limit, calendar, start = history.limit, clock.calendar, received.at
    if limit.unit in {LimitUnit.WORKING_HOURS, LimitUnit.HOURS} and received.due_on is None:
        of_clock = limit.unit is LimitUnit.WORKING_HOURS
        lengths = [clock.between(a, b) if of_clock else b - a for a, b in ((start, end), *pauses)]
        used = lengths[0] - sum(lengths[1:], timedelta())
        return Decimal(used // _MICROSECOND) / _HOUR, limit.count
    in_days = limit.unit is LimitUnit.DAYS and received.due_on is None
    spans = ((start.date(), end.date()), *((a.date(), b.date()) for a, b in pauses))
    days = [(b - a).days if in_days else calendar.working_days_between(a, b) for a, b in spans]
    promised = calendar.working_days_between(start.date(), received.due_on) if received.due_on else limit.count
    return Decimal(days[0] - sum(days[1:])), promised


def handling_time(events: Sequence[Event]) -> timedelta | None:
    """Component 2.2: from the receipt until done, else returned, pauses taken out; None where neither happened."""
    taken = _since_receipt(events)
    ends = (next((event.at for event in events if event.what is kind), None) for kind in OWED)
    end = next((at for at in ends if at is not None), None)
    if not taken or end is None or end < taken[0].at:
        return None
    return end - taken[0].at - sum((b - a for a, b in _pauses(taken, end)), timedelta())


def late_from(history: History, clock: WorkingTime) -> datetime | None:
    """From when a dossier that goes on is late by this reckoning; None while a pause holds it in time."""
    taken = _since_receipt(history.events)
    received, pauses = taken[0], _pauses(taken, _OPEN)
    since = pauses.pop()[0] if pauses and pauses[-1][1] == _OPEN else None
    limit, calendar, start = history.limit, clock.calendar, received.at
    if limit.unit in {LimitUnit.WORKING_HOURS, LimitUnit.HOURS} and received.due_on is None:
        if limit.unit is LimitUnit.WORKING_HOURS:
            paused = sum((clock.between(a, b) for a, b in pauses), timedelta())
            moment = clock.later(start, timedelta(hours=limit.count) + paused)
        else:
            moment = start + timedelta(hours=limit.count) + sum((b - a for a, b in pauses), timedelta())
        found = moment + _MICROSECOND
    elif limit.unit is LimitUnit.DAYS and received.due_on is None:
        days = limit.count + sum((b.date() - a.date()).days for a, b in pauses)
        found = end_of_day(start.date() + timedelta(days=days))
    else:
        count = calendar.working_days_between(start.date(), received.due_on) if received.due_on else limit.count
        count += sum(calendar.working_days_between(a.date(), b.date()) for a, b in pauses)
        found = datetime.combine(calendar.add_working_days(start.date(), count + 1), datetime.min.time())
    return found if since is None or found <= since else None
