"""The progress report of a period: every figure is a filter over frozen rows, and its value the rows it keeps."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from caicach.kernel.text.collation import collation_key
from caicach.kernel.vocabulary import AddressRole
from caicach.plans.domain.standing import Standing
from caicach.plans.domain.states import TaskState

WORST: Final = 10
NONE: Final = "-"
"""What a filter says for rows of no area or no head that is known."""


class Part(StrEnum):
    NOW = "now"  # the period reported on
    BEFORE = "before"  # the one before, of the same length


class Dimension(StrEnum):
    AREA = "area"
    UNIT = "unit"
    HEAD = "head"


_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
SECTIONS: Final = {Dimension.AREA: "II", Dimension.UNIT: "III", Dimension.HEAD: "IV"}
"""Figures are numbered as the sections of the document are: III.2 is the total of the second unit, III.2.7 a state."""


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A row of the report as it was at the data cut-off; it never changes afterwards."""

    part: Part
    standing: Standing
    is_chased: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """``id`` is stable within a report, like "III.2.7"; ``filters`` are its query: names and values of ``matches``."""

    id: str
    value: int
    filters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Figures of one area, unit or head: a total, and one for every state."""

    key: str
    name: str
    total: Figure
    states: Mapping[TaskState, Figure]


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """All figures of a report, computed from its rows and from nothing else."""

    total: Figure
    total_before: Figure
    states: Mapping[TaskState, Figure]
    states_before: Mapping[TaskState, Figure]
    late_by_role: Mapping[AddressRole, Figure]
    chased: Figure
    extended: Figure
    groups: Mapping[Dimension, tuple[GroupLine, ...]]
    worst: tuple[FrozenRow, ...]

    def figures(self) -> Iterator[Figure]:
        yield from (self.total, self.total_before, *self.states.values(), *self.states_before.values())
        yield from (*self.late_by_role.values(), self.chased, self.extended)
        for lines in self.groups.values():
            for line in lines:
                yield from (line.total, *line.states.values())

    def figure(self, figure_id: str) -> Figure | None:
        return next((figure for figure in self.figures() if figure.id == figure_id), None)


def matches(row: FrozenRow, filters: Mapping[str, str]) -> bool:
    """Whether a figure with these filters counts the row."""
    return all(_value(row, name) == value for name, value in filters.items())


def rows_behind(figure: Figure, rows: Iterable[FrozenRow]) -> tuple[FrozenRow, ...]:
    return tuple(row for row in rows if matches(row, figure.filters))


_VALUES: Final[Mapping[str, Callable[[FrozenRow], str]]] = {
    "part": lambda row: row.part.value,
    "state": lambda row: row.standing.state.value,
    "area": lambda row: row.standing.area.value if row.standing.area else NONE,
    "unit": lambda row: row.standing.unit,
    "head": lambda row: row.standing.head or NONE,
    "chased": lambda row: "1" if row.is_chased else "0",
    "extended": lambda row: "1" if row.standing.is_extended else "0",
    "role": lambda row: row.standing.role.value if row.standing.role else NONE,
}


def _value(row: FrozenRow, name: str) -> str:
    return _VALUES[name](row)


def progress_report(rows: tuple[FrozenRow, ...]) -> ProgressReport:
    """The figures of the rows; equal rows give equal figures."""
    counted = _Counted(rows)
    now = {"part": Part.NOW.value}
    before = {"part": Part.BEFORE.value}
    late = (row for row in rows if row.part is Part.NOW and row.standing.state is TaskState.OVERDUE)
    return ProgressReport(
        total=counted.figure("I", now),
        total_before=counted.figure("I.0", before),
        states=_of_states(counted, "I", now),
        states_before=_of_states(counted, "I.0", before),
        late_by_role=_late_by_role(counted, now),
        chased=counted.figure("VI.1", {**now, "chased": "1"}),
        extended=counted.figure("VI.2", {**now, "extended": "1"}),
        groups={dimension: _lines(counted, rows, dimension) for dimension in Dimension},
        worst=tuple(sorted(late, key=_worst_first)[:WORST]),
    )


class _Counted:
    """Counts by filter, made in one pass for every filter that a report asks for."""

    def __init__(self, rows: Iterable[FrozenRow]) -> None:
        self._counts: dict[tuple[tuple[str, str], ...], int] = {}
        for row in rows:
            part, state = ("part", row.part.value), ("state", row.standing.state.value)
            keys = [(part,), (part, state)]
            if row.part is Part.NOW:
                keys.append((part, state, ("role", _value(row, "role"))))
                keys += [(part, (name, "1")) for name in ("chased", "extended") if _value(row, name) == "1"]
                for dimension in Dimension:
                    own = (dimension.value, _value(row, dimension.value))
                    keys += [(own, part), (own, part, state)]
            for key in keys:
                ordered = tuple(sorted(key))
                self._counts[ordered] = self._counts.get(ordered, 0) + 1

    def figure(self, figure_id: str, filters: Mapping[str, str]) -> Figure:
        return Figure(figure_id, self.count(filters), filters)

    def count(self, filters: Mapping[str, str]) -> int:
        return self._counts.get(tuple(sorted(filters.items())), 0)


def _lines(counted: _Counted, rows: Iterable[FrozenRow], dimension: Dimension) -> tuple[GroupLine, ...]:
    names: dict[str, str] = {}
    for row in rows:
        if row.part is Part.NOW:
            names.setdefault(_value(row, dimension.value), _name(row, dimension))
    late = {key: counted.count({**_link_of(dimension, key), "state": TaskState.OVERDUE.value}) for key in names}
    total = {key: counted.count(_link_of(dimension, key)) for key in names}
    ordered = sorted(names, key=lambda key: (-late[key], -total[key], collation_key(names[key]), key))
    return tuple(
        GroupLine(key, names[key], counted.figure(stem, _link_of(dimension, key)), _of_states(counted, stem, filters))
        for number, key in enumerate(ordered, start=1)
        for stem, filters in [(f"{SECTIONS[dimension]}.{number}", _link_of(dimension, key))]
    )


def _link_of(dimension: Dimension, key: str) -> dict[str, str]:
    return {"part": Part.NOW.value, dimension.value: key}


def _of_states(counted: "_Counted", stem: str, filters: Mapping[str, str]) -> dict[TaskState, Figure]:
    return {
        state: counted.figure(f"{stem}.{number}", {**filters, "state": state.value})
        for number, state in enumerate(reversed(TaskState), start=1)
    }


def _late_by_role(counted: "_Counted", now: Mapping[str, str]) -> dict[AddressRole, Figure]:
    """What is overdue, of those who lead and of those who co-operate: figures under the one of the state."""
    late = {**now, "state": TaskState.OVERDUE.value}
    stem = f"I.{len(TaskState) - list(TaskState).index(TaskState.OVERDUE)}"
    return {
        role: counted.figure(f"{stem}.{number}", {**late, "role": role.value})
        for number, role in enumerate((AddressRole.LEAD, AddressRole.COOPERATE), start=1)
    }


def _name(row: FrozenRow, dimension: Dimension) -> str:
    standing = row.standing
    if dimension is Dimension.AREA:
        return standing.area.label if standing.area else "Chưa xác định lĩnh vực"
    if dimension is Dimension.UNIT:
        return standing.unit_name
    return standing.head_name or "Chưa rõ người đứng đầu"


def _worst_first(row: FrozenRow) -> tuple[date, int]:
    return row.standing.due_on or date.max, row.standing.assignment_id


def digest_of(rows: Iterable[FrozenRow]) -> str:
    """The hash of the rows in one written form: a report that is rebuilt from other rows is noticed."""
    hashed = hashlib.sha256()
    for row in rows:
        hashed.update(_WRITTEN.encode(row_as_json(row)).encode())
        hashed.update(b"\n")
    return hashed.hexdigest()


def row_as_json(row: FrozenRow) -> dict[str, object]:
    """Written by hand, and read so (``reports.rows``): its text is hashed, and may change with no library.

    A field that comes later stands only where it is known, so that older rows keep their hash.
    """
    standing = row.standing
    days = {name: getattr(standing, name) for name in ("original_due_on", "due_on", "completed_on")}
    return {
        "part": row.part.value,
        "is_chased": row.is_chased,
        "assignment": standing.assignment_id,
        "task": standing.task_id,
        "text": standing.text,
        "unit": standing.unit,
        "unit_name": standing.unit_name,
        "area": standing.area.value if standing.area else None,
        "head": standing.head,
        "head_name": standing.head_name,
        "source": standing.source,
        "state": standing.state.value,
        "days_late": standing.days_late,
        "is_extended": standing.is_extended,
        **({"role": standing.role.value} if standing.role else {}),
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


def chased_rows(rows: Iterable[FrozenRow], assignments: frozenset[int]) -> tuple[FrozenRow, ...]:
    return tuple(replace(row, is_chased=row.standing.assignment_id in assignments) for row in rows)
