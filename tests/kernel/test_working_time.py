"""Working time to the minute: the same as counting minutes one by one."""

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pytest

from caicach.kernel.calendar import load_calendar
from caicach.kernel.calendar.hours_reading import read_office_hours
from caicach.kernel.calendar.in_force import working_time_in_force
from caicach.kernel.errors import InvalidInput

MINUTE = timedelta(minutes=1)


def minutes_worked(first: date, last: date) -> np.ndarray:
    """One truth a minute, said without any of the product's arithmetic of hours."""
    calendar = load_calendar()
    summer = ((time(7), time(11, 30)), (time(14), time(17, 30)))
    winter = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))
    days = {hours: [any(opens <= time(m // 60, m % 60) < closes for opens, closes in hours) for m in range(1440)]
            for hours in (summer, winter, ())}  # fmt: skip
    told: list[bool] = []
    on = first
    while on <= last:
        is_summer = date(on.year, 4, 16) <= on <= date(on.year, 10, 15)
        told += days[(summer if is_summer else winter) if calendar.is_working_day(on) else ()]
        on += timedelta(days=1)
    return np.array(told)


@pytest.mark.slow
def test_a_hundred_thousand_pairs_over_ten_years_as_minute_by_minute() -> None:
    clock, random_ = working_time_in_force(), random.Random(20260812)
    first, last = date(2017, 1, 1), date(2026, 12, 31)
    minutes, start = minutes_worked(first, last), datetime.combine(first, time())
    worked = [0, *map(int, np.cumsum(minutes))]  # until that minute
    for _ in range(100_000):
        a, b = sorted(random_.randrange(len(minutes)) for _ in range(2))
        assert clock.between(start + a * MINUTE, start + b * MINUTE) == (worked[b] - worked[a]) * MINUTE


def test_what_is_later_by_working_time_is_the_earliest_such_moment() -> None:
    clock, random_ = working_time_in_force(), random.Random(7)
    for _ in range(3000):
        start = datetime(2018, 1, 1) + random_.randrange(8 * 365 * 1440) * MINUTE
        wanted = random_.randrange(1, 30_000) * MINUTE
        end = clock.later(start, wanted)
        assert clock.between(start, end) == wanted
        assert clock.between(start, end - timedelta(microseconds=1)) < wanted


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2023-01-19T16:30", "2023-01-27T08:30", 60 + 60),  # over Tết, off from 20 to 26 January
        ("2024-05-03T17:00", "2024-05-04T08:00", 30 + 60),  # the Saturday that is worked for 29 April
        ("2024-04-28T08:00", "2024-05-01T23:59", 0),  # Sunday, the day given, two holidays
        ("2025-10-15T17:00", "2025-10-16T07:45", 30 + 15),  # the last day of summer hours
        ("2026-11-23T17:00", "2026-11-25T07:30", 30),  # over the Day of Culture
        ("2023-02-20T12:00", "2023-02-20T13:00", 0),  # noon
        ("2023-02-20T09:00:30", "2023-02-20T09:01:15", 0.75),
    ],
)
def test_durations_over_the_odd_days_of_the_calendar(start: str, end: str, minutes: float) -> None:
    clock = working_time_in_force()
    found = clock.between(datetime.fromisoformat(start), datetime.fromisoformat(end))
    assert found == timedelta(minutes=minutes)
    assert clock.between(datetime.fromisoformat(end), datetime.fromisoformat(start)) == -found


@pytest.mark.parametrize("at", [datetime(2014, 12, 31, 9), datetime(2099, 1, 1)])
def test_outside_of_the_published_calendar_nothing_is_guessed(at: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        working_time_in_force().passed(at)
    assert refused.value.code == "calendar.not_published"


def test_a_time_that_would_end_behind_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidInput):
        working_time_in_force().later(datetime(2027, 12, 30, 9), timedelta(hours=80))


@pytest.mark.parametrize(
    ("seasons", "code"),
    [
        ('- {from: 1/1, to: 30/6, shifts: ["08:00-12:00"]}', "calendar.seasons"),
        ('- {from: 1/1, to: 31/12, shifts: ["08:00-12:00", "11:00-17:00"]}', "calendar.shifts"),
        ('- {from: 1/1, to: 31/12, shifts: ["12:00-08:00"]}', "calendar.wrong_shape"),
        ('- {from: 31/2, to: 31/12, shifts: ["08:00-12:00"]}', "calendar.wrong_shape"),
        ('- {from: 1/1, to: 31/12, shifts: ["08:00-12:75"]}', "calendar.wrong_shape"),
        ("- {from: 1/1, to: 31/12, shifts: []}", "calendar.shifts"),
    ],
)
def test_hours_that_leave_a_day_in_doubt_are_refused(tmp_path: Path, seasons: str, code: str) -> None:
    file = tmp_path / "gio.yaml"
    file.write_text(f"source: Thử\nseasons:\n  {seasons}\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_office_hours(file)
    assert refused.value.code == code
    assert "dòng" in refused.value.what


def test_another_province_gives_its_own_hours(tmp_path: Path) -> None:
    file = tmp_path / "gio.yaml"
    season = 'seasons: [{from: 1/1, to: 31/12, shifts: ["08:00-12:00", "13:00-17:00"]}]'
    file.write_text(f"source: Thử\n{season}\n", encoding="utf-8")
    clock = working_time_in_force(file)
    assert clock.between(datetime(2023, 2, 20, 7), datetime(2023, 2, 20, 13, 30)) == timedelta(hours=4, minutes=30)
