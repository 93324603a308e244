"""Estimates as plain JSON values: null where a figure cannot be had, and why in ``notes``."""

from collections.abc import Callable

from caicach.kernel.said import Said
from caicach.surveys.estimation.values import Estimate, Estimates, Kind

Json = dict[str, object]


def estimates_as_json(found: Estimates, say: Callable[[Said], str] = str) -> Json:
    """``weights``: sum and ends after calibration; ``calibration_gap``: the largest distance to a known count, or
    null."""
    return {
        "estimates": [_as_json(one, say) for one in found.estimates],
        "rows": found.rows,
        "confidence": found.confidence,
        "weights": {"sum": found.weights_sum, "least": found.weights_least, "most": found.weights_most},
        "strata_with_one_unit": list(found.strata_with_one),
        "single_psu": found.single_unit.value,
        "calibration_gap": found.gap,
        "trimmed_rows": found.trimmed,
        "notes": [say(note) for note in found.notes],
    }


def _as_json(one: Estimate, say: Callable[[Said], str]) -> Json:
    answer: Json = {
        "kind": one.kind.value,
        "of": one.of,
        "by": dict(one.by) or None,
        "value": one.value,
        "standard_error": one.standard_error,
        "interval": None if one.interval is None else list(one.interval),
        "degrees_of_freedom": one.degrees_of_freedom,
        "design_effect": one.design_effect,
        "n": one.n,
        "missing": one.missing,
        "notes": [say(note) for note in one.notes],
    }
    if one.kind is Kind.RATIO:
        answer["over"] = one.over
    if one.kind is Kind.PROPORTION or one.level is not None:
        answer["level"] = one.level
    if one.kind is Kind.QUANTILE:
        answer["at"] = one.at
    if one.kind is Kind.DIFFERENCE:
        answer["between"] = list(one.between or ())
    return answer
