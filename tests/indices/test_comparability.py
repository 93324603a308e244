"""Which criteria of two editions may be compared, and what is said of the others."""

from decimal import Decimal

from caicach.indices.definition.catalogue import shipped_definition
from caicach.indices.definition.loading import read_text
from caicach.indices.definition.values import Definition
from caicach.indices.domain.comparability import Comparison, Likeness, compare_editions

HEAD = """\
code: thu
name: Bộ thử
legal_basis: {number: 1/QĐ-UBND, signed_on: 2024-01-02, effective_on: 2024-01-10}
years: 2024
unit_types: [{code: so, name: sở, level: province}]
total: 10
tree:
  - code: "1"
    name: Chỉ đạo điều hành
    method: self
    points: 10
    children:
"""
CHOICE = "{kind: choice, options: [{when: đủ, points: %s}, {when: không, points: 0}]}"


def edition(*rows: tuple[str, str, str, str]) -> Definition:
    lines = [f'      - {{code: "{c}", name: "{n}", points: {p}, rule: {rule}}}' for c, n, p, rule in rows]
    definition = read_text(HEAD + "\n".join(lines), "thu.yaml").definition
    assert definition is not None
    return definition


def likeness(found: Comparison, code: str) -> tuple[Likeness, ...]:
    return next(pair.likenesses for pair in found.pairs if code in {pair.code_after, pair.code_before})


BEFORE = edition(
    ("1.1", "Ban hành kế hoạch cải cách hành chính năm", "4", CHOICE % 4),
    ("1.2", "Tỷ lệ hoàn thành kế hoạch", "3", "{kind: ratio}"),
    ("1.3", "Kiểm tra công vụ", "3", "{kind: judgement}"),
)


def test_an_edition_is_the_same_as_itself_and_its_total_may_be_compared() -> None:
    found = compare_editions(BEFORE, BEFORE)
    assert {pair.likenesses for pair in found.pairs} == {(Likeness.SAME,)}
    assert (found.comparable_share, found.is_total_comparable) == (Decimal(100), True)


def test_each_change_is_named_and_other_points_alone_are_no_other_rule() -> None:
    after = edition(
        ("1.1", "Ban hành kế hoạch cải cách hành chính hằng năm", "4", CHOICE % 4),
        ("1.3", "Tỷ lệ hoàn thành kế hoạch", "3", "{kind: floor_then_proportional, floor: 80}"),
        ("1.4", "Kiểm tra công vụ", "2", "{kind: judgement}"),
        ("1.5", "Sáng kiến", "1", "{kind: judgement}"),
    )
    found = compare_editions(BEFORE, after)
    assert likeness(found, "1.1") == (Likeness.RENAMED,)
    assert likeness(found, "1.3") == (Likeness.RENUMBERED, Likeness.RERULED)
    assert likeness(found, "1.4") == (Likeness.RENUMBERED, Likeness.REPOINTED)
    assert likeness(found, "1.5") == (Likeness.NEW,)
    assert likeness(found, "1") == (Likeness.RERULED,)
    assert not found.is_total_comparable
    assert found.comparable_share == Decimal(40)
    assert found.after_to_before == {"1.1": "1.1", "1.4": "1.3"}


def test_printed_points_that_scale_with_the_maximum_are_the_same_rule() -> None:
    found = compare_editions(BEFORE, edition(("1.1", "Ban hành kế hoạch cải cách hành chính năm", "8", CHOICE % 8)))
    assert likeness(found, "1.1") == (Likeness.REPOINTED,)
    assert {pair.code_before for pair in found.pairs if pair.likenesses == (Likeness.GONE,)} == {"1.2", "1.3"}


def test_sets_of_other_documents_have_next_to_nothing_in_common() -> None:
    found = compare_editions(shipped_definition("qd766-2022"), shipped_definition("dti-tinh-922-2022"))
    assert not found.is_total_comparable
    assert found.comparable_share == 0
