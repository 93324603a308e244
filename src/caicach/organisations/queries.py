"""Reading: who there is on a day, and who acts. Every function says how many SQL queries it makes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Prefetch, Q, QuerySet

from caicach.kernel.access import Actor, Role
from caicach.kernel.errors import NotFound
from caicach.kernel.text.collation import collation_key
from caicach.kernel.text.folding import fold, squeeze
from caicach.kernel.unchanged import while_unchanged
from caicach.kernel.vocabulary import ReformArea
from caicach.organisations import models as tables
from caicach.organisations.domain.directory import DatedPost, Directory, Register, in_order
from caicach.organisations.domain.posts import MemberRole, Membership, RoleHolder
from caicach.organisations.domain.units import (
    ChangeKind,
    Level,
    OwnBody,
    UnitChange,
    UnitFact,
    UnitType,
    body_since,
    is_within,
    office_name_of,
)

Row = TypeVar("Row", bound=models.Model)
_REPORTING = frozenset({Role.UNIT_HEAD, Role.FOCAL_POINT, Role.STANDING_OFFICE})


def whole_on(on: date) -> UnitFact | None:
    """The unit that stands for the whole place on a day: the ministry, else the province."""
    units = units_on(on)
    whole = (one for one in units if one.level is Level.MINISTRY or one.is_province)
    return min(whole, key=lambda one: one.level is not Level.MINISTRY, default=None)


def own_body(on: date) -> OwnBody:
    """Whether the place is a province's or a ministry's on a day."""
    whole = whole_on(on)
    return OwnBody.MINISTRY if whole is not None and whole.level is Level.MINISTRY else OwnBody.PROVINCE


def is_ministry() -> bool:
    """Whether the place is a ministry's: one stands among its units. One SQL query."""
    return tables.UnitFact.objects.filter(level=Level.MINISTRY.value).exists()


@while_unchanged()
def register() -> Register:
    """Every dated fact of the province. Six SQL queries."""
    return Register(
        source="cơ sở dữ liệu",
        facts=unit_facts(),
        posts=tuple(
            DatedPost(p.code, p.unit_id, p.title, p.is_head, p.valid_from, p.valid_to)
            for p in tables.Post.objects.order_by("unit_id", "code")
        ),
        members=tuple(
            Membership(
                committee=m.committee_id,
                post=m.post_id,
                role=MemberRole(m.role),
                field=ReformArea(m.field) if m.field else None,
                valid_from=m.valid_from,
                valid_to=m.valid_to,
                source=m.source,
                is_verified=m.is_verified,
            )
            for m in tables.Membership.objects.order_by("id")
        ),
        changes=_changes(),
    )


def unit_facts(codes: Iterable[str] | None = None) -> tuple[UnitFact, ...]:
    """Facts of all units, or of the units named. One SQL query."""
    rows = tables.UnitFact.objects.order_by("unit_id", "valid_from", "id")
    if codes is not None:
        rows = rows.filter(unit_id__in=list(codes))
    return tuple(_fact(row) for row in rows)


def _fact(row: tables.UnitFact) -> UnitFact:
    return UnitFact(
        code=row.unit_id,
        name=row.name,
        short_name=row.short_name,
        level=Level(row.level),
        type=UnitType(row.type),
        parent=row.parent_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        is_verified=row.is_verified,
        continues=row.continues,
        aliases=tuple(row.aliases),
    )


def _changes() -> tuple[UnitChange, ...]:
    rows = tables.UnitChange.objects.order_by("effective_on", "id").prefetch_related("from_units", "to_units")
    return tuple(
        UnitChange(
            kind=ChangeKind(row.kind),
            effective_on=row.effective_on,
            from_codes=tuple(unit.code for unit in row.from_units.all()),
            to_codes=tuple(unit.code for unit in row.to_units.all()),
            order_document=row.order_document,
        )
        for row in rows
    )


@while_unchanged()
def directory_on(on: date) -> Directory:
    """Everything valid on a day. Six SQL queries, however many units there are."""
    return register().on(on)


@while_unchanged()
def bodies_begun(codes: tuple[str, ...], *, on: date) -> dict[date, list[str]]:
    """By the day on which they began, those codes whose body of a day is not the first that bears the code.

    One SQL query; a body that goes on under a new name is the same.
    """
    of_code: dict[str, list[UnitFact]] = {}
    for fact in unit_facts(codes) if codes else ():
        of_code.setdefault(fact.code, []).append(fact)
    found: dict[date, list[str]] = {}
    for code, facts in sorted(of_code.items()):
        since = body_since(facts, on)[1]
        if since is not None and any(fact.valid_from is None or fact.valid_from < since for fact in facts):
            found.setdefault(since, []).append(code)
    return found


