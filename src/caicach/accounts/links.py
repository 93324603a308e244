"""Links that open once, to set a password: signed, for a time, void when the account changes."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from django.core import signing

from caicach.kernel.errors import InvalidInput
from caicach.organisations import account_queries
from caicach.organisations import queries as organisations

PATH: Final = "/mat-khau/dat/{secret}/"
"""Where a link opens, below the address of the installation."""
_SALT: Final = "caicach.accounts.link"


class LinkKind(StrEnum):
    INVITATION = "invitation"  # a new account, whose person chooses the first password
    RESET = "reset"


LASTS: Final = {LinkKind.INVITATION: timedelta(days=7), LinkKind.RESET: timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class OpenedLink:
    user_id: int
    username: str
    kind: LinkKind


def link_of(user_id: int, kind: LinkKind) -> str:
    """The secret part of the address. Whoever sets a password, signs in or is locked makes it void."""
    said = {"u": user_id, "k": kind.value, "s": account_queries.sign_in_state(user_id)}
    return signing.dumps(said, salt=_SALT)


def account_of(secret: str) -> OpenedLink:
    """Raises InvalidInput for a link that is not ours, is too old, or was used."""
    try:
        said = signing.loads(secret, salt=_SALT, max_age=max(LASTS.values()))
        kind = LinkKind(said["k"])
        signing.loads(secret, salt=_SALT, max_age=LASTS[kind])
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise _void() from error
    contact = organisations.contacts([said["u"]]).get(said["u"])
    if contact is None or said["s"] != account_queries.sign_in_state(contact.user_id):
        raise _void()
    return OpenedLink(contact.user_id, contact.username, kind)


def _void() -> InvalidInput:
    return InvalidInput(
        "accounts.link_void",
        what="Liên kết này không còn dùng được.",
        why="Liên kết chỉ dùng một lần, có thời hạn, và hết hiệu lực khi mật khẩu đã đổi hoặc tài khoản bị khóa.",
        todo="Hãy yêu cầu liên kết mới ở trang «Quên mật khẩu», hoặc liên hệ quản trị viên.",
    )
