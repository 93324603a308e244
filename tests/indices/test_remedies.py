"""The cheapest remedies: held against trying everything, with products, means, caps and the best of all."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.loading import read_text
from caicach.indices.definition.rules.base import Given
from caicach.indices.definition.values import Definition
from caicach.indices.domain.efforts import Effort, efforts_of
from caicach.indices.domain.remedies import RemedySet, Target, cheapest_remedies
from caicach.indices.domain.steps import better_steps
from caicach.indices.domain.what_if import Change, Scored
from caicach.kernel.errors import InvalidInput

SET = """\
code: thu
name: Bộ thử
legal_basis: {number: 1/QĐ-UBND, signed_on: 2024-01-02, effective_on: 2024-01-10}
years: 2024
unit_types: [{code: so, name: sở, level: province}]
total: 40
ranking: {places: 2, rank_incomplete: true}
tree:
  - code: "1"
    name: một
    points: 20
    method: self
    children:
      - code: "1.1"
        name: a
        points: 8
        rule: {kind: choice, options: [{key: a, when: đủ, points: 8}, {key: b, when: một phần, points: 3}, {key: c, when: không, points: 0}]}
      - {code: "1.2", name: b, points: 6, rule: {kind: product, times: "1.3"}}
      - {code: "1.3", name: c, points: 6, rule: {kind: tiers, tiers: [{from: 80, points: 6}, {from: 50, below: 80, points: 2}, {below: 50, points: 0}]}}
  - code: "2"
    name: hai
    points: 20
    aggregation: geometric
    method: self
    children:
      - {code: "2.1", name: d, points: 10, rule: {kind: relative_to_best}}
      - {code: "2.2", name: e, points: 10, rule: {kind: choice, options: [{when: đủ, points: 10}, {when: không, points: 2}]}}
  - code: "9"
    name: thưởng
    points: 2
    method: bonus
    children:
      - {code: "9.1", name: i, points: 2, rule: {kind: count_capped, per_item: 1, cap: 2}}
