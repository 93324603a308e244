"""A definition written out and read again is the same definition, whatever rules it has."""

from pathlib import Path

import pytest

from caicach.indices.definition.catalogue import shipped_definition, shipped_files
from caicach.indices.definition.loading import load_definition, read_text
from caicach.indices.definition.rule_loading import RULE_KINDS
from caicach.indices.definition.values import Definition
from caicach.indices.definition.writing import as_plain, as_yaml
from caicach.kernel.errors import NotFound

pytestmark = pytest.mark.slow

HEAD = """\
code: thu
name: Bộ thử
legal_basis: {number: 1/QĐ-UBND, signed_on: 2024-01-02, effective_on: 2024-01-10}
years: 2024-2025
unit_types: [{code: so, name: sở, level: province}]
units: {A: so}
total: 10
ranking: {ties: dense, tie_break: ["1"], places: 2, rank_incomplete: true}
absent_parts: {rule: reduce, nodes: ["1"], reference: Điều 3}
groups:
  - {years: 2024, groups: [{name: A, from: 50}]}
  - {years: 2025, groups: [{name: B, above: 50, conditions: [không bị kỷ luật]}]}
subtotals: [{code: s, name: tổng phụ, of: ["1"], reference: Điều 4}]
tree:
  - code: "1"
    name: a
    points: [{years: 2024, points: 10, reference: Điều 1}, {years: 2025, points: 10}]
    method: self
    rule: RULE
  - {code: "2", name: b, points: 0, method: self, rule: {kind: ratio}}
"""

RULES = {
    "judgement": "",
    "choice": ", options: [{key: a, when: có, points: 10}, {when: không, factor: 0}]",
    "checklist": ", parts: [{key: x, when: có, factor: 1}]",
    "tiers": ", of: count, tiers: [{exactly: 4, points: 10, when: đủ}, {from: 2, to: 3, factor: 0.5}, {points: 0}]",
    "ratio": ", numerator: a, denominator: b, value_in: share, may_exceed: true, zero_denominator: full",
    "ratio_capped": ", target: 80.5",
    "floor_then_proportional": ", floor: 80, full: 95",
    "complement": ", target: 90",
    "product": ', times: "2", target: 50',
    "mean_of_ratios": ", parts: [một, hai]",
    "relative_to_best": ", less_is_better: true",
    "relative_to_mean": ", at_or_above: 10, below: 0",
    "count_capped": ", per_item: 0.5, cap: 10",
    "deadline": ", limits: {province: 5, ministry: 20}, ahead: true, late: [{up_to: 3, points: 5}]",
    "survey": ", answers: {A: 100, B: 60}, free: [E], zero_denominator: not_applicable",
    "shown": ", formula: a chia b",
    "unknown": ", reason: nguồn không ghi",
}


def _same_again(definition: Definition) -> None:
    again = read_text(as_yaml(definition), "again.yaml")
    assert again.definition is not None
    assert as_plain(again.definition) == as_plain(definition)


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_every_kind_of_rule_comes_back(kind: str) -> None:
    loaded = read_text(HEAD.replace("RULE", f"{{kind: {kind}{RULES[kind]}}}"), "thu.yaml")
    assert loaded.definition is not None
    assert [e.message for e in loaded.errors if kind != "shown"] == []
    _same_again(loaded.definition)
    before, after = loaded.definition, read_text(as_yaml(loaded.definition), "again.yaml").definition
    assert after is not None
    assert before.by_code["1"].rules[0].value == after.by_code["1"].rules[0].value


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: str(path.parent.name))
def test_shipped_set_comes_back(path: Path) -> None:
    _same_again(load_definition(path))


def test_shipped_set_is_found_by_its_code() -> None:
    assert shipped_definition("dti-tinh-922-2022").total == 1000
    with pytest.raises(NotFound, match="unknown"):
        shipped_definition("khong-co")


def test_facts_of_sourced_frames_are_kept_and_marked() -> None:
    frames = {"so": (8, 39, 100, 20), "huyen": (9, 44, 100, 20), "xa": (9, 34, 100, 30), "trung-uong": (5, 21, 60, 20)}
    for name, (fields, criteria, total, survey) in frames.items():
        definition = shipped_definition(f"hatinh-52-2019-{name}")
        leaves = list(definition.components())
        surveyed = sum(node.maxima[0].value for node in leaves if node.method == "survey")
        assert (len(definition.tree), len(leaves), definition.total, surveyed) == (fields, criteria, total, survey)
        assert definition.illustrative


def test_national_frame_has_its_points_by_method() -> None:
    definition = shipped_definition("par-tinh-876-2022")
    leaves = list(definition.components())
    survey = sum(node.maxima[0].value for node in leaves if node.method == "survey")
    assert (len(definition.tree), sum(len(f.children) for f in definition.tree), len(leaves)) == (8, 37, 102)
    assert (definition.total, survey, definition.by_code["8.1"].maxima[0].value) == (100, 32, 10)
    assert definition.illustrative
