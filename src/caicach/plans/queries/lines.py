"""The review of a plan's rows."""

from datetime import date

from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.pages import page_number
from caicach.kernel.said import from_json
from caicach.plans.domain.giving import NOTHING_GIVEN
from caicach.plans.domain.lines import FileView, LineShown, PlanReview, ReviewedLine
from caicach.plans.giving import giving_of
from caicach.plans.models import PlanFile
from caicach.plans.obtaining import may_edit_plan, plan_not_found, visible_plan
from caicach.plans.reviewing_lines import reviewed_lines

SIZE = 25


def plan_review(
    actor: Actor,
    plan_id: int,
    *,
    shown: LineShown,
    page: int = 1,
    around: int | None = None,
    on: date | None = None,
    size: int = SIZE,
) -> PlanReview:
    """One page of the rows shown; ``around`` asks for the page that holds a row, ``on`` for what would be given then.

    Who may not edit sees nothing.
    """
    plan = visible_plan(actor, plan_id)
    if not may_edit_plan(actor, plan.unit_id):
        raise plan_not_found()
    every = reviewed_lines(plan)
    found = [one for one in every if _is_shown(one, shown)]
    at = next((index for index, one in enumerate(found) if one.draft.id == around), None)
    number = page_number(page if at is None else at // size + 1, total=len(found), size=size)
    files = plan.files.order_by("id")
    return PlanReview(
        lines=tuple(found[(number - 1) * size : number * size]),
        counts={kind: sum(_is_shown(one, kind) for one in every) for kind in LineShown},
        files=tuple(FileView(f.pk, f.filename, tuple(map(from_json, f.warnings))) for f in files),
        parents={one.draft.id: _name(one) for one in every if not one.draft.is_dropped},
        page=number,
        pages=max(1, -(-len(found) // size)),
        total=len(found),
        giving=giving_of([one for one in every if one.is_fine], issued_on=plan.issued_on, on=on)
        if on
        else NOTHING_GIVEN,
    )


def reviewed_line(actor: Actor, plan_id: int, line_id: int) -> ReviewedLine:
    plan = visible_plan(actor, plan_id)
    found = reviewed_lines(plan) if may_edit_plan(actor, plan.unit_id) else ()
    one = next((one for one in found if one.draft.id == line_id), None)
    if one is None:
        raise NotFound("plan.no_line", what="Không có dòng này trong kế hoạch.", todo="Hãy tải lại trang soát.")
    return one


def _is_shown(one: ReviewedLine, shown: LineShown) -> bool:
    return {
        LineShown.OPEN: one.draft.is_open,
        LineShown.PROBLEMS: one.needs_look,
        LineShown.FINE: one.is_fine,
        LineShown.DROPPED: one.draft.is_dropped,
        LineShown.CONFIRMED: one.draft.task_id is not None,
    }[shown]


def _name(one: ReviewedLine) -> str:
    words = " ".join(one.draft.text.split()[:8])
    return f"{one.draft.name}. {words}"


def plan_file(actor: Actor, plan_id: int, file_id: int) -> int:
    """The stored file behind a file of the plan that the actor may edit."""
    plan = visible_plan(actor, plan_id)
    found = PlanFile.objects.filter(plan=plan, pk=file_id).order_by("pk").first()
    if found is None or not may_edit_plan(actor, plan.unit_id):
        raise NotFound("file.not_found", what="Không có tệp này.", todo="Hãy quay lại trang trước.")
    return found.file_id
