"""Estimates equal those of R's survey package on generated designs, recorded by surveys/recording.py."""

import json
import math
from pathlib import Path

import pytest

from caicach.surveys.columns import read_columns
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate
from caicach.surveys.estimation.values import Estimate

_RECORDS = json.loads((Path(__file__).parent / "recorded_by_r.json").read_text(encoding="utf-8"))


def _estimates(record: dict[str, str]) -> dict[tuple[str, str], Estimate]:
    design = read_design("design.yaml", record["design"].encode())
    found = estimate(design, read_columns("data.csv", record["data"].encode()))
    named = {}
    for one in found.estimates:
        name = f"quantile {one.at}" if one.at is not None else one.kind.value
        named[name, one.by.get("g", "")] = one
    return named


def _same(own: float | None, r: str, tolerance: float) -> bool:
    wanted = float("nan") if r == "NA" else float(r)
    if own is None or not math.isfinite(wanted):
        return own is None and not math.isfinite(wanted)
    return math.isclose(own, wanted, rel_tol=tolerance, abs_tol=tolerance)


@pytest.mark.parametrize("record", _RECORDS, ids=lambda record: f"seed-{record['seed']}")
def test_every_estimate_equals_r(record: dict[str, object]) -> None:
    own = _estimates(record)  # type: ignore[arg-type]
    wrong = []
    for name, group, *figures in record["said"]:  # type: ignore[attr-defined]
        if name == "jackknife":
            continue
        one = own[name, group]
        ends = one.interval or (None, None)
        pairs = [("value", one.value, figures[0], 1e-8)]
        pairs.append(("n", float(one.n), figures[4], 0))
        pairs.append(("df", float(one.degrees_of_freedom), figures[2], 0))
        tolerance = 1e-6 if name.startswith("quantile") else 1e-8
        is_noise = name.startswith("quantile") and one.standard_error == 0  # R's ends hang on the last binary digit
        if int(float(figures[2])) > 0 and not is_noise:
            pairs.append(("standard_error", one.standard_error, figures[1], tolerance))
            if figures[3] != "NA":
                pairs.append(("effect", one.design_effect, figures[3], 1e-8))
            if figures[5] not in {"NA", "NaN"}:
                pairs += [("low", ends[0], figures[5], tolerance), ("high", ends[1], figures[6], tolerance)]
        wrong += [(name, group, what, x, r) for what, x, r, tolerance in pairs if not _same(x, r, tolerance)]
    assert wrong == []


_JACKKNIFED = [record for record in _RECORDS if record["said"][-1][0] == "jackknife"]


@pytest.mark.parametrize("record", _JACKKNIFED, ids=lambda record: f"seed-{record['seed']}")
def test_jackknife_error_equals_r(record: dict[str, object]) -> None:
    text = str(record["design"]) + "replicates: {method: jackknife}\n"
    design = read_design("design.yaml", text.encode())
    found = estimate(design, read_columns("data.csv", str(record["data"]).encode()))
    name, _, value, error, *_ = record["said"][-1]  # type: ignore[index]
    assert name == "jackknife"
    assert found.estimates[0].value == pytest.approx(float(value), rel=1e-8)
    assert found.estimates[0].standard_error == pytest.approx(float(error), rel=1e-8, abs=1e-12)
