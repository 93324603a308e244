"""Merge, split, rename, creation and dissolution of units: the old facts end on the day, new facts begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.text.dates import format_date
from caicach.organisations import queries
from caicach.organisations.domain.units import ChangeKind, Level, UnitFact, UnitType, overlaps
from caicach.organisations.models import Unit, UnitChange
from caicach.organisations.models import UnitFact as UnitFactRow
from caicach.organisations.services.unit_files import save_facts


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit as the deciding document makes it. The code may be one that an ended unit bore."""

    code: str
    name: str
    short_name: str
    level: Level
    type: UnitType
    parent: str | None

    def fact(self, on: date, order_document: str, *, continues: bool = False) -> UnitFact:
        return UnitFact(
            code=self.code,
            name=self.name,
            short_name=self.short_name,
            level=self.level,
            type=self.type,
            parent=self.parent,
            valid_from=on,
            valid_to=None,
            source=order_document,
            is_verified=True,
            continues=continues,
        )


@transaction.atomic
def create_unit(actor: Actor, *, unit: NewUnit, effective_on: date, order_document: str, now: datetime) -> None:
    """A unit that begins, where none of its code is."""
    _change(actor, now, _Change(ChangeKind.CREATED, (), (unit,), effective_on, order_document))


@transaction.atomic
def dissolve_unit(actor: Actor, *, code: str, effective_on: date, order_document: str, now: datetime) -> None:
    """A unit that ends and goes on in nobody."""
    _change(actor, now, _Change(ChangeKind.DISSOLVED, (code,), (), effective_on, order_document))


@transaction.atomic
def record_merge(
    actor: Actor,
    *,
    from_codes: Sequence[str],
    into: NewUnit | str,
    effective_on: date,
    order_document: str,
    now: datetime,
) -> None:
    """Units that become one. ``into`` is the new unit, or the code of a unit that goes on and takes them in."""
    _change(actor, now, _Change(ChangeKind.MERGE, tuple(from_codes), (into,), effective_on, order_document))


@transaction.atomic
def record_split(
    actor: Actor,
    *,
    code: str,
    into: Sequence[NewUnit | str],
    effective_on: date,
    order_document: str,
    now: datetime,
) -> None:
    """A unit that ends and is divided among new units or units that go on."""
    _change(actor, now, _Change(ChangeKind.SPLIT, (code,), tuple(into), effective_on, order_document))


@transaction.atomic
def record_rename(actor: Actor, *, unit: NewUnit, effective_on: date, order_document: str, now: datetime) -> None:
    """The same body under a new name, type or parent from a day on: what was granted for it stays."""
    _change(actor, now, _Change(ChangeKind.RENAME, (unit.code,), (unit,), effective_on, order_document))


@dataclass(frozen=True, slots=True)
class _Change:
    kind: ChangeKind
    from_codes: tuple[str, ...]
    into: tuple[NewUnit | str, ...]
    on: date
    order_document: str

    @property
    def going_on(self) -> tuple[str, ...]:
        """Units that take others in and stay what they are."""
        return tuple(unit for unit in self.into if isinstance(unit, str))

    @property
    def new_facts(self) -> tuple[UnitFact, ...]:
        goes_on = self.kind is ChangeKind.RENAME
        new = (unit for unit in self.into if isinstance(unit, NewUnit))
        return tuple(unit.fact(self.on, self.order_document, continues=goes_on) for unit in new)


def _change(actor: Actor, now: datetime, change: _Change) -> None:
    require(actor, Permission.UNITS_MANAGE)
    if not change.order_document.strip():
        raise InvalidInput(
            "organisations.no_order_document",
            what="Chưa nêu văn bản quyết định việc thay đổi đơn vị.",
            why="Thay đổi về đơn vị chỉ có hiệu lực theo văn bản của cấp có thẩm quyền.",
            todo="Hãy ghi số, ký hiệu và ngày của văn bản.",
        )
    new = change.new_facts
    codes = (*change.from_codes, *change.going_on, *(fact.code for fact in new))
    list(Unit.objects.select_for_update().filter(code__in=codes).order_by("code"))  # others wait here
    facts = queries.unit_facts()
    touched = {code: _ending(code, facts, change.on) for code in (*change.from_codes, *change.going_on)}
    ended = [fact for code, fact in touched.items() if code not in change.going_on]
    _check_children({fact.code for fact in ended} - {fact.code for fact in new}, facts, change.on)
    _check_free(new, facts, ended, change.on)
    for fact in ended:
        UnitFactRow.objects.filter(unit_id=fact.code, valid_from=fact.valid_from).update(valid_to=change.on)
    save_facts(new)
    _keep(actor, now, change, ended)


