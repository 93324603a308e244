"""Rows of a plan become its tasks: those that are fine, or those named; the rest waits for later."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.errors import InvalidInput
from caicach.plans.domain.lines import ReviewedLine
from caicach.plans.services.confirming import check_common
from caicach.plans.services.giving_lines import Giving, give_in_slices
from caicach.plans.services.handing_over import Heirs


def confirm_lines(
    actor: Actor,
    *,
    plan_id: int,
    now: datetime,
    line_ids: tuple[int, ...] | None = None,
    common_due_on: date | None = None,
    heirs: Heirs | None = None,
) -> tuple[int, ...]:
    """Make tasks of every row that is fine, or of the rows named; the ids of the tasks.

    A row named is confirmed with what is odd in it, never with what blocks it: InvalidInput then, and nothing is made.
    A part waits until its whole is a task. ``common_due_on`` is the deadline of rows without one; ``heirs`` say who
    takes the work of units that have ended since the plan's day. Many rows are several transactions, so that nobody
    waits for the database: a row that was given stays given where a later one fails.
    """
    check_common(common_due_on, timezone.localdate(now))
    made: list[int] = []
    giving = Giving(
        actor=actor,
        plan_id=plan_id,
        choose=lambda reviewed: _chosen(reviewed, line_ids),
        now=now,
        common_due_on=common_due_on,
        heirs=heirs,
    )
    for ids in give_in_slices(giving):
        made += ids
    if not made:
        raise _nothing()
    return tuple(made)


def _chosen(reviewed: Sequence[ReviewedLine], line_ids: tuple[int, ...] | None) -> list[ReviewedLine]:
    if line_ids is None:
        return [one for one in reviewed if one.is_fine]
    return [one for one in reviewed if one.draft.id in line_ids and one.draft.is_open]


def _nothing() -> InvalidInput:
    return InvalidInput(
        "plan.nothing_to_confirm",
        what="Chưa có dòng nào giao được.",
        why="Mọi dòng đều đã giao, đã bỏ, hoặc còn chỗ phải xem.",
        todo="Hãy sửa các dòng ở mục «Cần xem» rồi giao lại.",
    )
