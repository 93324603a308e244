"""Work of units that no longer exist goes to those who follow them: the same assignment, with what was done of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import joint_sentence, tell
from caicach.kernel.vocabulary import AddressRole
from caicach.organisations.domain.succession import heirs_on, office_name
from caicach.organisations.queries import register
from caicach.plans.domain.extending import DeadlineCause, RequestState
from caicach.plans.domain.tasks import ReportState
from caicach.plans.heads import Heads
from caicach.plans.models import Assignment
from caicach.plans.obtaining import locked_assignment, visible_assignments
from caicach.plans.services.moving import move_deadline
from caicach.plans.services.settled import refuse_settled
from caicach.plans.services.telling import tell_given, tell_passed_on

Heirs = Mapping[str, tuple[str, ...]]
"""By the code of a unit that ended the codes of those who take its work, as a person chose."""
Names = Mapping[tuple[str, date], str]
"""Of units that ended, by code and the day on which they were given work."""


@transaction.atomic
def hand_over(
    actor: Actor, *, heirs: Heirs, now: datetime, document_id: int | None = None, task_ids: Collection[int] = ()
) -> int:
    """Move open assignments of ended units to the units chosen; of one document, of some tasks, or of all work.

    The first unit chosen takes the assignment itself, with its reports and deadlines; others get one like it. Who has
    the task already keeps it once, as lead if either was; who has finished its part already takes nothing, and the
    assignment stays where it is. How many were moved. Raises InvalidInput for a unit chosen that does not exist
    today, or where nothing is left to move.
    """
    moved = move_to_heirs(actor, heirs=heirs, now=now, document_id=document_id, task_ids=task_ids)
    if not moved:
        why = "Không còn phân công nào đang mở của đơn vị đã sắp xếp lại trong phần đã chọn."
        raise _refusal("assignment.nothing_to_move", why, "Hãy tải lại trang.")
    return moved


def move_to_heirs(
    actor: Actor, *, heirs: Heirs, now: datetime, document_id: int | None = None, task_ids: Collection[int] = ()
) -> int:
    """As ``hand_over``, inside the caller's transaction, where there may be nothing to move."""
    require(actor, Permission.TASK_ASSIGN)
    on = timezone.localdate(now)
    found = visible_assignments(actor).filter(unit_id__in=sorted(heirs), is_cancelled=False, accepted_on__isnull=True)
    if document_id is not None:
        found = found.filter(task__document_id=document_id)
    if task_ids:
        found = found.filter(task_id__in=sorted(task_ids))
    keys = found.order_by().values("pk")
    locked = Assignment.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("task")
    every = list(locked.order_by("task_id", "period", "-role", "pk"))
    ended = _ended(every, on)
    rows = [row for row in every if (row.unit_id, row.task.effective_on) in ended]
    if not rows:
        return 0
    heads = Heads(on)
    unknown = sorted({code for row in rows for code in heirs[row.unit_id] if not heads.exists(code)})
    if unknown:
        why, todo = "Hôm nay không có đơn vị: {units}.", "Hãy chọn đơn vị đang hoạt động."
        raise _refusal("assignment.heir_unknown", why, todo, units=", ".join(unknown))
    moving = _Moving(actor, heads, ended, on, now)
    moved = sum(
        moving.move(list(of_task), heirs) for _, of_task in groupby(rows, key=lambda row: (row.task_id, row.period))
    )
    tell_given(actor, moving.taken, now)
    return moved


@dataclass(frozen=True, slots=True)
class PassedOn:
    """``taken`` is what the unit that has the work now is to hear of."""

    row: Assignment
    former: str
    taken: tuple[Assignment, ...]


@transaction.atomic
def pass_on(actor: Actor, *, assignment_id: int, unit: str, reason: str, now: datetime) -> PassedOn:
    """An assignment goes from a unit that exists to another, with what was done of it; nobody is told yet.

    Who has the task already keeps it once, as lead if either was, to the deadline that it has. Raises InvalidInput
    without a reason, for a unit that does not exist today, has the assignment or has finished its own part, or while a
    report or a request of the unit waits to be decided.
    """
    row = locked_assignment(actor, assignment_id)
    require(actor, Permission.TASK_ASSIGN)
    refuse_settled(row)
    on, why = timezone.localdate(now), reason.strip()
    heads = Heads(on)
    if not why:
        raise _refusal("assignment.move_reason", "Việc chuyển được lưu lại cùng lý do.", "Hãy ghi lý do.")
    if not heads.exists(unit):
        why_not, todo = "Hôm nay không có đơn vị: {units}.", "Hãy chọn đơn vị đang hoạt động."
        raise _refusal("assignment.heir_unknown", why_not, todo, units=unit)
    if row.unit_id == unit:
        why_not = "Phân công đang ở chính đơn vị này."
        raise _refusal("assignment.is_there", why_not, "Hãy chọn đơn vị khác.")
    asks = row.extension_requests.filter(state=RequestState.WAITING.value)
    if row.reports.filter(state=ReportState.WAITING.value).exists() or asks.exists():
        why_not = "Đơn vị có báo cáo hoặc đề nghị gia hạn đang chờ quyết định."
        raise _refusal("assignment.decision_waits", why_not, "Hãy quyết định trước, rồi chuyển.")
    old = row.unit_id
    name = office_name(register(), old, on)
    moving = _Moving(actor, heads, {(old, row.task.effective_on): name}, on, now, why)
    if not moving.move([row], {old: (unit,)}):
        why_not = "Đơn vị nhận đã hoàn thành phần việc của mình trong nhiệm vụ này."
        raise _refusal("assignment.is_done_there", why_not, "Hãy chọn đơn vị khác, hoặc giao thành một nhiệm vụ mới.")
    return PassedOn(row, old, tuple(moving.taken))


