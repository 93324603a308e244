"""Scores by each kind of rule and aggregation, and what becomes of figures that cannot be used."""

from decimal import Decimal

import pytest

from caicach.indices.definition.inputs import read_table_text
from caicach.indices.definition.loading import read_text
from caicach.indices.definition.scores import Scores
from caicach.indices.definition.scoring import score
from caicach.indices.definition.tracing import explain
from caicach.indices.definition.values import Definition
from caicach.kernel.errors import InvalidInput, NotFound

HEAD = """\
code: thu
name: Bộ thử
legal_basis: {number: 1/QĐ-UBND, signed_on: 2024-01-02, effective_on: 2024-01-10}
years: 2024
unit_types: [{code: so, name: sở, level: province}]
"""


def definition(tree: str, head: str = HEAD) -> Definition:
    loaded = read_text(head + tree, "thu.yaml")
    assert loaded.errors == ()
    assert loaded.definition is not None
    return loaded.definition


def one(rule: str, points: str = "10", method: str = "self") -> Definition:
    return definition(
        f'total: {points}\ntree: [{{code: "1", name: a, points: {points}, method: {method}, rule: {rule}}}]'
    )


def scored(which: Definition, *rows: str, columns: str = "unit,component,value,numerator,denominator,level") -> Scores:
    return score(which, read_table_text("\n".join([columns, *rows]), which))


CHOICE = (
    "{kind: choice, options: [{key: a, when: Kịp thời, points: 10}, {when: chậm, points: 5}, {when: không, factor: 0}]}"
)
TIERS = "{kind: tiers, tiers: [{above: 90, points: 10}, {from: 70, to: 90, points: 5}, {below: 70, points: 0}]}"
LEVELS = "{kind: deadline, limits: {ministry: 20, province: 5}, late: [{up_to: 3, points: 4}]}"
CHECK = "{kind: checklist, parts: [{when: x, points: 6}, {when: y, factor: 0.4}]}"


@pytest.mark.parametrize(
    ("rule", "cells", "points"),
    [
        ("{kind: judgement}", "7.25", "7.25"),
        ("{kind: judgement}", '"7,25"', "7.25"),
        (CHOICE, "a", "10"),
        (CHOICE, "kịp thời", "10"),
        (CHOICE, "5", "5"),
        (CHOICE, "0", "0"),
        (CHECK, "a+b", "10"),
        (CHECK, "b", "4"),
        (CHECK, "6", "6"),
        (CHECK, "0", "0"),
        (TIERS, "90", "5"),
        (TIERS, "90.01%", "10"),
        (TIERS, ",2,3", "0"),
        ("{kind: ratio}", ",3,4", "7.5"),
        ("{kind: ratio}", "75", "7.5"),
        ("{kind: ratio, value_in: share}", "0.75", "7.5"),
        ("{kind: ratio, value_in: share}", "75%", "7.5"),
        ("{kind: ratio_capped, target: 80}", "40", "5"),
        ("{kind: ratio_capped, target: 80}", "95", "10"),
        ("{kind: floor_then_proportional, floor: 80}", "79.99", "0"),
        ("{kind: floor_then_proportional, floor: 80}", "80", "8"),
        ("{kind: complement}", "12.5", "8.75"),
        ("{kind: complement, target: 90}", "10+9", "9"),
        ("{kind: count_capped, per_item: 3, cap: 10}", "2", "6"),
        ("{kind: count_capped, per_item: 3, cap: 10}", "50", "10"),
        ("{kind: mean_of_ratios, parts: [x, y]}", "50;100", "7.5"),
        ("{kind: survey, answers: {A: 100, B: 60, C: 20, D: 0}, free: [E]}", "A=5;B=5;E=9", "8"),
        ("{kind: survey}", "91.17", "9.117"),
        (LEVELS, "5", "10"),
        (LEVELS, "8", "4"),
        (LEVELS, "9", "0"),
        (LEVELS, "18,,,ministry", "10"),
        (LEVELS, "2023-01-19/2023-02-02", "10"),  # Tết lies between: five working days
        ("{kind: deadline, limits: {'*': 5}, ahead: true}", "4", "0"),
        ("{kind: relative_to_best}", "3", "10"),
        ("{kind: relative_to_mean, at_or_above: 10, below: 2}", "3", "10"),
        ("{kind: ratio, zero_denominator: zero}", ",0,0", "0"),
        ("{kind: ratio, zero_denominator: full}", ",0,0", "10"),
    ],
)
def test_rule_gives_its_points(rule: str, cells: str, points: str) -> None:
    found = scored(one(rule), f"A,1,{cells}")
    assert found.units["A"].nodes["1"].points == Decimal(points), found.warnings


