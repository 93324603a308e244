"""The follow-up register of incoming documents: who has each, until when, how far it is, which letter answered."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.registers import IncomingLine, RegisterFilters
from caicach.kernel.access import Actor
from caicach.kernel.pages import Page
from caicach.kernel.vocabulary import AddressRole
from caicach.plans.domain.states import state_of
from caicach.plans.domain.tasks import StateCounts
from caicach.plans.models import Assignment
from caicach.plans.obtaining import visible_assignments
from caicach.plans.queries.names import unit_names
from caicach.plans.queries.rows import facts_of


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A line of the register. ``units`` are the names of the leads; ``due_on`` the latest deadline still open."""

    incoming: IncomingLine
    units: tuple[str, ...]
    due_on: date | None
    counts: StateCounts


def follow_up_register(actor: Actor, *, on: date, filters: RegisterFilters) -> Page[FollowUpLine]:
    """Incoming documents with the state of their tasks on a day. A fixed number of SQL queries."""
    page = letters.incoming_register(actor, filters=filters)
    found = visible_assignments(actor).filter(
        task__document_id__in=[line.document_id for line in page.items], is_cancelled=False
    )
    rows: dict[int, list[Assignment]] = defaultdict(list)
    for row in found.annotate(document_id=F("task__document_id")).order_by("task_id", "unit_id"):
        rows[row.document_id].append(row)
    names = unit_names(on)
    lines = tuple(_line(line, rows[line.document_id], on, names.of) for line in page.items)
    return Page(lines, page.total, page.number, page.size)


def _line(incoming: IncomingLine, rows: list[Assignment], on: date, name: Callable[[str], str]) -> FollowUpLine:
    states = [state_of(facts_of(row), on) for row in rows]
    leads = dict.fromkeys(row.unit_id for row in rows if row.role == AddressRole.LEAD.value)
    due = [row.due_on for row in rows if row.due_on is not None and row.completed_on is None]
    done = [row.judged_due_on or row.due_on for row in rows]
    return FollowUpLine(
        incoming=incoming,
        units=tuple(name(code) for code in leads or incoming.units),
        due_on=max(due) if due else max((day for day in done if day is not None), default=None),
        counts=StateCounts(**Counter(state.value for state in states)),
    )
