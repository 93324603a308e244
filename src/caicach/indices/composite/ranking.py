"""Ranks down the units: the highest score is first, equal scores share the smallest rank."""

import numpy as np
from numpy.typing import NDArray

from caicach.indices.composite.framework import Floats

# The order in which a sum is taken changes its last digits, and that must not break a tie: of the score itself,
# and of the largest beside it, since a score near 0 can be the difference of two large terms.
_OF_ITSELF, _OF_THE_LARGEST = 1e-12, 1e-14


def ranks_descending(scores: Floats) -> Floats:
    """Ranks along the last axis, 1 for the highest; NaN stays NaN and takes no place.

    Scores that differ only by the noise of their arithmetic are equal.

    >>> ranks_descending(np.array([[3.0, 5.0, 3.0, np.nan, 1.0]]))
    array([[ 2.,  1.,  2., nan,  4.]])
    """
    largest = np.max(np.abs(scores), axis=-1, keepdims=True, initial=0.0, where=np.isfinite(scores))
    order = np.argsort(-scores, axis=-1)  # NaN goes last
    ordered = np.take_along_axis(scores, order, axis=-1)
    noise = np.abs(ordered[..., 1:]) * _OF_ITSELF + largest * _OF_THE_LARGEST
    return _ranks(ordered, order, ordered[..., :-1] - ordered[..., 1:] > noise)


def ranks_ascending(figures: Floats) -> Floats:
    """As ``ranks_descending``, 1 for the lowest, for figures as they were given: equal is equal to the last digit."""
    order = np.argsort(figures, axis=-1)
    ordered = np.take_along_axis(figures, order, axis=-1)
    return _ranks(ordered, order, ordered[..., 1:] != ordered[..., :-1])


def _ranks(ordered: Floats, order: NDArray[np.intp], is_next: NDArray[np.bool_]) -> Floats:
    """``is_next`` says of all but the first in order whether it stands apart from the one before it."""
    places = np.zeros(ordered.shape)
    places[..., 0] = 1.0
    places[..., 1:] = np.where(is_next, np.arange(2.0, ordered.shape[-1] + 1), 0.0)
    ranked = np.maximum.accumulate(places, axis=-1)
    ranks = np.empty(ordered.shape)
    np.put_along_axis(ranks, order, np.where(np.isnan(ordered), np.nan, ranked), axis=-1)
    return ranks
