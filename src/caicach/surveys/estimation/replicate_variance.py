"""Estimates recomputed in every replicate, and the spread between them."""

from dataclasses import dataclass, replace

import numpy as np

from caicach.surveys.columns import Columns, Floats, Ints
from caicach.surveys.estimation.calibrating import calibrated_design, trimmed_design
from caicach.surveys.estimation.design import Design
from caicach.surveys.estimation.replicating import ReplicateWeights, replicate_weights
from caicach.surveys.estimation.values import DesignFile


@dataclass(frozen=True, eq=False)
class Replicated:
    """``unit``: row -> row of the multipliers."""

    weights: ReplicateWeights
    unit: Ints

    def values(self, domain: Ints, domains: int, *sums: Floats) -> Floats:
        """Domains x replicates: totals of one weighted variable, or the ratio of the totals of two."""
        totals = [self._totals(values, domain, domains) for values in sums]
        if len(totals) == 1:
            return totals[0]
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(totals[0] / totals[1])

    def lost(self, weights: Floats, domain: Ints, domains: int) -> Ints:
        """By domain, the replicates in which none of its rows has weight."""
        return np.asarray((self._totals(weights, domain, domains) == 0).sum(axis=1))

    def variances(self, estimates: Floats, domain: Ints, domains: int, *sums: Floats) -> Floats:
        by_replicate = self.values(domain, domains, *sums)
        return np.array(
            [self.weights.variance(values, float(own)) for values, own in zip(by_replicate, estimates, strict=True)]
        )

    def _totals(self, values: Floats, domain: Ints, domains: int) -> Floats:
        multipliers = self.weights.multipliers
        found = np.zeros((domains, multipliers.shape[1]))
        for at in range(domains):
            inside = np.flatnonzero(domain == at)
            by_unit = np.bincount(self.unit[inside], weights=values[inside], minlength=len(multipliers))
            units = np.flatnonzero(np.bincount(self.unit[inside], minlength=len(multipliers)))
            found[at] = by_unit[units] @ multipliers[units]
        return found


def replicated_design(drawn: Design, final: Design, file: DesignFile, data: Columns) -> Replicated:
    """Replicates of the design as drawn; calibration and trimming are done again in each, as they were to the whole.

    ``final``: the design whose weights the estimates use; rows of its multipliers are rows of the data where it was
    calibrated.
    """
    assert file.replicates is not None
    weights = replicate_weights(drawn, file.replicates)
    unit = drawn.stages[0].unit
    if file.calibration is None and file.trimming is None:
        return Replicated(weights, unit)
    multipliers = np.empty((len(data), weights.multipliers.shape[1]))
    for at in range(multipliers.shape[1]):
        own = drawn.with_weights(drawn.weights * weights.multipliers[unit, at])
        if file.calibration is not None:
            own = calibrated_design(own, file.calibration, data).design
        if file.trimming is not None:
            own = trimmed_design(own, file.trimming)[0]
        multipliers[:, at] = np.divide(own.weights, final.weights, out=np.zeros(len(data)), where=final.weights != 0)
    return Replicated(replace(weights, multipliers=multipliers), np.arange(len(data)))
