"""Estimates of a survey: a mean with its interval in 100 domains of 100,000 rows; 500 bootstrap replicates of 10,000.

``python benchmarks/survey_estimates.py [--svy PYTHON]``: PYTHON is an interpreter that has the package svy; the same
rows are estimated there in the same run. Without it only our own seconds are told. Reading the file is not timed.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from caicach.surveys.columns import Columns
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate

MOST_SECONDS, LEAST_GAIN = 0.08, 3.0
_BY_DOMAIN = b"strata: s\nweight: w\nestimates: [{kind: mean, of: y, by: g}]\n"
_BOOTSTRAP = b"strata: s\nweight: w\nreplicates: {method: bootstrap, count: 500}\nestimates: [{kind: mean, of: y}]\n"

_SVY = """
import sys, time, statistics
import polars as pl, svy
rows = pl.read_csv(sys.argv[1])
rows = rows.with_row_index("i")
design = svy.Design(stratum="s", psu="i", wgt="w")
def domains():
    svy.Sample(rows, design).estimation.mean("y", by="g")
def replicates():
    sample = svy.Sample(rows.head(10000), design)
    sample = sample.weighting.create_bs_wgts(n_reps=500, rstate=1)
    sample.estimation.mean("y", method="replication")
for name, act in (("domains", domains), ("replicates", replicates)):
    took = []
    try:
        for _ in range(5):
            began = time.perf_counter(); act(); took.append(time.perf_counter() - began)
        print(name, statistics.median(took))
    except Exception as error:
        print(name, "-", type(error).__name__, str(error)[:200].replace(chr(10), " "))
"""


def sample(rows: int) -> Columns:
    random = np.random.default_rng(2023)
    columns = {
        "s": np.arange(rows) % 50,
        "g": random.integers(0, 100, rows),
        "w": random.uniform(1, 30, rows).round(3),
        "y": random.normal(60, 12, rows).round(3),
    }
    cells = {name: tuple(map(str, values.tolist())) for name, values in columns.items()}
    return Columns("d.csv", tuple(cells), cells, tuple(range(2, rows + 2)))


def seconds(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(5):
        began = perf_counter()
        act()
        taken.append(perf_counter() - began)
    return median(taken)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--svy", metavar="PYTHON", help="an interpreter that has svy")
    options = parser.parse_args()
    wide, small = sample(100_000), sample(10_000)
    own = {
        "domains": seconds(lambda: estimate(read_design("d", _BY_DOMAIN), wide)),
        "replicates": seconds(lambda: estimate(read_design("d", _BOOTSTRAP), small)),
    }
    for name, taken in own.items():
        print(f"{name}: {taken:.3f} s")
    if options.svy is None:
        print("svy: not measured (--svy names no interpreter that has it)")
        return 0
    for line in _by_svy(options.svy, wide):
        name, figure, *why = line.split(" ")
        if figure == "-":
            print(f"{name} by svy: {' '.join(why)}")
        else:
            print(f"{name} by svy: {float(figure):.3f} s, {float(figure) / own[name]:.1f} times ours")
    return 0


def _by_svy(python: str, data: Columns) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "d.csv"
        lines = [",".join(data.names), *map(",".join, zip(*(data.cells[name] for name in data.names), strict=True))]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = subprocess.run([python, "-c", _SVY, str(file)], capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.splitlines() or [f"svy - {done.stderr.strip().splitlines()[-1]}"]


if __name__ == "__main__":
    sys.exit(main())