@pytest.mark.parametrize(
    ("rule", "cells", "code", "column"),
    [
        ("{kind: judgement}", "50", "out_of_range", "value"),
        ("{kind: judgement}", "-1", "out_of_range", "value"),
        ("{kind: judgement}", "mười", "not_a_number", "value"),
        ("{kind: judgement}", "nan", "not_a_number", "value"),
        ("{kind: judgement}", "1e1", "not_a_number", "value"),
        ("{kind: judgement}", ",1,2", "no_ratio_here", "numerator"),
        (CHOICE, "7", "not_an_option", "value"),
        (CHECK, "a+z", "unknown_key", "value"),
        (TIERS, "101", "out_of_range", "value"),
        ("{kind: ratio}", ",5,0", "zero_denominator", "denominator"),
        ("{kind: ratio}", ",5,4", "more_than_all", "numerator"),
        ("{kind: ratio}", ",5,", "half_a_ratio", "denominator"),
        ("{kind: ratio}", "50,1,2", "two_ways", "value"),
        ("{kind: ratio}", ",-1,2", "out_of_range", "numerator"),
        ("{kind: ratio, value_in: share}", "75", "out_of_range", "value"),
        ("{kind: count_capped, per_item: 1}", "1.5", "not_a_count", "value"),
        ("{kind: survey, answers: {A: 100}}", "B=3", "unknown_answer", "value"),
        ("{kind: survey, answers: {A: 100}}", "A=0", "zero_denominator", "denominator"),
        (LEVELS, "3,,,commune", "no_limit_for_level", "level"),
        (LEVELS, "2023-02-30/2023-03-01", "impossible_date", "value"),
        ("{kind: unknown}", "5", "no_rule", "value"),
    ],
)
def test_figure_that_cannot_be_used_is_flagged_at_row_and_column_and_stays_missing(
    rule: str, cells: str, code: str, column: str
) -> None:
    found = scored(one(rule), f"A,1,{cells}")
    node = found.units["A"].nodes["1"]
    assert (node.points, node.missing) == (None, True)
    flag = next(flag for flag in found.warnings if flag.row)
    assert (flag.code, flag.row, flag.column, flag.unit, flag.component) == (f"index_input.{code}", 2, column, "A", "1")
    assert found.units["A"].rank is None


TWO = """\
total: 20
tree:
  - {code: "1", name: a, points: 10, method: self, rule: {kind: judgement}}
  - {code: "2", name: b, points: 10, method: survey, rule: {kind: ratio}}
"""


def test_dash_is_not_applicable_and_leaves_the_maximum() -> None:
    unit = scored(definition(TWO), "A,1,8", "A,2,-").units["A"]
    assert (unit.points, unit.maximum, unit.percentage, unit.rank) == (8, 10, 80, 1)
    assert not unit.nodes["2"].missing


def test_missing_is_shown_and_not_ranked_while_others_are() -> None:
    found = scored(definition(TWO), "A,1,8", "A,2,50", "B,1,10", "C,1,", "C,2,100")
    assert {unit: (one.points, one.rank, one.missing) for unit, one in found.units.items()} == {
        "A": (13, 1, ()),
        "B": (10, None, ("2",)),
        "C": (10, None, ("1",)),
    }


