"""Event logs: directly-follows with durations from stored events and from unsorted rows, legal working time, XES.

``python -m benchmarks.event_logs [--events N] [--runs N] [--pm4py PYTHON]``: PYTHON is an interpreter that has pm4py
(AGPL, never part of the product); the same rows are analysed there in the same run, and the counts have to be the same
before any time is told. Seconds are of the clock on the wall and of the processor, medians of the runs.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np

from caicach.dossiers.engine import flow
from caicach.dossiers.engine.connecting import Connection, Embedded, connection, words
from caicach.dossiers.engine.judging import Judging, judge
from caicach.dossiers.engine.loading import load
from caicach.dossiers.engine.moments import DAY
from caicach.dossiers.engine.working import shifts_of, working_before
from caicach.dossiers.logs.values import Roles
from caicach.dossiers.logs.xes import XesReader
from caicach.kernel.calendar.in_force import working_time_in_force

LEAST = {"stored": 15.0, "unsorted": 6.0, "working": 35.0, "xes": 5.0}
_LAST, _XES_EVENTS = date(2028, 1, 1), 50_000
Times = tuple[float, float]

_PM4PY = """
import json, sys, time, warnings, statistics
warnings.filterwarnings("ignore")
import numpy as np, pandas as pd, pm4py
folder, runs = sys.argv[1], int(sys.argv[2])
rows = np.load(folder + "/rows.npz")
names = {"case_id": "case:concept:name", "activity": "concept:name", "time": "time:timestamp"}
frame = pd.DataFrame({names["case_id"]: ["HS%08d" % c for c in rows["case"]],
    names["activity"]: ["B%d" % a for a in rows["act"]], names["time"]: pd.to_datetime(rows["at"], unit="s")})
mixed = frame.iloc[rows["mixed"]].reset_index(drop=True)
ready = lambda f: pm4py.format_dataframe(f, case_id=names["case_id"], activity_key=names["activity"],
    timestamp_key=names["time"])
def both(f):
    pm4py.discover_dfg(f.copy())
    return pm4py.discover_performance_dfg(f.copy())[0]
def taken(act, times):
    told = []
    for _ in range(times):
        w, p = time.perf_counter(), time.process_time()
        act()
        told.append((time.perf_counter() - w, time.process_time() - p))
    return [statistics.median(one) for one in zip(*told)]
stored = ready(frame)
few = stored.head(min(len(stored), 200000))
business = taken(lambda: pm4py.discover_performance_dfg(few.copy(), business_hours=True), 1)
print(json.dumps({
    "counts": sorted([a, b, int(n)] for (a, b), n in pm4py.discover_dfg(stored.copy())[0].items()),
    "stored": taken(lambda: both(stored), runs), "unsorted": taken(lambda: both(ready(mixed.copy())), runs),
    "working": [one * len(stored) / len(few) for one in business],
    "xes": taken(lambda: pm4py.read_xes(folder + "/log.xes"), runs)}))
