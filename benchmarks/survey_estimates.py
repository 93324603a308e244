"""Estimates of a survey: a mean with its interval in 100 domains of 100,000 rows; 500 bootstrap replicates of 10,000.

``python benchmarks/survey_estimates.py [--svy PYTHON] [--r RSCRIPT]``: PYTHON is an interpreter that has the package
svy, RSCRIPT one of R that has the package survey; the same rows are estimated there in the same run. What is compared
is the estimation, with the rows loaded on both sides: a data frame there, columns of numbers here, made anew in no
run. Beside it stands the whole from the file, with the reading of each side.
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

from caicach.surveys.columns import Columns, read_columns
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate

MOST_SECONDS = 0.08
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
def file():
    svy.Sample(pl.read_csv(sys.argv[1]).with_row_index("i"), design).estimation.mean("y", by="g")
for name, act in (("domains", domains), ("replicates", replicates), ("file", file)):
    took = []
    try:
        for _ in range(5):
            began = time.perf_counter(); act(); took.append(time.perf_counter() - began)
        print(name, statistics.median(took))
    except Exception as error:
        print(name, "-", type(error).__name__, str(error)[:200].replace(chr(10), " "))
"""


_R = """
suppressMessages(library(survey))
file <- commandArgs(TRUE)[1]
half <- function(act) { took <- sapply(1:3, function(i) system.time(act())[["elapsed"]]); sort(took)[2] }
d <- read.csv(file)
domains <- function(d) {
  x <- svydesign(ids=~1, strata=~s, weights=~w, data=d)
  confint(svyby(~y, ~g, x, svymean), df=degf(x))
}
cat("domains", half(function() domains(d)), "\\n")
cat("file", half(function() domains(read.csv(file))), "\\n")
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
    parser.add_argument("--r", metavar="RSCRIPT", help="an Rscript that has the package survey")
    options = parser.parse_args()
    wide, small = sample(100_000), sample(10_000)
    by_domain, bootstrap = read_design("d", _BY_DOMAIN), read_design("d", _BOOTSTRAP)
    with tempfile.TemporaryDirectory() as folder:
        file = _written(Path(folder) / "d.csv", wide)
        own = {
            "domains": seconds(lambda: estimate(by_domain, wide)),
            "replicates": seconds(lambda: estimate(bootstrap, small)),
            "file": seconds(lambda: estimate(by_domain, read_columns("d.csv", file.read_bytes()))),
        }
        for name, taken in own.items():
            print(f"{name}: {taken:.3f} s")
        for words, command in (
            ("svy", options.svy and [options.svy, "-c", _SVY]),
            ("R survey", options.r and [options.r, "-e", _R]),
        ):
            for line in _by(command, file) if command else [f"- - not measured: nothing that has {words} is named"]:
                _tell(line, words, own)
    is_fast = own["domains"] <= MOST_SECONDS
    print(f"domains in {MOST_SECONDS} s: {'yes' if is_fast else 'no'}")
    return 0


def _tell(line: str, words: str, own: dict[str, float]) -> None:
    name, figure, *why = line.split()
    if figure == "-":
        print(f"{name} by {words}: {' '.join(why)}")
    else:
        print(f"{name} by {words}: {float(figure):.3f} s, {float(figure) / own[name]:.1f} times ours")


def _written(file: Path, data: Columns) -> Path:
    lines = [",".join(data.names), *map(",".join, zip(*(data.cells[name] for name in data.names), strict=True))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def _by(command: list[str], file: Path) -> list[str]:
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.splitlines() or [f"all - {(done.stderr.strip().splitlines() or ['nothing was said'])[-1]}"]


if __name__ == "__main__":
    sys.exit(main())
