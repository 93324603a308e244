"""Indicators onto one scale. Direction -1 is multiplied in first, so that higher is always better afterwards.

Every function takes figures of shape (..., units, indicators), NaN where missing, and works down the units.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from caicach.indices.composite.framework import Floats, Framework, Node
from caicach.indices.composite.problems import bad_cell, bad_column, too_large
from caicach.indices.composite.ranking import ranks_ascending
from caicach.indices.composite.unit_data import UnitData
from caicach.kernel.errors import InvalidInput


class Normalisation(StrEnum):
    MINMAX = "minmax"
    ZSCORE = "zscore"
    RANK = "rank"
    BORDA = "borda"
    PERCENTILE_RANK = "percentile-rank"
    DISTANCE_TO_BEST = "distance-to-best"
    GOALPOSTS = "goalposts"
    NONE = "none"


OTHER_NAMES = MappingProxyType(
    {
        "z-score": Normalisation.ZSCORE,
        "min-max": Normalisation.MINMAX,
        "prank": Normalisation.PERCENTILE_RANK,
        "dist2max": Normalisation.DISTANCE_TO_BEST,
    }
)
"""Names under which the field's usual tool and its readers know a method."""

_USUAL = {Normalisation.MINMAX: (0.0, 100.0), Normalisation.ZSCORE: (0.0, 1.0), Normalisation.GOALPOSTS: (0.0, 100.0)}
_NEEDS_SPREAD = frozenset({Normalisation.MINMAX, Normalisation.ZSCORE, Normalisation.DISTANCE_TO_BEST})
_BY_PLACE = frozenset({Normalisation.RANK, Normalisation.BORDA, Normalisation.PERCENTILE_RANK})
_SAME = 1e-12  # units this close differ only by how their figures were computed
_LARGEST_END = 1e150
_RANGE = re.compile(r"\s*([^,\s]+)\s*,\s*([^,\s]+)\s*")


@dataclass(frozen=True, slots=True)
class Scale:
    """A method with its range: the ends of min-max and goalposts, the mean and standard deviation of z-scores.

    ``range`` None is the method's usual one: 0,100; 0,1 for z-scores. Methods without a range refuse one.
    """

    method: Normalisation = Normalisation.MINMAX
    range: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.range is None:
            return
        if self.method not in _USUAL:
            why = "Cách chuẩn hoá «{method}» không có khoảng."
            raise _bad_range(why, todo="Hãy bỏ khoảng.", method=self.method)
        first, second = self.range
        if not (abs(first) < _LARGEST_END and abs(second) < _LARGEST_END):  # NaN is not below it either
            raise _bad_range("Khoảng phải là hai số hữu hạn.", todo="Ví dụ: 0,100.")
        if self.method is Normalisation.ZSCORE and second <= 0:
            raise _bad_range("Độ lệch chuẩn {sd} không dương.", todo="Ví dụ: 0,1.", sd=second)
        if self.method is not Normalisation.ZSCORE and first >= second:
            raise _bad_range(
                "Đầu {first} không nhỏ hơn cuối {second}.", todo="Ví dụ: 0,100.", first=first, second=second
            )

    @property
    def ends(self) -> tuple[float, float]:
        return self.range if self.range is not None else _USUAL[self.method]


def _bad_range(why: str, *, todo: str, **values: object) -> InvalidInput:
    return InvalidInput("composite.range", what="Không dùng được khoảng đã cho.", why=why, todo=todo, **values)


def method_named(text: str) -> str:
    """The name of a method as it is written here; a name that nobody knows is left as it is.

    >>> method_named("n_dist2max"), method_named("distance_to_best"), method_named("minmax")
    ('distance-to-best', 'distance-to-best', 'minmax')
    """
    plain = text.strip().lower().removeprefix("n_").replace("_", "-")
    known = str(OTHER_NAMES.get(plain, plain))
    return known if known in set(Normalisation) else text


def parse_range(text: str) -> tuple[float, float]:
    """
    >>> parse_range("0,100")
    (0.0, 100.0)
    """
    found = _RANGE.fullmatch(text)
    try:
        if found:
            return float(found[1]), float(found[2])
    except ValueError:
        pass
    raise _bad_range("«{text}» không phải hai số cách nhau dấu phẩy.", todo="Ví dụ: 0,100.", text=text)


def normalise(framework: Framework, data: UnitData, scale: Scale, values: Floats | None = None) -> Floats:
    """The figures of ``data`` (or ``values``, many draws of them) on one scale; same shape.

    An indicator on which all units are equal has no spread to divide by and is refused, never NaN or 0.
    """
    directed = (data.values if values is None else values) * framework.directions
    if scale.method in _NEEDS_SPREAD:
        _refuse_no_spread(framework, data, directed, scale)
    with np.errstate(all="ignore"):  # what goes wrong is found in the result, and named
        normalised = _on_scale(framework, directed, scale)
    wrong = np.isinf(normalised) | (np.isnan(normalised) & ~np.isnan(directed))
    if wrong.any():
        raise too_large(data.source, framework.codes[int(np.argwhere(wrong)[0][-1])])
    return normalised


