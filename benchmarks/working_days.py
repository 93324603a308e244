"""One million random (start, number of working days) pairs against a day-by-day walk: equality and time.

``python benchmarks/working_days.py [pairs]``; the exit code says whether all were equal. (Not named calendar.py: beside
a script that would hide the module of the standard library.)

The walk knows the days from the YAML file read on its own, not from the calendar that it judges.
"""

import random
import sys
from datetime import date, timedelta
from itertools import pairwise
from time import perf_counter

import yaml

from caicach.kernel.calendar import WorkingCalendar, load_calendar
from caicach.kernel.calendar.loading import PACKAGED
from caicach.kernel.errors import InvalidInput

PAIRS, SEED, USUAL, LONG, LONG_SHARE = 1_000_000, 20230210, 60, 3200, 0.005
SATURDAY = 5


def working_flags(first: date, last: date) -> list[bool]:
    """For each day whether it is worked, straight from the file."""
    years = yaml.safe_load(PACKAGED.read_text(encoding="utf-8"))["years"].values()
    off = {entry["date"] for year in years for part in ("holidays", "substitute_rests") for entry in year.get(part, ())}
    off |= {swap["rest"] for year in years for swap in year.get("swaps", ())}
    worked = {swap["work"] for year in years for swap in year.get("swaps", ())}
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day in worked or (day.weekday() < SATURDAY and day not in off) for day in days]


def random_pairs(span: int, count: int) -> list[tuple[int, int]]:
    chosen = random.Random(SEED)  # noqa: S311 - a reproducible sample, not a secret
    pairs = []
    for _ in range(count):
        reach = LONG if chosen.random() < LONG_SHARE else USUAL
        pairs.append((chosen.randrange(span), chosen.randint(-reach, reach)))
    return pairs


def walk(flags: list[bool], start: int, n: int) -> int | None:
    """Position of the n-th working day after (before) ``start``; None beyond the published days."""
    step, left, at = (1 if n > 0 else -1), abs(n), start
    while left:
        at += step
        if not 0 <= at < len(flags):
            return None
        left -= flags[at]
    return at


def counted(calendar: WorkingCalendar, start: date, n: int) -> date | None:
    try:
        return calendar.add_working_days(start, n)
    except InvalidInput:
        return None


def main(count: int = PAIRS) -> int:
    calendar = load_calendar()
    flags = working_flags(calendar.first_day, calendar.last_day)
    days = [calendar.first_day + timedelta(days=n) for n in range(len(flags))]
    pairs = random_pairs(len(flags), count)
    began = perf_counter()
    answers = [counted(calendar, days[start], n) for start, n in pairs]
    adding = perf_counter() - began
    began = perf_counter()
    expected = [walk(flags, start, n) for start, n in pairs]
    walking = perf_counter() - began
    differing = sum(a != (None if e is None else days[e]) for a, e in zip(answers, expected, strict=True))
    began = perf_counter()
    gaps = [calendar.working_days_between(days[a], days[b]) for (a, _), (b, _) in pairwise(pairs)]
    between = perf_counter() - began
    print(f"calendar: {count} pairs, {differing} differ; {sum(e is None for e in expected)} refused by both")
    print(f"  add_working_days      {adding / count * 1e6:6.2f} µs each ({adding:.2f} s; the walk {walking:.2f} s)")
    print(f"  working_days_between  {between / max(len(gaps), 1) * 1e6:6.2f} µs each")
    return differing


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
