"""Merge, split, rename, creation and dissolution of units: the old facts end on the day, new facts begin.

With ``is_check`` everything is done, told in the outcome, and taken back: what a person sees before it is kept is what
will be kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.text.folding import nfc
from caicach.organisations import queries
from caicach.organisations.domain.units import ChangeKind, Level, UnitFact, UnitType
from caicach.organisations.models import Unit, UnitChange
from caicach.organisations.models import UnitFact as UnitFactRow
from caicach.organisations.services import unit_checks
from caicach.organisations.services.lapses import EndedRole, Leaving, end_posts, end_roles, posts_of
from caicach.organisations.services.unit_files import save_facts
from caicach.organisations.services.unit_steps import rows_now, steps_between


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
        name = nfc(self.name).strip()
        return UnitFact(
            code=self.code.strip(),
            name=name,
            short_name=nfc(self.short_name).strip() or name,
            level=self.level,
            type=self.type,
            parent=self.parent,
            valid_from=on,
            valid_to=None,
            source=order_document,
            is_verified=True,
            continues=continues,
        )


@dataclass(frozen=True, slots=True)
class ChangeOutcome:
    """What a change did: units that ended, took others in, began, or moved below another; who left a post; roles ended.

    ``id`` names the change; of a check it names nothing.
    """

    id: int
    ended: tuple[UnitFact, ...]
    going_on: tuple[UnitFact, ...]
    begun: tuple[UnitFact, ...]
    moved: tuple[UnitFact, ...]
    leaving: tuple[Leaving, ...]
    roles: tuple[EndedRole, ...]


@transaction.atomic
def create_unit(
    actor: Actor,
    *,
    unit: NewUnit,
    effective_on: date,
    order_document: str,
    now: datetime,
    is_check: bool = False,
) -> ChangeOutcome:
    """A unit that begins, where none of its code is."""
    return _change(actor, now, _Change(ChangeKind.CREATED, (), (unit,), effective_on, order_document), is_check)


@transaction.atomic
def dissolve_unit(
    actor: Actor,
    *,
    code: str,
    effective_on: date,
    order_document: str,
    now: datetime,
    children_to: str | None = None,
    is_check: bool = False,
) -> ChangeOutcome:
    """A unit that ends and goes on in nobody; ``children_to`` is the unit above those that were below it."""
    change = _Change(ChangeKind.DISSOLVED, (code,), (), effective_on, order_document, children_to)
    return _change(actor, now, change, is_check)


@transaction.atomic
def record_merge(
    actor: Actor,
    *,
    from_codes: Sequence[str],
    into: NewUnit | str,
    effective_on: date,
    order_document: str,
    now: datetime,
    is_check: bool = False,
) -> ChangeOutcome:
    """Units that become one. ``into`` is the new unit, or the code of a unit that goes on and takes them in.

    Units that stood below those that end stand below the one.
    """
    one = into if isinstance(into, str) else into.code
    change = _Change(ChangeKind.MERGE, tuple(from_codes), (into,), effective_on, order_document, one)
    return _change(actor, now, change, is_check)


@transaction.atomic
def record_split(
    actor: Actor,
    *,
    code: str,
    into: Sequence[NewUnit | str],
    effective_on: date,
    order_document: str,
    now: datetime,
    children_to: str | None = None,
    is_check: bool = False,
) -> ChangeOutcome:
    """A unit that ends and is divided among new units or units that go on."""
    change = _Change(ChangeKind.SPLIT, (code,), tuple(into), effective_on, order_document, children_to)
    return _change(actor, now, change, is_check)


@transaction.atomic
def record_rename(
    actor: Actor,
    *,
    unit: NewUnit,
    effective_on: date,
    order_document: str,
    now: datetime,
    is_check: bool = False,
) -> ChangeOutcome:
    """The same body under a new name, type or parent from a day on: what was granted for it stays."""
    change = _Change(ChangeKind.RENAME, (unit.code,), (unit,), effective_on, order_document)
    return _change(actor, now, change, is_check)


@dataclass(frozen=True, slots=True)
class _Change:
    kind: ChangeKind
    from_codes: tuple[str, ...]
    into: tuple[NewUnit | str, ...]
    on: date
    order_document: str
    children_to: str | None = None

    @property
    def going_on(self) -> tuple[str, ...]:
        """Units that take others in and stay what they are."""
        return tuple(unit for unit in self.into if isinstance(unit, str))

    @property
    def new_facts(self) -> tuple[UnitFact, ...]:
        goes_on = self.kind is ChangeKind.RENAME
        new = (unit for unit in self.into if isinstance(unit, NewUnit))
        return tuple(unit.fact(self.on, self.order_document.strip(), continues=goes_on) for unit in new)

    @property
    def all_codes(self) -> tuple[str, ...]:
        return (*self.from_codes, *self.going_on, *(fact.code for fact in self.new_facts))


def _change(actor: Actor, now: datetime, change: _Change, is_check: bool) -> ChangeOutcome:
    require(actor, Permission.UNITS_MANAGE)
    unit_checks.check_asked(change.kind, change.from_codes, change.going_on, change.new_facts, change.order_document)
    with transaction.atomic():
        outcome = _outcome_of(actor, now, change)
        if is_check:
            transaction.set_rollback(True)
    return outcome


def _outcome_of(actor: Actor, now: datetime, change: _Change) -> ChangeOutcome:
    before = rows_now()
    new, on = change.new_facts, change.on
    list(Unit.objects.select_for_update().filter(code__in=change.all_codes).order_by("code"))  # others wait here
    facts = queries.unit_facts()
    touched = {code: unit_checks.ending(code, facts, on) for code in (*change.from_codes, *change.going_on)}
    ended = [fact for code, fact in touched.items() if code not in change.going_on]
    unit_checks.check_not_changed_later(ended, facts, on)
    if change.kind is ChangeKind.RENAME:
        unit_checks.check_something_changes(ended[0], new[0])
        new = (replace(new[0], aliases=ended[0].aliases),)
    unit_checks.check_free(new, facts, ended, on)
    bereft = {fact.code for fact in ended} - {fact.code for fact in new}
    moved = _children(bereft, facts, change)
    unit_checks.check_no_ring((*new, *moved), facts, ended, on)
    posts = () if change.kind is ChangeKind.RENAME else posts_of([fact.code for fact in ended], on)
    for fact in ended:
        UnitFactRow.objects.filter(unit_id=fact.code, valid_from=fact.valid_from).update(valid_to=on)
    _move(moved, on)
    save_facts(new)
    row = _change_row(change)
    leaving, roles = tuple[Leaving, ...](), tuple[EndedRole, ...]()
    if change.kind is not ChangeKind.RENAME:
        codes = [fact.code for fact in ended]
        leaving = end_posts(actor, codes, posts, on=on, now=now)
        roles = end_roles(actor, units=codes, on=on, now=now)
    going_on = tuple(touched[code] for code in change.going_on)
    outcome = ChangeOutcome(row.pk, tuple(ended), going_on, new, moved, leaving, roles)
    UnitChange.objects.filter(pk=row.pk).update(steps=steps_between(before, rows_now()))
    _record(actor, now, change, outcome)
    return outcome


def _children(codes: set[str], facts: Sequence[UnitFact], change: _Change) -> tuple[UnitFact, ...]:
    """Units below those that end, from the day on below another: of each fact that lasts into the day its rest."""
    below = [
        fact
        for fact in facts
        if fact.parent in codes and fact.code not in codes and (fact.valid_to is None or change.on < fact.valid_to)
    ]
    if not below:
        return ()
    if change.children_to is None or change.children_to in codes:
        raise unit_checks.has_children(below, change.on)
    return tuple(
        replace(
            fact,
            parent=change.children_to,
            valid_from=max(change.on, fact.valid_from or change.on),
            source=change.order_document.strip(),
            continues=fact.continues or fact.valid_from is None or fact.valid_from < change.on,
        )
        for fact in below
    )


def _move(moved: Sequence[UnitFact], on: date) -> None:
    """A fact that began before the day ends on it; one that begins on it or later names another unit above."""
    new = []
    for fact in moved:
        rows = UnitFactRow.objects.filter(unit_id=fact.code)
        if rows.filter(valid_from=fact.valid_from).exists():
            rows.filter(valid_from=fact.valid_from).update(parent_id=fact.parent)
            continue
        rows.filter(unit_checks.lasts_into(on)).update(valid_to=on)
        new.append(fact)
    save_facts(new)


def _change_row(change: _Change) -> UnitChange:
    """The change itself as a dated fact."""
    to_codes = [*change.going_on, *(fact.code for fact in change.new_facts)]
    row = UnitChange.objects.create(
        kind=change.kind.value, effective_on=change.on, order_document=change.order_document.strip()
    )
    row.from_units.set(Unit.objects.filter(code__in=change.from_codes))
    row.to_units.set(Unit.objects.filter(code__in=to_codes))
    return row


def _record(actor: Actor, now: datetime, change: _Change, outcome: ChangeOutcome) -> None:
    audit.record(
        actor,
        f"organisations.unit.{change.kind.value}",
        subject=("organisations.unit_change", outcome.id),
        now=now,
        old={"units": {fact.code: fact.name for fact in outcome.ended}},
        new={
            "units": {fact.code: fact.name for fact in outcome.begun},
            "into": [*change.going_on, *(fact.code for fact in outcome.begun)],
            "effective_on": change.on.isoformat(),
            "moved": {fact.code: fact.parent for fact in outcome.moved},
            "left": [f"{leaving.post}: {leaving.person}" for leaving in outcome.leaving],
        },
        why=change.order_document.strip(),
    )