def _on_scale(framework: Framework, directed: Floats, scale: Scale) -> Floats:
    if scale.method is Normalisation.MINMAX:
        return _minmax(directed, *scale.ends)
    if scale.method is Normalisation.ZSCORE:
        return _zscore(directed, *scale.ends)
    if scale.method is Normalisation.DISTANCE_TO_BEST:
        lowest, highest = _ends(directed)
        return 1 - (highest - directed) / (highest - lowest)
    if scale.method in _BY_PLACE:
        return _by_place(directed, scale.method)
    if scale.method is Normalisation.GOALPOSTS:
        return _between_goalposts(framework, directed, scale)
    return directed


def _ends(values: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest down the units, NaN where nothing is there."""
    return np.fmin.reduce(values, axis=-2, keepdims=True), np.fmax.reduce(values, axis=-2, keepdims=True)


def _refuse_no_spread(framework: Framework, data: UnitData, directed: Floats, scale: Scale) -> None:
    lowest, highest = _ends(directed)
    largest = np.maximum(np.abs(lowest), np.abs(highest))
    is_flat = highest - lowest <= largest * _SAME
    flat = np.flatnonzero(is_flat.any(axis=tuple(range(directed.ndim - 1))))
    if flat.size:
        why = "Mọi đơn vị có số liệu đều bằng nhau (dòng {line} của «{meta}»), nên «{method}» phải chia cho 0."
        node = framework.indicators[int(flat[0])]
        todo = "Hãy bỏ chỉ số này khỏi khung, hoặc chọn rank, goalposts hay none."
        raise bad_column(
            "no_spread",
            data.source,
            node.code,
            why,
            todo=todo,
            line=node.line,
            meta=framework.source,
            method=scale.method,
        )


def _minmax(values: Floats, first: float, last: float) -> Floats:
    lowest, highest = _ends(values)
    scaled: Floats = (values - lowest) / (highest - lowest) * (last - first) + first
    return scaled


def _by_place(values: Floats, method: Normalisation) -> Floats:
    """Ties take the smallest place; percentile ranks go from 0 for the last to 1 for the first."""
    places = np.swapaxes(ranks_ascending(np.swapaxes(values, -1, -2)), -1, -2)
    if method is Normalisation.RANK:
        return places
    below: Floats = places - 1
    if method is Normalisation.BORDA:
        return below
    percentile: Floats = below / (np.isfinite(values).sum(axis=-2, keepdims=True) - 1)
    return percentile


def _zscore(values: Floats, mean: float, deviation: float) -> Floats:
    """Standard deviation with n - 1; columns without any figure stay NaN."""
    present = np.isfinite(values)
    count = present.sum(axis=-2, keepdims=True)
    middle = np.where(present, values, 0.0).sum(axis=-2, keepdims=True) / np.maximum(count, 1)
    squares = np.where(present, (values - middle) ** 2, 0.0).sum(axis=-2, keepdims=True)
    spread = np.sqrt(squares / np.maximum(count - 1, 1))
    scores: Floats = (values - middle) / np.where(count == 0, 1.0, spread) * deviation + mean
    return scores


def _between_goalposts(framework: Framework, directed: Floats, scale: Scale) -> Floats:
    posts = [_posts(framework, node, scale) for node in framework.indicators]
    low, high, first, last = (np.array(ends) for ends in zip(*(p[:4] for p in posts), strict=True))
    share = (directed - low) / (high - low)
    truncated = np.array([p[4] for p in posts])
    share = np.where(truncated, np.clip(share, 0.0, 1.0), share)
    scaled: Floats = share * (last - first) + first
    return scaled


def _posts(framework: Framework, node: Node, scale: Scale) -> tuple[float, float, float, float, bool]:
    """Goalposts turned with the direction, and the range they are spread over."""
    posts = node.goalposts
    if posts is None:
        why = "Chỉ số «{name}» không có mốc goalpost_lower, goalpost_upper."
        todo = "Hãy thêm hai cột mốc vào bảng khung."
        raise bad_cell("no_goalposts", framework.source, node.line, "goalpost_lower", why, todo=todo, name=node.code)
    if posts.scale is not None and scale.range is not None:
        why = "Bảng khung «{meta}» đã có cột goalpost_scale."
        raise _bad_range(why, todo="Hãy bỏ khoảng, hoặc bỏ cột goalpost_scale.", meta=framework.source)
    low, high = (posts.lower, posts.upper) if node.direction == 1 else (-posts.upper, -posts.lower)
    first, last = (0.0, posts.scale) if posts.scale is not None else scale.ends
    return low, high, first, last, posts.truncated
