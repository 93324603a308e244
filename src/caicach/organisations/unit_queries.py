"""Reading units for who manages them: a list by level and state, and all that is known of one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from caicach.kernel.access import Actor, Permission, Role, require
from caicach.kernel.errors import NotFound
from caicach.kernel.text.folding import fold, nfc
from caicach.organisations import models as tables
from caicach.organisations import queries
from caicach.organisations.domain.directory import in_order
from caicach.organisations.domain.posts import Person, Post
from caicach.organisations.domain.units import ChangeKind, Level, UnitFact


class UnitState(StrEnum):
    """Of the newest that is known of a unit, on a day."""

    THERE = "there"
    ENDED = "ended"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """``fact``: what holds on the day, else the first to come, else the last that held."""

    fact: UnitFact
    state: UnitState
    parent: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change with the names its units bore on the eve and on the day; ``is_planned``: after the day asked."""

    id: int
    kind: ChangeKind
    effective_on: date
    order_document: str
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    is_planned: bool


@dataclass(frozen=True, slots=True)
class HoldingView:
    id: int
    person: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PostView:
    """``is_own``: kept as a row of its own that can be abolished; the head that rules give cannot."""

    post: Post
    is_own: bool
    holdings: tuple[HoldingView, ...]


@dataclass(frozen=True, slots=True)
class RoleAtUnit:
    grant_id: int
    user_id: int
    account: str
    is_active: bool
    role: Role
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything known of a code: facts by day, changes, posts of the day, units below, who has a role there."""

    code: str
    row: UnitRow
    facts: tuple[UnitFact, ...]
    changes: tuple[ChangeView, ...]
    posts: tuple[PostView, ...]
    children: tuple[UnitFact, ...]
    roles: tuple[RoleAtUnit, ...]


def unit_list(
    actor: Actor, *, on: date, text: str = "", level: Level | None = None, state: UnitState | None = UnitState.THERE
) -> tuple[UnitRow, ...]:
    """Units by level and name; ``text`` is looked for in names, short names and codes, without diacritics; ``state``
    None: of every state. One SQL query."""
    require(actor, Permission.UNITS_MANAGE)
    rows = _rows(queries.unit_facts(), on)
    wanted = fold(nfc(text)).split()
    chosen = {
        row.fact: row
        for row in rows.values()
        if (state is None or row.state is state) and (level is None or row.fact.level is level) and _holds(row, wanted)
    }
    return tuple(chosen[fact] for fact in in_order(chosen))


def _holds(row: UnitRow, wanted: list[str]) -> bool:
    words = fold(f"{row.fact.name} {row.fact.short_name} {row.fact.code}")
    return all(word in words for word in wanted)


def _rows(facts: tuple[UnitFact, ...], on: date) -> dict[str, UnitRow]:
    of_code = defaultdict(list)
    for fact in facts:
        of_code[fact.code].append(fact)
    shown = {code: _fact_and_state(known, on) for code, known in of_code.items()}
    names = {code: fact.name for code, (fact, _) in shown.items()}
    return {
        code: UnitRow(fact, state, names.get(fact.parent or "", fact.parent or ""))
        for code, (fact, state) in shown.items()
    }


def _fact_and_state(facts: list[UnitFact], on: date) -> tuple[UnitFact, UnitState]:
    there = next((fact for fact in facts if fact.is_valid(on)), None)
    if there is not None:
        return there, UnitState.THERE
    to_come = [fact for fact in facts if fact.valid_from is not None and fact.valid_from > on]
    if to_come:
        return min(to_come, key=lambda fact: fact.valid_from or on), UnitState.PLANNED
    return max(facts, key=lambda fact: fact.valid_to or on), UnitState.ENDED


def unit_page(actor: Actor, code: str, *, on: date) -> UnitPage:
    """One unit. Ten SQL queries at most. Raises NotFound for a code that no unit ever had."""
    require(actor, Permission.UNITS_MANAGE)
    facts = queries.unit_facts()
    row = _rows(facts, on).get(code)
    if row is None:
        raise NotFound(
            "organisations.unit_unknown",
            what="Không có đơn vị mã «{unit}».",
            why="Trong danh bạ chưa từng có mã này.",
            todo="Hãy tìm trong danh sách đơn vị.",
            unit=code,
        )
    own = sorted((fact for fact in facts if fact.code == code), key=lambda fact: fact.valid_from or date.min)
    return UnitPage(
        code=code,
        row=row,
        facts=tuple(own),
        changes=_changes_of(code, facts, on),
        posts=_posts_of(code, on),
        children=tuple(in_order(fact for fact in facts if fact.parent == code and fact.is_valid(on))),
        roles=roles_at([code], on=on),
    )


def change_view(actor: Actor, change_id: int, *, on: date) -> ChangeView:
    """One change of units. Four SQL queries. Raises NotFound."""
    require(actor, Permission.UNITS_MANAGE)
    row = tables.UnitChange.objects.filter(pk=change_id).prefetch_related("from_units", "to_units").first()
    if row is None:
        raise NotFound(
            "organisations.change_unknown",
            what="Không có thay đổi này.",
            why="Liên kết sai.",
            todo="Hãy mở thay đổi từ trang của đơn vị.",
        )
    return _change_view(row, queries.unit_facts(), on)


def _changes_of(code: str, facts: tuple[UnitFact, ...], on: date) -> tuple[ChangeView, ...]:
    rows = tables.UnitChange.objects.prefetch_related("from_units", "to_units").order_by("-effective_on", "-id")
    mine = rows.filter(pk__in=[*_numbers("from_units", code), *_numbers("to_units", code)])
    return tuple(_change_view(row, facts, on) for row in mine)


def _numbers(side: str, code: str) -> list[int]:
    return list(tables.UnitChange.objects.filter(**{side: code}).order_by("pk").values_list("pk", flat=True))


def _change_view(row: tables.UnitChange, facts: tuple[UnitFact, ...], on: date) -> ChangeView:
    day = row.effective_on
    eve = date.fromordinal(day.toordinal() - 1)
    return ChangeView(
        row.pk,
        ChangeKind(row.kind),
        day,
        row.order_document,
        tuple((unit.code, _name(facts, unit.code, eve)) for unit in row.from_units.all()),
        tuple((unit.code, _name(facts, unit.code, day)) for unit in row.to_units.all()),
        day > on,
    )


def _name(facts: tuple[UnitFact, ...], code: str, on: date) -> str:
    return next((fact.office_name for fact in facts if fact.code == code and fact.is_valid(on)), code)


def _posts_of(code: str, on: date) -> tuple[PostView, ...]:
    own = {
        post.code
        for post in tables.Post.objects.filter(unit_id=code).order_by("code")
        if not (post.is_head and post.valid_from is None)
    }
    rows = tables.PostHolding.objects.filter(post__unit_id=code).select_related("person").order_by("id")
    held = defaultdict(list)
    for row in rows:
        held[row.post_id].append(HoldingView(row.pk, row.person.full_name, row.valid_from, row.valid_to))
    posts = (post for post in queries.directory_on(on).posts if post.unit == code)
    return tuple(
        PostView(
            post,
            post.code in own,
            tuple(sorted(held[post.code], key=lambda one: one.valid_from or date.min, reverse=True)),
        )
        for post in sorted(posts, key=lambda post: (not post.is_head, post.code))
    )


def roles_at(units: list[str], *, on: date) -> tuple[RoleAtUnit, ...]:
    """Roles of accounts at some units that hold on the day or later. One SQL query."""
    return _roles(tables.RoleGrant.objects.filter(unit_id__in=units).exclude(valid_to__lte=on))


def roles_ended_with(actor: Actor, change: ChangeView) -> tuple[RoleAtUnit, ...]:
    """Roles at the units of a change that ended on its day, of open accounts. One SQL query."""
    require(actor, Permission.UNITS_MANAGE)
    units = [code for code, _ in change.before]
    return _roles(
        tables.RoleGrant.objects.filter(unit_id__in=units, valid_to=change.effective_on, user__is_active=True)
    )


def _roles(grants: QuerySet[tables.RoleGrant]) -> tuple[RoleAtUnit, ...]:
    return tuple(
        RoleAtUnit(
            grant.pk,
            grant.user_id,
            grant.user.display_name,
            grant.user.is_active,
            Role(grant.role),
            grant.valid_from,
            grant.valid_to,
        )
        for grant in grants.select_related("user").order_by("user__username", "id")
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may be appointed: an account, or a person without one."""

    key: str
    name: str