def tell_of(actor: Actor, passed: Sequence[PassedOn], unit: str, reason: str, now: datetime) -> None:
    """Both sides hear of all that was passed on to a unit at once, in one message each."""
    tell_given(actor, [row for one in passed for row in one.taken], now)
    by_former: dict[str, list[Assignment]] = {}
    for one in passed:
        by_former.setdefault(one.former, []).append(one.row)
    taker = office_name(register(), unit, timezone.localdate(now))
    for former, rows in sorted(by_former.items()):
        tell_passed_on(actor, rows, former, taker, reason.strip(), now)


def _ended(rows: Sequence[Assignment], on: date) -> Names:
    """Those whose body of the day of the work is gone: codes are handed to other bodies."""
    known = register()
    keys = {(row.unit_id, row.task.effective_on) for row in rows}
    gone = sorted(key for key in keys if key[0] not in heirs_on(known, *key, on))
    return {(code, start): office_name(known, code, start) for code, start in gone}


def _refusal(code: str, why: str, todo: str, **values: object) -> InvalidInput:
    return InvalidInput(code, what="Chưa chuyển được nhiệm vụ.", why=why, todo=todo, **values)


@dataclass(frozen=True, slots=True)
class _Moving:
    actor: Actor
    heads: Heads
    names: Names
    on: date
    now: datetime
    why: str = ""
    taken: list[Assignment] = field(default_factory=list)

    def move(self, rows: list[Assignment], heirs: Heirs) -> int:
        """Of one task and period: leads first, so that who leads does not cooperate as well; how many were moved."""
        work = Assignment.objects.filter(task_id=rows[0].task_id, period=rows[0].period)
        there = {row.unit_id: row for row in work.order_by("pk")}
        moved = 0
        for row in rows:
            old, chosen = row.unit_id, heirs[row.unit_id]
            if any(heir in there and there[heir].accepted_on is not None for heir in chosen):
                continue
            moved += 1
            name = self.names[old, row.task.effective_on]
            is_free = True
            for heir in chosen:
                if (held := there.get(heir)) is not None:
                    self._join(row, held)
                    continue
                there[heir] = self._taken(row, name, heir, is_same=is_free)
                is_free = False
            if is_free:
                row.is_cancelled, row.claimed_on = True, None
                row.save(update_fields=("is_cancelled", "claimed_on"))
            subject = ("assignment", row.pk)
            new = {"units": list(chosen)}
            audit.record(
                self.actor,
                "plans.assignment.passed_on" if self.why else "plans.assignment.moved",
                subject=subject,
                now=self.now,
                old={"unit": old, "name": name},
                new=new,
                why=self.why,
            )
        return moved

    def _join(self, row: Assignment, held: Assignment) -> None:
        """The unit has the task already: it leads if the other led; what was called off is open again, to this day."""
        is_new = held.is_cancelled
        if row.role == AddressRole.LEAD.value and held.role != AddressRole.LEAD.value:
            held.role, held.lead_accepted_on, is_new = AddressRole.LEAD.value, None, True
        if held.is_cancelled and self.why and row.due_on is not None and held.due_on != row.due_on:
            cause = DeadlineCause.EXTENSION
            move_deadline(self.actor, held, row.due_on, cause=cause, reason=self.why, decided_on=self.on, now=self.now)
        held.is_cancelled = False
        held.save(update_fields=("is_cancelled", "role", "lead_accepted_on"))
        if is_new:
            self.taken.append(held)

    def _taken(self, row: Assignment, name: str, heir: str, *, is_same: bool) -> Assignment:
        taken = row if is_same else _like(row)
        answerable = self.heads.of(heir)
        taken.unit_id = heir
        taken.post_code, taken.post_title = answerable.post_code, answerable.post_title
        taken.holder_name = answerable.holder
        moved = tell("Chuyển từ {unit} ngày {on}.", unit=name, on=f"{self.on:%d/%m/%Y}")
        because = (tell("Lý do: {why}", why=self.why),) if self.why else ()
        taken.reason = joint_sentence((row.reason, moved, *because))
        taken.delegate, taken.delegate_name = None, ""
        taken.save()
        self.taken.append(taken)
        return taken


def _like(row: Assignment) -> Assignment:
    """Another unit's assignment of the same work: what one unit did or was granted is not the other's."""
    kept: tuple[str, ...] = ("task_id", "role", "phrase", "period", "original_due_on", "due_on", "given_on")
    kept = (
        *kept,
        "is_awaiting",
        "reason",
        "event_id",
        "event_days",
        "event_unit",
        "lead_accepted_on",
        "target_value",
        "target_unit",
    )
    return Assignment(**{name: getattr(row, name) for name in kept})
