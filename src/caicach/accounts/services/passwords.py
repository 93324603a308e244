"""Passwords: changed by their owner, set anew by a one-time link; what the old one account_of ends with it."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from caicach.accounts.links import LinkKind, account_of, link_of
from caicach.accounts.services.tokens import end_tokens
from caicach.accounts.services.visits import end_visits
from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.jobs import services as queue
from caicach.kernel.text.folding import fold
from caicach.organisations import account_queries
from caicach.organisations import queries as organisations
from caicach.organisations import services as users

LETTER_KIND = "accounts.reset_letter"
LETTER_EVERY = timedelta(minutes=15)


def check_password(actor: Actor, *, password: str) -> None:
    """Before an act that a session left open must not do. Raises InvalidInput."""
    if not account_queries.has_password(actor.user_id or 0, password):
        raise InvalidInput(
            "accounts.wrong_password",
            what="Mật khẩu hiện tại không đúng.",
            why="Cần mật khẩu hiện tại để chắc rằng chính bạn đổi.",
            todo="Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt.",
        )


@transaction.atomic
def change_password(actor: Actor, *, old: str, new: str, now: datetime, visit: int | None = None) -> None:
    """The person's own password. Other visits and the person's tokens end; ``visit``, the present one, goes on."""
    user_id = actor.user_id or 0
    check_password(actor, password=old)
    if old == new:
        raise InvalidInput(
            "accounts.same_password",
            what="Mật khẩu mới trùng mật khẩu hiện tại.",
            why="Đổi mật khẩu để mật khẩu cũ không còn dùng được.",
            todo="Hãy chọn mật khẩu khác.",
        )
    users.set_password(actor, user_id=user_id, password=new, now=now)
    _end_what_it_opened(actor, user_id, now, keep=visit)


@transaction.atomic
def set_password_by_link(*, secret: str, password: str, now: datetime) -> int:
    """The person whom a link was given sets a password; the account. Raises InvalidInput for a void link."""
    link = account_of(secret)
    owner = Actor(user_id=link.user_id, name=organisations.contacts([link.user_id])[link.user_id].display_name)
    users.set_password(owner, user_id=link.user_id, password=password, now=now)
    _end_what_it_opened(owner, link.user_id, now)
    return link.user_id


@transaction.atomic
def give_link(actor: Actor, *, user_id: int, kind: LinkKind, now: datetime) -> str:
    """The secret part of a one-time link, for who manages accounts to hand over; shown once, kept nowhere."""
    require(actor, Permission.USERS_MANAGE)
    if user_id not in organisations.contacts([user_id]):
        raise InvalidInput(
            "accounts.link_locked",
            what="Chưa tạo được liên kết.",
            why="Tài khoản không có, hoặc đang bị khóa.",
            todo="Hãy mở lại tài khoản trước.",
        )
    audit.record(
        actor,
        "accounts.link_given",
        subject=("organisations.user", user_id),
        now=now,
        new={"kind": kind.value},
    )
    return link_of(user_id, kind)


def ask_for_link(*, typed: str, now: datetime) -> None:
    """Somebody who forgot the password names an account or its address: a letter goes there, if there is one.

    The same work whether the account exists or not, so that nothing is told; one letter a quarter of an hour.
    """
    user_id = account_queries.user_id_by_name_or_email(typed)
    quarter = int(now.timestamp() // LETTER_EVERY.total_seconds())
    said = f"{settings.SECRET_KEY}|{user_id or fold(typed).strip()}|{quarter}"
    key = f"{LETTER_KIND}:{hashlib.sha256(said.encode()).hexdigest()[:32]}"
    queue.enqueue(kind=LETTER_KIND, key=key, payload={"user": user_id or 0}, now=now)


@transaction.atomic
def deactivate(actor: Actor, *, user_id: int, why: str, now: datetime) -> None:
    """Lock an account: its visits and tokens end at once, whatever was done stays."""
    users.deactivate_user(actor, user_id=user_id, why=why, now=now)
    _end_what_it_opened(actor, user_id, now)


def _end_what_it_opened(actor: Actor, user_id: int, now: datetime, *, keep: int | None = None) -> None:
    acting = actor if actor.user_id == user_id or actor.may(Permission.USERS_MANAGE) else SYSTEM
    end_visits(acting, user_id=user_id, now=now, keep=keep)
    end_tokens(acting, user_id=user_id, now=now)
