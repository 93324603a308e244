"""Inspections planned, changed, called off and begun; self-inspections of units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from caicach.inspections.checklists_in_force import kept_checklist, known_checklists
from caicach.inspections.domain.catalogue import checklist_on
from caicach.inspections.domain.cycle import Act, InspectionKind, Manner, State, check_act
from caicach.inspections.domain.judging import items_asked
from caicach.inspections.gathering import Moments, chosen_sections
from caicach.inspections.models import Finding, Inspection, Recheck, TeamMember
from caicach.inspections.obtaining import concluded_inspection, inspection_seen, programme_seen, written_inspection
from caicach.inspections.services.telling import tell_team
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.http.texts import check_length
from caicach.organisations import queries as organisations
from caicach.organisations.domain.units import UnitFact
from caicach.plans.queries.completion import completed_on


@dataclass(frozen=True, slots=True)
class Member:
    user_id: int
    is_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInspection:
    """``sections`` are numbers of the checklist's sections; empty for all. ``part`` names a division of the unit."""

    unit: str
    checklist: str
    first_on: date
    last_on: date
    manner: Manner = Manner.ANNOUNCED
    team: tuple[Member, ...] = ()
    programme_id: int | None = None
    sections: tuple[str, ...] = ()
    part: str = ""


@transaction.atomic
def plan_inspection(actor: Actor, *, new: NewInspection, now: datetime) -> int:
    """Set an inspection into the calendar with the checklist in force on its first day; its id."""
    require(actor, Permission.INSPECTION_MANAGE)
    if new.programme_id is not None:
        programme_seen(actor, new.programme_id)
    if not new.team:
        raise _refusal("inspection.no_team", "Đoàn kiểm tra chưa có ai.", "Hãy chọn ít nhất một thành viên.")
    row = _row(actor, new, InspectionKind.OFFICE, now)
    _set_team(row, new.team, new.unit, now)
    _record(actor, "planned", row, now)
    tell_team(actor, row, now=now)
    return row.pk


@transaction.atomic
def plan_inspections(actor: Actor, *, news: Sequence[NewInspection], now: datetime) -> tuple[int, ...]:
    """Several at once, as for the units of a programme: all of them, or none; their ids."""
    return tuple(plan_inspection(actor, new=new, now=now) for new in news)


@transaction.atomic
def open_self_inspection(
    actor: Actor, *, unit: str, checklist: str, part: str, sections: tuple[str, ...] = (), now: datetime
) -> int:
    """A unit inspects itself, or a division of its own, from this moment on; the id."""
    require(actor, Permission.INSPECTION_ANSWER, unit=unit)
    on = timezone.localdate(now)
    new = NewInspection(unit=unit, checklist=checklist, first_on=on, last_on=on, sections=sections, part=part)
    row = _row(actor, new, InspectionKind.SELF, now)
    _record(actor, "planned", row, now)
    _begin(actor, row, now, now)
    return row.pk


def _row(actor: Actor, new: NewInspection, kind: InspectionKind, now: datetime) -> Inspection:
    if new.last_on < new.first_on:
        raise _refusal("inspection.days", "Ngày kết thúc trước ngày bắt đầu.", "Hãy sửa ngày.")
    unit = _unit_on(new.unit, new.first_on)
    kept = checklist_on(known_checklists(), new.checklist, new.first_on)
    known = {section.number for section in kept.checklist.sections}
    if not set(new.sections) <= known:
        raise _refusal("inspection.no_section", "Danh mục không có phần đã chọn.", "Hãy tải lại trang.")
    return Inspection.objects.create(
        programme_id=new.programme_id,
        kind=kind.value,
        manner=new.manner.value,
        unit_id=unit.code,
        unit_name=unit.office_name,
        unit_level=unit.level.value,
        part=check_length(" ".join(new.part.split()), 300),
        checklist_code=kept.checklist.code,
        checklist_version=kept.checklist.version,
        checklist_title=kept.checklist.title,
        checklist_text=kept.text,
        checklist_hash=sha256(kept.text.encode()).hexdigest(),
        sections=sorted(new.sections),
        first_on=new.first_on,
        last_on=new.last_on,
        made_at=now,
        made_by_name=actor.name,
    )


def _unit_on(code: str, on: date) -> UnitFact:
    found = next((unit for unit in organisations.units_on(on) if unit.code == code), None)
    if found is None:
        raise _refusal(
            "inspection.no_unit",
            "Ngày {day} không có đơn vị «{unit}».",
            "Hãy chọn lại.",
            day=f"{on:%d/%m/%Y}",
            unit=code,
        )
    return found


def _set_team(row: Inspection, team: Sequence[Member], unit: str, now: datetime) -> None:
    """Nobody inspects the own unit; one head, the first where none is named."""
    people = organisations.contacts(member.user_id for member in team)
    unknown = [member for member in team if member.user_id not in people]
    if unknown or len({member.user_id for member in team}) != len(team):
        raise _refusal("inspection.unknown_member", "Có người không có tài khoản, hoặc chọn hai lần.", "Hãy chọn lại.")
    holders = organisations.role_holders_on(timezone.localdate(now))
    inside = {holder.user_id for holder in holders if holder.unit == unit}
    biased = next((member for member in team if member.user_id in inside), None)
    if biased is not None:
        raise _refusal(
            "inspection.own_unit",
            "«{name}» thuộc chính đơn vị được kiểm tra.",
            "Hãy chọn người khác; đơn vị tự kiểm tra thì dùng «Tự kiểm tra».",
            name=people[biased.user_id].display_name,
        )
    if sum(member.is_head for member in team) > 1:
        raise _refusal("inspection.two_heads", "Đoàn có hai trưởng đoàn.", "Hãy chọn một trưởng đoàn.")
    members = list(team) if any(member.is_head for member in team) else [replace(team[0], is_head=True), *team[1:]]
    row.team.all().delete()
    rows = [
        TeamMember(inspection=row, user_id=m.user_id, name=people[m.user_id].display_name, is_head=m.is_head)
        for m in members
    ]
    TeamMember.objects.bulk_create(rows)


