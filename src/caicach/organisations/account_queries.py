"""Reading accounts: what signing in asks, and what who manages accounts looks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Prefetch
from django.utils.crypto import salted_hmac

from caicach.kernel.access import Actor, Permission, Role, require
from caicach.kernel.errors import NotFound
from caicach.kernel.ordered_pages import ByKey, by_text, ordered_page
from caicach.kernel.ordering import Order
from caicach.kernel.pages import Page
from caicach.kernel.text.folding import fold, nfc
from caicach.organisations import models as tables
from caicach.organisations.queries import GrantView, valid_on


def sign_in_state(user_id: int) -> str:
    """A digest that changes when the account gets a password, signs in, or is locked; empty where it is gone."""
    user = tables.User.objects.filter(pk=user_id).order_by("pk").first()
    if user is None or not user.is_active:
        return ""
    signed_in = user.last_login.isoformat() if user.last_login else ""
    return salted_hmac("caicach.organisations.state", f"{user.pk}|{user.password}|{signed_in}").hexdigest()[:32]


def has_password(user_id: int, password: str) -> bool:
    """Whether this is the password of an open account. One SQL query, and the time that checking takes."""
    user = tables.User.objects.filter(pk=user_id, is_active=True).order_by("pk").first()
    return user is not None and user.check_password(password)


def has_any_password(user_id: int) -> bool:
    """Whether the account can be opened by a password at all. One SQL query."""
    user = tables.User.objects.filter(pk=user_id).order_by("pk").first()
    return user is not None and user.has_usable_password()


def known_user_id(username: str) -> int | None:
    """The account that signs in under a name, open or locked. One SQL query, two for a name in capitals."""
    try:
        return tables.User.objects.get_by_natural_key(username).pk
    except tables.User.DoesNotExist:
        return None


def user_id_by_name_or_email(typed: str) -> int | None:
    """The open account of a name, or of an address that it alone has. Two SQL queries, three for capitals."""
    asked = typed.strip()
    of_address = tables.User.objects.filter(email__iexact=asked, is_active=True).order_by("pk") if asked else ()
    found = [user.pk for user in of_address][:2]
    user_id = known_user_id(asked)
    if user_id is not None:
        return user_id
    return found[0] if len(found) == 1 else None


def open_user_ids_by_email(email: str) -> tuple[int, ...]:
    """The open accounts of an address; two at most, for two are one too many. One SQL query."""
    found = tables.User.objects.filter(email__iexact=email, is_active=True).order_by("pk") if email else ()
    return tuple(user.pk for user in found[:2])


class Standing(StrEnum):
    OPEN = "open"
    LOCKED = "locked"
    ROLES_OVER = "roles_over"  # there were some, and the last has ended


def standing_of(user_id: int, on: date) -> Standing:
    """Whether an account is for somebody who still works here. Two SQL queries."""
    if not tables.User.objects.filter(pk=user_id, is_active=True).exists():
        return Standing.LOCKED
    ends = list(tables.RoleGrant.objects.filter(user_id=user_id).order_by().values_list("valid_to", flat=True))
    is_over = bool(ends) and all(end is not None and end <= on for end in ends)
    return Standing.ROLES_OVER if is_over else Standing.OPEN


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as who manages accounts sees it. ``has_password`` is False until the invitation was followed."""

    id: int
    username: str
    display_name: str
    email: str
    is_active: bool
    is_demo: bool
    has_password: bool
    signed_in_at: datetime | None
    grants: tuple[GrantView, ...]


SIZE = 50
_COLUMNS: Final = {
    "name": by_text("display_name"),
    "username": ByKey(("username",), str),
    "signed_in": ByKey(("last_login",), lambda at: at),
    "state": ByKey(("is_active",), lambda is_active: not is_active),
}
ACCOUNT_COLUMNS: Final = tuple(_COLUMNS)


def account_list(
    actor: Actor,
    *,
    text: str = "",
    role: Role | None = None,
    is_active: bool | None = None,
    on: date,
    page: int = 1,
    order: Order | None = None,
) -> Page[AccountRow]:
    """Accounts by name, with the roles of the day; ``text`` without diacritics. Up to four SQL queries."""
    require(actor, Permission.USERS_MANAGE)
    found = tables.User.objects.order_by("username")
    if is_active is not None:
        found = found.filter(is_active=is_active)
    if role is not None:
        granted = valid_on(tables.RoleGrant.objects.filter(role=role.value).order_by("id"), on)
        found = found.filter(pk__in=granted.order_by().values("user"))
    if wanted := fold(nfc(text)).split():
        names = found.values_list("pk", "username", "display_name", "email")
        found = found.filter(pk__in=[pk for pk, *said in names if _holds(said, wanted)])
    grants = Prefetch(
        "grants", queryset=valid_on(tables.RoleGrant.objects.order_by("valid_from", "id"), on), to_attr="of_day"
    )
    of_day: Any = found.prefetch_related(grants)  # the rows bear ``of_day``, which no type says
    rows, total, number = ordered_page(of_day, order, _COLUMNS, own=("username",), page=page, size=SIZE)
    return Page(tuple(_row(row, row.of_day) for row in rows), total, number, SIZE)


def _holds(said: list[str], wanted: list[str]) -> bool:
    words = fold(" ".join(said))
    return all(word in words for word in wanted)


def account(actor: Actor, user_id: int) -> AccountRow:
    """One account with everything it was ever granted. Two SQL queries. Raises NotFound."""
    require(actor, Permission.USERS_MANAGE)
    user = tables.User.objects.filter(pk=user_id).order_by("pk").first()
    if user is None:
        raise NotFound(
            "organisations.user_not_found",
            what="Không có tài khoản này.",
            why="Tài khoản chưa được tạo.",
            todo="Hãy kiểm tra lại danh sách tài khoản.",
        )
    return _row(user, user.grants.order_by("valid_from", "id"))


def _row(user: tables.User, grants: Iterable[tables.RoleGrant]) -> AccountRow:
    return AccountRow(
        id=user.pk,
        username=user.username,
        display_name=user.display_name,
        email=user.email,
        is_active=user.is_active,
        is_demo=user.is_demo,
        has_password=user.has_usable_password(),
        signed_in_at=user.last_login,
        grants=tuple(GrantView(g.pk, Role(g.role), g.unit_id, g.valid_from, g.valid_to) for g in grants),
    )
