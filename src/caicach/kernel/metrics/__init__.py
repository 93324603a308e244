"""Named figures of units and periods, offered by the modules that hold the rows and asked for by name.

>>> from datetime import date
>>> from decimal import Decimal
>>> from caicach.kernel.periods import parse_period
>>> from caicach.kernel.said import tell
>>> name = tell("Văn bản đến")
>>> registry = Registry()  # a module uses the one of the product: ``@metric(...)``
>>> @registry.metric("letters.received", title=name, unit=tell("văn bản"), description=tell("Số văn bản vào sổ"))
... def received(units, period):
...     none = tell("Chưa mở sổ")
...     rows = Provenance(tell("Sổ văn bản đến"), 2, date(2023, 3, 14), ids=("12", "15"))
...     return {unit: Measured(Decimal(2), rows) if unit == "so-noi-vu" else Missing(none) for unit in units}
>>> figures = registry.measure("letters.received", ["so-noi-vu", "so-tu-phap"], parse_period("2023Q1"))
>>> figures["so-noi-vu"].value, str(figures["so-tu-phap"].reason)
(Decimal('2'), 'Chưa mở sổ')
"""

from caicach.kernel.metrics.registry import Figures, Metric, MetricDefect, MetricFunction, Registry
from caicach.kernel.metrics.values import (
    SHARE,
    Measured,
    Missing,
    Provenance,
    SampleError,
    provenance_as_json,
    provenance_from_json,
)

_product = Registry()
metric = _product.metric
measure = _product.measure
listed = _product.listed

__all__ = [
    "SHARE",
    "Figures",
    "Measured",
    "Metric",
    "MetricDefect",
    "MetricFunction",
    "Missing",
    "Provenance",
    "Registry",
    "SampleError",
    "listed",
    "measure",
    "metric",
    "provenance_as_json",
    "provenance_from_json",
]