@transaction.atomic
def change_inspection(
    actor: Actor,
    *,
    inspection_id: int,
    seen: int,
    first_on: date,
    last_on: date,
    team: tuple[Member, ...],
    now: datetime,
) -> None:
    """Other days or another team, before it begins. The checklist stays the one it was planned with."""
    row = inspection_seen(actor, inspection_id, for_update=True)
    require(actor, Permission.INSPECTION_MANAGE)
    check_act(State(row.state), Act.CHANGE)
    if row.version != seen:
        raise Conflict(
            "inspection.changed",
            what="Cuộc kiểm tra đã được người khác sửa.",
            why="Bạn đang sửa một bản cũ hơn.",
            todo="Hãy tải lại trang, xem bản mới, rồi sửa tiếp.",
        )
    if last_on < first_on:
        raise _refusal("inspection.days", "Ngày kết thúc trước ngày bắt đầu.", "Hãy sửa ngày.")
    old = {"first": row.first_on.isoformat(), "last": row.last_on.isoformat()}
    row.first_on, row.last_on, row.version = first_on, last_on, row.version + 1
    row.save(update_fields=("first_on", "last_on", "version"))
    if team:
        _set_team(row, team, row.unit_id, now)
    _record(actor, "changed", row, now, old=old)
    tell_team(actor, row, now=now)


@transaction.atomic
def cancel_inspection(actor: Actor, *, inspection_id: int, reason: str, now: datetime) -> None:
    """Call it off before its minutes, with the reason; what was answered stays."""
    row = concluded_inspection(actor, inspection_id)
    check_act(State(row.state), Act.CANCEL)
    if not reason.strip():
        raise _refusal("inspection.no_reason", "Hủy thì phải có lý do.", "Hãy ghi lý do.")
    row.state, row.cancelled_at, row.cancelled_reason = State.CANCELLED.value, now, reason.strip()
    row.save(update_fields=("state", "cancelled_at", "cancelled_reason"))
    _record(actor, "cancelled", row, now, why=row.cancelled_reason)


@transaction.atomic
def begin_inspection(actor: Actor, *, inspection_id: int, begun_at: datetime, now: datetime) -> None:
    """The team is at the place: what is asked is fixed by the moment, the findings still open come first."""
    row = written_inspection(actor, inspection_id)
    check_act(State(row.state), Act.BEGIN)
    if not now - timedelta(days=7) <= begun_at <= now + timedelta(minutes=5):
        raise _refusal(
            "inspection.begun_when",
            "Thời điểm bắt đầu phải trong bảy ngày qua và không ở tương lai.",
            "Hãy sửa ngày, giờ.",
        )
    _begin(actor, row, begun_at, now)


def _begin(actor: Actor, row: Inspection, begun_at: datetime, now: datetime) -> None:
    moment = Moments().of(begun_at)
    checklist = kept_checklist(row.checklist_text)
    inside = [item.code for section in chosen_sections(row) for item in section.items]
    if moment is not None:
        asked = items_asked(checklist, level=row.unit_level, moment=moment)
        inside = [code for code in inside if code in asked]
    row.state, row.begun_at, row.asked = State.AT_PLACE.value, begun_at, inside
    row.save(update_fields=("state", "begun_at", "asked"))
    lines = [Recheck(inspection=row, finding=one, position=n) for n, one in enumerate(_to_check_again(row), start=1)]
    Recheck.objects.bulk_create(lines)
    _record(actor, "begun", row, now)


def _to_check_again(row: Inspection) -> list[Finding]:
    """Every finding of the unit that is not closed: those not mended first, then those nobody has checked yet."""
    found = Finding.objects.filter(
        unit_id=row.unit_id, inspection__state=State.CONCLUDED.value, inspection__kind=row.kind, closed_at=None,
        is_carried=False,
    )  # fmt: skip
    if row.kind == InspectionKind.SELF.value:
        found = found.filter(inspection__part=row.part)
    lines = list(found.order_by("inspection__concluded_at", "pk"))
    done = completed_on([one.task_id for one in lines if one.task_id is not None])
    return sorted(lines, key=lambda one: one.task_id is not None and done.get(one.task_id) is not None)


def _refusal(code: str, why: str, todo: str, **values: object) -> InvalidInput:
    return InvalidInput(code, what="Chưa lưu được cuộc kiểm tra.", why=why, todo=todo, **values)


def _record(
    actor: Actor, act: str, row: Inspection, now: datetime, *, old: Mapping[str, object] | None = None, why: str = ""
) -> None:
    new = {
        "unit": row.unit_id,
        "checklist": row.checklist_code,
        "version": row.checklist_version,
        "first": row.first_on.isoformat(),
        "last": row.last_on.isoformat(),
        "state": row.state,
    }
    subject = ("inspection", row.pk)
    audit.record(actor, f"inspections.inspection.{act}", subject=subject, now=now, old=old, new=new, why=why)
