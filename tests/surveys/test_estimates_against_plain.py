"""The arrays and the plain reckoning agree on whatever sample is drawn; intervals cover as often as they say."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.surveys.columns import Columns
from caicach.surveys.estimation.design import sampled_design
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate
from caicach.surveys.estimation.values import Kind
from surveys import plain_estimates
from surveys.plain_estimates import Answer

_DESIGN = """
strata: stratum
clusters: [one, two]
fpc: [n1, n2]
weight: w
single_psu: remove
nest: true
estimates:
  - {kind: mean, of: y, by: g}
  - {kind: total, of: y, by: g}
  - {kind: ratio, of: y, over: x, by: g}
"""


@st.composite
def _samples(draw: st.DrawFn) -> list[Answer]:
    figures = st.floats(0.5, 100, allow_nan=False).map(lambda x: round(x, 3))
    rows: list[Answer] = []
    for stratum in range(draw(st.integers(1, 3))):
        outer = draw(st.integers(1, 4))
        population = (float(outer + draw(st.integers(0, 5))), 0.0)
        for one in range(outer):
            inner = draw(st.integers(1, 3))
            size = float(inner + draw(st.integers(0, 3)))
            for two in range(inner):
                for _ in range(draw(st.integers(1, 2))):
                    rows.append(
                        Answer(
                            stratum=f"s{stratum}",
                            units=(f"a{one}", f"b{two}"),
                            population=(population[0], size),
                            weight=draw(figures),
                            y=draw(figures),
                            x=draw(figures),
                            group=draw(st.sampled_from("uv")),
                        )
                    )
    return rows


def _columns(rows: list[Answer]) -> Columns:
    cells = {
        "stratum": tuple(row.stratum for row in rows),
        "one": tuple(row.units[0] for row in rows),
        "two": tuple(row.units[1] for row in rows),
        "n1": tuple(repr(row.population[0]) for row in rows),
        "n2": tuple(repr(row.population[1]) for row in rows),
        "w": tuple(repr(row.weight) for row in rows),
        "y": tuple(repr(row.y) for row in rows),
        "x": tuple(repr(row.x) for row in rows),
        "g": tuple(row.group for row in rows),
    }
    return Columns("d.csv", tuple(cells), cells, tuple(range(2, len(rows) + 2)))


@pytest.mark.slow
@settings(max_examples=120)
@given(_samples())
def test_arrays_and_plain_reckoning_agree(rows: list[Answer]) -> None:
    reckoned = {Kind.MEAN: plain_estimates.mean, Kind.TOTAL: plain_estimates.total, Kind.RATIO: plain_estimates.ratio}
    found = estimate(read_design("d.yaml", _DESIGN.encode()), _columns(rows))
    for one in found.estimates:
        value, variance = reckoned[one.kind](rows, one.by["g"])
        assert one.value == pytest.approx(value, rel=1e-9)
        error = math.sqrt(max(variance, 0.0))
        assert (one.standard_error or 0.0) == pytest.approx(error, rel=1e-7, abs=1e-9 * abs(value))


@pytest.mark.slow
def test_intervals_cover_as_often_as_they_say() -> None:
    """2,000 stratified two-stage surveys of one population of 40 clusters a stratum: 94 to 96 of 100 hold the true
    mean."""
    random = np.random.default_rng(20230220)
    centres = random.normal(60, 6, size=(3, 40)) + np.array([[0], [8], [15]])
    people = centres[:, :, None] + random.normal(0, 12, size=(3, 40, 30))
    truth, held = people.mean(), 0
    design = read_design(
        "d.yaml",
        b"strata: s\nclusters: [c, p]\nfpc: [n1, n2]\nnest: true\nestimates: [{kind: mean, of: y}]\n",
    )
    for _ in range(2000):
        clusters = np.array([random.choice(40, 14, replace=False) for _ in range(3)])
        members = random.permuted(np.tile(np.arange(30), (3, 14, 1)), axis=2)[:, :, :6]
        y = people[np.arange(3)[:, None, None], clusters[:, :, None], members].ravel()
        held += _holds(design, y, truth)
    assert 0.94 <= held / 2000 <= 0.96


_S, _C, _P = (grid.ravel() for grid in np.indices((3, 14, 6)))
_FIXED = {
    "s": tuple(map(str, _S)),
    "c": tuple(map(str, _C)),
    "p": tuple(map(str, _P)),
    "n1": ("40",) * _S.size,
    "n2": ("30",) * _S.size,
}


def _holds(design: object, y: "np.typing.NDArray[np.float64]", truth: float) -> bool:
    cells = {**_FIXED, "y": tuple(map(repr, y.tolist()))}
    one = estimate(design, Columns("d.csv", tuple(cells), cells, tuple(range(2, y.size + 2)))).estimates[0]  # type: ignore[arg-type]
    assert one.interval is not None
    low, high = one.interval
    return low is not None and high is not None and low <= truth <= high


def test_weights_come_from_the_corrections_where_none_are_given() -> None:
    rows = [Answer("s", (f"a{u}", f"b{i}"), (12.0, 9.0), 0, 1.0, 1.0, "u") for u in range(3) for i in range(2)]
    design = read_design("d.yaml", _DESIGN.replace("weight: w\n", "").encode())
    assert sampled_design(design, _columns(rows)).weights.tolist() == [pytest.approx(12 / 3 * 9 / 2)] * 6
