"""How the cost of an analysis grows with the log: each size in a process of its own, with its peak of memory.

``python -m benchmarks.growth [--millions 1 2 5 10] [--memory 4GB] [--report FILE]``. Logs are rows in mixed order, as
Parquet; the analysis is the whole of ``caicach dossiers analyse``, legal working time included.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from benchmarks.event_logs import mixed_parquet

_MILLION = 1_000_000


class Cost(NamedTuple):
    events: int
    wall: float
    processor: float
    gigabytes: float


def analysed(path: Path, memory: str) -> Cost:
    from caicach.dossiers.analysing import Question, analyse  # noqa: PLC0415 -- in the child alone
    from caicach.kernel.calendar.in_force import working_time_in_force  # noqa: PLC0415 -- in the child alone

    wall, processor = perf_counter(), process_time()
    found = analyse(path, Question(clock=working_time_in_force(), memory=memory), today=date(2026, 11, 30))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return Cost(found.events, perf_counter() - wall, process_time() - processor, peak)


def in_a_process(path: Path, memory: str) -> Cost:
    command = [sys.executable, "-m", "benchmarks.growth", "--one", str(path), "--memory", memory]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 -- ourselves
    return Cost(*json.loads(done.stdout.splitlines()[-1]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--millions", type=float, nargs="+", default=[1, 2, 5, 10])
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(analysed(options.one, options.memory)))
        return 0
    lines = ["| events | file | seconds | of the processor | µs of it an event | peak of memory |", "|" + "---|" * 6]
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        for millions in options.millions:
            path = Path(folder) / "log.parquet"
            mixed_parquet(path, int(millions * _MILLION))
            cost = in_a_process(path, options.memory)
            each = cost.processor / cost.events * _MILLION
            lines.append(
                f"| {cost.events:,} | {path.stat().st_size / _MILLION:,.0f} MB | {cost.wall:.1f} | "
                f"{cost.processor:.1f} | {each:.2f} | {cost.gigabytes:.1f} GB |"
            )
            print(lines[-1], flush=True)
    if options.report:
        _report(options.report, lines, load, options.memory)
    return 0


def _report(path: Path, lines: list[str], load: float, memory: str) -> None:
    head = (
        f"# How the cost of an event log grows\n\n`python -m benchmarks.growth`, {datetime.now(UTC):%Y-%m-%d %H:%M} "
        f"UTC, {os.cpu_count()} cores, load {load:.1f} when it began, `--memory {memory}`. Rows of random cases in "
        "mixed order, from Parquet, the whole analysis with legal working time; each size in a process of its own."
    )
    path.write_text("\n".join((head, "", *lines, "")), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