def test_unit_without_any_figure_has_no_points_rather_than_nought() -> None:
    unit = scored(definition(TWO), "A,1,", "A,2,").units["A"]
    assert (unit.points, unit.percentage) == (None, None)


def test_absent_survey_is_rescaled_by_the_rule_of_the_set_and_said() -> None:
    head = HEAD + "absent_parts: {rule: rescale, methods: [survey]}\n"
    found = scored(definition(TWO, head), "A,1,8", "B,1,6", "B,2,50")
    assert (found.units["A"].points, found.units["A"].maximum) == (16, 20)
    assert (found.units["B"].points, found.units["B"].rank) == (11, 2)
    assert "index_score.part_absent" in {flag.code for flag in found.warnings}


def test_not_applicable_part_is_rescaled_where_the_criterion_says_so() -> None:
    tree = """\
total: 20
tree:
  - code: "1"
    name: a
    points: 20
    method: self
    not_applicable: {rule: rescale}
    children:
      - {code: "1.1", name: a, points: 5, rule: {kind: judgement}}
      - {code: "1.2", name: b, points: 15, rule: {kind: judgement}}
"""
    unit = scored(definition(tree), "A,1.1,4", "A,1.2,-").units["A"]
    assert (unit.points, unit.maximum) == (16, 20)


@pytest.mark.parametrize(("kind", "points"), [("arithmetic", "7.5"), ("geometric", "7.0711"), ("harmonic", "6.6667")])
def test_mean_of_shares_gives_the_points_of_the_parent(kind: str, points: str) -> None:
    tree = f"""\
total: 10
tree:
  - code: "1"
    name: a
    points: 10
    method: self
    aggregation: {kind}
    children:
      - {{code: "1.1", name: a, points: 4, weight: 1, rule: {{kind: judgement}}}}
      - {{code: "1.2", name: b, points: 7, weight: 1, rule: {{kind: judgement}}}}
"""
    unit = scored(definition(tree), "A,1.1,2", "A,1.2,7").units["A"]
    assert unit.nodes["1"].points is not None
    assert round(unit.nodes["1"].points, 4) == Decimal(points)
    assert scored(definition(tree), "A,1.1,2").units["A"].nodes["1"].points is None


def test_bonus_and_penalty_count_beyond_the_total_up_to_their_yearly_caps() -> None:
    tree = """\
total: 10
tree:
  - {code: "1", name: a, points: 10, method: self, rule: {kind: judgement}}
  - code: T
    name: thưởng
    points: 3
    method: bonus
    children:
      - {code: T1, name: sáng kiến, points: 2, rule: {kind: count_capped, per_item: 1, cap: 2}}
      - {code: T2, name: khen thưởng, points: 2, rule: {kind: count_capped, per_item: 1, cap: 2}}
  - {code: P, name: phạt, points: 5, method: penalty, rule: {kind: count_capped, per_item: 2, cap: 5}}
"""
    found = scored(definition(tree), "A,1,8", "A,T1,2", "A,T2,9", "B,1,8", "B,P,4")
    assert {unit: (one.points, one.maximum, one.missing) for unit, one in found.units.items()} == {
        "A": (11, 10, ()),
        "B": (3, 10, ()),
    }
    assert found.units["B"].nodes["P"].points == -5


def test_product_needs_the_other_index_of_the_same_unit() -> None:
    tree = """\
total: 20
tree:
  - {code: "1", name: a, points: 10, method: computed, rule: {kind: product, times: "2", target: 50}}
  - {code: "2", name: b, points: 10, method: computed, rule: {kind: ratio}}
"""
    found = scored(definition(tree), "A,1,45", "A,2,80", "B,1,45")
    assert found.units["A"].nodes["1"].points == Decimal("7.2")
    assert found.units["B"].nodes["1"].missing
    assert "index_input.other_missing" in {flag.code for flag in found.warnings}


def test_points_relative_to_the_best_need_all_units() -> None:
    found = scored(one("{kind: relative_to_best}"), "A,1,30", "B,1,60", "C,1,0")
    assert [one.points for one in found.units.values()] == [5, 10, 0]


