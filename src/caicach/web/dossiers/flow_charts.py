"""The picture of a flow: one flow, or two on one picture."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.utils.translation import gettext

from caicach.dossiers.domain.clock.values import Happening
from caicach.dossiers.domain.process import Edge, ProcessFlow, Step, Way, place_of
from caicach.kernel.charts import Flow, FlowEdge, FlowNode, Tone
from caicach.kernel.decimals import rounded_value
from caicach.kernel.text.numbers import format_number
from caicach.web.dossiers.words import HAPPENINGS

Key = tuple[Happening, Happening]
_DAY: Final = 480
_MOST_EDGES: Final = 30
_SLOWER: Final = 1.25
"""So much longer that the picture marks it."""
_ENOUGH: Final = 10
"""As often a way has to be gone on both sides before it is called slower or faster."""


@dataclass(frozen=True)
class Named:
    """A flow with the words that stand for it."""

    name: str
    flow: ProcessFlow
    opens: Callable[[Way], str] = lambda _way: ""
    """The address of the dossiers that went a way."""

    @cached_property
    def edges(self) -> Mapping[Key, Edge]:
        return {(edge.source, edge.target): edge for edge in self.flow.edges}

    @cached_property
    def steps(self) -> Mapping[Happening, Step]:
        return {one.what: one for one in self.flow.steps}

    def dossiers(self, what: Happening) -> int:
        return self.steps[what].dossiers if what in self.steps else 0

    def opened(self, way: Way) -> "Opened":
        before, step = way
        edge = self.edges.get((before, step)) if before else None
        count = self.dossiers(step) if before is None else edge.dossiers if edge else 0
        return Opened(count, self.opens(way) if count else "")


@dataclass(frozen=True)
class Opened:
    """How many dossiers went a way, and the address of their list; empty where there are none."""

    count: int
    address: str


@dataclass(frozen=True)
class ShownWay:
    """A line of the table beside a picture: for each flow how often, the dossiers, mean and median of the time."""

    name: str
    sides: tuple[tuple[int, Opened, str, str], ...]


@dataclass(frozen=True)
class ShownStep:
    """For each flow how often, by which dossiers."""

    what: Happening
    sides: tuple[tuple[int, Opened], ...]


def ways_shown(one: Named, other: Named | None, least: int) -> list[ShownWay]:
    """The arrows of the picture, by their numbers."""
    found = []
    for number, key in enumerate(_keys(one, other, least), 1):
        name = f"{number}. {HAPPENINGS[key[0]]} → {HAPPENINGS[key[1]]}"
        found.append(ShownWay(name, tuple(_side(side, key) for side in _sides(one, other))))
    return found


def _side(side: Named, key: Key) -> tuple[int, Opened, str, str]:
    edge = side.edges.get(key)
    mean, median = (edge.mean_minutes, edge.median_minutes) if edge else (None, None)
    return edge.count if edge else 0, side.opened(key), time_told(mean), time_told(median)


def steps_shown(one: Named, other: Named | None) -> list[ShownStep]:
    there = sorted({what for side in _sides(one, other) for what in side.steps}, key=place_of)
    return [ShownStep(what, tuple(_times(side, what) for side in _sides(one, other))) for what in there]


def _times(side: Named, what: Happening) -> tuple[int, Opened]:
    count = side.steps[what].count if what in side.steps else 0
    return count, side.opened((None, what))


def _sides(one: Named, other: Named | None) -> tuple[Named, ...]:
    return (one, other) if other else (one,)


def time_told(minutes: float | None) -> str:
    """Working time in the unit that people say: minutes, hours, days of eight hours.

    >>> time_told(None), time_told(45.2), time_told(600)
    ('–', '45 phút', '1,3 ngày làm việc')
    """
    if minutes is None:
        return "–"
    if minutes < 60:
        return gettext("{count} phút").format(count=format_number(rounded_value(Decimal(minutes), 0)))
    if minutes < _DAY:
        return gettext("{count} giờ làm việc").format(count=format_number(rounded_value(Decimal(minutes) / 60, 1)))
    return gettext("{count} ngày làm việc").format(count=format_number(rounded_value(Decimal(minutes) / _DAY, 1)))


def hours(minutes: float | None) -> Decimal | None:
    return None if minutes is None else rounded_value(Decimal(minutes) / 60, 1)


def flow_chart(one: Named, other: Named | None, least: int) -> Flow:
    """Ways gone by at least so many per cent of the dossiers, the most frequent thirty."""
    keys = _keys(one, other, least)
    there = sorted({what for key in keys for what in key}, key=place_of)
    places = {what: at for at, what in enumerate(there)}
    nodes = tuple(FlowNode(str(HAPPENINGS[it]), _note(it, one, other), _opens((None, it), one, other)) for it in there)
    most = max((_share(one, other, key) for key in keys), default=1.0) or 1.0
    slow = {(edge.source, edge.target) for edge in one.flow.bottlenecks(1)} if other is None else set()
    edges = tuple(
        FlowEdge(
            places[key[0]],
            places[key[1]],
            _label(one, other, key),
            min(1.0, _share(one, other, key) / most),
            *_look(one, other, key, is_slowest=key in slow),
            _figures(one, other, key),
            _opens(key, one, other),
        )
        for key in keys
    )
    differs = any(edge.tone in {Tone.RED, Tone.GREEN} for edge in edges)
    return Flow(_title(one, other, slow, differs=differs), nodes, edges, _heads(one, other))


def _keys(one: Named, other: Named | None, least: int) -> list[Key]:
    known = {**one.edges, **(other.edges if other else {})}
    frequent = [key for key in known if _share(one, other, key) * 100 >= least]
    kept = sorted(frequent, key=lambda key: -_share(one, other, key))[:_MOST_EDGES]
    return sorted(kept, key=lambda key: (place_of(key[0]), place_of(key[1])))


def _share(one: Named, other: Named | None, key: Key) -> float:
    """How often a dossier goes this way; of two flows, where it does so more."""
    sides = _sides(one, other)
    return max(_count(side, key) / side.flow.dossiers if side.flow.dossiers else 0.0 for side in sides)


def _count(side: Named, key: Key) -> int:
    edge = side.edges.get(key)
    return edge.count if edge else 0


def _opens(way: Way, one: Named, other: Named | None) -> str:
    """What a figure of the picture opens: the dossiers of the first flow, else those of the other."""
    return next((opened.address for side in _sides(one, other) if (opened := side.opened(way)).address), "")


def _note(what: Happening, one: Named, other: Named | None) -> str:
    if other:
        return f"{format_number(one.dossiers(what))} | {format_number(other.dossiers(what))}"
    return gettext("{count} hồ sơ").format(count=format_number(one.dossiers(what)))


def _label(one: Named, other: Named | None, key: Key) -> str:
    def told(side: Named) -> str:
        edge = side.edges.get(key)
        mean = time_told(edge.mean_minutes) if edge else "–"
        count, dossiers = format_number(_count(side, key)), format_number(edge.dossiers if edge else 0)
        told = gettext("{count} lượt của {dossiers} hồ sơ, trung bình {time}")
        return told.format(count=count, dossiers=dossiers, time=mean)

    return f"{one.name}: {told(one)}; {other.name}: {told(other)}" if other else told(one)


def _look(one: Named, other: Named | None, key: Key, *, is_slowest: bool) -> tuple[Tone, bool]:
    """Red: most time passes here, or the first is slower; green: the first is faster; amber: the way goes back."""
    first = one.edges.get(key)
    second = other.edges.get(key) if other else None
    if first and second and first.mean_minutes and second.mean_minutes and min(first.count, second.count) >= _ENOUGH:
        if first.mean_minutes > second.mean_minutes * _SLOWER:
            return Tone.RED, True
        if second.mean_minutes > first.mean_minutes * _SLOWER:
            return Tone.GREEN, True
    if is_slowest:
        return Tone.RED, True
    return (Tone.AMBER, False) if place_of(key[1]) <= place_of(key[0]) else (Tone.ACCENT, False)


def _figures(one: Named, other: Named | None, key: Key) -> tuple[int | Decimal | None, ...]:
    def told(side: Named) -> tuple[int | Decimal | None, ...]:
        edge = side.edges.get(key)
        if edge is None:
            return 0, 0, None, None
        return edge.count, edge.dossiers, hours(edge.mean_minutes), hours(edge.median_minutes)

    return (*told(one), *told(other)) if other else told(one)


def _heads(one: Named, other: Named | None) -> tuple[str, ...]:
    what = (
        gettext("số lượt"),
        gettext("số hồ sơ"),
        gettext("trung bình (giờ làm việc)"),
        gettext("trung vị (giờ làm việc)"),
    )
    if other is None:
        return (gettext("Bước"), *what)
    return (gettext("Bước"), *(f"{side.name}: {word}" for side in (one, other) for word in what))


def _title(one: Named, other: Named | None, slow: set[Key], *, differs: bool) -> str:
    if other:
        told = (
            gettext("{one} so với {other}: đỏ là chậm hơn, xanh lá là nhanh hơn từ một phần tư")
            if differs
            else gettext("{one} so với {other}: không bước nào nhanh hay chậm hơn từ một phần tư")
        )
        return told.format(one=one.name, other=other.name)
    for source, target in slow:
        edge = one.edges[source, target]
        return gettext("Nhiều thời gian nhất: {source} → {target}, trung bình {time}").format(
            source=HAPPENINGS[source], target=HAPPENINGS[target], time=time_told(edge.mean_minutes)
        )
    return gettext("Quá trình xử lý hồ sơ")