def candidates(actor: Actor) -> tuple[Candidate, ...]:
    """Open accounts, then people known from earlier posts who have none. Two SQL queries."""
    require(actor, Permission.UNITS_MANAGE)
    users = tables.User.objects.filter(is_active=True).order_by("display_name", "username")
    people = tables.Person.objects.filter(users=None).order_by("full_name", "code")
    return (
        *(Candidate(f"u:{user.pk}", f"{user.display_name} ({user.username})") for user in users),
        *(Candidate(f"p:{person.code}", f"{person.full_name} ({person.code})") for person in people),
    )


def person(code: str) -> Person:
    """Somebody by code. One SQL query. Raises NotFound."""
    row = tables.Person.objects.filter(code=code).first()
    if row is None:
        raise NotFound(
            "organisations.person_unknown",
            what="Không có người này trong danh bạ.",
            why="Danh sách trên trang đã cũ.",
            todo="Hãy tải lại trang rồi chọn lại.",
        )
    return Person(row.code, row.full_name)


def post_of(actor: Actor, code: str, *, on: date) -> tuple[str, str]:
    """The unit and the name of a post of the day, else of one to come or gone. Seven SQL
    queries at most. Raises NotFound."""
    require(actor, Permission.UNITS_MANAGE)
    known = queries.directory_on(on).post_by_code.get(code)
    if known is not None:
        return known.unit, known.name
    row = tables.Post.objects.filter(code=code).first()
    if row is None:
        raise NotFound(
            "organisations.post_unknown",
            what="Không có chức vụ này.",
            why="Liên kết sai, hoặc đơn vị đã kết thúc.",
            todo="Hãy mở lại trang của đơn vị.",
        )
    return row.unit_id, row.title


def holding(actor: Actor, holding_id: int) -> tuple[str, str, str]:
    """The unit, the title and the person of a holding. One SQL query. Raises NotFound."""
    require(actor, Permission.UNITS_MANAGE)
    row = tables.PostHolding.objects.select_related("person", "post").filter(pk=holding_id).first()
    if row is None:
        raise NotFound(
            "organisations.holding_unknown",
            what="Không có ai giữ chức vụ này.",
            why="Liên kết sai.",
            todo="Hãy mở lại trang của đơn vị.",
        )
    return row.post.unit_id, row.post.title, row.person.full_name
