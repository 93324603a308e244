"""Cells of a sample: what an answer carries of the unit that was drawn (its stratum, cluster, weight and correction)
and nothing that tells the units of one cell apart; pure.

Where anonymity was promised a cell has no fewer units than the promise says: the later stages are left out of it, and
where that does not help cells are merged, if a person says so (Hundepool et al., Statistical Disclosure Control, 3.4).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from caicach.kernel.errors import InvalidInput

LEAST: Final = 5
"""Fewer units than these make no cell of an anonymous survey."""
_JOIN: Final = " + "
Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DrawnUnit:
    """``clusters``: codes of the units of the stages above; ``weight`` is None for a stand-in; ``populations``: units
    of the frame at each stage, empty where the draw has no corrections."""

    code: str
    stratum: str
    clusters: tuple[str, ...]
    weight: float | None
    populations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """``weight``: the mean base weight of its units; ``units`` were drawn, ``stand_ins`` are of the same stratum and
    cluster; ``merged``: how many cells of the draw it is made of."""

    code: str
    stratum: str
    clusters: tuple[str, ...]
    weight: float
    populations: tuple[int, ...]
    units: int
    stand_ins: int
    merged: int = 1


@dataclass(frozen=True, slots=True)
class Cells:
    """``place``: the cell of each unit, by its code."""

    cells: tuple[Cell, ...]
    place: Mapping[str, int]


@dataclass(slots=True)
class _Group:
    strata: list[str]
    clusters: list[tuple[str, ...]]
    units: list[DrawnUnit] = field(default_factory=list)
    stand_ins: list[DrawnUnit] = field(default_factory=list)
    population: int = 0


def cells_of(units: Sequence[DrawnUnit], *, least: int, may_merge: bool) -> Cells:
    """``least``: units that a cell has to have. Raises InvalidInput ("survey.small_cells") where merging would be
    needed and nobody asked for it, or does not help."""
    depth = max((len(one.clusters) for one in units), default=0)
    for kept in range(depth, 0, -1):
        groups = _grouped(units, kept)
        if all(len(group.units) >= least for group in groups):
            return _numbered_cells(groups, has_corrections=kept == depth)
    groups = _grouped(units, min(depth, 1))
    small = [group for group in groups if len(group.units) < least]
    if not small:
        return _numbered_cells(groups, has_corrections=True)
    whole = sum(len(group.units) for group in groups)
    if not may_merge or whole < least:
        raise _too_small(small, len(groups), least, is_all=whole < least)
    if depth == 0:
        return _numbered_cells(_merged(groups, least), has_corrections=True)
    return _numbered_cells(_merged_clusters(groups, least), has_corrections=False)


def _grouped(units: Iterable[DrawnUnit], kept: int) -> list[_Group]:
    """In the order of stratum and clusters; stand-ins of a cluster nobody was drawn in belong to no cell."""
    found: dict[Key, _Group] = {}
    spare: dict[Key, list[DrawnUnit]] = defaultdict(list)
    for one in units:
        key = (one.stratum, one.clusters[:kept])
        if one.weight is None:
            spare[key].append(one)
            continue
        group = found.setdefault(key, _Group([one.stratum], [key[1]]))
        group.units.append(one)
        group.population = one.populations[0] if one.populations else 0
    for key, group in found.items():
        group.stand_ins = spare[key]
    return [found[key] for key in sorted(found)]


def _merged(groups: list[_Group], least: int) -> list[_Group]:
    """Strata: the smallest with the next smallest, until none is too small."""
    groups = list(groups)
    while len(groups) > 1:
        groups.sort(key=lambda group: (len(group.units), group.strata))
        if len(groups[0].units) >= least:
            break
        groups[1] = _joined(groups[0], groups[1])
        del groups[0]
    return sorted(groups, key=lambda group: group.strata)


def _merged_clusters(groups: list[_Group], least: int) -> list[_Group]:
    """Within a stratum one cluster after the other until they are enough, so that a sum of clusters is a unit of the
    first stage; a stratum that is too small as a whole goes with the smallest other one."""
    by_stratum: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        by_stratum[group.strata[0]].append(group)
    strata = [
        _Group([name], [], [unit for group in own for unit in group.units], []) for name, own in by_stratum.items()
    ]
    found = []
    for merged in _merged(strata, least):
        own = [group for name in merged.strata for group in by_stratum[name]]
        joined: list[_Group] = []
        for group in own:
            if joined and len(joined[-1].units) < least:
                joined[-1] = _joined(joined[-1], group)
            else:
                joined.append(group)
        if len(joined) > 1 and len(joined[-1].units) < least:
            joined[-2:] = [_joined(joined[-2], joined[-1])]
        found += [replace(group, strata=merged.strata) for group in joined]
    return found


def _joined(one: _Group, other: _Group) -> _Group:
    return _Group(
        sorted({*one.strata, *other.strata}),
        [*one.clusters, *other.clusters],
        [*one.units, *other.units],
        [*one.stand_ins, *other.stand_ins],
        one.population + other.population,
    )


def _numbered_cells(groups: Sequence[_Group], *, has_corrections: bool) -> Cells:
    cells: list[Cell] = []
    place: dict[str, int] = {}
    for at, group in enumerate(groups):
        weights = [one.weight for one in group.units if one.weight is not None]
        first = group.units[0]
        populations = (group.population, *first.populations[1:]) if has_corrections and first.populations else ()
        clusters = tuple(_JOIN.join(dict.fromkeys(names)) for names in zip(*group.clusters, strict=True))
        cells.append(
            Cell(
                f"O{at + 1:03}",
                _JOIN.join(group.strata),
                clusters,
                sum(weights) / len(weights),
                populations,
                len(group.units),
                len(group.stand_ins),
                len(group.clusters),
            )
        )
        place |= dict.fromkeys((one.code for one in (*group.units, *group.stand_ins)), at)
    return Cells(tuple(cells), place)


def _too_small(small: Sequence[_Group], count: int, least: int, *, is_all: bool) -> InvalidInput:
    named = ", ".join(
        f"«{' / '.join(filter(None, (group.strata[0], *group.clusters[0]))) or '—'}» ({len(group.units)})"
        for group in small[:10]
    )
    todo = "Hãy chọn gộp ô nhỏ (các ô gộp có chung một quyền số trung bình), hoặc chọn mẫu lớn hơn ở những ô ấy."
    if is_all:
        todo = "Hãy chọn mẫu lớn hơn: cả mẫu chưa đủ {least} đơn vị."
    return InvalidInput(
        "survey.small_cells",
        what="Chưa chia ô mẫu: {few} trong {count} ô có dưới {least} đơn vị.",
        why="Cuộc khảo sát hứa ẩn danh; phiếu mang theo ô quá nhỏ thì gần như chỉ ra người trả lời: {named}.",
        todo=todo,
        few=len(small),
        count=count,
        least=least,
        named=named,
    )


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What each answer of a cell counts: ``base`` as drawn; ``by_stratum`` and ``by_cell`` shared among those who
    answered; None where nobody did."""

    base: float
    by_stratum: float | None
    by_cell: float | None


