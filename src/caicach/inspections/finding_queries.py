"""Reads of findings: lists, one finding with what was found before, what comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from caicach.inspections.domain.checklists import Severity
from caicach.inspections.domain.cycle import UNMENDED, FindingState, InspectionKind
from caicach.inspections.domain.views import FileLine, FindingLine, FindingView
from caicach.inspections.finding_lines import course_of_line, lines_of
from caicach.inspections.obtaining import finding_seen, visible_findings
from caicach.kernel.access import Actor, Permission
from caicach.kernel.instants import EVER, Days
from caicach.kernel.ordering import Order, in_order, text_order


@dataclass(frozen=True, slots=True)
class FindingFilters:
    """``is_open`` asks for those neither mended nor closed, ``is_repeated`` for those found before.

    ``concluded`` asks for those of inspections concluded in these days, ``due`` for those to be mended in them, known
    by their last; ``mended_by`` for what was mended or closed as known on the day, with ``is_in_time`` by its own day.
    """

    unit: str = ""
    kind: InspectionKind | None = None
    year: int | None = None
    state: FindingState | None = None
    is_open: bool = False
    is_repeated: bool = False
    concluded: Days = EVER
    due: Days = EVER
    mended_by: date | None = None
    is_in_time: bool = False
    order: Order | None = None


FINDING_COLUMNS: Final[dict[str, Callable[[FindingLine], Any]]] = {
    "unit": lambda line: text_order(line.unit_name),
    "severity": lambda line: list(Severity).index(line.severity),
    "due_on": lambda line: line.due_on,
    "state": lambda line: list(FindingState).index(line.state),
}
"""What the list can be ordered by."""


def findings(actor: Actor, *, on: date, filters: FindingFilters | None = None) -> tuple[FindingLine, ...]:
    """Findings of concluded inspections, newest first or as the filters order. Three SQL queries."""
    chosen = filters or FindingFilters()
    rows = visible_findings(actor)
    if chosen.unit:
        rows = rows.filter(unit_id=chosen.unit)
    if chosen.year is not None:
        rows = rows.filter(inspection__first_on__year=chosen.year)
    if chosen.kind is not None:
        rows = rows.filter(inspection__kind=chosen.kind.value)
    rows = rows.filter(chosen.concluded.at("inspection__concluded_at") & chosen.due.on("due_on"))
    rows = rows.filter(Days(last=chosen.due.last).at("inspection__concluded_at"))
    lines = lines_of(rows.order_by("-inspection__first_on", "-inspection_id", "pk"), on=on)
    found = [
        line
        for line in lines
        if (chosen.state is None or line.state is chosen.state)
        and (not chosen.is_open or line.state in UNMENDED)
        and (not chosen.is_repeated or line.times > 1)
        and (chosen.mended_by is None or _is_mended(line, chosen.mended_by, is_in_time=chosen.is_in_time))
    ]
    if (order := chosen.order) is not None:
        found = in_order(found, FINDING_COLUMNS[order.column], is_descending=order.is_descending)
    return tuple(found)


def _is_mended(line: FindingLine, on: date, *, is_in_time: bool) -> bool:
    course = course_of_line(line)
    return course.is_in_time(on) if is_in_time else course.is_over(on)


def finding_view(actor: Actor, finding_id: int, *, on: date) -> FindingView:
    """One finding, the earlier ones of the same topic that the actor sees, its photos. Some ten SQL queries."""
    row = finding_seen(actor, finding_id)
    same = visible_findings(actor).filter(
        unit_id=row.unit_id, topic=row.topic, inspection__kind=row.inspection.kind, inspection__lt=row.inspection_id
    )
    (line,) = lines_of(visible_findings(actor).filter(pk=row.pk).order_by("pk"), on=on)
    kept = row.inspection.files.filter(removed_at=None, item=row.item).select_related("file").order_by("pk")
    later = row.later.filter(inspection__in=visible_findings(actor).values("inspection_id")).order_by("pk").first()
    is_unit = actor.may(Permission.INSPECTION_ANSWER, unit=row.unit_id)
    is_office = actor.may(Permission.INSPECTION_MANAGE)
    is_open = row.closed_at is None
    is_self = row.inspection.kind == InspectionKind.SELF.value
    return FindingView(
        line=line,
        earlier=lines_of(same.order_by("-inspection_id"), on=on),
        later=later.pk if later else None,
        files=tuple(
            FileLine(one.pk, one.item, one.file.name, one.is_signed_minutes, one.added_at, one.added_by_name)
            for one in kept
        ),
        may_answer=is_open and is_unit,
        may_plan=is_open and line.task_id is None and (is_unit or is_office),
        may_close=is_open and (is_unit if is_self else is_office),
    )
