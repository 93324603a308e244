"""A set of criteria scored for units from the figures of the system alone, for any period, outside of a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from caicach.indices.definition import catalogue
from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.loading import load_definition
from caicach.indices.definition.rules.base import Given
from caicach.indices.definition.scores import Scores
from caicach.indices.definition.scoring import score
from caicach.indices.definition.values import Definition
from caicach.indices.domain.metric_cells import metric_cells
from caicach.indices.domain.reading_cells import rule_in
from caicach.kernel import metrics
from caicach.kernel.metrics import Measured, Missing
from caicach.kernel.periods import Stretch

INDEX_766: Final = "qd766_2022"
"""The folder of the set of Decision 766."""


@dataclass(frozen=True)
class MeasuredSet:
    """``figures`` by component and unit, of components that name a figure; others are missing in ``scores``."""

    definition: Definition
    inputs: Inputs
    scores: Scores
    figures: Mapping[str, Mapping[str, Measured | Missing]]


def measured_set(definition: Definition, units: Sequence[str], period: Stretch) -> MeasuredSet:
    """One question to each metric that the set names, for all units. Whoever asks may see the units."""
    year = period.last.year
    titles = {metric.name: str(metric.unit) for metric in metrics.listed()}
    figures = {
        node.code: metrics.measure(node.source, units, period) for node in definition.components() if node.source
    }
    given: dict[str, dict[str, Given]] = {}
    refused = {}
    for node in definition.components():
        for unit, figure in figures.get(node.code, {}).items():
            if isinstance(figure, Missing):
                refused[node.code, unit] = figure.reason
            else:
                cells = metric_cells(figure.value, titles[node.source], rule_in(definition, node, year))
                given.setdefault(node.code, {})[unit] = Given(cells.value)
    inputs = Inputs(tuple(dict.fromkeys(units)), given, refused)
    return MeasuredSet(definition, inputs, score(definition, inputs, year=year), figures)


@lru_cache(maxsize=4)
def shipped_set(folder: str) -> Definition:
    """A set that comes with the product, by its folder."""
    return load_definition(catalogue.SHIPPED / folder / "definition.yaml")
