"""Which figures exist, and the one way to ask for them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from caicach.kernel.errors import NotFound
from caicach.kernel.metrics.values import Measured, Missing
from caicach.kernel.periods import Stretch
from caicach.kernel.said import Said

Figures = Mapping[str, Measured | Missing]
MetricFunction = Callable[[Sequence[str], Stretch], Figures]

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


class MetricDefect(RuntimeError):
    """A metric is declared or answers wrongly: a defect of the program, which no user can mend."""


@dataclass(frozen=True)
class Metric:
    """A named figure of a unit and a period, with its title, its unit and what it counts."""

    name: str
    title: Said
    unit: Said
    description: Said
    function: MetricFunction


class Registry:
    """Metrics by name. The product has one; a test makes its own."""

    def __init__(self) -> None:
        self._metrics: dict[str, Metric] = {}

    def metric(
        self, name: str, *, title: Said, unit: Said, description: Said
    ) -> Callable[[MetricFunction], MetricFunction]:
        """Register the decorated function as ``module.figure``; it stays an ordinary function."""
        if not _NAME.fullmatch(name) or not (title and unit and description):
            raise MetricDefect(f"{name!r}: a metric is named module.figure and says its title, unit and description")

        def register(function: MetricFunction) -> MetricFunction:
            if name in self._metrics:
                raise MetricDefect(f"{name} is registered twice")
            self._metrics[name] = Metric(name, title, unit, description, function)
            return function

        return register

    def measure(self, name: str, units: Sequence[str], period: Stretch) -> Figures:
        """The figure of every one of ``units`` (codes), in their order; one call for all of them, never one by one.

        A code named twice is asked once. Every unit is answered, with Missing where there is no figure, and no other
        unit is: the caller may not be allowed to see it. A function that breaks this raises MetricDefect.
        """
        if isinstance(units, str):
            raise MetricDefect("units is a sequence of codes, not one code")
        metric = self._metric_named(name)
        asked = tuple(dict.fromkeys(units))
        answered = metric.function(asked, period) if asked else {}
        unanswered, unasked = [u for u in asked if u not in answered], sorted(set(answered) - set(asked))
        if unanswered or unasked:
            raise MetricDefect(f"{name} for {period.id}: without answer {unanswered}, not asked for {unasked}")
        return MappingProxyType({unit: answered[unit] for unit in asked})

    def listed(self) -> tuple[Metric, ...]:
        """Every registered metric, by name."""
        return tuple(self._metrics[name] for name in sorted(self._metrics))

    def _metric_named(self, name: str) -> Metric:
        if name not in self._metrics:
            raise NotFound(
                "metrics.unknown",
                what="Không có chỉ tiêu đo «{name}».",
                why="Tên chỉ tiêu sai, hoặc phân hệ cung cấp chỉ tiêu này chưa được cài.",
                todo="Chọn một trong các chỉ tiêu đang có: {known}.",
                name=name,
                known=", ".join(sorted(self._metrics)) or "(chưa có chỉ tiêu nào)",
            )
        return self._metrics[name]
