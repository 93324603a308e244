"""One composite index: normalised figures, scores of every code, ranks, and what is missing and why."""

from dataclasses import dataclass

import numpy as np

from caicach.indices.composite.aggregating import aggregate
from caicach.indices.composite.framework import Aggregation, Floats, Framework
from caicach.indices.composite.normalising import Scale, normalise
from caicach.indices.composite.ranking import ranks_descending
from caicach.indices.composite.unit_data import UnitData
from caicach.kernel.metrics import Missing
from caicach.kernel.said import tell


@dataclass(frozen=True, eq=False)
class Composite:
    """``normalised``: units x indicators; ``scores`` and ``ranks``: units x codes of every level, NaN where missing."""

    framework: Framework
    data: UnitData
    normalised: Floats
    scores: Floats
    ranks: Floats

    def missing(self) -> dict[str, dict[str, Missing]]:
        """Why each missing number is missing: by unit, then by code."""
        found: dict[str, dict[str, Missing]] = {}
        for u, n in np.argwhere(np.isnan(self.scores)):
            unit, code = self.data.units[int(u)], self.framework.codes[int(n)]
            reason = self.data.reasons.get((unit, code), Missing(tell("Thiếu chỉ số thành phần để tính")))
            found.setdefault(unit, {})[code] = reason
        return found

    def partial(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Scores reached from fewer parts than the framework has: unit -> code -> the parts that were missing."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        absent = np.isnan(self.scores)
        for code, children in self.framework.children.items():
            position = self.framework.position[code]
            for u in np.flatnonzero(absent[:, list(children)].any(axis=1) & ~absent[:, position]):
                gone = tuple(self.framework.codes[n] for n in children if absent[u, n])
                found.setdefault(self.data.units[int(u)], {})[code] = gone
        return found


def compose(framework: Framework, data: UnitData, scale: Scale, method: Aggregation) -> Composite:
    """The index as published: one scale, one way of aggregating, the weights of the framework."""
    normalised = normalise(framework, data, scale)
    by_code = aggregate(framework, data, normalised[np.newaxis], framework.weights, method)
    scores = np.column_stack([normalised, *(by_code[node.code][0] for node in framework.aggregates)])
    ranks = ranks_descending(scores.T).T
    return Composite(framework, data, normalised, scores, ranks)