@while_unchanged()
def units_on(on: date) -> tuple[UnitFact, ...]:
    """The units of a day alone, in their order: what a page needs that lists them. One SQL query."""
    rows = valid_on(tables.UnitFact.objects.order_by("unit_id", "valid_from", "id"), on)
    return tuple(in_order(map(_fact, rows)))


def unit_codes_by_name(on: date, *, with_codes: bool = False) -> dict[str, str]:
    """Codes of the units of a day by each of their folded names; with the codes themselves, as lists have either. One
    SQL query."""
    return {
        fold(squeeze(word)): unit.code
        for unit in units_on(on)
        for word in (*([unit.code] if with_codes else []), unit.short_name, unit.name, unit.office_name)
        if word
    }


@while_unchanged()
def office_names_on(on: date) -> dict[str, str]:
    """Who acts for each unit, by its code: as called on the day, else as a former or later unit was last called.

    One SQL query, of the few columns that say it.
    """
    rows = tables.UnitFact.objects.order_by(F("valid_from").asc(nulls_first=True), "id")
    former: dict[str, str] = {}
    valid: dict[str, str] = {}
    for code, name, kind, start, end in rows.values_list("unit_id", "name", "type", "valid_from", "valid_to"):
        (valid if is_within(on, start, end) else former)[code] = office_name_of(name, UnitType(kind))
    return former | valid


@while_unchanged()
def ended_units_on(on: date) -> tuple[tuple[str, str, date], ...]:
    """Units that are no more on a day: code, the last name of their office, and the day from which they are not.

    One SQL query, of the few columns that say it.
    """
    rows = tables.UnitFact.objects.exclude(level=Level.OUTSIDE.value)
    rows = rows.order_by(F("valid_from").asc(nulls_first=True), "id")
    last: dict[str, tuple[str, date | None]] = {}
    for code, name, kind, end in rows.values_list("unit_id", "name", "type", "valid_to"):
        last[code] = office_name_of(name, UnitType(kind)), end
    ended = ((code, name, end) for code, (name, end) in last.items() if end is not None and end <= on)
    return tuple(sorted(ended, key=lambda unit: collation_key(unit[1])))


def valid_on(rows: QuerySet[Row], on: date) -> QuerySet[Row]:
    """Rows whose half-open range holds the day."""
    started = Q(valid_from=None) | Q(valid_from__lte=on)
    return rows.filter(started & (Q(valid_to=None) | Q(valid_to__gt=on)))