"""  # noqa: E501 - rules read better whole
CODES = ("1.1", "1.2", "1.3", "2.1", "2.2", "9.1")
UNITS = ("u1", "u2", "u3")
TODAY = date(2025, 3, 3)
CELLS = {
    "1.1": ("a", "b", "c"),
    "1.2": ("30", "90"),
    "1.3": ("20", "60", "95"),
    "2.1": ("40", "70", "100"),
    "2.2": ("đủ", "không"),
    "9.1": ("0", "1"),
}
tables = st.fixed_dictionaries(
    {code: st.fixed_dictionaries({unit: st.sampled_from(CELLS[code]) for unit in UNITS}) for code in CODES}
)
days = st.fixed_dictionaries({code: st.integers(1, 12) for code in CODES})


@pytest.fixture(scope="module")
def definition() -> Definition:
    loaded = read_text(SET, "thu.yaml")
    assert loaded.errors == ()
    assert loaded.definition is not None
    return loaded.definition


def table(cells: dict[str, dict[str, str]]) -> Inputs:
    return Inputs(UNITS, {code: {unit: Given(text) for unit, text in column.items()} for code, column in cells.items()})


def said(costs: dict[str, int]) -> dict[str, Effort]:
    return {code: Effort(code, Decimal(cost)) for code, cost in costs.items()}


def tried_all(scored: Scored, target: Target, efforts: dict[str, Effort]) -> Decimal | None:
    """The least cost of any combination of steps that the engine says is enough."""
    steps = {code: better_steps(scored, "u1", code) for code in CODES}
    known = efforts_of(scored.definition, efforts)
    best: Decimal | None = None
    for row in product(*[(None, *steps[code]) for code in CODES]):
        taken = [step for step in row if step]
        cost = sum((known[s.component].cost(s, steps[s.component][-1].gained) for s in taken), Decimal(0))
        if best is not None and cost >= best:
            continue
        after = scored.with_changes([Change("u1", step.component, step.given) for step in taken]).scores.units["u1"]
        if target.rank is not None:
            is_reached = after.rank is not None and after.rank <= target.rank
        else:
            is_reached = (after.percentage or 0) >= (target.percentage or 0)
        best = cost if is_reached else best
    return best


def agrees(found: RemedySet, wanted: Decimal | None) -> None:
    if wanted is None:
        assert not found.is_reached
        return
    assert found.is_reached
    assert found.is_proven
    assert abs(found.cost - wanted) < Decimal("0.000001")


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(cells=tables, costs=days, percentage=st.sampled_from((50, 75, 90, 100)))
def test_the_set_that_reaches_a_score_is_as_cheap_as_trying_everything(
    definition: Definition, cells: dict[str, dict[str, str]], costs: dict[str, int], percentage: int
) -> None:
    scored, target = Scored(definition, table(cells)), Target(percentage=Decimal(percentage))
    found = cheapest_remedies(scored, "u1", target, efforts=said(costs), on=TODAY)
    agrees(found, tried_all(scored, target, said(costs)))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(cells=tables, costs=days, rank=st.sampled_from((1, 2)))
def test_the_set_that_reaches_a_rank_is_as_cheap_as_trying_everything(
    definition: Definition, cells: dict[str, dict[str, str]], costs: dict[str, int], rank: int
) -> None:
    scored, target = Scored(definition, table(cells)), Target(rank=rank)
    found = cheapest_remedies(scored, "u1", target, efforts=said(costs), on=TODAY)
    agrees(found, tried_all(scored, target, said(costs)))


LOW = {code: dict.fromkeys(UNITS, CELLS[code][0]) for code in CODES} | {"1.1": dict.fromkeys(UNITS, "c")}


def test_what_is_not_feasible_or_too_late_is_not_chosen_and_the_best_in_reach_is_said(definition: Definition) -> None:
    scored = Scored(definition, table(LOW))
    efforts = said(dict.fromkeys(CODES, 5))
    efforts["1.1"] = Effort("1.1", Decimal(5), is_feasible=False)
    efforts["2.2"] = Effort("2.2", Decimal(5), until=date(2025, 3, 2))
    found = cheapest_remedies(scored, "u1", Target(percentage=Decimal(100)), efforts=efforts, on=TODAY)
    assert not found.is_reached
    assert {one.step.component for one in found.remedies}.isdisjoint({"1.1", "2.2"})
    assert found.after.units["u1"].points > found.before.units["u1"].points  # type: ignore[operator]


def test_what_the_others_plan_makes_a_rank_dearer(definition: Definition) -> None:
    scored = Scored(definition, table(LOW))
    efforts = said(dict.fromkeys(CODES, 5))
    alone = cheapest_remedies(scored, "u1", Target(rank=1), efforts=efforts, on=TODAY)
    plans = [Change("u2", "1.1", Given("a")), Change("u2", "1.3", Given("95"))]
    against = cheapest_remedies(scored, "u1", Target(rank=1), efforts=efforts, on=TODAY, others=plans)
    assert alone.remedies == ()  # all are equal, so all are first
    assert against.is_reached
    assert against.after.units["u1"].rank == 1


def test_a_chance_that_counts_asks_for_more_than_what_would_do_if_all_went_well(definition: Definition) -> None:
    scored = Scored(definition, table(LOW))
    efforts = {code: Effort(code, Decimal(5), probability=Decimal("0.5")) for code in CODES}
    target = Target(percentage=Decimal(60))
    hoped = cheapest_remedies(scored, "u1", target, efforts=efforts, on=TODAY)
    assert hoped.is_reached
    assert hoped.expected_points < (hoped.after.units["u1"].points or 0)
    sure = cheapest_remedies(scored, "u1", target, efforts=efforts, on=TODAY, counts_chances=True)
    assert sure.cost > hoped.cost or not sure.is_reached


def test_a_target_that_is_reached_already_asks_for_nothing(definition: Definition) -> None:
    found = cheapest_remedies(Scored(definition, table(LOW)), "u1", Target(percentage=Decimal(1)), efforts={}, on=TODAY)
    assert (found.remedies, found.is_reached, found.is_proven) == ((), True, True)


@pytest.mark.parametrize("wrong", [{}, {"percentage": Decimal(101)}, {"rank": 0}])
def test_a_target_that_is_none_is_refused(wrong: dict[str, Decimal | int]) -> None:
    with pytest.raises(InvalidInput, match="Mục tiêu"):
        Target(**wrong)  # type: ignore[arg-type]


def test_the_answer_is_the_same_every_time(definition: Definition) -> None:
    scored = Scored(definition, table(LOW))
    answers = [
        cheapest_remedies(scored, "u1", Target(percentage=Decimal(70)), efforts={}, on=TODAY).remedies for _ in range(3)
    ]
    assert answers[0] == answers[1] == answers[2]
