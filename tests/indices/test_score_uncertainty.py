"""Uncertainty of scores: exact where nothing varies, analytic where it can be worked out, repeated by its seed."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from tests.indices.test_what_if import COMPONENTS, SET, tables

from caicach.cli.main import main
from caicach.indices.composite.sensitivity import effects
from caicach.indices.composite.tables import read_table
from caicach.indices.definition.cases import read_cases
from caicach.indices.definition.catalogue import shipped_files
from caicach.indices.definition.inputs import Inputs, read_table_text
from caicach.indices.definition.loading import load_definition, read_text
from caicach.indices.definition.values import Aggregation, Definition
from caicach.indices.domain.float_tree import FloatTree
from caicach.indices.domain.sampling import SamplingError, errors_of
from caicach.indices.domain.score_uncertainty import Uncertain, leave_one_out, score_uncertainty
from caicach.indices.domain.what_if import Scored
from caicach.kernel.errors import CaicachError, InvalidInput

LINEAR = """\
code: thu
name: Bộ thử
legal_basis: {number: 1/QĐ-UBND, signed_on: 2024-01-02, effective_on: 2024-01-10}
years: 2024
unit_types: [{code: so, name: sở}]
total: 100
tree:
  - {code: "1", name: a, points: 60, method: survey, rule: {kind: survey, answers: {A: 100, B: 0}}}
  - {code: "2", name: b, points: 30, method: survey, rule: {kind: ratio}}
  - {code: "3", name: c, points: 10, method: self, rule: {kind: judgement}}
