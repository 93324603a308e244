"""Writes around remedies: what they cost, changes that are kept, and remedies that become tasks of plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from caicach.indices.definition.rules.base import Given
from caicach.indices.domain.cycle import Cells
from caicach.indices.domain.efforts import Effort, efforts_of
from caicach.indices.domain.steps import Step, better_steps
from caicach.indices.domain.what_if import Change
from caicach.indices.models import AcceptedRemedy, RemedyEffort, Scenario
from caicach.indices.obtaining import locked_year
from caicach.indices.scored_years import ScoredYear, efforts_said, scored_year, unit_of
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.http.texts import check_length
from caicach.kernel.said import tell
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.queries.completion import completed_on
from caicach.plans.services import create_task


@dataclass(frozen=True)
class Accepted:
    """A step that a person accepts: a component and the cells to be reached, who leads it and until when.

    Without ``lead`` the unit does it itself, without ``due_on`` by the day that all have in common.
    """

    component: str
    cells: Cells
    lead: str = ""
    due_on: date | None = None


def _check_rights(actor: Actor, unit: str) -> None:
    if not actor.may(Permission.INDEX_MANAGE):
        require(actor, Permission.INDEX_SCORE, unit=unit)


@transaction.atomic
def set_efforts(actor: Actor, *, year_id: int, unit: str, efforts: Sequence[Effort], now: datetime) -> None:
    """What winning back each component would cost; the newest word counts."""
    found = scored_year(actor, year_id)
    unit_of(found, unit)
    _check_rights(actor, unit)
    known = {node.code for node in found.scored.definition.components()}
    for effort in efforts:
        if effort.component not in known:
            raise _unknown_component(effort.component)
        RemedyEffort.objects.update_or_create(
            year=found.row,
            unit_id=unit,
            component=effort.component,
            defaults={
                "days": effort.days,
                "is_feasible": effort.is_feasible,
                "until": effort.until,
                "probability": effort.probability,
                "set_at": now,
                "set_by_name": actor.name,
            },
        )
    if efforts:
        _record(actor, "efforts_set", found, unit, now, {one.component: _plain(one) for one in efforts})


def _plain(effort: Effort) -> list[object]:
    return [str(effort.days), effort.is_feasible, str(effort.until or ""), str(effort.probability)]


@transaction.atomic
def save_scenario(
    actor: Actor, *, year_id: int, unit: str, name: str, cells: Sequence[Accepted], now: datetime
) -> None:
    """Keep changes under a name; the same name again replaces them."""
    found = scored_year(actor, year_id)
    unit_of(found, unit)
    _check_rights(actor, unit)
    title = check_length(" ".join(name.split()), 200)
    if not title or not cells:
        raise InvalidInput(
            "index_scenario.empty",
            what="Chưa lưu được phương án.",
            why="Phương án cần tên và ít nhất một số liệu đã thay đổi.",
            todo="Hãy thay đổi số liệu, xem kết quả, rồi ghi tên.",
        )
    known = {node.code for node in found.scored.definition.components()}
    for one in cells:
        if one.component not in known:
            raise _unknown_component(one.component)
    rows = [[one.component, one.cells.value, one.cells.numerator, one.cells.denominator] for one in cells]
    Scenario.objects.update_or_create(
        year=found.row,
        unit_id=unit,
        name=title,
        defaults={"changes": rows, "saved_at": now, "saved_by_name": actor.name},
    )
    _record(actor, "scenario_saved", found, unit, now, {"name": title, "changes": rows})


@transaction.atomic
def drop_scenario(actor: Actor, *, year_id: int, unit: str, name: str, now: datetime) -> None:
    found = scored_year(actor, year_id)
    unit_of(found, unit)
    _check_rights(actor, unit)
    count, _ = Scenario.objects.filter(year=found.row, unit_id=unit, name=name).delete()
    if count:
        _record(actor, "scenario_dropped", found, unit, now, {"name": name})


@transaction.atomic
def accept_remedies(
    actor: Actor, *, year_id: int, unit: str, accepted: Sequence[Accepted], due_on: date | None, now: datetime
) -> tuple[int, ...]:
    """A task of plans for each step, with its lead and deadline; ids of the tasks. All of them, or none.

    Another lead than the unit is for who may give that unit tasks; the unit then cooperates.
    A step that its rule does not give any more is refused, and so is one whose component is a task already.
    """
    locked_year(actor, year_id)
    found = scored_year(actor, year_id)
    unit_of(found, unit)
    _check_rights(actor, unit)
    if not accepted:
        raise InvalidInput(
            "index_remedy.none",
            what="Chưa chọn biện pháp nào.",
            why="Mỗi biện pháp được chọn trở thành một nhiệm vụ.",
            todo="Hãy đánh dấu ít nhất một dòng.",
        )
    given_on = timezone.localdate(now)
    return tuple(_accept(actor, found, unit, one, due_on, given_on, now) for one in accepted)


def _accept(
    actor: Actor, found: ScoredYear, unit: str, one: Accepted, due_on: date | None, given_on: date, now: datetime
) -> int:
    step, best = _step(found, unit, one)
    before_it = AcceptedRemedy.objects.filter(year=found.row, unit_id=unit, component=one.component).first()
    if before_it is not None and before_it.task_id not in completed_on([before_it.task_id]):
        before_it.delete()  # its task was cancelled: another remedy takes its place
    elif before_it is not None:
        raise Conflict(
            "index_remedy.accepted_already",
            what="Tiêu chí «{component}» đã có nhiệm vụ khắc phục.",
            why="Mỗi tiêu chí của một kỳ chỉ có một biện pháp đang thực hiện.",
            todo="Hãy bỏ chọn dòng này, hoặc sửa nhiệm vụ đã có.",
            component=one.component,
        )
    task = _task(found, unit, one, step, due_on=one.due_on or due_on, given_on=given_on)
    task_id = create_task(actor, task=task, now=now)
    effort = efforts_of(found.scored.definition, efforts_said(found.row, unit))[one.component]
    before = found.scored.scores.units[unit]
    after = found.scored.with_changes([Change(unit, one.component, step.given)]).scores.units[unit]
    AcceptedRemedy.objects.create(
        year=found.row,
        unit_id=unit,
        component=one.component,
        value=step.given.value,
        numerator=step.given.numerator,
        denominator=step.given.denominator,
        words=step.words,
        points_before=before.nodes[one.component].points,
        expected_points=max((after.points or Decimal(0)) - (before.points or Decimal(0)), step.gained),
        days=round(effort.cost(step, best.gained), 2),
        task_id=task_id,
        accepted_at=now,
        accepted_by_name=actor.name,
    )
    _record(actor, "remedy_accepted", found, unit, now, {"component": one.component, "task": task_id})
    return task_id


def _task(found: ScoredYear, unit: str, one: Accepted, step: Step, *, due_on: date | None, given_on: date) -> NewTask:
    node = found.scored.definition.by_code[one.component]
    if due_on is None:
        raise InvalidInput(
            "index_remedy.due_missing",
            what="Biện pháp cho «{component}» chưa có hạn.",
            why="Mỗi nhiệm vụ cần ngày hoàn thành.",
            todo="Hãy ghi hạn ở dòng của biện pháp, hoặc hạn chung.",
            component=one.component,
        )
    lead = one.lead or unit
    return NewTask(
        text=f"Khắc phục tiêu chí {node.code} «{node.name}» ({found.row.set_name}, năm {found.row.year}): {step.words}",
        lead=(lead,),
        cooperate=() if lead == unit else (unit,),
        effective_on=given_on,
        due_on=due_on,
        product=node.evidence or None,
        origin=TaskOrigin.REMEDY,
        origin_ref=f"{found.row.set_code}/{found.row.year}/{node.code}",
        reason=tell("Biện pháp khắc phục đã chọn từ trang khoảng cách điểm"),
    )


def _step(found: ScoredYear, unit: str, one: Accepted) -> tuple[Step, Step]:
    wanted = Given(one.cells.value, one.cells.numerator, one.cells.denominator)
    known = {node.code for node in found.scored.definition.components()}
    steps = better_steps(found.scored, unit, one.component) if one.component in known else ()
    for step in steps:
        if step.given[:3] == wanted[:3]:
            return step, steps[-1]
    raise Conflict(
        "index_remedy.step_gone",
        what="Biện pháp đã chọn cho «{component}» không còn đúng.",
        why="Điểm hoặc bộ tiêu chí đã thay đổi từ khi trang được mở.",
        todo="Hãy tải lại trang và chọn lại.",
        component=one.component,
    )


def _unknown_component(code: str) -> InvalidInput:
    return InvalidInput(
        "index_remedy.unknown_component",
        what="Không có thành phần «{component}» trong bộ tiêu chí.",
        why="Mã sai, hoặc bộ tiêu chí đã khác.",
        todo="Hãy tải lại trang.",
        component=code,
    )


def _record(actor: Actor, act: str, found: ScoredYear, unit: str, now: datetime, said: dict[str, object]) -> None:
    subject = ("scoring_year", found.row.pk)
    audit.record(actor, f"indices.remedy.{act}", subject=subject, now=now, new={"unit": unit, **said})
