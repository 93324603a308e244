"""Formulas of forms reckoned as the web form reckons them, and never guessed where they cannot be."""

import json
import math
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from caicach.surveys.formulas.reckoning import World, truth_of, value_of
from caicach.surveys.formulas.values import LOCAL, Node, NotReckonedError, as_number, as_text, as_truth
from surveys.recording_formulas import ANSWERS, NOW

RECORDED = json.loads((Path(__file__).parent / "formulas_by_enketo.json").read_text(encoding="utf-8"))
OTHERWISE = {
    "-/data/tuoi": "Enketo's evaluator fails on a sign before a path; XPath has it",
    "- - 3": "and on two signs",
    "/data/tuoi | /data/am": "it cannot give nodes as a text",
    "(/data/tuoi | /data/am)": "it cannot give nodes as a text",
    "count(/data/tuoi | /data/am)": "nor count them",
    "date('')": "it says «Invalid Date»; no day has no text here",
    "digest(/data/mot, 'SHA-1', 'base64')": "it digests something else than the answer",
    "once('a')": "asked of the root, whose text is that of all answers",
}


def tree(xml: str) -> Node:
    """The root element, below the node of the document."""
    top = Node("", None)

    def add(element: etree._Element, above: Node, path: str) -> None:
        node = Node(str(element.tag), above, element.text or "", path)
        for child in element:
            add(child, node, f"{path}/{child.tag}".strip("/"))

    add(etree.fromstring(xml), top, "")
    return top.children[0]


ROOT = tree(ANSWERS)
WORLD = World(datetime.fromisoformat(NOW).astimezone(LOCAL))


def _is_of_day_and_text(formula: str) -> bool:
    """``today() and 'co'``: Enketo takes both for numbers, XPath for truths."""
    left, found, right = formula.partition(" and ")
    days = ("today()", "now()", "date(")
    return bool(found) and left.startswith(days) != right.startswith(days)


@pytest.mark.slow
def test_formulas_give_what_the_web_form_gives() -> None:
    """5,400 formulas: functions, and every operator between answers, texts, numbers, truths, days and moments."""
    wrong = []
    for formula, text, truth in RECORDED:
        if formula in OTHERWISE or _is_of_day_and_text(formula):
            continue
        value = value_of(formula, ROOT, WORLD)
        if (as_text(value), as_truth(value)) != (text, truth):
            wrong.append((formula, as_text(value), as_truth(value), text, truth))
    assert not wrong
    assert len(RECORDED) > 5_000


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("-/data/tuoi", "-42"),
        ("count(/data/tuoi | /data/am)", "2"),
        ("indexed-repeat(/data/ho/nguoi, /data/ho, 2)", "4"),
        ("sum(/data/ho[position() < 3]/nguoi)", "7"),
        ("/data/ho[last()]/preceding-sibling::ho[1]/ten_ho", "B"),
        ("string(current()/tuoi)", "42"),
        ("/data/nhom/con/following-sibling::*", "6"),
        ("/data/nhom/child::con", "5"),
        ("digest('abc', 'SHA-1', 'hex')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ],
)
def test_what_forms_use_beyond_that(formula: str, text: str) -> None:
    assert as_text(value_of(formula, ROOT, WORLD)) == text


def test_in_a_turn_of_a_repeat_its_own_answers_are_meant() -> None:
    second = ROOT.named("ho")[1]
    world = World(WORLD.now, repeats=frozenset({"ho"}))
    assert as_text(value_of("/data/ho/ten_ho", second.children[1], world)) == "B"
    assert as_text(value_of("../ten_ho", second.children[1], world)) == "B"
    assert value_of("count(/data/ho)", second.children[1], world) == 3
    assert value_of("position(..)", second.children[1], world) == 2


@pytest.mark.parametrize(
    "formula",
    [
        "pulldata('a', 'b', 'c', 'd')", "random()", "uuid()", "property('x')", "instance('khac')/ds/muc",
        "/data/@id", "a +", "(a", "a b", "$x", "khong_co_ham(1)", "regex('a', '(')", "if(1, 2)", "round()", "sum(3)",
        "jr:choice-name('a', '/data/x')", "format-date(/data/ngay, '%b')", "'a", "", "(" * 5000 + "1",
    ],
)  # fmt: skip
def test_what_cannot_be_reckoned_is_told_and_neither_true_nor_false(formula: str) -> None:
    with pytest.raises(NotReckonedError) as told:
        truth_of(formula, ROOT, WORLD)
    assert str(told.value.said)


def test_what_is_not_needed_is_not_reckoned() -> None:
    assert truth_of("/data/tuoi > 18 or random() > 1", ROOT, WORLD)
    assert not truth_of("/data/tuoi < 18 and random() > 1", ROOT, WORLD)
    assert as_text(value_of("if(true(), 'a', random())", ROOT, WORLD)) == "a"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_is_the_number_read(number: float) -> None:
    assert math.isclose(as_number(as_text(number)), number, rel_tol=1e-15)


@given(st.text(st.sampled_from("/data .[]()'\"=<>+-*|:,12abcđselected(today"), max_size=60))
def test_no_formula_breaks_the_reader(formula: str) -> None:
    with suppress(NotReckonedError):
        value_of(formula, ROOT, WORLD)
