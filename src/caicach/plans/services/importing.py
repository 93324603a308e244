"""Taking the task table of a file into a plan, as rows that people review. Nothing is given to anybody yet."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max, Min
from django.utils.translation import gettext_noop

from caicach.correspondence.domain.areas import guessed_area
from caicach.documents.bounded import plan_bounded
from caicach.documents.deadlines.as_json import deadline_as_json
from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.values import DoubtKind
from caicach.documents.plan.values import PlanReading, PlanRow
from caicach.documents.read.limits import READ_MEMORY_BYTES
from caicach.drafts import services as drafts
from caicach.drafts.domain.draft import DraftOrigin, LeadPhrase
from caicach.drafts.domain.task_fields import field_titled, of_cells
from caicach.drafts.values_of_rows import phrase_as_json
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.bounded import Bounds
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files import queries as stored
from caicach.kernel.files import services as files
from caicach.kernel.said import as_json, tell
from caicach.plans.domain.line_problems import NUMBER, SHEET, marked_cut
from caicach.plans.domain.nested_numbers import parent_of_number
from caicach.plans.domain.plans import NewPlan, PlanState
from caicach.plans.models import Plan, PlanFile, PlanLine
from caicach.plans.obtaining import locked_plan, visible_plan
from caicach.plans.services.planning import create_plan

BOUNDS: Final = Bounds(seconds=60.0, memory=READ_MEMORY_BYTES)
"""A table of two thousand rows takes a few seconds: the worker reads it (``reading_later``)."""
_LONG_SHEET: Final = gettext_noop("Tên trang tính «{sheet}» dài quá {limit} ký tự; ở mỗi dòng chỉ giữ phần đầu.")


def import_plan_file(
    actor: Actor, *, plan_id: int, data: bytes, filename: str, now: datetime, seconds: float = BOUNDS.seconds
) -> int:
    """Read the task tables of a file into the plan; how many rows came to it.

    The same file again is read anew: rows that a person edited, dropped, looked at or confirmed stay as they are. Not
    one transaction: reading takes seconds. Raises InvalidInput for a file without such a table, TooLarge, NotAllowed.
    """
    plan = visible_plan(actor, plan_id)
    _require_edit(actor, plan)
    files.check_size(len(data), name=filename)
    read = _reading_of(data, filename, plan.first_year, plan.last_year, seconds)
    return _keep(actor, plan_id, read=read, now=now)


def import_new_plan(
    actor: Actor,
    *,
    plan: NewPlan,
    data: bytes,
    filename: str,
    now: datetime,
    document_id: int | None = None,
    seconds: float = BOUNDS.seconds,
) -> int:
    """A new plan with the rows of a file, both or neither; its id. What the file says of itself fills what is blank."""
    if not actor.may(Permission.PLAN_MANAGE):
        require(actor, Permission.PLAN_EDIT, unit=plan.unit)
    files.check_size(len(data), name=filename)
    read = _reading_of(data, filename, plan.first_year, plan.last_year, seconds)
    with transaction.atomic():
        plan_id = create_plan_of(actor, plan=plan, document_id=document_id, now=now)
        _keep(actor, plan_id, read=read, now=now)
    return plan_id


def create_plan_of(actor: Actor, *, plan: NewPlan, document_id: int | None, now: datetime) -> int:
    """A plan that a document brought; the caller's transaction."""
    plan_id = create_plan(actor, plan=plan, now=now)
    if document_id is not None:
        Plan.objects.filter(pk=plan_id).update(document_id=document_id)
    return plan_id


def read_plan_again(actor: Actor, *, plan_id: int, file_id: int, now: datetime, seconds: float = BOUNDS.seconds) -> int:
    """Read a file of the plan anew, with the reader of today."""
    plan = visible_plan(actor, plan_id)
    _require_edit(actor, plan)
    kept = PlanFile.objects.filter(plan=plan, pk=file_id).order_by("pk").first()
    if kept is None:
        raise InvalidInput("plan.file_unknown", what="Kế hoạch không có tệp này.", todo="Hãy tải lại trang.")
    data = stored.read_bytes(stored.stored_file(kept.file_id))
    read = _reading_of(data, kept.filename, plan.first_year, plan.last_year, seconds)
    return _keep(actor, plan_id, read=read, now=now)


