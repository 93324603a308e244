"""Findings as values: their state on a day from tasks and checks, and how often the same was found."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from caicach.inspections.domain.checklists import Severity
from caicach.inspections.domain.cycle import HELD, Course, FindingState, InspectionKind
from caicach.inspections.domain.programme import PastFinding, Repeat, repeats
from caicach.inspections.domain.views import FindingLine
from caicach.inspections.models import Finding
from caicach.kernel.said import from_text
from caicach.plans.queries.completion import completed_on


def finding_lines(inspections: Collection[int], *, on: date) -> tuple[FindingLine, ...]:
    """The findings of inspections, in their order. Three SQL queries."""
    return lines_of(Finding.objects.filter(inspection_id__in=inspections).order_by("inspection_id", "pk"), on=on)


def lines_of(rows: QuerySet[Finding], *, on: date) -> tuple[FindingLine, ...]:
    """In the order of the rows. Three SQL queries."""
    found = list(rows.select_related("inspection"))
    mended = mended_days(found)
    came_back = _times({row.unit_id for row in found})
    return tuple(_line(row, mended, came_back, on) for row in found)


def mended_days(rows: Collection[Finding]) -> Mapping[int, date | None]:
    """By task, the day all of it was accepted; a task called off is not there. One SQL query."""
    return completed_on([row.task_id for row in rows if row.task_id is not None])


def course_of(row: Finding, mended: Mapping[int, date | None]) -> Course:
    return Course(
        due_on=row.due_on,
        has_task=row.task_id is not None and row.task_id in mended,
        mended_on=mended.get(row.task_id) if row.task_id is not None else None,
        closed_on=timezone.localdate(row.closed_at) if row.closed_at else None,
        is_carried=row.is_carried,
    )


def course_of_line(line: FindingLine) -> Course:
    """What happened to the finding of a line."""
    return Course(
        due_on=line.due_on,
        has_task=line.task_id is not None,
        mended_on=line.mended_on,
        closed_on=timezone.localdate(line.closed_at) if line.closed_at else None,
        is_carried=line.state is FindingState.CARRIED,
    )


def _times(units: Collection[str]) -> Mapping[tuple[str, tuple[str, str]], Repeat]:
    return {(one.unit, one.topic): one for one in repeats(past_findings(units))}


def past_findings(units: Collection[str]) -> tuple[PastFinding, ...]:
    """Everything that held inspections found at units, self-inspections apart. One SQL query."""
    rows = Finding.objects.filter(
        unit_id__in=units,
        inspection__kind=InspectionKind.OFFICE.value,
        inspection__state__in=[state.value for state in HELD],
    )
    lines = rows.order_by("pk").values_list(
        "pk", "unit_id", "topic", "inspection_id", "inspection__first_on__year", "text"
    )
    return tuple(PastFinding(pk, unit, _topic(topic), held, year, text) for pk, unit, topic, held, year, text in lines)


def _topic(written: str) -> tuple[str, str]:
    checklist, _, item = written.partition("/")
    return checklist, item


def _line(
    row: Finding,
    mended: Mapping[int, date | None],
    came_back: Mapping[tuple[str, tuple[str, str]], Repeat],
    on: date,
) -> FindingLine:
    held, course = row.inspection, course_of(row, mended)
    is_office = held.kind == InspectionKind.OFFICE.value
    repeat = came_back.get((row.unit_id, _topic(row.topic))) if is_office else None
    before = [one for one in repeat.findings if one.inspection <= row.inspection_id] if repeat else []
    return FindingLine(
        id=row.pk,
        inspection=row.inspection_id,
        unit=row.unit_id,
        unit_name=held.unit_name,
        kind=InspectionKind(held.kind),
        found_on=timezone.localdate(held.begun_at or held.made_at),
        item=row.item,
        text=row.text,
        severity=Severity(row.severity),
        state=course.state_on(on),
        due_on=row.due_on,
        owner=row.owner,
        remedy=row.remedy,
        task_id=row.task_id if course.has_task else None,
        mended_on=course.mended_on,
        closed_at=row.closed_at,
        closed_by=row.closed_by_name,
        closing_note=from_text(row.closing_note),
        unit_says=row.unit_says,
        unit_said_by=row.unit_said_by_name,
        times=len({one.inspection for one in before}) or 1,
        years=tuple(sorted({one.year for one in before})),
    )
