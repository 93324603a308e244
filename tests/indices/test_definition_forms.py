"""Real circulating forms, read from the folder beside the project: nothing of them is lost, nothing is mended."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from caicach.indices.definition.inputs import read_table_text
from caicach.indices.definition.loading import read_path, read_text
from caicach.indices.definition.rules.options import Choice, Unknown
from caicach.indices.definition.rules.tiers import Tiers
from caicach.indices.definition.scoring import score
from caicach.indices.definition.values import Definition, Method, Node
from caicach.indices.definition.writing import as_plain, as_yaml

FORMS = (
    "haiphong_212_2025_unit_heads",
    "par_camau_1880_2013_so_PARTIAL",
    "par_congan_binhthuan_2024_cap_xa",
    "par_congan_binhthuan_2024_phong_tthc",
)
COMPLETE = tuple(name for name in FORMS if not name.endswith("PARTIAL"))


def _read(text: str, name: str) -> Definition:
    """The form as it is, whatever the checks of a set say of it."""
    definition = read_text(text, name).definition
    assert definition is not None
    return definition


@cache
def _form(shared: Path, name: str) -> tuple[Definition, dict[str, Any]]:
    path = shared / "reference" / "index_forms" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    return _read(text, path.name), yaml.load(text, Loader=yaml.BaseLoader)


def _nodes(printed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in printed:
        yield node
        yield from _nodes(node.get("children", []))


@pytest.mark.parametrize("name", FORMS)
def test_every_node_of_a_form_is_kept_with_its_name_and_points(shared: Path, name: str) -> None:
    definition, printed = _form(shared, name)
    kept = [(n.code, n.name, n.maxima[0].value if n.maxima else None) for n in definition.walk()]
    wanted = [(n["code"], " ".join(n["name_vi"].split()), Decimal(n["max_points"])) for n in _nodes(printed["tree"])]
    assert kept == wanted


@pytest.mark.parametrize("name", FORMS)
def test_every_key_of_every_node_is_still_there(shared: Path, name: str) -> None:
    definition, printed = _form(shared, name)
    for node, source in zip(definition.walk(), _nodes(printed["tree"]), strict=True):
        assert set(node.as_printed) == set(source) - {"children"}


@pytest.mark.parametrize("name", FORMS)
def test_every_option_and_tier_is_kept_in_its_order_with_its_points(shared: Path, name: str) -> None:
    definition, printed = _form(shared, name)
    for node, source in zip(definition.walk(), _nodes(printed["tree"]), strict=True):
        rows = source.get("rule", {}).get("options") or source.get("rule", {}).get("tiers") or []
        wanted = [(Decimal(row["points"]), " ".join(row.get("when_vi", "").split())) for row in rows]
        assert _offered(node) == wanted


def _offered(node: Node) -> list[tuple[Decimal | None, str]]:
    rule = node.rules[0].value if node.rules else None
    if isinstance(rule, Choice):
        return [(option.points, option.when) for option in rule.options]
    return [(tier.points, tier.when) for tier in rule.tiers] if isinstance(rule, Tiers) else []


@pytest.mark.parametrize("name", COMPLETE)
def test_totals_are_those_printed(shared: Path, name: str) -> None:
    definition, printed = _form(shared, name)
    assert (
        definition.total == sum(root.maxima[0].value for root in definition.tree) == Decimal(printed["index"]["scale"])
    )


@pytest.mark.parametrize("name", FORMS)
def test_form_written_out_comes_back_equal(shared: Path, name: str) -> None:
    definition, _ = _form(shared, name)
    again = read_text(as_yaml(definition), "again.yaml")
    assert again.errors == ()
    assert again.definition is not None
    assert as_plain(again.definition) == as_plain(definition)


@pytest.mark.parametrize("name", FORMS)
def test_form_is_valid_and_its_contradictions_are_said(shared: Path, name: str) -> None:
    loaded = read_path(shared / "reference" / "index_forms" / f"{name}.yaml")
    assert loaded.errors == ()
    assert loaded.warnings


def test_contradictions_of_hai_phong_are_reported_at_their_lines_and_not_repaired(shared: Path) -> None:
    loaded = read_path(shared / "reference" / "index_forms" / "haiphong_212_2025_unit_heads.yaml")
    said = [problem for problem in loaded.warnings if problem.code == "index_definition.source_contradiction"]
    assert [str(problem.message).split(":")[0] for problem in said] == ["«II.5»", "«II.5.1.b»"]
    assert loaded.definition is not None
    node = loaded.definition.by_code["II.5.1.b"]
    assert (node.maxima[0].value, node.rules[0].value.best(Decimal(2))) == (2, 1)


def _best(node: Node) -> str:
    rule = node.rules[0].value
    if rule.kind == "tiers":
        return "100"
    return "100" if rule.kind == "ratio" else str(rule.best(node.maxima[0].value))


@pytest.mark.parametrize(("name", "reached"), [("cap_xa", 57), ("phong_tthc", Decimal("92.5"))])
def test_police_form_scored_at_its_best_reaches_all_but_what_has_no_rule(
    shared: Path, name: str, reached: Decimal
) -> None:
    definition, _ = _form(shared, f"par_congan_binhthuan_2024_{name}")
    rows = [f"A,{node.code},{_best(node)}" for node in definition.components()]
    scores = score(definition, read_table_text("\n".join(["unit,component,value", *rows]), definition))
    without = [node.code for node in definition.components() if isinstance(node.rules[0].value, Unknown)]
    assert scores.units["A"].points == reached
    assert list(scores.units["A"].missing) == without
    assert {flag.component for flag in scores.warnings if flag.code == "index_input.no_rule"} == set(without)


def test_tier_without_a_lower_bound_takes_it_from_the_next_and_says_so(shared: Path) -> None:
    definition, _ = _form(shared, "par_congan_binhthuan_2024_cap_xa")
    node = definition.by_code["7.3.1"]
    points = [node.rules[0].value.points(Decimal(percent), Decimal(2), None) for percent in (100, 95, 90, 50)]
    assert points == [2, 1, 1, 0]
    assert any("cận dưới" in str(said) for said in node.contradictions)


def test_survey_components_of_a_form_keep_their_method(shared: Path) -> None:
    definition, _ = _form(shared, "par_congan_binhthuan_2024_cap_xa")
    assert [n.code for n in definition.components() if n.method is Method.SURVEY] == ["3.2.2", "3.2.3"]


def test_bonus_and_penalty_of_a_neighbouring_set_have_their_caps(shared: Path) -> None:
    path = shared / "domain" / "index_trees" / "danvan_cantho_2579_2025_PARTIAL.yaml"
    definition = _read(path.read_text(encoding="utf-8"), path.name)
    beyond = [(node.method, node.maxima[0].value) for node in definition.tree[2:]]
    assert beyond == [(Method.BONUS, 3), (Method.PENALTY, 3)]


@pytest.mark.parametrize(
    ("printed", "changed"), [("max_points: 17\n", "max_points: 16.55\n"), ("scale: 60", "scale: 59.55")]
)
def test_form_that_was_changed_so_that_it_no_longer_sums_is_refused_at_its_line(
    shared: Path, printed: str, changed: str
) -> None:
    path = shared / "reference" / "index_forms" / "par_congan_binhthuan_2024_cap_xa.yaml"
    loaded = read_text(path.read_text(encoding="utf-8").replace(printed, changed, 1), path.name)
    codes = {problem.code.removeprefix("index_definition.") for problem in loaded.errors}
    assert codes & {"sum_is_not_parent", "sum_is_not_total"}
    assert all(problem.line for problem in loaded.errors)


INVENTED = """\
index: {{id: x, name_vi: Bộ thử, legal_basis: 9/QĐ-UBND, years: 2025 on, unit_types: [sở], scale: 10}}
tree:
- code: '1'
  name_vi: Lĩnh vực
  max_points: 10
  children:
  - code: '1.1'
    name_vi: Thành phần
    max_points: 10
    method: self
    rule: {rule}
{more}"""


def _invented(rule: str, more: str = "") -> Definition:
    loaded = read_text(INVENTED.format(rule=rule, more=more), "x.yaml")
    assert loaded.errors == ()
    assert loaded.definition is not None
    return loaded.definition


def test_kind_of_rule_that_is_not_known_is_kept_as_printed_and_not_scored_with() -> None:
    definition = _invented("{kind: xuc_xac, mat: 6}")
    assert definition.by_code["1.1"].as_printed["rule"] == {"kind": "xuc_xac", "mat": 6}
    scores = score(definition, read_table_text("unit,component,value\nA,1.1,6", definition))
    assert scores.units["A"].points is None


def test_option_that_cannot_reach_the_printed_points_is_said_of_a_copy() -> None:
    loaded = read_text(INVENTED.format(rule="{kind: choice, options: [{when_vi: có, points: 8}]}", more=""), "x.yaml")
    assert [problem.code for problem in loaded.warnings if "best" in problem.code]
    assert loaded.errors == ()


def test_sum_that_the_copy_records_as_wrong_in_the_source_is_a_warning() -> None:
    more = "  - {code: '1.2', name_vi: Thêm, max_points: 0.5, method: self}\nchecks: {parents_not_ok: ['1: 10.5']}"
    definition = _invented("{kind: choice, options: [{when_vi: có, points: 10}]}", more)
    assert definition.by_code["1"].contradictions


@pytest.mark.parametrize(
    ("rule", "value", "points"),
    [
        (
            "{kind: count_tiers, value: meetings, tiers: [{count: '4', points: 10}, {otherwise: true, points: 2}]}",
            "4",
            10,
        ),
        (
            "{kind: count_tiers, value: meetings, tiers: [{count: '4', points: 10}, {otherwise: true, points: 2}]}",
            "1",
            2,
        ),
        ("{kind: checklist_sum, parts: [{when: x, factor: 0.5}, {when: y, factor: 0.5}]}", "a", 5),
        ("{kind: ratio, numerator: a, denominator: b, transform: {kind: cap_linear, target_pct: 80}}", "40", 5),
        ("{kind: complement_ratio}", "25", Decimal("7.5")),
        ("{kind: floor_then_proportional, floor: 50, target: 100}", "75", Decimal("7.5")),
        ("{kind: floor_then_proportional, floor: 50, target: 100}", "40", 0),
        ("{kind: survey, answers: {A: 100, B: 50}}", "A=1;B=1", Decimal("7.5")),
        ("{kind: judgement}", "4", 4),
    ],
)
def test_rules_of_other_forms_are_read(rule: str, value: str, points: Decimal) -> None:
    definition = _invented(rule)
    scores = score(definition, read_table_text(f"unit,component,value\nA,1.1,{value}", definition))
    assert scores.units["A"].points == points


def _points(definition: Definition, **bonus: str) -> Decimal | None:
    rows = ["unit,component,value", "A,1.1,6", *(f"A,{code},{value}" for code, value in bonus.items())]
    return score(definition, read_table_text("\n".join(rows), definition)).units["A"].points


def test_bonus_of_a_form_is_given_by_its_own_rule_up_to_its_cap() -> None:
    more = "bonus: {max_points: 3, rule: {kind: count_capped, per_item: 2, cap: 3}}"
    definition = _invented("{kind: judgement}", more)
    assert _points(definition, bonus="1") == 8
    assert _points(definition, bonus="5") == 9


def test_lines_of_a_penalty_are_kept_and_capped_together() -> None:
    more = """penalty:
  max_points: 3
  children:
  - {code: P1, name_vi: Phê bình, max_points: 2, rule: {kind: judgement}}
  - {code: P2, name_vi: Trễ hạn, max_points: 2, rule: {kind: judgement}}
"""
    definition = _invented("{kind: judgement}", more)
    assert [node.code for node in definition.walk()][-3:] == ["penalty", "P1", "P2"]
    assert _points(definition, P1="1", P2="0") == 5
    assert _points(definition, P1="2", P2="2") == 3


def test_bonus_without_a_printed_cap_reaches_what_its_lines_can() -> None:
    lines = "bonus: [{code: B1, name_vi: Sáng kiến, max_points: 2, rule: {kind: count, points_each: 1, max: 2}}]"
    definition = _invented("{kind: judgement}", lines)
    assert _points(definition, B1="1") == 7
    assert _points(definition, B1="9") == 8


def test_printed_total_that_differs_from_the_sum_is_reported_as_it_stands() -> None:
    loaded = read_text(
        INVENTED.format(rule="{kind: judgement}", more="checks: {total: 10, total_as_printed: 12}").replace(
            "scale: 10", "scale: 12"
        ),
        "x.yaml",
    )
    assert loaded.errors == ()
    assert {w.code.removeprefix("index_definition.") for w in loaded.warnings} >= {
        "source_contradiction",
        "sum_is_not_total",
    }