"""


def rows(events: int) -> dict[str, "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    """Cases of 6 to 14 steps over seven years, sorted by case and time; ``mixed`` is another order of them."""
    chance = np.random.default_rng(2026)
    lengths = chance.integers(6, 15, events // 10)
    first = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    gaps = np.cumsum(chance.integers(60, 3 * 86_400, int(lengths.sum())))
    begins = chance.integers(1_514_764_800, 1_735_689_600, len(lengths))
    at = gaps - np.repeat(gaps[first], lengths) + np.repeat(begins, lengths)
    case = np.repeat(np.arange(len(lengths)), lengths)
    return {"case": case, "act": chance.integers(0, 13, len(at)), "at": at, "mixed": chance.permutation(len(at))}


def written(folder: Path, told: dict[str, "np.ndarray[tuple[int], np.dtype[np.int64]]"]) -> None:
    np.savez(folder / "rows.npz", **told)
    columns = "'HS' || lpad(\"case\"::VARCHAR, 8, '0') AS case_id, 'B' || act AS activity"
    with connection() as db:
        db.add_table("told", {name: told[name] for name in ("case", "act", "at")})
        db.add_table("mixed", {"place": told["mixed"], "n": np.arange(len(told["mixed"]))})
        timed = f'SELECT {columns}, make_timestamp("at" * 1000000) AS time FROM told'  # noqa: S608 -- names of ours
        db.execute(f"COPY ({timed}) TO '{folder}/sorted.parquet'")
        db.execute(f"COPY ({timed} JOIN mixed ON told.rowid = place ORDER BY n) TO '{folder}/unsorted.parquet'")
    _write_xes(folder / "log.xes", told)


def mixed_parquet(path: Path, events: int) -> int:
    """The rows alone, in mixed order, as Parquet; how many there are."""
    made = rows(events)
    mixed = made["mixed"]
    told = "'HS' || case_no AS case_id, 'B' || act AS activity, make_timestamp(at_s * 1000000) AS time"
    with connection() as db:
        db.add_table("told", {"case_no": made["case"][mixed], "act": made["act"][mixed], "at_s": made["at"][mixed]})
        db.execute(f"COPY (SELECT {told} FROM told) TO {words(str(path))} (FORMAT parquet)")  # noqa: S608 -- ours
    return len(mixed)


def _write_xes(path: Path, told: dict[str, "np.ndarray[tuple[int], np.dtype[np.int64]]"]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("<?xml version='1.0' encoding='UTF-8'?>\n<log>\n")
        before = -1
        for case, act, at in zip(told["case"][:_XES_EVENTS], told["act"], told["at"], strict=False):
            if case != before:
                file.write(
                    ("</trace>\n" if before >= 0 else "") + f'<trace><string key="concept:name" value="{case}"/>\n'
                )
            before = case
            stamp = f"{np.datetime64(int(at), 's')}.000+07:00"
            file.write(
                f'<event><string key="concept:name" value="B{act}"/><date key="time:timestamp" value="{stamp}"/>'
                '<string key="org:resource" value="cb"/><string key="lifecycle:transition" value="complete"/></event>\n'
            )
        file.write("</trace>\n</log>\n")


def taken(act: Callable[[], object], runs: int) -> Times:
    told = []
    for _ in range(runs):
        wall, processor = perf_counter(), process_time()
        act()
        told.append((perf_counter() - wall, process_time() - processor))
    return median(one for one, _ in told), median(one for _, one in told)


def _flow(db: Connection) -> list[list[object]]:
    db.execute("DROP TABLE IF EXISTS steps")
    flow.add_steps(db)
    return sorted([edge.source, edge.target, edge.count] for edge in flow.edges(db))


def _worked(db: Connection) -> None:
    """The working time of stored events counted anew, as after a change of the calendar, and the graph of it."""
    work = working_before("us", "days", shifts_of(db))
    db.execute(
        f"CREATE OR REPLACE TABLE events AS SELECT plain.*, {work} AS work FROM plain "  # noqa: S608 -- ours
        f"LEFT JOIN days ON days.day = us // {DAY} ORDER BY plain.rowid"
    )
    _flow(db)


def _ready(db: Embedded, path: Path, *, has_calendar: bool) -> list[list[object]]:
    judge(db, load(db, path, Roles()), Judging(_LAST, clock=working_time_in_force() if has_calendar else None))
    return _flow(db)


def _from_file(path: Path, *, has_calendar: bool) -> None:
    with connection() as db:
        _ready(db, path, has_calendar=has_calendar)


def own(folder: Path, runs: int) -> tuple[list[list[object]], dict[str, Times]]:
    told: dict[str, Times] = {}
    with connection() as db:
        counts = _ready(db, folder / "sorted.parquet", has_calendar=True)
        told["stored"] = taken(lambda: _flow(db), runs)
        db.execute("CREATE TABLE plain AS SELECT * EXCLUDE work FROM events")
        told["working"] = taken(lambda: _worked(db), runs)
    told["unsorted"] = taken(lambda: _from_file(folder / "unsorted.parquet", has_calendar=False), runs)
    told["xes"] = taken(lambda: [None for _ in XesReader(folder / "log.xes", Roles())], runs)
    return counts, told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pm4py", metavar="PYTHON", help="an interpreter that has pm4py")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder, rows(options.events))
        counts, told = own(folder, options.runs)
        events = sum(int(str(one[2])) for one in counts)
        for task, (wall, processor) in told.items():
            rate = (_XES_EVENTS if task == "xes" else events) / wall
            print(f"{task}: {wall:.3f} s, {processor:.3f} s of the processor, {rate:,.0f} events a second")
        if options.pm4py is None:
            print("pm4py: not measured (--pm4py names no interpreter that has it)")
            return 0
        return _beside(options.pm4py, folder, options.runs, counts, told)


def _beside(python: str, folder: Path, runs: int, counts: list[list[object]], told: dict[str, Times]) -> int:
    command = [python, "-c", _PM4PY, str(folder), str(runs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    said = json.loads(done.stdout.splitlines()[-1])
    if said["counts"] != counts:
        print("the counts differ from pm4py's: no time is told")
        return 1
    missed = 0
    for task, least in LEAST.items():
        wall, processor = said[task]
        gain = wall / told[task][0]
        missed += gain < least
        print(f"{task} by pm4py: {wall:.2f} s, {gain:.1f} times ours (at least {least:g}); "
              f"{processor / told[task][1]:.1f} times by the processor")  # fmt: skip
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
