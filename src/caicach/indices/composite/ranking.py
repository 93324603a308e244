"""Ranks down the units: the highest score is first, equal scores share the smallest rank."""

import numpy as np

from caicach.indices.composite.framework import Floats

_DIGITS = 12


def without_noise(scores: Floats) -> Floats:
    """Whole numbers in the order of the scores, equal where these agree to twelve digits of the largest in the row.

    The order in which a sum is taken changes its last digits; that must not break a tie.
    """
    largest = np.max(np.abs(scores), axis=-1, keepdims=True, initial=0.0, where=np.isfinite(scores))
    return np.rint(scores / np.where(largest == 0, 1.0, largest) * 10.0**_DIGITS)


def ranks_descending(scores: Floats) -> Floats:
    """Ranks along the last axis, 1 for the highest; NaN stays NaN and takes no place.

    >>> ranks_descending(np.array([[3.0, 5.0, 3.0, np.nan, 1.0]]))
    array([[ 2.,  1.,  2., nan,  4.]])
    """
    return _ranks_ascending(-scores)


def ranks_ascending(scores: Floats) -> Floats:
    """As ``ranks_descending``, 1 for the lowest."""
    return _ranks_ascending(scores)


def _ranks_ascending(scores: Floats) -> Floats:
    order = np.argsort(scores, axis=-1)  # NaN goes last
    ordered = np.take_along_axis(scores, order, axis=-1)
    places = np.broadcast_to(np.arange(1.0, scores.shape[-1] + 1), scores.shape)
    begins = np.ones(scores.shape, dtype=bool)
    begins[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    ranked = np.maximum.accumulate(np.where(begins, places, 0.0), axis=-1)
    ranks = np.empty(scores.shape)
    np.put_along_axis(ranks, order, np.where(np.isnan(ordered), np.nan, ranked), axis=-1)
    return ranks
