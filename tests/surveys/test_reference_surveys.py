"""The three samples of California's schools that every text on survey estimation uses, against R's figures."""

import json
from pathlib import Path

import pytest

from caicach.surveys.columns import read_columns
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate
from caicach.surveys.estimation.values import Estimate, Kind

_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "reference" / "survey"
pytestmark = pytest.mark.skipif(not _FOLDER.is_dir(), reason="the reference surveys are not beside this checkout")

_DESIGNS = {
    "apistrat": "strata: stype\nweight: pw\nfpc: fpc\n",
    "apiclus1": "clusters: dnum\nweight: pw\nfpc: fpc\n",
    "apiclus2": "clusters: [dnum, snum]\nfpc: [fpc1, fpc2]\n",
}
_ASKED = """
estimates:
  - {kind: mean, of: api00}
  - {kind: mean, of: target}
  - {kind: total, of: enroll}
  - {kind: ratio, of: api00, over: api99}
  - {kind: mean, of: api00, by: stype}
  - {kind: mean, of: api00, by: [stype, sch.wide]}
  - {kind: total, of: enroll, by: stype}
  - {kind: proportion, of: stype}
  - {kind: quantile, of: api00, quantiles: [0.1, 0.25, 0.5, 0.75, 0.9]}
  - {kind: quantile, of: api99, quantiles: [0.1, 0.25, 0.5, 0.75, 0.9], rule: school}
  - {kind: quantile, of: api99, quantiles: [0.1, 0.25, 0.5, 0.75, 0.9], rule: hf7}
"""


def _reference(name: str) -> dict[str, object]:
    everything = json.loads((_FOLDER / "reference.json").read_text(encoding="utf-8"))
    found: dict[str, object] = everything["taylor"][name]
    return found


def _estimates(name: str, asked: str = _ASKED) -> list[Estimate]:
    design = read_design("design.yaml", ("single_psu: adjust\n" + _DESIGNS[name] + asked).encode())
    return list(estimate(design, read_columns(name, (_FOLDER / f"{name}.csv").read_bytes())).estimates)


def _near(value: float) -> object:
    return pytest.approx(value, rel=1e-8, abs=1e-8)


@pytest.mark.parametrize("name", _DESIGNS)
def test_means_totals_ratios_and_their_effects(name: str) -> None:
    r, found = _reference(name), _estimates(name)
    mean, lacking, total, ratio = found[:4]
    wanted = r["mean_t_ci"]["api00"]  # type: ignore[index]
    assert (mean.value, mean.standard_error) == (_near(wanted["estimate"]), _near(wanted["se"]))
    assert mean.interval == (_near(wanted["ci95_low"]), _near(wanted["ci95_high"]))
    assert mean.design_effect == _near(wanted["deff"])
    assert mean.degrees_of_freedom == r["degf"]
    wanted = r["mean_na_rm_target"]["target"]  # type: ignore[index]
    assert (lacking.value, lacking.standard_error) == (_near(wanted["estimate"]), _near(wanted["se"]))
    assert lacking.missing > 0
    wanted = r["total"]["enroll"]  # type: ignore[index]
    assert (total.value, total.standard_error) == (_near(wanted["estimate"]), _near(wanted["se"]))
    assert total.design_effect == _near(wanted["deff"])
    wanted = r["ratio_api00_api99"]["api00/api99"]  # type: ignore[index]
    assert (ratio.value, ratio.standard_error) == (_near(wanted["estimate"]), _near(wanted["se"]))


@pytest.mark.parametrize("name", _DESIGNS)
def test_domains_of_one_column_and_of_two(name: str) -> None:
    r = _reference(name)
    found = {(one.kind, tuple(one.by.values())): one for one in _estimates(name) if one.by}
    for row in r["by_stype_mean"]["table"]:  # type: ignore[index]
        one = found[Kind.MEAN, (row["stype"],)]
        assert (one.value, one.standard_error) == (_near(row["api00"]), _near(row["se"]))
    for row in r["by_stype_x_schwide_mean"]["table"]:  # type: ignore[index]
        one = found[Kind.MEAN, (row["stype"], row["sch.wide"])]
        assert (one.value, one.standard_error) == (_near(row["api00"]), _near(row["se"]))
    for row in r["by_stype_total_enroll"]["table"]:  # type: ignore[index]
        one = found[Kind.TOTAL, (row["stype"],)]
        assert (one.value, one.standard_error) == (_near(row["enroll"]), _near(row["se"]))


@pytest.mark.parametrize("name", _DESIGNS)
def test_shares_of_every_level(name: str) -> None:
    r = _reference(name)["proportion_stype"]
    for one in (one for one in _estimates(name) if one.kind is Kind.PROPORTION):
        wanted = r[f"stype{one.level}"]  # type: ignore[index]
        assert (one.value, one.standard_error) == (_near(wanted["estimate"]), _near(wanted["se"]))


@pytest.mark.parametrize("name", _DESIGNS)
@pytest.mark.parametrize("method", ["logit", "mean", "beta", "asin"])
def test_intervals_of_a_proportion(name: str, method: str) -> None:
    asked = f"estimates: [{{kind: proportion, of: awards, interval: {method}}}]\n"
    one = next(one for one in _estimates(name, asked) if one.level == "Yes")
    wanted = _reference(name)["ciprop"][method]  # type: ignore[index]
    assert one.value == _near(wanted["estimate"])
    assert one.interval == (_near(wanted["ci"][0]), _near(wanted["ci"][1]))


@pytest.mark.parametrize("name", _DESIGNS)
def test_quantiles_by_three_rules_with_woodruffs_interval(name: str) -> None:
    r = _reference(name)
    found = [one for one in _estimates(name) if one.kind is Kind.QUANTILE]
    wanted = [*r["quantile_math"]["api00"], *r["quantile_school"]["api99"], *r["quantile_hf7"]["api99"]]  # type: ignore[index]
    for one, row in zip(found, wanted, strict=True):
        assert one.value == pytest.approx(row["quantile"], rel=1e-6)
        assert one.interval == (pytest.approx(row["ci.2.5"], rel=1e-6), pytest.approx(row["ci.97.5"], rel=1e-6))
        assert one.standard_error == pytest.approx(row["se"], rel=1e-6)
