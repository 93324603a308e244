"""Lengths and areas of places on the globe, as Enketo reckons them: a sphere of the Earth's equator."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_RADIUS: Final = 6_378_100.0
_LEAST_CORNERS: Final = 3


def distance(texts: Sequence[str]) -> float:
    """Metres along the points, by great circles; NaN where a point is none.

    >>> round(distance(["18.34 105.9 0 0", "18.35 105.9 0 0"]))
    1113
    """
    points = _points(texts)
    if points is None:
        return math.nan
    return round(sum(_apart(one, other) for one, other in pairwise(points)), 2)


def area(texts: Sequence[str]) -> float:
    """Square metres inside of the points; NaN where a point is none."""
    points = _points(texts)
    if points is None or len(points) < _LEAST_CORNERS:
        return math.nan if points is None else 0.0
    around = [*points, points[0]]
    total = sum(
        math.radians(other[1] - one[1]) * (2 + math.sin(math.radians(one[0])) + math.sin(math.radians(other[0])))
        for one, other in pairwise(around)
    )
    return round(abs(total * _RADIUS * _RADIUS / 2), 2)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    (north, east), (north_2, east_2) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    inner = math.sin(north) * math.sin(north_2) + math.cos(north) * math.cos(north_2) * math.cos(east_2 - east)
    return math.acos(max(-1.0, min(1.0, inner))) * _RADIUS


def _points(texts: Sequence[str]) -> list[tuple[float, float]] | None:
    """A text is one point, or several parted by «;»."""
    found = []
    for part in (part for text in texts for part in text.split(";") if part.strip()):
        try:
            north, east = (float(number) for number in part.split()[:2])
        except ValueError:
            return None
        if not (-90 <= north <= 90 and -180 <= east <= 180):
            return None
        found.append((north, east))
    return found or None
