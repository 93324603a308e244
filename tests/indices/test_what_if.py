"""What-if: the baseline stays bit for bit as it was, and a changed table scores as one scored from scratch."""

import pickle
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.loading import read_text
from caicach.indices.definition.rules.base import Given
from caicach.indices.definition.scoring import score
from caicach.indices.definition.values import Definition
from caicach.indices.domain.what_if import Change, Scored, changed_inputs, differences
from caicach.kernel.errors import NotFound

SET = """\
code: thu
name: Bộ thử
legal_basis: {number: 1/QĐ-UBND, signed_on: 2024-01-02, effective_on: 2024-01-10}
years: 2024
unit_types: [{code: so, name: sở, level: province}]
total: 60
absent_parts: {rule: rescale, methods: [survey]}
not_applicable: {rule: reduce}
ranking: {places: 2, tie_break: ["1"]}
groups: [{name: Tốt, from: 70}, {name: Khá, below: 70}]
tree:
  - code: "1"
    name: một
    points: 20
    method: self
    children:
      - code: "1.1"
        name: a
        points: 5
        rule: {kind: choice, options: [{when: đủ, points: 5}, {when: không, points: 0}]}
      - {code: "1.2", name: b, points: 5, rule: {kind: product, times: "1.3", target: 80}}
      - {code: "1.3", name: c, points: 10, rule: {kind: ratio, zero_denominator: not_applicable}}
  - code: "2"
    name: hai
    points: 20
    aggregation: geometric
    method: self
    children:
      - {code: "2.1", name: d, points: 10, rule: {kind: relative_to_best}}
      - {code: "2.2", name: e, points: 10, rule: {kind: relative_to_mean}}
  - code: "3"
    name: ba
    points: 20
    method: survey
    children:
      - {code: "3.1", name: g, points: 10, rule: {kind: survey, answers: {A: 100, B: 0}}}
      - {code: "3.2", name: h, points: 10, rule: {kind: tiers, tiers: [{from: 80, points: 10}, {below: 80, points: 2}]}}
  - code: "9"
    name: thưởng
    points: 2
    method: bonus
    children:
      - {code: "9.1", name: i, points: 2, rule: {kind: count_capped, per_item: 1, cap: 2}}
      - {code: "9.2", name: k, points: 2, rule: {kind: judgement}}
  - {code: "10", name: trừ, points: 3, method: penalty, rule: {kind: judgement}}
"""
COMPONENTS = ("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "9.1", "9.2", "10")
UNITS = ("u1", "u2", "u3", "u4")
VALUES = ("0", "1", "2", "5", "50", "79.99", "80", "100", "-", "", "A=3;B=1", "đủ", "không rõ", "1/0", "2/3")


def cell(text: str) -> Given:
    above, slash, below = text.partition("/")
    return Given("", above, below) if slash else Given(text)


cells = st.sampled_from(VALUES).map(cell)
changes = st.builds(Change, st.sampled_from(UNITS), st.sampled_from(COMPONENTS), st.one_of(st.none(), cells))
tables = st.dictionaries(st.tuples(st.sampled_from(COMPONENTS), st.sampled_from(UNITS)), cells).map(
    lambda found: Inputs(
        UNITS,
        {code: {unit: one for (other, unit), one in found.items() if other == code} for code in COMPONENTS},
    )
)


@pytest.fixture(scope="module")
def definition() -> Definition:
    loaded = read_text(SET, "thu.yaml")
    assert loaded.errors == ()
    assert loaded.definition is not None
    return loaded.definition


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(table=tables, sequence=st.lists(st.lists(changes, min_size=1, max_size=3), min_size=1, max_size=6))
def test_any_sequence_of_what_ifs_leaves_the_baseline_and_equals_scoring_anew(
    definition: Definition, table: Inputs, sequence: list[list[Change]]
) -> None:
    baseline = Scored(definition, table)
    before = pickle.dumps((baseline.scores.units, baseline.scores.warnings, table.given))
    tried, inputs = baseline, table
    for step in sequence:
        tried, inputs = tried.with_changes(step), changed_inputs(definition, inputs, step)
        assert tried.scores == score(definition, inputs)
        alone = baseline.with_changes(step)
        assert alone.scores == score(definition, changed_inputs(definition, table, step))
    assert pickle.dumps((baseline.scores.units, baseline.scores.warnings, table.given)) == before
    assert baseline.scores == score(definition, table)


def test_the_best_unit_moves_everybody_and_it_is_said_who(definition: Definition) -> None:
    given = {code: {unit: Given("50") for unit in UNITS} for code in ("2.1", "2.2")}
    baseline = Scored(definition, Inputs(UNITS, given))
    after = baseline.with_changes([Change("u1", "2.1", Given("100"))])
    assert after.scores.units["u2"].nodes["2.1"].points == Decimal(5)
    assert {one.unit for one in differences(baseline.scores, after.scores)} == {"u2", "u3", "u4"}


@pytest.mark.parametrize(("unit", "component"), [("lạ", "1.1"), ("u1", "1"), ("u1", "7.7")])
def test_a_cell_that_is_not_in_the_table_is_refused(definition: Definition, unit: str, component: str) -> None:
    baseline = Scored(definition, Inputs(UNITS, {}))
    with pytest.raises(NotFound, match=r"Không có"):
        baseline.with_changes([Change(unit, component, Given("1"))])
