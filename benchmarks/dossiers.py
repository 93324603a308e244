"""A year of a million dossiers: taken in from CSV, then the one-stop board, its lists and figures.

``python -m benchmarks.dossiers [dossiers] [--steps] [--csv FILE] [--postgres URL]``: rows are whole dossiers, or steps
with ``--steps``; ``--csv`` keeps the made file for the next run. Seconds of the clock on the wall and of the processor
for each part of the import; median and p95 over 20 runs (five of flows and forecasts) of
each page's question after one that warms up; only the boards are held to their bound.
"""

import argparse
import csv
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from benchmarks import _sample

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

WANTED, RUNS = 1_000_000, 20
_COPIES = 25
"""How often each made dossier is repeated under a code of its own: making them costs more than taking them in."""
IMPORT_SECONDS, BOARD_MS = 60, 300
YEAR, LAST = 2026, datetime(2026, 11, 28, 17)  # noqa: DTZ001 -- local time
NOW = datetime(2026, 11, 29, 1, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("dossiers", nargs="?", type=int, default=WANTED)
    parser.add_argument("--steps", action="store_true")
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--postgres", metavar="URL", default="")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        _sample.start(folder, asked.postgres)
        _sample.units(LAST.date())
        path = asked.csv or Path(folder) / "ho-so.csv"
        if not path.exists():
            _write(path, asked.dossiers, of_steps=asked.steps)
        seconds = _import(path)
        slow = _boards()
    return 1 if seconds > IMPORT_SECONDS or slow else 0


def _write(path: Path, count: int, *, of_steps: bool) -> None:
    from caicach.dossiers.domain.example_year import COLUMNS, MadeUnit, made_rows
    from caicach.kernel.calendar.in_force import working_time_in_force
    from caicach.organisations.domain.units import Level
    from caicach.organisations.queries import units_on

    there = units_on(LAST.date())
    units = [
        MadeUnit(unit.name, unit.level is Level.COMMUNE)
        for unit in there
        if unit.level in {Level.COMMUNE, Level.DEPARTMENT}
    ]
    made = made_rows(units, working_time_in_force(), year=YEAR, until=LAST, count=max(1, count // _COPIES))
    rows = _copied(made, min(count, _COPIES))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS if of_steps else _WHOLE)
        writer.writerows(rows if of_steps else _whole(rows))


def _copied(rows: Iterator[tuple[str, ...]], copies: int) -> Iterator[tuple[str, ...]]:
    """The rows of each dossier, again and again under other agencies' codes."""
    for code, group in groupby(rows, key=lambda row: row[0]):
        of_code = list(group)
        for copy in range(copies):
            own = f"000.{copy:02}.{code.split('.', 2)[2]}"
            yield from ((own, *row[1:]) for row in of_code)


_WHOLE = (
    *("Mã hồ sơ", "Đơn vị", "Mã TTHC", "Lĩnh vực", "Kênh", "Trạng thái", "Ngày nộp", "Ngày tiếp nhận", "Ngày hẹn trả"),
    *("Ngày yêu cầu bổ sung", "Ngày bổ sung", "Ngày xử lý xong", "Ngày trả kết quả"),
)


def _whole(steps: Iterator[tuple[str, ...]]) -> Iterator[Sequence[str]]:
    """One row a dossier, of its steps."""
    for code, group in groupby(steps, key=lambda row: row[0]):
        of_code = list(group)
        at = {row[2]: row[1] for row in of_code}
        due = next((row[8] for row in of_code if row[8]), "")
        first = of_code[0]
        if "2" not in at:
            continue
        after = at.get("4", "") if "5" in at else ""  # what was withdrawn ended too: a state alone has no moment
        state = of_code[-1][2]
        yield (
            code,
            first[3],
            first[5],
            first[6],
            first[7],
            state,
            at.get("1", ""),
            at["2"],
            due,
            at.get("5", ""),
            after,
            at.get("9") or at.get("7", ""),
            at.get("10", ""),
        )


def _import(path: Path) -> float:
    """Seconds on the wall of the whole."""
    from caicach.dossiers import queries, services
    from caicach.dossiers.domain.example_year import limits_text
    from caicach.dossiers.services import importing
    from caicach.kernel.access import SYSTEM

    services.set_limits(SYSTEM, text=limits_text(), now=NOW)
    told: dict[str, list[float]] = {}

    def timed(name: str) -> None:
        act = getattr(importing, name)

        def taken(*args: object, **named: object) -> object:
            wall, spent = perf_counter(), process_time()
            try:
                return act(*args, **named)
            finally:
                sums = told.setdefault(name, [0.0, 0.0])
                sums[0] += perf_counter() - wall
                sums[1] += process_time() - spent

        setattr(importing, name, taken)

    for name in ("digest_of", "staged_file", "_keep", "_lay"):
        timed(name)
    wall, spent = perf_counter(), process_time()
    import_id = services.import_file(SYSTEM, source="Thử", path=path, now=NOW)
    seconds, processor = perf_counter() - wall, process_time() - spent
    line = queries.import_line(SYSTEM, import_id)
    size = path.stat().st_size / 1e6
    print(f"import of {line.new:,} dossiers, {line.rows:,} rows, {line.aside:,} aside, {size:,.0f} MB")
    for name, (of_wall, of_processor) in told.items():
        print(f"  {name:<20}{of_wall:8.1f} s wall{of_processor:8.1f} s processor")
    print(f"  {'whole':<20}{seconds:8.1f} s wall{processor:8.1f} s processor (at most {IMPORT_SECONDS} s)")
    return seconds


def _boards() -> bool:
    from caicach.dossiers import queries
    from caicach.dossiers.domain.board import Grouping, Kind
    from caicach.dossiers.queries import BoardFilters
    from caicach.kernel.access import SYSTEM, Actor, Role

    first, last = date(YEAR, 1, 1), LAST.date()
    year = BoardFilters(first, last, LAST)
    month = replace(year, first=date(YEAR, 9, 1), last=date(YEAR, 9, 30))
    soon, late = replace(year, kind=Kind.SOON), replace(year, kind=Kind.LATE)
    units = queries.board(SYSTEM, year, grouping=Grouping.UNIT).lines
    unit = max(units, key=lambda line: line.counts.received).key
    own = Actor(2, "Đơn vị", frozenset({Role.FOCAL_POINT}), frozenset({unit}), frozenset({unit}))
    code = queries.dossiers(SYSTEM, late, size=1).items[0].code
    acts: dict[str, Callable[[], object]] = {
        "board of the year by unit": lambda: queries.board(SYSTEM, year, grouping=Grouping.UNIT),
        "board of the year by procedure": lambda: queries.board(SYSTEM, year, grouping=Grouping.PROCEDURE),
        "board of a past month by field": lambda: queries.board(SYSTEM, month, grouping=Grouping.FIELD),
        "board of one unit": lambda: queries.board(own, year, grouping=Grouping.FIELD),
        "about to be late, first page": lambda: queries.dossiers(SYSTEM, soon),
        "late of the year, first page": lambda: queries.dossiers(SYSTEM, late),
        "choices of the filters": lambda: queries.choices(SYSTEM, year),
        "flow of the year, all units": lambda: queries.flow(SYSTEM, year),
        "flow of one unit": lambda: queries.flow(own, year),
        "forecast of all units": lambda: queries.forecast(SYSTEM, year),
        "one dossier": lambda: queries.dossier_view(SYSTEM, code, now=LAST),
    }
    is_slow = False
    for name, act in acts.items():
        act()
        is_bound = name.startswith("board of")
        times = [_milliseconds(act) for _ in range(5 if name.startswith(("flow", "forecast")) else RUNS)]
        p95 = quantiles([wall for wall, _ in times], n=20, method="inclusive")[-1]
        is_slow |= is_bound and p95 > BOARD_MS
        middle, spent = (median(one) for one in zip(*times, strict=True))
        print(f"  {name:<40}{middle:8.0f} ms{p95:8.0f} ms p95{spent:8.0f} ms processor")
    return is_slow


def _milliseconds(act: Callable[[], object]) -> tuple[float, float]:
    wall, spent = perf_counter(), process_time()
    act()
    return 1000 * (perf_counter() - wall), 1000 * (process_time() - spent)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
