"""A recorded change of units taken back: not yet in force, or the latest of its units, where nothing stands on it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, Role, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.text.dates import format_date
from caicach.organisations import unit_queries
from caicach.organisations.models import Person, Post, PostHolding, RoleGrant, Unit, UnitChange, UnitFact, User
from caicach.organisations.services import unit_steps
from caicach.organisations.services.lapses import EndedRole, Leaving
from caicach.organisations.services.unit_steps import Steps
from caicach.organisations.unit_queries import ChangeView


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What taking a change back does: names of units that go on again, that go, that stand above as before; who holds
    a post again; roles that are there again."""

    view: ChangeView
    returning: tuple[str, ...]
    going: tuple[str, ...]
    moved: tuple[str, ...]
    holding: tuple[Leaving, ...]
    roles: tuple[EndedRole, ...]


def withdraw_change(actor: Actor, *, change_id: int, reason: str, now: datetime, is_check: bool = False) -> Withdrawal:
    """Raises Conflict (``organisations.change_stays``) with what stands on it, InvalidInput without a reason."""
    require(actor, Permission.UNITS_MANAGE)
    if not is_check and not reason.strip():
        raise InvalidInput(
            "organisations.no_reason",
            what="Chưa ghi lý do rút thay đổi.",
            why="Nhật ký giữ lý do của mỗi lần rút.",
            todo="Hãy ghi lý do rồi rút lại.",
        )
    with transaction.atomic():
        view = unit_queries.change_view(actor, change_id, on=timezone.localdate(now))
        row = UnitChange.objects.select_for_update().get(pk=change_id)
        done = _withdrawal(view, row)
        if not is_check:
            _take_back(actor, row, done, reason.strip(), now)
    return done


def _withdrawal(view: ChangeView, row: UnitChange) -> Withdrawal:
    if row.steps is None:
        raise _stays(view, tell("Thay đổi này có từ tệp danh mục, hoặc ghi từ trước khi hệ thống giữ từng bước."))
    steps: Steps = row.steps
    touched = _touched(steps)
    _refuse_later(view, row, touched)
    _refuse_changed(view, steps)
    _refuse_used(view, steps)
    _refuse_roles(view, row, steps)
    facts = unit_steps.of(steps, UnitFact)
    new = {after["unit_id"]: after["name"] for _, before, after in facts if before is None and after}
    back = {before["unit_id"]: before["name"] for _, before, _ in facts if before}
    before, after = {code for code, _ in view.before}, {code for code, _ in view.after}
    return Withdrawal(
        view=view,
        returning=tuple(name for code, name in sorted(back.items()) if code in before),
        going=tuple(name for code, name in sorted(new.items()) if code in after),
        moved=tuple(name for code, name in sorted(back.items()) if code not in before),
        holding=_holding(steps),
        roles=_roles(steps),
    )


def _touched(steps: Steps) -> set[str]:
    rows = (row for _, before, after in unit_steps.of(steps, UnitFact) for row in (before, after) if row)
    return {str(row["unit_id"]) for row in rows}


def _holding(steps: Steps) -> tuple[Leaving, ...]:
    rows = [before for _, before, _ in unit_steps.of(steps, PostHolding) if before]
    people = dict(Person.objects.filter(pk__in=[row["person_id"] for row in rows]).values_list("pk", "full_name"))
    titles = dict(Post.objects.filter(pk__in=[row["post_id"] for row in rows]).values_list("pk", "title"))
    return tuple(
        Leaving(str(titles.get(row["post_id"], row["post_id"])), str(people.get(row["person_id"], ""))) for row in rows
    )


def _roles(steps: Steps) -> tuple[EndedRole, ...]:
    rows = [before for _, before, _ in unit_steps.of(steps, RoleGrant) if before]
    users = dict(User.objects.filter(pk__in=[row["user_id"] for row in rows]).values_list("pk", "display_name"))
    return tuple(EndedRole(row["user_id"], users[row["user_id"]], Role(row["role"]), row["unit_id"]) for row in rows)