def _keep(actor: Actor, now: datetime, change: _Change, ended: Sequence[UnitFact]) -> None:
    """The change itself as a dated fact, and its audit line."""
    new = change.new_facts
    to_codes = [*change.going_on, *(fact.code for fact in new)]
    row = UnitChange.objects.create(
        kind=change.kind.value, effective_on=change.on, order_document=change.order_document.strip()
    )
    row.from_units.set(Unit.objects.filter(code__in=change.from_codes))
    row.to_units.set(Unit.objects.filter(code__in=to_codes))
    audit.record(
        actor,
        f"organisations.unit.{change.kind.value}",
        subject=("organisations.unit_change", row.pk),
        now=now,
        old={"units": {fact.code: fact.name for fact in ended}},
        new={
            "units": {fact.code: fact.name for fact in new},
            "into": to_codes,
            "effective_on": change.on.isoformat(),
        },
        why=change.order_document.strip(),
    )


def _ending(code: str, facts: Sequence[UnitFact], on: date) -> UnitFact:
    """The fact that holds on the eve of the change and goes on into the day."""
    current = next((fact for fact in facts if fact.code == code and fact.is_valid(on) and fact.valid_from != on), None)
    if current is None:
        raise InvalidInput(
            "organisations.unit_not_there",
            what="Không có đơn vị mã «{unit}» trước ngày {day}.",
            why="Đơn vị này chưa có, đã kết thúc, hoặc đã thay đổi trong chính ngày đó.",
            todo="Hãy kiểm tra mã và ngày hiệu lực trong văn bản.",
            unit=code,
            day=format_date(on),
        )
    return current


def _check_children(codes: set[str], facts: Sequence[UnitFact], on: date) -> None:
    """A unit does not end above units that stay: move them first, on the same day."""
    left = [fact for fact in facts if fact.parent in codes and fact.is_valid(on) and fact.code not in codes]
    if left:
        raise Conflict(
            "organisations.unit_has_children",
            what="Chưa thể kết thúc đơn vị: còn {count} đơn vị trực thuộc trong ngày {day}.",
            why="Đơn vị trực thuộc còn lại: {names}.",
            todo="Hãy ghi nhận việc chuyển hoặc kết thúc các đơn vị này trước, cùng ngày hiệu lực.",
            count=len(left),
            day=format_date(on),
            names=", ".join(f"{fact.name} ({fact.code})" for fact in left[:10]),
        )


def _check_free(new: Sequence[UnitFact], facts: Sequence[UnitFact], ended: Sequence[UnitFact], on: date) -> None:
    """The code of a new unit names nobody from the day on, and its parent is there."""
    staying = [fact for fact in facts if fact not in ended and overlaps((on, None), (fact.valid_from, fact.valid_to))]
    bearers = {fact.code: fact for fact in staying}
    there = {fact.code for fact in staying if fact.is_valid(on)} | {fact.code for fact in new}
    for fact in new:
        if fact.code in bearers:
            raise Conflict(
                "organisations.code_in_use",
                what="Mã «{unit}» đang là của {name} trong thời gian từ {day}.",
                why="Một mã chỉ chỉ một đơn vị trong một ngày.",
                todo="Hãy dùng mã khác, hoặc ghi nhận việc kết thúc đơn vị kia.",
                unit=fact.code,
                name=bearers[fact.code].name,
                day=format_date(on),
            )
        if fact.parent is not None and fact.parent not in there:
            raise InvalidInput(
                "organisations.no_parent",
                what="Không có đơn vị cấp trên mã «{parent}» trong ngày {day}.",
                why="Đơn vị mới phải trực thuộc một đơn vị đang có.",
                todo="Hãy kiểm tra mã đơn vị cấp trên.",
                parent=fact.parent,
                day=format_date(on),
            )
