"""Metrics are asked for by name and in batches, and every unit is answered."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caicach.kernel.errors import NotFound
from caicach.kernel.metrics import Figures, Measured, MetricDefect, Missing, Provenance, Registry
from caicach.kernel.periods import Period, parse_period
from caicach.kernel.said import Said, tell

QUARTER = parse_period("2023Q1")
ROWS = Provenance(tell("Sổ theo dõi"), 3, date(2023, 3, 14), selection=tell("quá hạn, giao trong quý I năm 2023"))
TEXTS = {
    "title": tell("Nhiệm vụ quá hạn"),
    "unit": tell("nhiệm vụ"),
    "description": tell("Số nhiệm vụ quá hạn trong kỳ"),
}


def _registry(answer: Callable[[Sequence[str], Period], Figures]) -> Registry:
    registry = Registry()
    registry.metric("plans.overdue", **TEXTS)(answer)
    return registry


def test_a_batch_is_asked_once_and_answered_in_the_order_asked() -> None:
    calls: list[tuple[Sequence[str], Period]] = []

    def overdue(units: Sequence[str], period: Period) -> Figures:
        calls.append((units, period))
        return {unit: Measured(Decimal(len(unit)), ROWS) for unit in sorted(units)}

    figures = _registry(overdue).measure("plans.overdue", ["b", "aa", "b"], QUARTER)
    assert calls == [(("b", "aa"), QUARTER)]
    assert list(figures) == ["b", "aa"]
    assert figures["aa"] == Measured(Decimal(2), ROWS)


def test_no_units_means_no_question() -> None:
    registry = _registry(lambda units, period: pytest.fail("asked for nothing"))
    assert registry.measure("plans.overdue", [], QUARTER) == {}


def test_a_unit_without_a_figure_says_why() -> None:
    figures = _registry(lambda units, period: {u: Missing(tell("Chưa giao nhiệm vụ")) for u in units})
    assert figures.measure("plans.overdue", ["a"], QUARTER)["a"] == Missing(tell("Chưa giao nhiệm vụ"))


@pytest.mark.parametrize("answered", [["a"], ["a", "b", "stranger"], []])
def test_an_answer_for_too_few_or_other_units_is_a_defect(answered: list[str]) -> None:
    registry = _registry(lambda units, period: {u: Missing(tell("Không có")) for u in answered})
    with pytest.raises(MetricDefect, match=r"plans\.overdue for 2023Q1"):
        registry.measure("plans.overdue", ["a", "b"], QUARTER)


def test_one_code_in_place_of_a_batch_is_a_defect() -> None:
    with pytest.raises(MetricDefect, match="not one code"):
        _registry(lambda units, period: {}).measure("plans.overdue", "ab", QUARTER)


def test_an_unknown_name_is_not_found_and_the_known_ones_are_told() -> None:
    with pytest.raises(NotFound, match=r"metrics\.unknown") as refused:
        _registry(lambda units, period: {}).measure("plans.late", ["a"], QUARTER)
    assert "plans.overdue" in refused.value.todo


def test_metrics_are_listed_by_name_with_their_texts() -> None:
    registry = _registry(lambda units, period: {})
    registry.metric("dossiers.on_time", **TEXTS)(lambda units, period: {})
    assert [metric.name for metric in registry.listed()] == ["dossiers.on_time", "plans.overdue"]
    assert registry.listed()[1].title == tell("Nhiệm vụ quá hạn")


def test_a_name_belongs_to_one_metric() -> None:
    with pytest.raises(MetricDefect, match="twice"):
        _registry(lambda units, period: {}).metric("plans.overdue", **TEXTS)(lambda units, period: {})


@pytest.mark.parametrize(
    ("name", "changed"), [("overdue", {}), ("Plans.Overdue", {}), ("plans.overdue", {"unit": tell("")})]
)
def test_a_metric_without_module_or_texts_is_a_defect(name: str, changed: dict[str, Said]) -> None:
    with pytest.raises(MetricDefect, match=r"module\.figure"):
        Registry().metric(name, **{**TEXTS, **changed})


def test_a_registered_function_stays_a_function() -> None:
    def overdue(units: Sequence[str], period: Period) -> Figures:
        return {}

    assert Registry().metric("plans.overdue", **TEXTS)(overdue) is overdue


@pytest.mark.parametrize("value", [0.5, 1, Decimal("NaN"), None])
def test_only_a_finite_decimal_is_a_figure(value: Any) -> None:
    with pytest.raises(TypeError, match="finite Decimal"):
        Measured(value, ROWS)


def test_a_figure_names_the_rows_behind_it() -> None:
    with pytest.raises(ValueError, match="rows behind it"):
        Provenance(tell("Sổ theo dõi"), 3, date(2023, 3, 14))
    with pytest.raises(ValueError, match="2 ids"):
        Provenance(tell("Sổ theo dõi"), 3, date(2023, 3, 14), ids=("1", "2"))


def test_a_missing_figure_says_why() -> None:
    with pytest.raises(ValueError, match="says why"):
        Missing(tell("  "))