def _refuse_later(view: ChangeView, row: UnitChange, touched: set[str]) -> None:
    """Another change that was recorded after this one starts from what this one made."""
    later = UnitChange.objects.filter(Q(from_units__in=touched) | Q(to_units__in=touched), pk__gt=row.pk).order_by("pk")
    if (other := later.first()) is not None:
        raise _stays(
            view,
            tell(
                "Sau đó đã ghi một thay đổi khác của các đơn vị này, có hiệu lực từ {day} ({document}).",
                day=format_date(other.effective_on),
                document=other.order_document,
            ),
        )


def _refuse_changed(view: ChangeView, steps: Steps) -> None:
    """A row that is not what the change made of it was changed since by a person."""
    now = unit_steps.rows_now()
    for table, of_table in steps.items():
        for key, _, after in of_table:
            if now[table].get(key) != after:
                raise _stays(view, tell("Đơn vị, chức vụ hoặc vai trò trong lần này đã được sửa sau đó."))


def _refuse_used(view: ChangeView, steps: Steps) -> None:
    """A unit that began with the change and is named by anything else."""
    own = {(table, key) for table, of_table in steps.items() for key, before, _ in of_table if before is None}
    for code, before, _ in unit_steps.of(steps, Unit):
        if before is not None:
            continue
        for model, name in _naming_units():
            table = str(model._meta.model_name)
            found = model._base_manager.filter(**{name: code}).values_list("pk", flat=True)
            if any((table, str(key)) not in own for key in found[: len(own) + 1]):
                raise _stays(view, tell("Đơn vị mới ({unit}) đã có người, chức vụ, vai trò hoặc công việc.", unit=code))


def _naming_units() -> list[tuple[type[models.Model], str]]:
    """Every column of every module that names a unit, but for the changes themselves."""
    changes = (UnitChange.from_units.through, UnitChange.to_units.through)
    fields = (field for field in Unit._meta.get_fields(include_hidden=True) if isinstance(field, models.ManyToOneRel))
    return [(field.related_model, field.field.name) for field in fields if field.related_model not in changes]


def _refuse_roles(view: ChangeView, row: UnitChange, steps: Steps) -> None:
    """A role that ended was given again at a successor: it would be there twice."""
    after = [code for code, _ in view.after]
    for _, before, _ in unit_steps.of(steps, RoleGrant):
        given = RoleGrant.objects.filter(unit_id__in=after, valid_from__gte=row.effective_on)
        if before and given.filter(user_id=before["user_id"], role=before["role"]).exists():
            raise _stays(
                view,
                tell("Vai trò kết thúc cùng đơn vị đã được giao lại ở đơn vị kế tiếp."),
                tell("Hãy kết thúc các vai trò đã giao lại ở trang tài khoản, rồi rút thay đổi."),
            )


def _stays(view: ChangeView, why: Said, way_on: Said | None = None) -> Conflict:
    return Conflict(
        "organisations.change_stays",
        what="Không rút được thay đổi có hiệu lực từ {day}.",
        why="{because}",
        todo="{way_on}",
        way_on=tell("Nếu thay đổi ghi sai, hãy ghi một thay đổi mới cho đúng.") if way_on is None else way_on,
        day=format_date(view.effective_on),
        because=why,
    )


def _take_back(actor: Actor, row: UnitChange, done: Withdrawal, reason: str, now: datetime) -> None:
    steps: Steps = row.steps or {}
    change_id, view = row.pk, done.view
    row.delete()
    unit_steps.taken_back(steps)
    audit.record(
        actor,
        "organisations.unit_change.withdrawn",
        subject=("organisations.unit_change", change_id),
        now=now,
        old={
            "units": [code for code, _ in view.before],
            "into": [code for code, _ in view.after],
            "effective_on": view.effective_on.isoformat(),
            "document": view.order_document,
        },
        why=reason,
    )
    for role in done.roles:
        audit.record(
            actor,
            "organisations.role.restored",
            subject=("organisations.user", role.user_id),
            now=now,
            new={"role": role.role.value, "unit": role.unit},
        )
    for _, before, _ in unit_steps.of(steps, PostHolding):
        if before:
            audit.record(
                actor,
                "organisations.post.restored",
                subject=("organisations.post", before["post_id"]),
                now=now,
                new={"valid_from": before["valid_from"], "valid_to": before["valid_to"]},
            )