def holders_on(on: date) -> dict[str, str]:
    """Who holds each post on a day, by the post's code. One SQL query."""
    held = valid_on(tables.PostHolding.objects.select_related("person").order_by("id"), on)
    return {holding.post_id: holding.person.full_name for holding in held}


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person who may sign in and holds a grant at a unit."""

    user_id: int
    name: str


def colleagues_of(unit: str, *, on: date) -> tuple[Colleague, ...]:
    """People with a reporting grant at the unit on a day, by name. One SQL query."""
    grants = valid_on(tables.RoleGrant.objects.filter(unit_id=unit, role__in=_REPORTING, user__is_active=True), on)
    people = {grant.user_id: grant.user.display_name for grant in grants.select_related("user").order_by("id")}
    return tuple(Colleague(number, name) for number, name in sorted(people.items(), key=lambda p: (p[1], p[0])))


def subtree(code: str, *, on: date) -> frozenset[str]:
    """The unit and everything below it on a day; empty where the code names nothing then. One SQL query."""
    return _subtrees([code], on)


def _subtrees(codes: Iterable[str], on: date) -> frozenset[str]:
    children: dict[str | None, list[str]] = defaultdict(list)
    known = set()
    for code, parent in valid_on(tables.UnitFact.objects.order_by("unit_id"), on).values_list("unit_id", "parent_id"):
        children[parent].append(code)
        known.add(code)
    found: set[str] = set()
    waiting = [code for code in codes if code in known]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting.extend(children[code])
    return frozenset(found)


def actor_for(user: AbstractBaseUser | AnonymousUser, on: date) -> Actor:
    """Who the user is on a day: roles, units it acts for, units it sees. Three SQL queries at most.

    A grant holds in its range, and only for the body that bore the code when it was given: codes are handed to other
    bodies, and their tasks are nobody else's business.
    """
    if not isinstance(user, tables.User) or not user.is_active:
        return Actor(user_id=None, name="")
    grants = list(valid_on(tables.RoleGrant.objects.filter(user=user).order_by("id"), on))
    facts = defaultdict(list)
    for fact in unit_facts({grant.unit_id for grant in grants}) if grants else ():
        facts[fact.code].append(fact)
    held = [grant for grant in grants if _is_same_body(facts[grant.unit_id], grant.valid_from, on)]
    acts_for = frozenset(grant.unit_id for grant in held if Role(grant.role) in _REPORTING)
    return Actor(
        user_id=user.pk,
        name=user.display_name,
        roles=frozenset(Role(grant.role) for grant in held),
        visible_units=_subtrees(acts_for, on) if acts_for else frozenset(),
        acts_for=acts_for,
    )


def actor_of(user_id: int, on: date) -> Actor:
    """Who the account is on a day; somebody without rights where it is gone or locked. Four SQL queries at most."""
    user = tables.User.objects.filter(pk=user_id).order_by("pk").first()
    return actor_for(user or AnonymousUser(), on)


def _is_same_body(facts: list[UnitFact], granted_from: date, on: date) -> bool:
    exists, since = body_since(facts, on)
    return exists and (since is None or since <= granted_from)


def user_id_of(username: str) -> int:
    """The user who signs in by this name. One SQL query."""
    user_id = tables.User.objects.filter(username=username, is_active=True).values_list("pk", flat=True).first()
    if user_id is None:
        raise NotFound(
            "organisations.user_not_found",
            what="Không có tài khoản «{username}» đang hoạt động.",
            why="Tên đăng nhập sai, hoặc tài khoản đã bị khóa.",
            todo="Hãy kiểm tra lại tên đăng nhập.",
            username=username,
        )
    return user_id


@dataclass(frozen=True, slots=True)
class Contact:
    """How an account is reached; ``email`` is empty where no address is known."""

    user_id: int
    username: str
    display_name: str
    email: str


def contacts(user_ids: Iterable[int]) -> dict[int, Contact]:
    """The active accounts among those named, by id. One SQL query."""
    found = tables.User.objects.filter(pk__in=sorted(set(user_ids)), is_active=True).order_by("pk")
    return {user.pk: Contact(user.pk, user.username, user.display_name, user.email) for user in found}


def role_holders_on(on: date) -> tuple[RoleHolder, ...]:
    """Who has which role for which unit on a day, by unit; a code that another body bears by now counts for nobody.

    Two SQL queries.
    """
    facts = defaultdict(list)
    for fact in unit_facts():
        facts[fact.code].append(fact)
    grants = valid_on(tables.RoleGrant.objects.filter(user__is_active=True), on).order_by("unit_id", "user_id", "id")
    return tuple(
        RoleHolder(grant.user_id, Role(grant.role), grant.unit_id)
        for grant in grants
        if _is_same_body(facts[grant.unit_id], grant.valid_from, on)
    )


def has_units() -> bool:
    """Whether any unit is known: False on a new installation. One SQL query."""
    return tables.Unit.objects.exists()


@dataclass(frozen=True, slots=True)
class GrantView:
    """A role of an account for a unit; the range is half-open."""

    id: int
    role: Role
    unit: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account and everything that it was ever granted."""

    id: int
    username: str
    display_name: str
    is_active: bool
    is_demo: bool
    grants: tuple[GrantView, ...]


def accounts() -> tuple[AccountView, ...]:
    """Every account by name, with its grants by day. Two SQL queries."""
    users = tables.User.objects.order_by("username").prefetch_related(
        Prefetch("grants", queryset=tables.RoleGrant.objects.order_by("valid_from", "id"))
    )
    return tuple(
        AccountView(
            id=user.pk,
            username=user.username,
            display_name=user.display_name,
            is_active=user.is_active,
            is_demo=user.is_demo,
            grants=tuple(GrantView(g.pk, Role(g.role), g.unit_id, g.valid_from, g.valid_to) for g in user.grants.all()),
        )
        for user in users
    )


def has_demo_accounts() -> bool:
    """Whether an account with the public demo password can sign in: production must not start then. One SQL query."""
    return tables.User.objects.filter(is_demo=True, is_active=True).exists()
