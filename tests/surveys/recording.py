"""Makes ``recorded_by_r.json``: generated designs, their answers, and what R's survey package says of them.

    cd tests && python -m surveys.recording surveys/recorded_by_r.json       (needs Rscript with the package survey)

Strata with one unit under each rule, corrections as counts and as fractions, one and two stages, unequal and zero
weights,
empty domains and missing answers come up by the seed. tests/surveys/test_equal_to_r.py compares; it needs no R.
"""

import csv
import io
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

DESIGNS = 48
RULES = ("adjust", "remove", "certainty", "average")
COLUMNS = ("stratum", "psu", "ssu", "w", "n1", "n2", "y", "x", "z", "g", "h")
QUANTILES = (0.1, 0.5, 0.75)

_R = """
suppressMessages(library(survey))
options(survey.lonely.psu="{rule}", digits=17, warn=-1)
text <- "character"
d <- read.csv("{data}", colClasses=c(stratum=text, psu=text, ssu=text, g=text, h=text))
s <- svydesign(ids={ids}, strata={strata}, weights={weights}, fpc={fpc}, data=d, nest=TRUE)
row <- function(name, group, est, se, df, deff, n, lo=NA, hi=NA) cat(paste(c(name, group, sprintf("%.17g",
  c(est, se, df, deff, n, lo, hi))), collapse=";"), "\\n", sep="")
one <- function(sub, group) {{
  n <- sum(weights(sub) != 0)
  m <- svymean(~y, sub, deff=TRUE)
  row("mean", group, coef(m), SE(m), degf(sub), deff(m), n)
  t <- svytotal(~y, sub, deff=TRUE)
  row("total", group, coef(t), SE(t), degf(sub), deff(t), n)
  r <- svyratio(~y, ~x, sub, deff=TRUE)
  row("ratio", group, coef(r), SE(r), degf(sub), deff(r), n)
  p <- svymean(~z, sub, deff=TRUE)
  ci <- c(NA, NA)
  if (coef(p) > 0 && coef(p) < 1) ci <- attr(svyciprop(~z, sub, method="{interval}"), "ci")
  row("proportion", group, coef(p), SE(p), degf(sub), deff(p), n, ci[1], ci[2])
  for (q in c({quantiles})) {{
    v <- svyquantile(~y, sub, q, ci=TRUE)[[1]]
    row(paste("quantile", q), group, v[1], v[4], degf(sub), NA, n, v[2], v[3])
  }}
}}
whole <- subset(s, !is.na(y))
one(whole, "")
for (level in sort(unique(d$g))) one(subset(s, !is.na(y) & g == level), level)
jk <- tryCatch({{
  j <- as.svrepdesign(s, type="{jackknife}")
  m <- svymean(~y, subset(j, !is.na(y)))
  row("jackknife", "", coef(m), SE(m), NA, NA, sum(!is.na(d$y)))
}}, error=function(e) NULL)
"""


@dataclass(frozen=True)
class Made:
    """One design: the answers as CSV, the design as written for the product, and R's words for it."""

    data: str
    design: dict[str, object]
    r: dict[str, str]


def made(seed: int) -> Made:
    random = np.random.default_rng(seed)
    strata, stages, rule = int(random.integers(1, 5)), int(random.integers(0, 3)), RULES[seed % 4]
    fpc, weighted = ("none", "counts", "fractions")[int(random.integers(0, 3))], bool(random.integers(0, 2))
    rows = []
    for stratum in range(strata):
        units = 1 if strata > 1 and random.random() < 0.3 else int(random.integers(2, 6))
        population = units + int(random.integers(0 if seed % 5 == 0 else 1, 40))
        for unit in range(units if stages else units * 4):
            inner = int(random.integers(2, 4)) if stages == 2 else 1
            wide = inner + int(random.integers(1, 9))
            for sub in range(inner):
                for _ in range(int(random.integers(1, 4)) if stages else 1):
                    rows.append(_row(random, (stratum, unit, sub), (units, population), (inner, wide), stages, fpc))
    if fpc == "none" or not weighted:
        weighted = weighted or fpc == "none"
    ids = {0: "~1", 1: "~psu", 2: "~psu+ssu"}[stages]
    corrections = ["n1", "n2"][: max(1, stages)]
    design: dict[str, object] = {"single_psu": rule, "nest": True}
    if strata > 1:
        design["strata"] = "stratum"
    if stages:
        design["clusters"] = ["psu", "ssu"][:stages]
    if weighted:
        design["weight"] = "w"
    if fpc != "none":
        design["fpc"] = corrections
    interval = ("logit", "beta", "mean", "asin")[seed % 4]
    design["estimates"] = [
        {"kind": kind, **more, **by}
        for by in ({}, {"by": "g"})
        for kind, more in (
            ("mean", {"of": "y"}),
            ("total", {"of": "y"}),
            ("ratio", {"of": "y", "over": "x"}),
            ("proportion", {"of": "z", "interval": interval}),
            ("quantile", {"of": "y", "quantiles": list(QUANTILES)}),
        )
    ]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])
    r = {
        "ids": ids,
        "strata": "~stratum" if strata > 1 else "NULL",
        "weights": "~w" if weighted else "NULL",
        "fpc": "~" + "+".join(corrections) if fpc != "none" else "NULL",
        "rule": rule,
        "interval": interval,
        "jackknife": "JKn" if strata > 1 else "JK1",
        "quantiles": ", ".join(map(str, QUANTILES)),
    }
    return Made(out.getvalue(), design, r)


def _row(
    random: np.random.Generator,
    place: tuple[int, int, int],
    first: tuple[int, int],
    second: tuple[int, int],
    stages: int,
    fpc: str,
) -> list[object]:
    stratum, unit, sub = place
    sampled = first[0] if stages else first[0] * 4
    population = first[1] * (1 if stages else 4)
    one, two = (sampled / population, second[0] / second[1]) if fpc == "fractions" else (population, second[1])
    weight = 0 if random.random() < 0.05 else round(float(random.uniform(1, 30)), 3)
    y = round(float(50 + 7 * stratum + 3 * unit + random.normal(0, 10)), 2)
    missing = random.random() < 0.06
    z, group = int(random.random() < 0.4), "abc"[int(random.integers(0, 3))]
    # z and x are missing with y: one domain for all statistics, as the R side takes it.
    answers = ["NA", "NA", "NA"] if missing else [y, round(abs(y) / 2 + float(random.uniform(1, 9)), 2), z]
    return [f"s{stratum}", f"p{unit}", f"q{sub}", weight, repr(one), repr(two), *answers, group, f"h{stratum % 2}"]


def by_r(one: Made) -> list[list[str]]:
    """Rows name; group; estimate; error; degrees; effect; n; ends, as R prints them."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "d.csv"
        data.write_text(one.data, encoding="utf-8")
        script = Path(folder) / "s.R"
        script.write_text(_R.format(data=data, **one.r), encoding="utf-8")
        done = subprocess.run(["Rscript", str(script)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return [line.split(";") for line in done.stdout.splitlines() if line]


def main(target: str) -> None:
    records: list[dict[str, object]] = []
    for seed in range(1000):
        one = made(seed)
        try:
            said = by_r(one)
        except RuntimeError as error:
            print(f"seed {seed}: left out, R says: {str(error).strip().splitlines()[-1]}", file=sys.stderr)
            continue
        records.append({"seed": seed, "data": one.data, "design": yaml.safe_dump(one.design), "r": one.r, "said": said})
        if len(records) == DESIGNS:
            break
    Path(target).write_text(json.dumps(records, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