"""
ROWS = ("u1,1,60", "u1,2,50", "u1,3,5", "u2,1,58", "u2,2,50", "u2,3,5", "u3,1,20", "u3,2,20", "u3,3,1")


def read(text: str) -> Definition:
    loaded = read_text(text, "thu.yaml")
    assert loaded.errors == ()
    assert loaded.definition is not None
    return loaded.definition


def tree(*rows: str, text: str = LINEAR) -> FloatTree:
    definition = read(text)
    return FloatTree(Scored(definition, read_table_text("\n".join(["unit,component,value", *rows]), definition)))


def errors(of: FloatTree, **by_code: float) -> Mapping[tuple[str, str], SamplingError]:
    return {(code[1:], unit): SamplingError(error) for code, error in by_code.items() for unit in of.units}


def agrees_with_the_exact_engine(made: FloatTree) -> None:
    exact = [made.scored.scores.units[unit].percentage for unit in made.units]
    wanted = np.array([np.nan if one is None else float(one) for one in exact])
    every = {node.code: made.amounts(node.code)[np.newaxis] for node in made.definition.components()}
    for drawn in ({}, made.drawn(every)):
        found = made.percentages(drawn)[0]
        assert np.allclose(found, wanted, rtol=0, atol=1e-9, equal_nan=True)


def test_every_shipped_set_comes_out_as_the_exact_engine_has_it() -> None:
    count = 0
    for path in shipped_files():
        definition = load_definition(path)
        for case in read_cases(path.with_name("cases.yaml")):
            try:
                scored = Scored(definition, case.inputs, year=case.year)
            except CaicachError:
                continue
            agrees_with_the_exact_engine(FloatTree(scored))
            count += 1
    assert count > 5


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(table=tables)
def test_any_table_comes_out_as_the_exact_engine_has_it(table: Inputs) -> None:
    assert set(table.given) <= set(COMPONENTS)
    agrees_with_the_exact_engine(FloatTree(Scored(read(SET), table)))


@pytest.mark.slow
def test_a_sum_has_the_variance_that_can_be_worked_out() -> None:
    made = tree(*ROWS)
    found = score_uncertainty(made, errors(made, _1=3.0, _2=4.0), draws=40_000, seed=7, of_unit="u1")
    first, second = (60 * 0.03) ** 2, (30 * 0.04) ** 2
    assert found.units[0].deviation == pytest.approx((first + second) ** 0.5, rel=0.02)
    assert found.sensitivity["1"].first == pytest.approx(first / (first + second), abs=0.03)
    assert found.sensitivity["2"].total == pytest.approx(second / (first + second), abs=0.03)


def test_units_within_their_errors_are_one_group_and_the_distant_one_is_apart() -> None:
    made = tree(*ROWS)
    found = score_uncertainty(made, errors(made, _1=3.0), draws=2000, seed=1)
    assert [one.group for one in found.units] == [1, 1, 2]
    assert (found.units[0].rank.p05, found.units[0].rank.p95) == (1, 2)
    assert found.units[2].rank.p05 == 3


def test_counted_answers_carry_their_own_sample() -> None:
    made = tree("u1,1,A=60;B=40", "u1,2,50", "u1,3,5")
    found = score_uncertainty(made, {}, draws=20_000, seed=3)
    assert found.sources == ("1",)
    assert found.units[0].deviation == pytest.approx(60 * (0.6 * 0.4 / 100) ** 0.5, rel=0.03)


def test_the_number_of_ballots_gives_the_error_of_a_share() -> None:
    made = tree(*ROWS)
    table = read_table("e.csv", b"unit,component,n\nu1,1,100\n")
    found = score_uncertainty(made, errors_of(table, made), draws=20_000, seed=3)
    assert found.units[0].deviation == pytest.approx(60 * (0.6 * 0.4 / 100) ** 0.5, rel=0.03)
    assert found.units[1].deviation == 0


def test_weights_and_ways_of_adding_up_are_sources_of_their_own() -> None:
    made = tree(*ROWS)
    uncertain = Uncertain(0.25, (Aggregation.SUM, Aggregation.GEOMETRIC))
    found = score_uncertainty(made, errors(made, _1=2.0), uncertain, draws=500, seed=1)
    assert found.sources == ("1", "weights", "aggregation")
    again = score_uncertainty(made, errors(made, _1=2.0), uncertain, draws=500, seed=1)
    assert found == again
    assert found != score_uncertainty(made, errors(made, _1=2.0), uncertain, draws=500, seed=2)


def test_leaving_out_the_criterion_that_decides_turns_the_order_round() -> None:
    made = tree("u1,1,90", "u1,2,10", "u1,3,5", "u2,1,10", "u2,2,90", "u2,3,5")
    found = {one.node: one for one in leave_one_out(made)}
    assert found["1"].ranks == {"u1": 2, "u2": 1}
    assert found["3"].mean_shift == 0


def test_the_estimators_find_the_effects_of_a_function_whose_effects_are_known() -> None:
    """Sobol's g-function with a = (0, 1, 4.5, 9): first-order effects 0.7165, 0.1791, 0.0237, 0.0072."""
    stream, a = np.random.Generator(np.random.PCG64(5)), np.array([0, 1, 4.5, 9])
    one, other = stream.uniform(size=(2, 60_000, 4))

    def g(x: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        return np.prod((np.abs(4 * x - 2) + a) / (1 + a), axis=1)  # type: ignore[no-any-return]

    part = 1 / (3 * (1 + a) ** 2)
    whole = np.prod(1 + part) - 1
    for n in range(4):
        mixed = one.copy()
        mixed[:, n] = other[:, n]
        found = effects(g(one), g(other), g(mixed))
        assert found.first == pytest.approx(part[n] / whole, abs=0.02)
        assert found.total == pytest.approx(part[n] * np.prod(1 + np.delete(part, n)) / whole, abs=0.02)


@pytest.mark.parametrize(
    "text", ["unit,component,n\nlạ,1,10\n", "unit,component,n\nu1,9,10\n", "unit,component,n\nu1,1,0\n"]
)
def test_a_table_of_errors_that_names_nothing_is_refused_at_its_cell(text: str) -> None:
    with pytest.raises(InvalidInput, match="dòng 2"):
        errors_of(read_table("e.csv", text.encode()), tree(*ROWS))


def test_nothing_that_varies_is_said_and_not_answered_with_certainty() -> None:
    with pytest.raises(InvalidInput, match="Không có gì"):
        score_uncertainty(tree(*ROWS), {}, draws=10, seed=1)


def test_the_command_prints_intervals_groups_and_sources(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "d.yaml").write_text(LINEAR, encoding="utf-8")
    (tmp_path / "i.csv").write_text("\n".join(["unit,component,value", *ROWS]), encoding="utf-8")
    (tmp_path / "e.csv").write_text("unit,component,standard_error\nu1,1,3\nu2,1,3\n", encoding="utf-8")
    arguments = ["index", "score-uncertainty", str(tmp_path / "d.yaml"), str(tmp_path / "i.csv")]
    assert main([*arguments, "--errors", str(tmp_path / "e.csv"), "--draws", "200", "--seed", "1", "--json"]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert found["units"]["u3"]["rank"] == {"median": 3.0, "p05": 3.0, "p95": 3.0}
    assert found["sensitivity"] == {"1": {"first": 1.0, "total": 1.0}}
    assert set(found["leave_one_out"]) == {"1", "2", "3"}
