"""What holds of every history: time passes once, waiting costs nobody, doing less never helps."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caicach.dossiers.domain.clock.law import legal_clock, legal_standing
from caicach.dossiers.domain.clock.portal import reckoning_766
from caicach.dossiers.domain.clock.rules import rules_on
from caicach.dossiers.domain.clock.starting import start_after
from caicach.dossiers.domain.clock.values import Event, Happening, History, SpanKind, Verdict
from caicach.dossiers.domain.limits import Limit, LimitUnit
from caicach.kernel.calendar.in_force import working_time_in_force

pytestmark = pytest.mark.slow  # each property walks clocks from day to day

H = Happening
CLOCK = working_time_in_force()
NOW = datetime(2027, 6, 30, 8)
_MINUTES = st.integers(0, 30 * 1440)
_LATE = {Verdict.LATE, Verdict.OPEN_OVERDUE}


@st.composite
def histories(draw: st.DrawFn, middle: tuple[Happening, ...] = tuple(H)[3:7]) -> History:
    """Received in 2019 to 2026, up to five steps, done at the end or not at all."""
    at = datetime(2019, 1, 1) + timedelta(minutes=draw(st.integers(0, 7 * 365 * 1440)))
    events = [Event(at, H.RECEIVED, "A")]
    for _ in range(draw(st.integers(0, 5))):
        at += timedelta(minutes=draw(_MINUTES))
        what = draw(st.sampled_from([one for one in middle if one is not H.WITHDRAWN]))
        events.append(Event(at, what, draw(st.sampled_from(["", "A", "B"]))))
    if draw(st.booleans()):
        events.append(Event(at + timedelta(minutes=draw(_MINUTES)), H.DONE))
    unit = draw(st.sampled_from(list(LimitUnit)))
    return History("HS", tuple(events), Limit(draw(st.integers(1, 30)), unit))


@given(histories())
@settings(max_examples=200, deadline=None)
def test_spans_fill_the_time_from_start_to_end_without_gap_or_overlap(told: History) -> None:
    found = legal_clock(told, now=NOW, clock=CLOCK)
    assert found.starts_at is not None
    assert all(span.start < span.end for span in found.spans)
    assert all(a.end == b.start for a, b in pairwise(found.spans))
    if found.spans:
        assert (found.spans[0].start, found.spans[-1].end) == (found.starts_at, found.ended_at or NOW)
    running = [CLOCK.between(one.start, one.end) for one in found.spans if one.kind is SpanKind.RUNNING]
    assert sum((leg.used for leg in found.legs), timedelta()) == sum(running, timedelta())


@given(histories(), st.integers(-100, 8 * 365))
@settings(max_examples=200, deadline=None)
def test_the_standing_alone_is_what_the_whole_clock_says(told: History, day: int) -> None:
    now = datetime(2019, 1, 1, 12) + timedelta(days=day)
    if told.events[0].at > now:
        told = replace(told, events=(Event(datetime(2018, 8, 1), H.REGISTERED), *told.events))
    whole, alone = (told_by(told, now=now, clock=CLOCK) for told_by in (legal_clock, legal_standing))
    assert (alone.verdict, alone.due, alone.ended_at) == (whole.verdict, whole.due, whole.ended_at)


@given(histories())
@settings(max_examples=200, deadline=None)
def test_the_end_is_never_before_the_first_due_moment(told: History) -> None:
    found = legal_clock(told, now=NOW, clock=CLOCK)
    assert found.first_due is not None
    assert found.due is not None
    assert found.due >= found.first_due


@given(histories(), st.integers(1, 20 * 1440))
@settings(max_examples=200, deadline=None)
def test_who_ends_later_is_not_less_late(told: History, minutes: int) -> None:
    if told.events[-1].what is not H.DONE:
        return
    last = told.events[-1]
    later = replace(told, events=(*told.events[:-1], replace(last, at=last.at + timedelta(minutes=minutes))))
    if any(event.what in {H.SUPPLEMENT_ASKED, H.DUTY_ASKED} for event in told.events[-2:-1]):
        return  # still waiting for the citizen: a later end is a longer pause
    if legal_clock(told, now=NOW, clock=CLOCK).verdict in _LATE:
        assert legal_clock(later, now=NOW, clock=CLOCK).verdict in _LATE


_AT_HALF_PAST_SEVEN = datetime(2019, 1, 2, 7, 30)


@given(histories(middle=(H.HANDLING,)))
@example(
    History(
        "HS",
        (Event(_AT_HALF_PAST_SEVEN, H.RECEIVED, "A"), Event(datetime(2019, 1, 2, 11, 31), H.DONE)),
        Limit(4, LimitUnit.WORKING_HOURS),
    )
)
@settings(max_examples=200, deadline=None)
def test_without_pauses_law_and_index_766_agree_but_for_the_start(told: History) -> None:
    """Of what is received in office hours before 15:00 both count from the same day.

    Done in the break after the last minute it is late by law, whose due moment has passed; index 766 counts working
    time, of which none has passed since.
    """
    received = told.events[0].at
    if told.limit.unit is LimitUnit.DAYS or start_after(received, rules_on(received.date()), CLOCK) != received:
        return
    law = legal_clock(told, now=NOW, clock=CLOCK)
    portal = reckoning_766(told, period_ends_on=NOW.date(), clock=CLOCK)
    if portal.end is None or law.due is None:
        return
    in_hours = told.limit.unit is LimitUnit.WORKING_HOURS
    if not (in_hours and portal.end > law.due and not CLOCK.between(law.due, portal.end)):
        assert portal.is_late == (law.verdict is Verdict.LATE)


@given(histories())
@settings(max_examples=200, deadline=None)
def test_more_than_one_request_is_late_for_index_766_whatever_the_time(told: History) -> None:
    requests = sum(event.what is H.SUPPLEMENT_ASKED for event in told.events)
    found = reckoning_766(told, period_ends_on=NOW.date(), clock=CLOCK)
    assert found.requests == requests
    assert found.is_late or requests <= 1


@given(histories())
@settings(max_examples=100, deadline=None)
def test_what_was_known_on_a_day_does_not_hang_on_what_came_later(told: History) -> None:
    middle = told.events[len(told.events) // 2].at
    known = replace(told, events=tuple(event for event in told.events if event.at <= middle))
    assert legal_clock(told, now=middle, clock=CLOCK) == legal_clock(known, now=middle, clock=CLOCK)


@given(st.integers(0, 8 * 365 * 1440), st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_the_due_day_is_what_walking_from_day_to_day_finds(minutes: int, count: int) -> None:
    received = datetime(2019, 1, 1) + timedelta(minutes=minutes)
    told = History("HS", (Event(received, H.RECEIVED),), Limit(count, LimitUnit.WORKING_DAYS))
    found = legal_clock(told, now=NOW, clock=CLOCK)
    assert found.starts_at is not None
    on, left = found.starts_at.date(), count
    while left:
        on += timedelta(days=1)
        left -= CLOCK.calendar.is_working_day(on)
    assert found.due == datetime.combine(on + timedelta(days=1), datetime.min.time())