def adjusted_weights(
    cells: Mapping[int, Cell], answered: Mapping[int, int], ineligible: Mapping[int, int]
) -> dict[int, Adjusted]:
    """Weighting classes (Särndal 15.6): the weight of the eligible units drawn over that of those who answered, in the
    stratum or in the cell. A cell that nobody answered from leaves its weight to its stratum, in both. Units that
    nobody knows of count as eligible. By the keys of ``cells``."""
    whole: dict[str, float] = defaultdict(float)
    heard: dict[str, float] = defaultdict(float)
    silent: set[str] = set()
    for key, cell in cells.items():
        whole[cell.stratum] += cell.weight * _eligible(cell, ineligible.get(key, 0), answered.get(key, 0))
        heard[cell.stratum] += cell.weight * answered.get(key, 0)
        if not answered.get(key, 0):
            silent.add(cell.stratum)
    found = {}
    for key, cell in cells.items():
        count = answered.get(key, 0)
        if not count:
            found[key] = Adjusted(cell.weight, None, None)
            continue
        by_stratum = cell.weight * whole[cell.stratum] / heard[cell.stratum]
        own = cell.weight * _eligible(cell, ineligible.get(key, 0), count) / count
        found[key] = Adjusted(cell.weight, by_stratum, by_stratum if cell.stratum in silent else own)
    return found


def _eligible(cell: Cell, ineligible: int, answered: int) -> int:
    """Never fewer than have answered: a stand-in answers for a unit that is gone."""
    return max(cell.units - ineligible, min(answered, cell.units))