def _require_edit(actor: Actor, plan: Plan) -> None:
    if not actor.may(Permission.PLAN_MANAGE):
        require(actor, Permission.PLAN_EDIT, unit=plan.unit_id)


@dataclass(frozen=True)
class _Read:
    """A file with what was read in it, before anything is written: rows that belong to no plan yet."""

    data: bytes
    filename: str
    reading: PlanReading
    lines: tuple[PlanLine, ...]


def _reading_of(data: bytes, filename: str, first_year: int, last_year: int, seconds: float) -> _Read:
    """All that takes long, outside of the transaction."""
    reading = plan_bounded(data, filename=filename, seconds=seconds)
    year = first_year if first_year == last_year else None
    return _Read(data, filename, reading, tuple(_line(row, year) for row in reading.rows))


@transaction.atomic
def _keep(actor: Actor, plan_id: int, *, read: _Read, now: datetime) -> int:
    plan = locked_plan(actor, plan_id)
    refuse_closed(plan)
    file = _file(actor, plan, read.data, read.filename, read.reading, now)
    first = _first_position(plan, file)
    handled = _without_untouched(file)
    for position, line in enumerate(read.lines, start=first):
        line.plan, line.file, line.position = plan, file, position
    lines = [line for line in read.lines if (line.table, line.table_row) not in handled]
    parts = [part for line in lines for part in drafts.apart_by_day(line)]
    PlanLine.objects.bulk_create(lines, batch_size=500)
    PlanLine.objects.bulk_create(parts, batch_size=500)
    lines = [line for line in (*lines, *parts) if not line.is_dropped]
    lines.sort(key=lambda line: line.position)
    _link_parents(lines)
    new_values = {"file": file.filename, "sha256": file.sha256, "lines": len(lines)}
    audit.record(actor, "plans.plan.file_read", subject=("plan", plan.pk), now=now, new=new_values)
    return len(lines)


def refuse_closed(plan: Plan) -> None:
    if plan.state == PlanState.CLOSED.value:
        raise Conflict(
            "plan.closed",
            what="Kế hoạch đã khép lại.",
            why="Kế hoạch «{title}» không nhận thêm nhiệm vụ.",
            todo="Hãy mở lại kế hoạch, hoặc thêm vào kế hoạch năm sau.",
            title=plan.title,
        )


def _file(actor: Actor, plan: Plan, data: bytes, filename: str, reading: PlanReading, now: datetime) -> PlanFile:
    file = plan_file_of(actor, plan, data, filename, now)
    file.read_at, file.read_by_name = now, actor.name
    known = {cell.title for row in reading.rows for cell in row.cells if field_titled(cell.title)}
    warnings = [w for w in reading.warnings if w.row is None or w.code == "plan.section_unknown"]
    of_file = [as_json(w.message) for w in warnings if not any(f"«{title}»" in str(w.message) for title in known)]
    long = {row.place.sheet for row in reading.rows if row.place.sheet and len(row.place.sheet) > SHEET}
    of_file += [as_json(tell(_LONG_SHEET, sheet=name, limit=str(SHEET))) for name in sorted(long)]
    file.warnings = [said for at, said in enumerate(of_file) if said not in of_file[:at]]
    file.save()
    return file


def plan_file_of(actor: Actor, plan: Plan, data: bytes, filename: str, now: datetime) -> PlanFile:
    """The row of the very file where the plan has it, else a new one that is not saved yet."""
    digest = hashlib.sha256(data).hexdigest()
    file = PlanFile.objects.filter(plan=plan, sha256=digest).order_by("pk").first()
    if file is not None:
        return file
    kept = files.store(actor, data=data, name=filename, now=now)
    return PlanFile(plan=plan, file=kept, filename=kept.name, sha256=digest)


