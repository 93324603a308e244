"""Single answers that leave a survey which promised anonymity, so that nobody can be singled out by what describes a
person; pure.

What describes is coarsened (numbers to the mean of neighbours, days to the month) and, where fewer than ``least``
responses agree in all of it, left empty: one column after the other, until as many agree in what stays (k-anonymity by
local suppression; Hundepool et al., Statistical Disclosure Control, 3.4). A column is emptied of ``least`` responses or
of none, so that a total published beside it gives no single one away.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from caicach.kernel.tables import Cell
from caicach.surveys.columns import Floats, Ints

LEAST: Final = 5
_PARTS: Final = 10
"""A number is told by at most so many values."""


class Leaving(StrEnum):
    """How a column leaves: as it is; whole or empty, by how many share it; as the mean of neighbours, and so; as the
    first day of the month, and so; not at all; as a running number; together with the column it ``follows``."""

    WHOLE = "whole"
    SHARED = "shared"
    MEAN = "mean"
    MONTH = "month"
    OUT = "out"
    SERIAL = "serial"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """``follows``: the place of the column by which this one is emptied. ``is_last``: given up after all others."""

    leaving: Leaving
    follows: int = -1
    is_last: bool = False


_DESCRIBING: Final = frozenset({Leaving.SHARED, Leaving.MEAN, Leaving.MONTH})


def describing_places(rules: Sequence[ColumnRule]) -> list[int]:
    """Of the columns by which somebody could be singled out."""
    return [at for at, rule in enumerate(rules) if rule.leaving in _DESCRIBING]


class Protection:
    """What of each row may leave, by ``rules``. ``describing``: every row, of the columns ``describing_places`` alone,
    gone through once and never held."""

    def __init__(self, describing: Iterable[Sequence[Cell]], rules: Sequence[ColumnRule], least: int) -> None:
        places, count = describing_places(rules), 0
        seen = [_Seen(rules[at].leaving) for at in places]
        for row in describing:
            count += 1
            for cell, one in zip(row, seen, strict=True):
                one.add(cell)
        self._shown = [one.coarsened(least) for one in seen]
        codes, are_last = [codes for codes, _texts in self._shown], [rules[at].is_last for at in places]
        self._masks = kept_cells(codes, are_last, count, least)
        column = {at: turn for turn, at in enumerate(places)}
        self._touched = [
            (at, rule, column.get(rule.follows if rule.leaving is Leaving.FOLLOWS else at, -1))
            for at, rule in enumerate(rules)
            if rule.leaving is not Leaving.WHOLE
        ]

    def rows(self, whole: Iterable[Sequence[Cell]]) -> Iterator[list[Cell]]:
        """``whole``: all columns of the rows, or of the first of them, in the order in which they were described."""
        for number, row in enumerate(whole):
            cells = list(row)
            for at, rule, leader in self._touched:
                cells[at] = _cell(rule, cells[at], leader, number, self._masks, self._shown)
            yield cells


def _cell(
    rule: ColumnRule,
    cell: Cell,
    leader: int,
    number: int,
    masks: "Sequence[np.ndarray[tuple[int], np.dtype[np.bool_]]]",
    shown: Sequence[tuple[Ints, Sequence[str]]],
) -> Cell:
    if rule.leaving is Leaving.SERIAL:
        return str(number + 1)
    if rule.leaving is Leaving.OUT or leader < 0 or not masks[leader][number]:
        return None
    if rule.leaving is Leaving.FOLLOWS:
        return cell
    codes, texts = shown[leader]
    return texts[codes[number]] or None


class _Seen:
    """What stands in a column, as codes of its texts."""

    def __init__(self, leaving: Leaving) -> None:
        self.leaving = leaving
        self.texts: dict[str, int] = {}
        self.codes: list[int] = []

    def add(self, cell: Cell) -> None:
        text = "" if cell is None else str(cell)
        if self.leaving is Leaving.MONTH:
            text = f"{text[:7]}-01" if text else ""
        self.codes.append(self.texts.setdefault(text, len(self.texts)))

    def coarsened(self, least: int) -> tuple[Ints, Sequence[str]]:
        codes, texts = np.array(self.codes, np.int64), list(self.texts)
        if self.leaving is not Leaving.MEAN or not texts:
            return codes, texts
        means = neighbour_means(np.array([_number(text) for text in texts]), np.bincount(codes), least)
        told: dict[str, int] = {}
        again = [told.setdefault("" if math.isnan(mean) else f"{mean:.12g}", len(told)) for mean in means]
        return np.array(again, np.int64)[codes], list(told)


def _number(text: str) -> float:
    """NaN where it is none: then it does not leave."""
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def neighbour_means(values: Floats, counts: Ints, least: int) -> list[float]:
    """Each value told as the mean of its group: neighbours in order, ``least`` responses or a tenth of all together
    (microaggregation), so that the mean of all stays what it is.

    >>> neighbour_means(np.array([1.0, 2, 30]), np.array([3, 3, 6]), 5)
    [1.5, 1.5, 30.0]
    """
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    size = max(least, math.ceil(int(counts[known].sum()) / _PARTS))
    groups: list[list[int]] = []
    held = size
    for at in order.tolist():
        if held >= size:
            groups.append([])
            held = 0
        groups[-1].append(at)
        held += int(counts[at])
    if len(groups) > 1 and held < size:
        groups[-2:] = [groups[-2] + groups[-1]]
    found = np.full(len(values), math.nan)
    for group in groups:
        found[group] = round(float(np.average(values[group], weights=counts[group])), 2)
    return [float(value) for value in found]


def kept_cells(
    columns: Sequence[Ints], are_last: Sequence[bool], count: int, least: int
) -> "list[np.ndarray[tuple[int], np.dtype[np.bool_]]]":
    """Of each column the rows that keep it. The column with the most values is given up first.

    Rows that agree in everything kept, and in what they gave up, are ``least`` or more; or nothing is kept. A column in
    which all agree tells nobody from anybody and is never given up.
    """
    if count < least:
        return [np.zeros(count, np.bool_) for _ in columns]
    differ = [at for at, codes in enumerate(columns) if codes.min() != codes.max()]
    kept = [np.ones(count, np.bool_) for _ in columns]
    for at, mask in zip(
        differ, _masks_of([columns[at] for at in differ], [are_last[at] for at in differ], count, least), strict=True
    ):
        kept[at] = mask
    return kept


def _masks_of(
    columns: Sequence[Ints], are_last: Sequence[bool], count: int, least: int
) -> "list[np.ndarray[tuple[int], np.dtype[np.bool_]]]":
    values = [int(codes.max(initial=-1)) + 1 for codes in columns]
    order = sorted(range(len(columns)), key=lambda at: (are_last[at], -values[at]))
    random = np.random.default_rng(0)
    marks = [
        random.integers(0, 2**63, size=max(one, 1), dtype=np.uint64)[codes]
        for one, codes in zip(values, columns, strict=True)
    ]
    key = np.zeros(count, np.uint64)
    for mark in marks:
        key = key + mark  # sums of random marks: equal where all codes are
    level, pool = np.full(count, len(order), np.int64), np.arange(count)
    classes: list[Ints] = []
    for given_up in range(len(order) + 1):
        _keys, codes, sizes = np.unique(key[pool], return_inverse=True, return_counts=True)
        is_enough = sizes[codes] >= least
        level[pool[is_enough]] = given_up
        classes += _small_classes(pool, codes, sizes, least) if given_up < len(order) else []
        pool = pool[~is_enough]
        if not len(pool) or given_up == len(order):
            break
        key = key - marks[order[given_up]]
    if len(pool) and classes:
        level[min(classes, key=len)] = len(order)  # the few who are left hide among others
    elif len(pool):
        level[:] = len(order)
    rank = {at: turn for turn, at in enumerate(order)}
    return [level <= rank[at] for at in range(len(columns))]


def _small_classes(pool: Ints, codes: Ints, sizes: Ints, least: int) -> list[Ints]:
    """The smallest class of those that are enough: it gives up everything where the last few need company."""
    enough = np.flatnonzero(sizes >= least)
    if not len(enough):
        return []
    smallest = enough[np.argmin(sizes[enough])]
    return [pool[codes == smallest]]
