"""A definition is held to its own sums, years and names when it is loaded; every complaint names its line."""

import pytest

from caicach.indices.definition.loading import Loaded, read_text

HEAD = """\
code: thu
name: Bộ thử
legal_basis: {number: 1/QĐ-UBND, signed_on: 2024-01-02, effective_on: 2024-01-10}
years: 2024-2026
unit_types: [{code: so, name: sở, level: province}]
total: 10
"""


def _tree(*lines: str, head: str = HEAD) -> Loaded:
    return read_text(head + "tree:\n" + "\n".join(lines), "thu.yaml")


def _codes(loaded: Loaded) -> list[tuple[str, int]]:
    return [(problem.code.removeprefix("index_definition."), problem.line) for problem in loaded.errors]


LEAF = '      - {code: "1.1", name: b, points: 10, rule: {kind: judgement}}'
FIELD = ('  - code: "1"', "    name: a", "    points: 10", "    method: self", "    children:")


def test_sound_definition_has_no_errors() -> None:
    assert _tree(*FIELD, LEAF).problems == ()


@pytest.mark.parametrize(("points", "shown"), [("9.55", "9,55"), ("10.05", "10,05")])
def test_children_that_do_not_sum_to_the_parent_are_an_error_at_the_line_of_the_points(points: str, shown: str) -> None:
    loaded = _tree(*FIELD, LEAF.replace("points: 10", f"points: {points}"))
    assert _codes(loaded) == [("sum_is_not_parent", 10)]
    assert f"cộng lại {shown}" in str(loaded.errors[0].message)


def test_fields_that_sum_to_99_55_are_an_error() -> None:
    head = HEAD.replace("total: 10", "total: 100")
    lines = [
        f'  - {{code: "{n}", name: x, points: {p}, method: self, rule: {{kind: judgement}}}}'
        for n, p in ((1, "90"), (2, "9.55"))
    ]
    assert _codes(_tree(*lines, head=head)) == [("sum_is_not_total", 1)]


def test_contradiction_recorded_from_the_source_is_a_warning_and_not_repaired() -> None:
    loaded = _tree(
        *FIELD[:4], "    source_contradiction: văn bản in 10, cộng lại 9", *FIELD[4:], LEAF.replace("10,", "9,")
    )
    assert loaded.errors == ()
    codes = [w.code.removeprefix("index_definition.") for w in loaded.warnings]
    assert sorted(codes) == ["source_contradiction", "sum_is_not_parent"]
    assert loaded.definition is not None
    assert loaded.definition.by_code["1"].maxima[0].value == 10


@pytest.mark.parametrize(
    ("leaf", "code"),
    [
        (LEAF.replace("judgement", "doan_mo"), "unknown_rule"),
        (LEAF.replace(", rule: {kind: judgement}", ""), "no_rule"),
        (LEAF.replace("points: 10, ", ""), "no_points"),
        (LEAF.replace("points: 10", "points: mười"), "wrong_shape"),
        (LEAF.replace("name: b", "ten: b"), "unknown_key"),
        (LEAF.replace("{kind: judgement}", "{kind: product, times: '7.7'}"), "unknown_code"),
        (LEAF.replace("{kind: judgement}", "{kind: product, times: '1.1'}"), "circle"),
        (LEAF.replace("{kind: judgement}", "{kind: choice, options: [{when: có, points: 9}]}"), "best_is_not_maximum"),
        (LEAF.replace("{kind: judgement}", "{kind: choice, options: []}"), "no_options"),
        (LEAF.replace("{kind: judgement}", "{kind: ratio_capped, target: 0}"), "bad_target"),
        (
            LEAF.replace("{kind: judgement}", "{kind: tiers, tiers: [{from: 80, points: 10}, {below: 70, points: 0}]}"),
            "tiers_gap",
        ),
        (
            LEAF.replace("{kind: judgement}", "{kind: tiers, tiers: [{from: 70, points: 10}, {below: 80, points: 0}]}"),
            "tiers_overlap",
        ),
    ],
)
def test_fault_of_a_component_is_said_at_its_line(leaf: str, code: str) -> None:
    assert (code, 13) in [(found, 13 if line in {12, 13} else line) for found, line in _codes(_tree(*FIELD, leaf))]


