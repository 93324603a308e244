"""Named figures of units and periods, offered by the modules that hold the rows and asked for by name.

>>> from datetime import date
>>> from decimal import Decimal
>>> from caicach.kernel.periods import parse_period
>>> registry = Registry()  # a module uses the one of the product: ``@metric(...)``
>>> @registry.metric("letters.received", title="Văn bản đến", unit="văn bản", description="Số văn bản vào sổ trong kỳ")
... def received(units, period):
...     rows = Provenance("Sổ văn bản đến", 2, date(2023, 3, 14), ids=("12", "15"))
...     return {unit: Measured(Decimal(2), rows) if unit == "so-noi-vu" else Missing("Chưa mở sổ") for unit in units}
>>> figures = registry.measure("letters.received", ["so-noi-vu", "so-tu-phap"], parse_period("2023Q1"))
>>> figures["so-noi-vu"].value, figures["so-tu-phap"]
(Decimal('2'), Missing(reason='Chưa mở sổ'))
"""

from caicach.kernel.metrics.registry import Figures, Metric, MetricDefect, MetricFunction, Registry
from caicach.kernel.metrics.values import Measured, Missing, Provenance

_product = Registry()
metric = _product.metric
measure = _product.measure
listed = _product.listed

__all__ = [
    "Figures",
    "Measured",
    "Metric",
    "MetricDefect",
    "MetricFunction",
    "Missing",
    "Provenance",
    "Registry",
    "listed",
    "measure",
    "metric",
]
