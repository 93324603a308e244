"""The engine says what counting row by row says, of logs in every form."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from caicach.dossiers.analysing import Question, analyse
from caicach.kernel.calendar.in_force import working_time_in_force
from dossiers.plain_analysis import assert_same, cases_of
from dossiers.random_logs import random_log, written

pytestmark = pytest.mark.slow  # the columnar engine, some forty milliseconds a log

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize("form", ["csv", "xes", "parquet"])
@pytest.mark.parametrize("seed", range(8))
def test_counts_and_times_of_random_logs(seed: int, form: str, tmp_path: Path) -> None:
    rows = random_log(seed)
    found = analyse(written(rows, form, tmp_path), Question(top=10_000), today=TODAY)
    assert found.aside == ()
    assert_same(found, rows)


@pytest.mark.parametrize("seed", range(4))
def test_working_time_of_steps_is_that_of_the_calendar(seed: int, tmp_path: Path) -> None:
    rows, clock = random_log(seed), working_time_in_force()
    found = analyse(written(rows, "csv", tmp_path), Question(), today=TODAY)
    told: dict[tuple[str, str], list[timedelta]] = {}
    for steps in cases_of(rows).values():
        for (a, first), (b, second) in pairwise(steps):
            told.setdefault((a, b), []).append(clock.between(first, second))
    assert len(told) == len(found.edges)
    for edge in found.edges:
        gaps = told[edge.source, edge.target]
        assert edge.mean_working_minutes == pytest.approx(sum(gaps, timedelta()) / timedelta(minutes=1) / len(gaps))
        assert edge.working_count == edge.count


def test_what_lies_outside_of_the_calendar_has_no_working_time_and_says_so(tmp_path: Path) -> None:
    rows = [
        ("A", "x", datetime(2014, 12, 30, 9)),
        ("A", "y", datetime(2015, 1, 5, 9)),
        ("B", "x", datetime(2023, 2, 17, 16)),
        ("B", "y", datetime(2023, 2, 20, 9)),
    ]
    found = analyse(written(rows, "csv", tmp_path), Question(), today=TODAY)
    (edge,) = found.edges
    assert (edge.count, edge.working_count, edge.mean_working_minutes) == (2, 1, 180)
    assert any("ngoài lịch" in str(note) for note in found.notes)


def test_without_a_calendar_no_working_time_is_told(tmp_path: Path) -> None:
    rows = [("A", "x", datetime(2023, 2, 17, 16)), ("A", "y", datetime(2023, 2, 20, 9))]
    found = analyse(written(rows, "csv", tmp_path), Question(clock=None), today=TODAY)
    assert found.edges[0].mean_working_minutes is None
    assert (found.working_durations, found.calendar) == (None, "")


def test_ten_thousand_equal_times_keep_the_order_of_the_file(tmp_path: Path) -> None:
    at = datetime(2023, 2, 17, 16)
    rows = [("A", f"b{number * 7919 % 10007:05}", at) for number in range(10_000)]
    found = analyse(written(rows, "csv", tmp_path), Question(), today=TODAY)
    assert found.variants[0].sequence == tuple(activity for _, activity, _ in rows)
