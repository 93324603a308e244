"""What three places say of one procedure: the national database, the pages of the province, the page of a unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from caicach.kernel.said import NOTHING, Said
from caicach.procedures.auditing.findings import Status
from caicach.procedures.comparing.values import FieldVerdict
from caicach.procedures.domain.portal_findings import WHOLE
from caicach.procedures.record.values import Procedure

_HIDDEN: Final = frozenset({Status.BLOCKED, Status.BROKEN})


class PlaceKind(StrEnum):
    NATIONAL = "national"
    PROVINCE = "province"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a place says of a field: its text, and how that stands to the register (OK where it says the same)."""

    status: Status
    text: str = ""
    note: Said = NOTHING


@dataclass(frozen=True, slots=True)
class Place:
    """``status`` None where the place was never looked at; ``seen_on`` the day of the export or the audit.

    ``cells`` by field, those that differ; what is not in them is as the register has it where ``status`` says that the
    procedure was seen.
    """

    kind: PlaceKind
    name: str
    seen_on: date | None = None
    status: Status | None = None
    reason: str = ""
    url: str = ""
    cells: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def is_seen(self) -> bool:
        """Whether its words can be held against the register: blocked, broken and absent pages say none."""
        return self.status is not None and self.status not in _HIDDEN and self.reason not in WHOLE


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field with what each place says of it, in the order of the places; None where the place says nothing."""

    field: str
    register: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class ThreePlaces:
    procedure: Procedure
    places: tuple[Place, ...]
    lines: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A procedure in the list: the status of each place, units counted by status."""

    code: str
    name: str
    national: Status | None
    province: Status | None
    units: Mapping[Status, int]

    @property
    def is_wrong(self) -> bool:
        """Whether a place is known to say otherwise: not let to see is no fault."""
        told = {self.national, self.province, *self.units}
        return bool(told - {None, Status.OK, Status.BLOCKED})


def cells_of(compared: Mapping[str, FieldVerdict]) -> dict[str, Cell]:
    """The fields of a comparison that differ."""
    return {
        name: Cell(Status(one.verdict.value), one.portal, one.note)
        for name, one in compared.items()
        if one.verdict.is_fault
    }


def lines_of(register: Mapping[str, str], places: tuple[Place, ...]) -> tuple[FieldLine, ...]:
    """A line for each field in which a place differs, in the order of the register's fields."""
    wanted = [name for name in register if any(name in place.cells for place in places)]
    return tuple(FieldLine(name, register[name], tuple(_cell(place, name) for place in places)) for name in wanted)


def _cell(place: Place, name: str) -> Cell | None:
    return place.cells.get(name) or (Cell(Status.OK) if place.is_seen else None)
