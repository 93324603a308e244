"""One act over many: each is done by its own service, by itself; what could not be done is told with its reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import CaicachError, InvalidInput
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.lines import LineChanges
from caicach.plans.domain.tasks import Quality
from caicach.plans.models import Delegation
from caicach.plans.obtaining import visible_assignments
from caicach.plans.services.deadlines import cancel_task, extend_deadline
from caicach.plans.services.deciding import accept_report
from caicach.plans.services.delegating import delegate_untold
from caicach.plans.services.handing_over import PassedOn, pass_on, tell_of
from caicach.plans.services.lines import drop_line, edit_line, look_at_line
from caicach.plans.services.plan_tasks import set_area
from caicach.plans.services.requesting import grant_extension, refuse_extension
from caicach.plans.services.telling import tell_delegated, tell_reminded

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class ManyDone:
    """``left`` says why each of the others was left as it is."""

    done: int
    left: tuple[CaicachError, ...] = ()


def accept_reports(actor: Actor, *, report_ids: Sequence[int], quality: Quality | None, now: datetime) -> ManyDone:
    """Accept every report of those named that still waits."""
    require(actor, Permission.TASK_DECIDE)
    return _each(report_ids, lambda one: accept_report(actor, report_id=one, quality=quality, now=now))


def extend_deadlines(
    actor: Actor, *, assignment_ids: Sequence[int], due_on: date, reason: str, now: datetime
) -> ManyDone:
    """Move the deadline of every assignment of those named to one day."""
    require(actor, Permission.TASK_EXTEND)
    return _each(
        assignment_ids,
        lambda one: extend_deadline(actor, assignment_id=one, due_on=due_on, reason=reason, now=now),
    )


def grant_extensions(
    actor: Actor, *, request_ids: Sequence[int], due_on: date | None, reason: str, now: datetime
) -> ManyDone:
    """Grant every request of those named that still waits: to the day it asks for, or all to ``due_on``."""
    require(actor, Permission.TASK_DECIDE)
    return _each(request_ids, lambda one: grant_extension(actor, request_id=one, due_on=due_on, reason=reason, now=now))


def refuse_extensions(actor: Actor, *, request_ids: Sequence[int], reason: str, now: datetime) -> ManyDone:
    """Leave the deadline of each as it is, for one reason."""
    require(actor, Permission.TASK_DECIDE)
    return _each(request_ids, lambda one: refuse_extension(actor, request_id=one, reason=reason, now=now))


def cancel_tasks(actor: Actor, *, task_ids: Sequence[int], reason: str, now: datetime) -> ManyDone:
    """Call every task of those named off for every unit that has not finished it."""
    require(actor, Permission.TASK_ASSIGN)
    return _each(task_ids, lambda one: cancel_task(actor, task_id=one, reason=reason, now=now))


def set_areas(
    actor: Actor, *, task_ids: Sequence[int], area: ReformArea | None, reason: str, now: datetime
) -> ManyDone:
    """Say of every task of those named which area of the reform it belongs to."""
    require(actor, Permission.TASK_ASSIGN)
    return _each(task_ids, lambda one: set_area(actor, task_id=one, area=area, reason=reason, now=now))


@transaction.atomic
def pass_on_many(actor: Actor, *, assignment_ids: Sequence[int], unit: str, reason: str, now: datetime) -> ManyDone:
    """Have another unit take every assignment of those named; both sides hear of all of it once."""
    require(actor, Permission.TASK_ASSIGN)
    passed: list[PassedOn] = []
    done = _each(
        assignment_ids,
        lambda one: passed.append(pass_on(actor, assignment_id=one, unit=unit, reason=reason, now=now)),
    )
    tell_of(actor, passed, unit, reason, now)
    return done


@transaction.atomic
def delegate_many(
    actor: Actor, *, assignment_ids: Sequence[int], user_id: int | None, note: str, now: datetime
) -> ManyDone:
    """Name one person for every assignment of those named that is of a unit of that person and of the actor.

    Who is named hears of all of it once.
    """
    given: list[Delegation | None] = []
    done = _each(
        assignment_ids,
        lambda one: given.append(delegate_untold(actor, assignment_id=one, user_id=user_id, note=note, now=now)),
    )
    tell_delegated(actor, [one for one in given if one is not None], now)
    return done


def remind_units(actor: Actor, *, assignment_ids: Sequence[int], words: str, now: datetime) -> int:
    """Have the people of each unit told of the open work named, once for all of it; how many were told."""
    require(actor, Permission.TASK_EXTEND)
    _refuse_too_many(assignment_ids)
    seen = visible_assignments(actor).filter(pk__in=set(assignment_ids), is_cancelled=False, accepted_on__isnull=True)
    return tell_reminded(actor, list(seen.select_related("task").order_by("unit_id", "due_on", "id")), words, now)


def edit_lines(
    actor: Actor, *, plan_id: int, versions: Mapping[int, int], changes: LineChanges, now: datetime
) -> ManyDone:
    """Change the same in every row of a plan named with the version that was seen."""
    return _each(
        list(versions),
        lambda one: edit_line(actor, plan_id=plan_id, line_id=one, version=versions[one], changes=changes, now=now),
    )


def look_at_lines(actor: Actor, *, plan_id: int, versions: Mapping[int, int], now: datetime) -> ManyDone:
    """What is odd in each of the rows named is meant so."""
    return _each(
        list(versions),
        lambda one: look_at_line(actor, plan_id=plan_id, line_id=one, version=versions[one], now=now),
    )


def drop_lines(actor: Actor, *, plan_id: int, versions: Mapping[int, int], reason: str, now: datetime) -> ManyDone:
    """None of the rows named becomes a task, for one reason."""
    return _each(
        list(versions),
        lambda one: drop_line(actor, plan_id=plan_id, line_id=one, version=versions[one], reason=reason, now=now),
    )


def _each(ids: Sequence[int], act: Callable[[int], None]) -> ManyDone:
    _refuse_too_many(ids)
    done, left = 0, []
    for one in _once(ids):
        try:
            act(one)
        except CaicachError as error:
            left.append(error)
        else:
            done += 1
    return ManyDone(done, tuple(left))


def _once(ids: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(ids))


def _refuse_too_many(ids: Sequence[int]) -> None:
    if not ids or len(ids) > MOST:
        raise InvalidInput(
            "many.count",
            what="Chưa làm được việc này.",
            why="Đã chọn {count} dòng; mỗi lần làm từ 1 đến {limit} dòng.",
            todo="Hãy chọn lại, hoặc lọc hẹp hơn.",
            count=len(ids),
            limit=MOST,
        )
