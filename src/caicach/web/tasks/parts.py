"""Parts of pages that show tasks: figures with their rows, lines of a table by group, choices of filters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext, gettext_lazy

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.received import DocumentFilters, ReceivedState
from caicach.drafts.domain.task_fields import CHOSEN
from caicach.kernel.access import Actor, Permission
from caicach.kernel.saying import say
from caicach.kernel.vocabulary import AddressRole
from caicach.organisations.queries import ended_units_on
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import GroupBy, StateCounts, TaskFilters
from caicach.plans.queries import LateByRole
from caicach.web.shell.choices import Choice
from caicach.web.shell.requests import today
from caicach.web.shell.units import UnitChoice, assignable_units, units_of
from caicach.web.tasks.filters import NO_AREA_ASKED, NO_DOCUMENT_ASKED
from caicach.web.tasks.words import ADDRESS_ROLES, AREAS, QUALITIES, TASK_STATES

FILTER_OF = {
    GroupBy.UNIT: "don-vi",
    GroupBy.DOCUMENT: "van-ban",
    GroupBy.AREA: "linh-vuc",
    GroupBy.HEAD: "nguoi-dung-dau",
}
GROUP_WORDS = {
    GroupBy.UNIT: gettext_lazy("đơn vị"),
    GroupBy.DOCUMENT: gettext_lazy("văn bản"),
    GroupBy.AREA: gettext_lazy("lĩnh vực"),
    GroupBy.HEAD: gettext_lazy("người đứng đầu"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure and the address of the rows behind it; no address where the figure is 0 or cannot be filtered for."""

    count: int
    address: str


@dataclass(frozen=True, slots=True)
class RoleCell:
    role: AddressRole
    cell: Cell


@dataclass(frozen=True, slots=True)
class RollUpLine:
    name: str
    cells: tuple[Cell, ...]
    total: Cell


def states_shown(counts: StateCounts) -> tuple[TaskState, ...]:
    """Columns of a table of counts: what is late, and every other state that occurs in it."""
    return tuple(state for state in TaskState if counts.of(state) or state is TaskState.OVERDUE)


def role_cells(late: LateByRole, address: Callable[[dict[str, list[str]]], str]) -> tuple[RoleCell, ...]:
    """What is overdue, of those who lead and of those who co-operate, each with its rows."""
    found = ((AddressRole.LEAD, late.lead), (AddressRole.COOPERATE, late.cooperate))
    return tuple(
        RoleCell(
            role, Cell(n, address({"trang-thai": [TaskState.OVERDUE.value], "vai-tro": [role.value]}) if n else "")
        )
        for role, n in found
    )


def nobody_asked(by: GroupBy) -> str:
    """What the address says for the rows of no document, area or head."""
    return NO_DOCUMENT_ASKED if by is GroupBy.DOCUMENT else NO_AREA_ASKED


def filter_choices(actor: Actor, filters: TaskFilters) -> dict[str, object]:
    confirmed = DocumentFilters(states=(ReceivedState.CONFIRMED,), size=200)
    documents = letters.received_documents(actor, filters=confirmed).items
    return {
        "unit_choices": [Choice(u.code, u.name, u.code in filters.units) for u in _units(actor)],
        "ended_choices": _ended_choices(actor, filters),
        "document_choices": [
            *(Choice(str(d.id), d.reference or d.filename, d.id in filters.documents) for d in documents),
            Choice(NO_DOCUMENT_ASKED, gettext("Không theo văn bản đến"), filters.without_document),
        ],
        "area_choices": [
            *(Choice(a.value, str(word), a in filters.areas) for a, word in AREAS.items()),
            Choice(NO_AREA_ASKED, gettext("Chưa xác định lĩnh vực"), filters.without_area),
        ],
        "state_choices": [Choice(s.value, str(badge.word), s in filters.states) for s, badge in TASK_STATES.items()],
        "recurring_choices": [
            Choice(value, word, filters.is_recurring is wanted)
            for value, word, wanted in (("lap-lai", gettext("Lặp lại"), True), ("mot-lan", gettext("Một lần"), False))
        ],
        "quality_choices": [Choice(q.value, str(word), q is filters.quality) for q, word in QUALITIES.items()],
        "chosen_choices": _chosen_choices(filters),
        "kept_heads": [code or NO_AREA_ASKED for code in filters.heads],
        "kept_own": filters.worker is not None,
        "role_choices": [Choice(r.value, str(ADDRESS_ROLES[r]), r is filters.role) for r in AddressRole],
    }


def _chosen_choices(filters: TaskFilters) -> list[tuple[str, str, list[Choice]]]:
    """For every field chosen from a list its name in the address, its label and its values."""
    return [
        (
            field.asked,
            say(field.label),
            [Choice(v.value, say(word), (field.name, v.value) in filters.chosen) for v, word in field.words.items()],
        )
        for field in CHOSEN
    ]


def _ended_choices(actor: Actor, filters: TaskFilters) -> list[Choice]:
    """Units that are no more, for who sees everybody's work: what they were given is there still."""
    if not actor.may(Permission.TASK_SEE_ALL):
        return []
    words = gettext("{unit} (đến {day})")
    return [
        Choice(code, words.format(unit=name, day=f"{end - timedelta(days=1):%d/%m/%Y}"), code in filters.units)
        for code, name, end in ended_units_on(today())
    ]


def _units(actor: Actor) -> tuple[UnitChoice, ...]:
    return assignable_units(today()) if actor.may(Permission.TASK_SEE_ALL) else units_of(actor.visible_units)
