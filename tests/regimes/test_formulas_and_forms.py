"""Formulas of forms, and the forms that the product brings."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.metrics import listed
from caicach.kernel.periods import parse_period
from caicach.kernel.said import Said
from caicach.regimes.domain.catalogue import form_named, shipped_forms, window_of
from caicach.regimes.domain.form_reading import forms_of
from caicach.regimes.domain.forms import Joining
from caicach.regimes.domain.formulas import FormulaFault, amount_of, formula, rule

WHOLE = st.integers(-9999, 9999).map(Decimal)
SMALL = b"""
regime: reform
subject: S
source: S
edition: "1"
levels: [department]
forms: {x: {kinds: [quarter], title: X}}
headings:
  - number: I
    title: T
    indicators:
      - {code: a, title: A, unit: u}
      - {code: b, title: B, unit: u, formula: %s}
"""


@given(WHOLE, WHOLE, WHOLE)
def test_formulas_keep_the_order_of_operations(a: Decimal, b: Decimal, c: Decimal) -> None:
    figures = {"a": a, "b": b, "c": c}
    for text, expected in (
        ("a + b * c", a + b * c),
        ("(a + b) * c", (a + b) * c),
        ("a - b - c", a - b - c),
        ("2*a - (b - c)", 2 * a - (b - c)),
    ):
        assert amount_of(formula(text), figures) == expected
    assert rule("a + b = b + a").holds(figures) is True
    assert rule("a < b").holds(figures) is (a < b)


def test_what_has_no_figure_or_divides_by_nothing_has_no_value_and_says_why() -> None:
    assert isinstance(amount_of(formula("a / b"), {"a": Decimal(1), "b": Decimal(0)}), Said)
    assert isinstance(amount_of(formula("a + b"), {"a": Decimal(1)}), Said)
    assert rule("a <= b").holds({"a": Decimal(1)}) is None


@pytest.mark.parametrize("text", ["", "a +", "a b", "(a", "a ** b", "1.2.3", "a % b", "__import__", "a = b"])
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaFault):
        formula(text)


@pytest.mark.parametrize(
    ("computed", "code"),
    [("a + c", "form.unknown_code"), ("a +", "form.not_a_formula"), ("[1]", "form.wrong_shape")],
)
def test_a_faulty_form_is_refused_with_its_line(computed: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        forms_of("x.yaml", SMALL % computed.encode())
    assert refused.value.code == code
    assert refused.value.values["line"]


@pytest.mark.parametrize(
    ("chart", "code"),
    [
        ("{heading: I, title: T, codes: [a, z]}", "form.unknown_code"),
        ("{heading: II, title: T, codes: [a]}", "form.unknown_code"),
        ("{heading: I, title: T, codes: [a, c]}", "form.chart_units"),
        ("{heading: I, title: T, codes: []}", "form.chart_units"),
    ],
)
def test_a_chart_of_what_is_not_there_or_of_two_units_of_measure_is_refused(chart: str, code: str) -> None:
    text = SMALL % b"a" + b'      - {code: c, title: C, unit: "%"}\ncharts:\n  - ' + chart.encode() + b"\n"
    with pytest.raises(InvalidInput) as refused:
        forms_of("x.yaml", text)
    assert refused.value.code == code
    assert refused.value.values["line"]


def test_forms_of_the_product_ask_for_metrics_that_there_are() -> None:
    known = {metric.name for metric in listed()}
    forms = shipped_forms()
    assert {form.id for form in forms} >= {"cchc-quarterly", "cchc-half-year", "cchc-yearly", "tthc-monthly"}
    for form in forms:
        codes = [one.code for one in form.indicators()]
        assert len(codes) == len(set(codes))
        for one in form.indicators():
            assert not one.metric or one.metric in known
            assert (one.joining is Joining.FORMULA) is (one.formula is not None)
        assert form.is_verified or form.note


def test_a_form_knows_its_periods_and_windows() -> None:
    form = form_named("cchc-quarterly")
    window = window_of(form, parse_period("2023Q1"))
    assert (window.opens_on.isoformat(), window.closes_on.isoformat()) == ("2022-12-15", "2023-03-14")
    with pytest.raises(NotFound):
        window_of(form, parse_period("2023Q2"))
    with pytest.raises(InvalidInput):
        window_of(form, parse_period("2023"))
    with pytest.raises(NotFound):
        form_named("cchc")
    with pytest.raises(NotFound, match="áp dụng"):
        window_of(form_named("tthc-monthly"), parse_period("2026-07"))
    assert window_of(form_named("tthc-monthly"), parse_period("2026-08")).closes_on.isoformat() == "2026-08-14"
