"""The order in which a plan is read: by area, in an area by objective, then as the plan has it; and its pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from caicach.kernel.pages import Page
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.plans import ObjectiveView, PlanListRow, PlanTaskRow
from caicach.plans.domain.tasks import StateCounts


@dataclass(frozen=True, slots=True)
class PlacedTask:
    """Where a task of a plan belongs."""

    task_id: int
    area: ReformArea | None
    objective_id: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """One row of a plan as it is read: a task, or an objective that no task serves yet (``task_id`` None)."""

    area: ReformArea | None
    objective: ObjectiveView | None
    task_id: int | None


def places_of(tasks: Iterable[PlacedTask], objectives: Sequence[ObjectiveView]) -> tuple[Place, ...]:
    """Every task once and every objective at least once.

    In an area its own objectives come first, then those of other areas that its tasks serve, then what serves none.

    >>> of_area = PlacedTask(7, ReformArea.PROCEDURES, None)
    >>> [place.task_id for place in places_of([PlacedTask(3, None, None), of_area], [])]
    [7, 3]
    """
    by_area: dict[ReformArea | None, dict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for task in tasks:
        by_area[task.area][task.objective_id].append(task.task_id)
    found: list[Place] = []
    for area in (*ReformArea, None):
        served = by_area[area]
        own = [one for one in objectives if one.area is area]
        others = [one for one in objectives if one.area is not area and one.id in served]
        for objective in (*own, *others):
            found += [Place(area, objective, task) for task in served.get(objective.id) or (None,)]
        found += [Place(area, None, task) for task in served.get(None, ())]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ObjectiveGroup:
    """Tasks that serve one objective; None for those that serve none that is named."""

    objective: ObjectiveView | None
    tasks: tuple[PlanTaskRow, ...]


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """What one page shows of an area."""

    area: ReformArea | None
    groups: tuple[ObjectiveGroup, ...]


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area of the whole plan: how many tasks, their assignments by state, and the page on which it begins."""

    area: ReformArea | None
    tasks: int
    counts: StateCounts
    page: int


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan as it is read, one page of its rows at a time; ``lines`` and ``counts`` are of all pages."""

    plan: PlanListRow
    areas: Page[AreaGroup]
    lines: tuple[AreaLine, ...]
    counts: StateCounts
    children: tuple[PlanListRow, ...]

    @property
    def tasks(self) -> int:
        return sum(line.tasks for line in self.lines)


def area_groups(places: Sequence[Place], rows: Mapping[int, PlanTaskRow]) -> tuple[AreaGroup, ...]:
    """Places in their order, by area and in it by objective."""
    by_area = groupby(places, key=lambda place: place.area)
    return tuple(AreaGroup(area, tuple(_by_objective(of_area, rows))) for area, of_area in by_area)


def _by_objective(places: Iterable[Place], rows: Mapping[int, PlanTaskRow]) -> Iterator[ObjectiveGroup]:
    for objective, some in groupby(places, key=lambda place: place.objective):
        yield ObjectiveGroup(objective, tuple(rows[p.task_id] for p in some if p.task_id is not None))


def area_lines(
    places: Sequence[Place], counts: Mapping[ReformArea | None, StateCounts], *, size: int
) -> tuple[AreaLine, ...]:
    """Every area of the plan with the page of ``size`` rows on which it begins."""
    numbered = groupby(enumerate(places), key=lambda one: one[1].area)
    found = [(area, list(some)) for area, some in numbered]
    return tuple(
        AreaLine(
            area=area,
            tasks=sum(place.task_id is not None for _, place in some),
            counts=counts.get(area, StateCounts()),
            page=some[0][0] // size + 1,
        )
        for area, some in found
    )
