"""The columnar store against the pure clocks: the same dossiers, the same figures, at the end of any month."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import fmean, median

import pytest

from caicach.dossiers.clocks import Clocks
from caicach.dossiers.domain.board import Grouping, Kind, Question
from caicach.dossiers.domain.clock.portal import reckoning_766
from caicach.dossiers.domain.clock.values import Event, Happening
from caicach.dossiers.domain.forecast import Cell, Left, Seen
from caicach.dossiers.domain.limiting import Told
from caicach.dossiers.domain.process import ProcessFlow, Way, departures
from caicach.dossiers.domain.supervision.tables import Counts
from caicach.dossiers.engine import standing
from caicach.dossiers.engine.connecting import Connection, connection
from caicach.dossiers.engine.outlook import add_mornings, cells_after, cells_learnt
from caicach.dossiers.engine.reckoning import EPOCH, dossiers_told
from caicach.dossiers.engine.standing import PartFiles
from caicach.dossiers.engine.store_flow import add_way, process_flow
from caicach.dossiers.engine.summary import SUSPICIOUS
from caicach.dossiers.histories import read_histories
from caicach.dossiers.supervising import period_report
from dossiers.made_store import CLOCK, HEAD, LIMITS, ROWS, UNTIL, laid_store

pytestmark = pytest.mark.slow  # asks the columnar engine


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[PartFiles, ...]:
    return laid_store(tmp_path_factory.mktemp("store"))


@pytest.mark.parametrize(
    ("first", "last"),
    [((1, 1), (1, 31)), ((4, 15), (5, 14)), ((1, 1), (11, 20))],
)
def test_the_figures_of_a_period_are_those_of_the_pure_table(
    parts: tuple[PartFiles, ...], first: tuple[int, int], last: tuple[int, int]
) -> None:
    first_day, last_day = date(2026, *first), date(2026, *last)
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEAD, *ROWS])
    told = read_histories("log.csv", text.getvalue().encode(), LIMITS, now=UNTIL)
    expected = period_report(told.known, first_day, last_day, CLOCK)
    now = datetime.combine(last_day + timedelta(days=1), datetime.min.time()) - datetime.resolution
    asked = Question(first_day, now, None)
    clocks = Clocks(LIMITS, CLOCK)
    begins = datetime.combine(first_day, datetime.min.time())

    def past(some: Sequence[Told]) -> Sequence[standing.Then]:
        return clocks.past(some, begins=begins, now=now)

    boards = []
    for summed in (parts, [PartFiles(one.events, one.dossiers) for one in parts]):
        with connection() as db:
            standing.add_board(db, summed, asked, past)
            (whole,), fields = standing.lines(db, None), standing.lines(db, Grouping.FIELD)
            boards.append((whole, fields, standing.backlog(db), standing.suspicious(db)))
    with connection() as db:
        standing.add_standing(db, parts, asked, past)
        listed = standing.rows(db, Question(first_day, now, None, kind=Kind.LATE_766), limit=5000, offset=0)[1]
        every = standing.rows(db, asked, limit=5000, offset=0)[1]
        odd = {
            kind: standing.rows(db, Question(first_day, now, None, kind=kind), limit=1, offset=0)[0]
            for kind in SUSPICIOUS
        }
    (_, _, backlog, suspicious), (_, _, backlog_of_rows, of_rows) = boards
    assert boards[0][:2] == boards[1][:2]
    assert backlog == backlog_of_rows
    assert {**suspicious, Kind.IN_BULK: 0} == {**of_rows, Kind.IN_BULK: 0}
    assert suspicious == odd
    assert whole.counts == expected.total
    assert sum((one.counts for one in fields), Counts()) == expected.total
    late = {
        one.code
        for one in told.known
        if any(event.at <= now for event in one.events)
        and reckoning_766(one, period_ends_on=last_day, clock=CLOCK).is_late
    }
    assert {one.code for one in listed} == late & {one.code for one in every}
    assert whole.unjudged <= len({str(where) for where, _ in told.aside})


@pytest.mark.parametrize("now", [datetime(2026, 6, 30, 23, 59), UNTIL])
def test_the_flow_of_a_period_is_that_of_the_steps_one_by_one(parts: tuple[PartFiles, ...], now: datetime) -> None:
    first = date(2026, 3, 1)
    clocks = Clocks(LIMITS, CLOCK)
    begins = datetime.combine(first, datetime.min.time())
    with connection() as db:
        asked = Question(first, now, frozenset({"A"}))
        standing.add_standing(db, parts, asked, lambda some: clocks.past(some, begins=begins, now=now))
        found = process_flow(db, parts, asked, CLOCK)
        db.execute("DROP TABLE chosen")
        listed = {way: _of_way(db, parts, replace(asked, way=way)) for way in _ways(found)}
        events, dossiers = (
            db.files(files, {}) for files in ([one.events for one in parts], [one.dossiers for one in parts])
        )
        of_unit = dossiers_told(db, events, dossiers, f"code IN (SELECT code FROM {dossiers} WHERE unit = 'A')")
    told = {one.code: [event for event in one.events if event.at <= now] for one in of_unit}
    chosen = {
        code: events
        for code, events in told.items()
        if (received := [one.at for one in events if one.what is Happening.RECEIVED]) and begins <= received[0] <= now
    }
    moves = [(a.what, b.what, CLOCK.between(a.at, b.at)) for events in chosen.values() for a, b in pairwise(events)]
    assert found.dossiers == len(chosen) > 100
    assert {(one.source, one.target): one.count for one in found.edges} == Counter(
        (source, target) for source, target, _ in moves
    )
    gone = {
        (source, target): {code for code, events in chosen.items() if (source, target) in _steps_of(events)}
        for source, target, _ in moves
    }
    assert {(one.source, one.target): one.dossiers for one in found.edges} == {way: len(of) for way, of in gone.items()}
    by_step = {
        step.what: {code for code, events in chosen.items() if step.what in {one.what for one in events}}
        for step in found.steps
    }
    assert listed == {**gone, **{(None, what): codes for what, codes in by_step.items()}}
    for edge in found.edges:
        minutes = [m / timedelta(minutes=1) for a, b, m in moves if (a, b) == (edge.source, edge.target)]
        assert edge.mean_minutes == pytest.approx(fmean(minutes))
        assert edge.median_minutes == pytest.approx(median(minutes))
    sequences = Counter(tuple(one.what for one in events) for events in chosen.values())
    assert found.variant_count == len(sequences)
    assert all(sequences[one.steps] == one.dossiers for one in found.variants)
    for variant in found.variants:
        whole = [
            CLOCK.between(events[0].at, events[-1].at) / timedelta(minutes=1)
            for events in chosen.values()
            if tuple(one.what for one in events) == variant.steps and len(events) > 1
        ]
        assert variant.mean_minutes == (pytest.approx(fmean(whole)) if whole else None)
    assert found.departing == sum(bool(departures(steps)) * count for steps, count in sequences.items()) > 0
    assert {step.what: step.count for step in found.steps} == Counter(
        one.what for events in chosen.values() for one in events
    )
    every = [Counter(one.what for one in events) for events in chosen.values()]
    assert {step.what: (step.dossiers, step.again) for step in found.steps} == {
        what: (sum(what in one for one in every), sum(one[what] > 1 for one in every)) for what in set().union(*every)
    }
    agencies = Counter(
        (a.agency, b.agency) for events in chosen.values() for a, b in pairwise(events) if a.agency != b.agency
    )
    assert {(one.source, one.target): one.count for one in found.handovers} == dict(agencies)


def _ways(flow: ProcessFlow) -> list[Way]:
    return [*((edge.source, edge.target) for edge in flow.edges), *((None, step.what) for step in flow.steps)]


def _of_way(db: Connection, parts: tuple[PartFiles, ...], asked: Question) -> set[str]:
    add_way(db, parts, asked)
    total, rows = standing.rows(db, asked, limit=5000, offset=0)
    for table in ("chosen", "on_way"):
        db.execute(f"DROP TABLE {table}")
    codes = {row.code for row in rows}
    assert len(codes) == total
    return codes


def _steps_of(events: Sequence[Event]) -> set[tuple[Happening, Happening]]:
    return {(a.what, b.what) for a, b in pairwise(events)}


def test_mornings_of_a_forecast_are_those_counted_one_by_one(parts: tuple[PartFiles, ...]) -> None:
    first, now = date(2026, 5, 4), datetime(2026, 11, 16, 9)
    days = CLOCK.calendar
    with connection() as db:
        add_mornings(db, parts, first, now, CLOCK)
        after = cells_after(db, date(2026, 9, 1))
        learnt = cells_learnt(db, date(2026, 9, 1))
        source = db.files([one.dossiers for one in parts], {})
        told = db.execute(
            f"SELECT unit, procedure, received_us, due_us, ended_us FROM {source} WHERE is_simple AND NOT is_hours "
            "AND problem IS NULL AND coalesce(verdict, '') <> 'not_judged'"
        ).fetchall()
    counted: dict[Cell, Seen] = {}
    known = 0
    for unit, procedure, *moments in told:
        received, due, ended = (None if us is None else EPOCH + timedelta(microseconds=us) for us in moments)
        if not datetime.combine(first, datetime.min.time()) <= due <= now:
            continue
        last = (due - datetime.resolution).date()
        day = max(received.date(), first)
        while day <= last:
            morning = datetime.combine(day, datetime.min.time()) + timedelta(hours=8)
            if days.is_working_day(day) and received <= morning < min(due, ended or now):
                left = days.working_days_between(day, last)
                few = (Left.NONE, Left.ONE, Left.TWO, Left.THREE, Left.TO_FIVE, Left.TO_FIVE)
                known += last < date(2026, 9, 1)
                if day >= date(2026, 9, 1):
                    of_left = few[left] if left <= 5 else Left.TO_TEN if left <= 10 else Left.MORE
                    cell = Cell(unit, procedure, of_left)
                    counted[cell] = counted.get(cell, Seen()) + Seen(1, ended is None or ended >= due, 1)
            day += timedelta(days=1)
    assert after == counted
    assert sum(one.mornings for one in learnt.values()) == known > 500
    assert all(one.count <= one.mornings for one in learnt.values())