def _first_position(plan: Plan, file: PlanFile) -> int:
    """Where the rows of the file begin: where they stood before, else after all others."""
    before = PlanLine.objects.filter(file=file).aggregate(first=Min("position"))["first"]
    last = PlanLine.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    return before if before is not None else last + 1


def _without_untouched(file: PlanFile) -> set[tuple[int, int]]:
    """Removes the rows of the file that no person handled, nor a part of; the places of the others."""
    rows = PlanLine.objects.filter(file=file)
    every = list(rows.defer("cells").order_by("id"))
    untouched = drafts.untouched_ids(every, _is_handled)
    parents = {row.parent_id for row in every if row.pk not in untouched}
    kept = {row.split_from_id or row.pk for row in every if row.pk in parents}  # a row and its parts go together
    gone = [row.pk for row in every if row.pk in untouched and (row.split_from_id or row.pk) not in kept]
    rows.filter(pk__in=gone).delete()
    places = rows.values_list("table", "table_row").order_by("id")
    return {(table, row) for table, row in places if table is not None and row is not None}


def _is_handled(row: PlanLine) -> bool:
    return row.is_edited or row.is_dropped or row.is_looked_at or row.task_id is not None


def year_of(plan: Plan) -> int | None:
    """The one year that the plan is of."""
    return plan.first_year if plan.first_year == plan.last_year else None


def _line(row: PlanRow, year: int | None) -> PlanLine:
    area = guessed_area(" ".join(row.section or ())) or guessed_area(row.task)
    deadline = row.deadline
    if deadline and deadline.doubted(DoubtKind.YEAR_MISSING):  # the plan knows its year where the file does not say it
        deadline = read_deadline(deadline.words, year=year)
    counted = deadline.from_document if deadline else None
    return PlanLine(
        origin=DraftOrigin.READ.value,
        table=row.place.table,
        table_row=row.place.row,
        page=row.place.page,
        sheet=marked_cut(row.place.sheet, SHEET) if row.place.sheet else None,
        cells=[[cell.title, cell.text, cell.is_merged] for cell in row.cells],
        number=marked_cut(row.no or "", NUMBER),
        section=list(row.section or ()),
        text=row.task,
        product=row.product or None,
        lead=[phrase_as_json(LeadPhrase(phrase)) for phrase in row.lead],
        cooperate=[phrase_as_json(LeadPhrase(phrase)) for phrase in row.cooperate],
        deadline_raw=row.deadline_raw or None,
        deadline=deadline_as_json(deadline) if deadline else None,
        deadline_on=deadline.on if deadline else None,
        due_days=counted.count if counted else None,
        due_unit=counted.unit.value if counted else None,
        recurrence=deadline.recurrence.value if deadline and deadline.recurrence else None,
        budget_raw=row.budget_raw or None,
        area=area.area.value if area else None,
        area_reason=area.reason if area else None,
        **{name: value.value for name, value in of_cells({cell.title: cell.text for cell in row.cells}).items()},
    )


def _link_parents(lines: Sequence[PlanLine]) -> None:
    """«1.2» is part of «1» where both stand in the same section of the same table."""
    known: dict[tuple[int | None, tuple[str, ...], str], PlanLine] = {}  # of a row taken apart by days, the last
    linked = []
    for line in lines:
        place = (line.table, tuple(line.section))
        above = parent_of_number(line.number)
        parent = known.get((*place, above)) if above else None
        if parent is not None:
            line.parent = parent
            linked.append(line)
        before = known.get((*place, line.number))
        if before is None or (line.split_from_id is not None and before.split_from_id == line.split_from_id):
            known[(*place, line.number)] = line
    PlanLine.objects.bulk_update(linked, ("parent",), batch_size=500)
