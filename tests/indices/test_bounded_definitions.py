"""A set of criteria that a person brings is read by the child alone; what it read is what reading the text gives."""

import json

import pytest

from caicach.indices.bounded import definition_bounded
from caicach.indices.definition.catalogue import shipped_files
from caicach.indices.definition.loading import read_text, read_tree
from caicach.kernel.errors import InvalidInput
from caicach.kernel.yaml_values import YamlFault, compose, node_of, tree_of

pytestmark = pytest.mark.slow  # the bounded child

SMALL = """\
code: thu
name: Bộ thử
legal_basis: {number: 1/QĐ-UBND, signed_on: 2024-01-02, effective_on: 2024-01-10}
years: 2024-2026
unit_types: [{code: so, name: sở, level: province}]
total: 10
tree:
  - code: "1"
    name: a
    points: 10
    method: self
    children:
      - {code: "1.1", name: b, points: 10, rule: {kind: judgement}}
"""


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.parent.name)
def test_what_the_child_read_is_what_the_text_says(path) -> None:
    text = path.read_text(encoding="utf-8")
    root = compose(text)
    assert root is not None
    tree = json.loads(json.dumps(tree_of(root)))
    assert read_tree(tree, path.name) == read_text(text, path.name)
    assert tree_of(node_of(tree)) == tree


def test_a_set_comes_back_from_the_child_whole() -> None:
    read = definition_bounded(b"\xef\xbb\xbf" + SMALL.encode(), filename="thu.yaml")
    assert read.text == SMALL
    assert read_tree(read.tree, "thu.yaml").definition == read_text(SMALL, "thu.yaml").definition


def test_a_set_with_errors_is_refused_with_its_lines() -> None:
    with pytest.raises(InvalidInput) as caught:
        definition_bounded(SMALL.replace("points: 10\n", "points: 9\n").encode(), filename="thu.yaml")
    assert "dòng" in str(caught.value)


def test_more_values_than_any_set_has_are_refused_before_they_are_made() -> None:
    with pytest.raises(YamlFault, match="quá nhiều giá trị"):
        compose("[" + "a," * 120_000 + "]")


@pytest.mark.parametrize("number", ["1e999999999", "1e31", "1e-31", "1" * 40])
def test_a_number_that_nobody_counts_is_no_number(number: str) -> None:
    loaded = read_text(SMALL.replace("total: 10", f"total: {number}"), "thu.yaml")
    assert ("wrong_shape", 6) in {(p.code.removeprefix("index_definition."), p.line) for p in loaded.errors}