@pytest.mark.parametrize(("ties", "ranks"), [("smallest", [1, 1, 3]), ("largest", [2, 2, 3]), ("dense", [1, 1, 2])])
def test_ties_follow_the_rule_of_the_set(ties: str, ranks: list[int]) -> None:
    which = definition(TWO.replace("total: 20", f"total: 20\nranking: {{ties: {ties}}}"))
    found = scored(
        which,
        *(f"{unit},{code},{cell}" for unit, cell in zip("ABC", "887", strict=True) for code in "1"),
        "A,2,9",
        "B,2,9",
        "C,2,9",
    )
    assert [one.rank for one in found.units.values()] == ranks


def test_tie_break_by_a_field_of_the_set() -> None:
    which = definition(TWO.replace("total: 20", 'total: 20\nranking: {tie_break: ["2"]}'))
    found = scored(which, "A,1,9", "A,2,50", "B,1,5", "B,2,90")
    assert (found.units["A"].rank, found.units["B"].rank) == (2, 1)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("A,9,1", "unknown_component", "component"),
        (",1,1", "no_unit", "unit"),
        ("A,1,9", "values_differ", "value"),
        ("A,1,8", "row_twice", "component"),
        ("A,1,8,,,,,1", "too_many_cells", "component"),
    ],
)
def test_row_that_cannot_be_used_is_flagged(row: str, code: str, column: str) -> None:
    found = scored(definition(TWO), "A,1,8", row)
    flag = next(flag for flag in found.warnings if flag.row)
    assert (flag.code, flag.row, flag.column) == (f"index_input.{code}", 3, column)
    assert found.units["A"].nodes["1"].points == (None if code == "values_differ" else 8)


def test_unit_that_the_set_does_not_list_is_flagged() -> None:
    which = definition(TWO, HEAD + "units: {A: so}\n")
    found = scored(which, "A,1,8", "Z,1,8")
    assert list(found.units) == ["A"]
    assert [flag.code for flag in found.warnings if flag.row] == ["index_input.unknown_unit"]


@pytest.mark.parametrize("text", ["", "unit,component\nA,1", "unit,value\nA,1", "unit,component,value,value\nA,1,2,3"])
def test_table_without_its_columns_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="wrong_columns"):
        read_table_text(text, definition(TWO))


def test_year_outside_the_set_is_refused_and_so_is_an_open_question_of_editions() -> None:
    tree = TWO.replace(
        "points: 10, method: self", "points: [{years: 2024, points: 10}, {years: 2025-, points: 10}], method: self"
    )
    which = definition(tree, HEAD.replace("years: 2024", "years: 2024-"))
    inputs = read_table_text("unit,component,value\nA,1,8", which)
    assert score(which, inputs, year=2025).year == 2025
    with pytest.raises(InvalidInput, match="which_year"):
        score(which, inputs)
    with pytest.raises(InvalidInput, match="not_in_force"):
        score(which, inputs, year=2023)


def test_trace_says_inputs_rule_reference_and_steps_and_ends_in_the_score() -> None:
    which = definition(TWO)
    inputs = read_table_text("unit,component,value,numerator,denominator\nA,1,8,,\nA,2,,3,4", which)
    scores, steps = explain(which, inputs, "A")
    by_code = {step.code: step for step in steps}
    assert {name: str(cell) for name, cell in by_code["2"].inputs.items()} == {
        "numerator": "3",
        "denominator": "4",
        "row": "3",
    }
    assert tuple(map(str, by_code["2"].steps)) == ("Tỷ lệ: 3/4 = 75%.", "Điểm = 10 × 75% = 7,5.")
    assert str(by_code["2"].reference).startswith("1/QĐ-UBND")
    assert by_code["total"].score.points == scores.units["A"].points == Decimal("15.5")


def test_trace_of_an_unknown_unit_is_refused() -> None:
    which = definition(TWO)
    with pytest.raises(NotFound, match="unknown_unit"):
        explain(which, read_table_text("unit,component,value\nA,1,8", which), "Z")
