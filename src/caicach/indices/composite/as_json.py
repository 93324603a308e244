"""The results of a composite index as plain JSON values: null where a number is missing, the reasons beside them."""

import math

from caicach.indices.composite.composing import Composite
from caicach.indices.composite.framework import Floats
from caicach.indices.composite.uncertainty import Uncertainty, WithoutIndicator

Json = dict[str, object]


def composite_as_json(composite: Composite) -> Json:
    """``normalised``, ``scores`` and ``ranks`` by unit and code; ``missing`` says why a number is null.

    ``partial`` lists the scores that were reached without some of their parts.
    """
    units, codes = composite.data.units, composite.framework.codes
    return {
        "normalised": _by_unit(units, composite.data.indicators, composite.normalised),
        "scores": _by_unit(units, codes, composite.scores),
        "ranks": {
            unit: {code: None if math.isnan(rank) else int(rank) for code, rank in zip(codes, row, strict=True)}
            for unit, row in zip(units, composite.ranks.tolist(), strict=True)
        },
        "missing": {u: {c: str(m.reason) for c, m in found.items()} for u, found in composite.missing().items()},
        "partial": {u: {c: list(gone) for c, gone in found.items()} for u, found in composite.partial().items()},
    }


def uncertainty_as_json(found: Uncertainty) -> Json:
    """``units``: rank interval and group; ``sensitivity``: null where the ranks do not vary at all."""
    units = found.index.data.units
    rows = zip(units, found.intervals, found.groups, found.published.tolist(), strict=True)
    return {
        "target": found.index.target,
        "draws": found.draws,
        "seed": found.seed,
        "units": {
            unit: {
                "rank": {name: number_or_null(getattr(interval, name)) for name in ("median", "p05", "p95")},
                "group": group,
                "published_rank": None if math.isnan(published) else int(published),
            }
            for unit, interval, group, published in rows
        },
        "sensitivity": {
            factor.value: {"first": number_or_null(effect.first), "total": number_or_null(effect.total)}
            for factor, effect in found.sensitivity.items()
        },
    }


def leave_one_out_as_json(units: tuple[str, ...], found: dict[str, WithoutIndicator]) -> Json:
    """By indicator: how far the ranks move on average without it, and the ranks themselves."""
    return {
        code: {
            "mean_shift": number_or_null(without.mean_shift),
            "ranks": {u: None if math.isnan(r) else int(r) for u, r in zip(units, without.ranks, strict=True)},
        }
        for code, without in found.items()
    }


def _by_unit(units: tuple[str, ...], codes: tuple[str, ...], values: Floats) -> Json:
    return {
        unit: {code: number_or_null(value) for code, value in zip(codes, row, strict=True)}
        for unit, row in zip(units, values.tolist(), strict=True)
    }


def number_or_null(value: float) -> float | None:
    """NaN is how arrays say missing; JSON says null."""
    return None if math.isnan(value) else value
