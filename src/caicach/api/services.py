"""Issuing and checking tokens."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from caicach.api.models import ApiToken
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import NotFound

_PREFIX = "caicach_"


def _digest(token: str) -> str:
    # The token is 256 random bits: a fast hash is enough, there is nothing to guess.
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(actor: Actor, *, user_id: int, purpose: str, days: int, now: datetime) -> str:
    """A new token for a user; the text is returned once and never stored."""
    token = _PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        user_id=user_id, digest=_digest(token), purpose=purpose, issued_at=now, expires_at=now + timedelta(days=days)
    )
    audit.record(
        actor, "api.token.issued", subject=("api.token", row.pk), now=now, new={"user": user_id, "purpose": purpose}
    )
    return token


@transaction.atomic
def revoke_tokens(actor: Actor, *, user_id: int, now: datetime) -> int:
    """Ends every living token of a user; returns how many. Raises NotFound where there is none."""
    count = ApiToken.objects.filter(user_id=user_id, revoked_at=None).update(revoked_at=now)
    if not count:
        raise NotFound("api.no_token", what="Tài khoản này không có mã truy cập nào đang dùng.")
    audit.record(actor, "api.token.revoked", subject=("organisations.user", user_id), now=now, new={"count": count})
    return count


def user_of_token(token: str, *, now: datetime) -> int | None:
    """The user whose living token this is, or None."""
    row = ApiToken.objects.filter(digest=_digest(token), revoked_at=None, expires_at__gt=now).first()
    return row.user_id if row else None
