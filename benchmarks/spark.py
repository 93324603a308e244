"""A log asked of the embedded engine and of Spark: the same JSON, byte by byte, and the seconds of both.

``python -m benchmarks.spark [--events N] [--master URL] [--report FILE]``. The workers are on this machine.
"""

import argparse
import json
import os
import platform
import shutil
import tempfile
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

import duckdb
from benchmarks.event_logs import mixed_parquet

from caicach.dossiers.analysing import Question, analyse
from caicach.dossiers.as_json import analysis_as_json
from caicach.dossiers.engine.choosing import EMBEDDED, Engine, EngineKind
from caicach.dossiers.engine.spark import sessions

WORKERS = "local-cluster[2,1,1024]"


def taken(path: Path, engine: Engine) -> tuple[str, float]:
    begun = perf_counter()
    found = analyse(path, Question(engine=engine), today=date(2026, 11, 30))
    return json.dumps(analysis_as_json(found), ensure_ascii=False), perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--master", default=WORKERS)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    if find_spec("pyspark") is None or shutil.which("java") is None:
        print("not measured: `make spark` installs Apache Spark; it needs Java 17 or later")
        return 1
    import pyspark  # noqa: PLC0415 - no part of the packages of tests

    spark = Engine(EngineKind.SPARK, options.master)
    lines = [f"Apache Spark {pyspark.__version__}, DuckDB {duckdb.__version__}, `{options.master}`, {_machine()}.", ""]
    lines += ["| events | DuckDB | Spark, first | Spark, again | JSON |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("SPARK_WORKER_DIR", folder)
        for events in (options.events // 100, options.events):
            path = Path(folder) / f"{events}.parquet"
            count = mixed_parquet(path, events)
            by_embedded, embedded = taken(path, EMBEDDED)
            first, again = taken(path, spark), taken(path, spark)
            is_same = by_embedded == first[0] == again[0]
            lines.append(f"| {count:,} | {embedded:.1f} s | {first[1]:.1f} s | {again[1]:.1f} s | {_said(is_same)} |")
            print(lines[-1], flush=True)
            if not is_same:
                return 1
        sessions.stop_session()
    if options.report:
        _report(options.report, lines)
    return 0


def _said(is_same: bool) -> str:
    return "the same, byte by byte" if is_same else "NOT the same"


def _machine() -> str:
    load = f"{os.getloadavg()[0]:.1f}"
    return f"Linux, {os.cpu_count()} cores, Python {platform.python_version()}, load {load} when it began"


def _report(path: Path, lines: list[str]) -> None:
    head = f"# Spark\n\n`make spark`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC. A log of random cases in mixed order,"
    told = (
        "from Parquet, asked of the embedded engine and of two workers with one core each on this machine. The first "
        "time is with the start of workers and session."
    )
    path.write_text("\n".join((f"{head} {told}", "", *lines, "")), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