def test_code_used_twice_names_both_lines() -> None:
    half = LEAF.replace("points: 10", "points: 5")
    loaded = _tree(*FIELD, half, half)
    assert _codes(loaded) == [("code_twice", 14)]
    assert "dòng 13" in str(loaded.errors[0].message)


def _dated(*stretches: str) -> Loaded:
    points = [f"          - {{years: {years}, points: 10}}" for years in stretches]
    return _tree(
        *FIELD, '      - code: "1.1"', "        name: b", "        points:", *points, "        rule: {kind: judgement}"
    )


@pytest.mark.parametrize(
    ("stretches", "code"),
    [
        (("2024", "2026"), "years_gap"),
        (("2025-2026",), "years_gap"),
        (("2024-2025", "2025-2026"), "years_overlap"),
        (("2024-2025",), "expired"),
    ],
)
def test_gap_overlap_or_end_in_the_scored_years_is_an_error(stretches: tuple[str, ...], code: str) -> None:
    assert [found for found, _ in _codes(_dated(*stretches))] == [code]


def test_rule_that_says_its_own_years_expires_with_them() -> None:
    loaded = _tree(*FIELD, LEAF.replace("{kind: judgement}", "{kind: judgement, years: 2024}"))
    assert _codes(loaded) == [("expired", 13)]
    whole = _tree(*FIELD, LEAF.replace("{kind: judgement}", "{kind: judgement, years: 2024-2026}"))
    assert whole.problems == ()


def test_contradiction_about_something_else_does_not_hide_a_rule_that_cannot_reach_its_points() -> None:
    rule = "source_contradiction: mã in sai, rule: {kind: choice, options: [{when: có, points: 8}]}"
    loaded = _tree(*FIELD, LEAF.replace("rule: {kind: judgement}", rule))
    assert loaded.errors == ()
    assert "index_definition.best_is_not_maximum" in [w.code for w in loaded.warnings]


def test_dated_values_without_a_gap_are_sound() -> None:
    assert _codes(_dated("2024", "2025-2026")) == []


def test_metric_that_nobody_offers_is_an_error_at_its_line() -> None:
    text = HEAD + "tree:\n" + "\n".join([*FIELD, LEAF.replace("name: b", "name: b, source: plans.on_time")])
    loaded = read_text(text, "thu.yaml", metrics={"plans.on_time_share"})
    assert _codes(loaded) == [("unknown_metric", 13)]
    assert "plans.on_time_share" in str(loaded.errors[0].todo)


def test_key_written_twice_is_an_error_where_yaml_keeps_the_last() -> None:
    loaded = _tree('  - {code: "1", name: a, points: 4, points: 10, method: self, rule: {kind: judgement}}')
    assert ("key_twice", 8) in _codes(loaded)


@pytest.mark.parametrize("text", ["", "a: [", "a: &x [1]\nb: *x", "- 1", "[" * 100 + "]" * 100, "chỉ là chữ", "\x00"])
def test_what_is_no_definition_is_said_and_never_breaks(text: str) -> None:
    loaded = read_text(text, "thu.yaml")
    assert loaded.definition is None
    assert loaded.errors


def test_tiers_that_share_a_bound_are_pointed_out() -> None:
    rule = "{kind: tiers, tiers: [{from: 70, points: 10}, {from: 50, to: 70, points: 5}, {below: 50, points: 0}]}"
    loaded = _tree(*FIELD, LEAF.replace("{kind: judgement}", rule))
    assert loaded.errors == ()
    assert [w.code for w in loaded.warnings] == ["index_definition.shared_bound"]
