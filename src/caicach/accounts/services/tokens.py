"""Tokens of programs: issued, told once, ended, and known again."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from caicach.accounts.models import ApiToken
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.organisations import queries as organisations

_PREFIX = "caicach_"
_LONGEST = 730
_NOTED_AGAIN_AFTER = timedelta(hours=1)


def _digest(token: str) -> str:
    # The token is 256 random bits: a fast hash is enough, there is nothing to guess.
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(actor: Actor, *, user_id: int, purpose: str, days: int, now: datetime) -> str:
    """A new token for a user; the text is returned once and never stored. A person issues only the own ones."""
    if user_id != actor.user_id and not actor.is_system:
        raise _not_there()  # with somebody else's token one would act as that person
    purpose = " ".join(purpose.split())
    if not purpose or len(purpose) > 200 or not 1 <= days <= _LONGEST:
        raise InvalidInput(
            "api.token_words",
            what="Chưa cấp được mã truy cập.",
            why="Mã cần một tên nói nó dùng để làm gì (không quá 200 chữ) và thời hạn từ 1 đến {longest} ngày.",
            todo="Hãy ghi tên và số ngày.",
            longest=_LONGEST,
        )
    token = _PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        user_id=user_id, digest=_digest(token), purpose=purpose, issued_at=now, expires_at=now + timedelta(days=days)
    )
    audit.record(
        actor, "api.token.issued", subject=("api.token", row.pk), now=now, new={"user": user_id, "purpose": purpose}
    )
    return token


@transaction.atomic
def revoke_token(actor: Actor, *, token_id: int, now: datetime) -> None:
    """End one living token: the own one, or anybody's for who manages accounts."""
    row = ApiToken.objects.select_for_update().filter(pk=token_id, revoked_at=None).first()
    if row is None or (row.user_id != actor.user_id and not actor.may(Permission.USERS_MANAGE)):
        raise _not_there()
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])
    new = {"user": row.user_id, "purpose": row.purpose}
    audit.record(actor, "api.token.revoked", subject=("api.token", row.pk), now=now, new=new)


@transaction.atomic
def revoke_tokens(actor: Actor, *, user_id: int, now: datetime) -> int:
    """Ends every living token of a user; returns how many. Raises NotFound where there is none."""
    if user_id != actor.user_id:
        require(actor, Permission.USERS_MANAGE)
    count = end_tokens(actor, user_id=user_id, now=now)
    if not count:
        raise NotFound("api.no_token", what="Tài khoản này không có mã truy cập nào đang dùng.")
    return count


def end_tokens(actor: Actor, *, user_id: int, now: datetime) -> int:
    """As ``revoke_tokens``, inside the transaction of what ends them."""
    count = ApiToken.objects.filter(user_id=user_id, revoked_at=None, expires_at__gt=now).update(revoked_at=now)
    if count:
        audit.record(actor, "api.token.revoked", subject=("organisations.user", user_id), now=now, new={"count": count})
    return count


def user_of_token(token: str, *, now: datetime) -> int | None:
    """The user whose living token this is, or None. Notes its use to the hour, and its first use in the trail."""
    row = ApiToken.objects.filter(digest=_digest(token), revoked_at=None, expires_at__gt=now).first()
    if row is None:
        return None
    if row.used_at is None or now - row.used_at >= _NOTED_AGAIN_AFTER:
        _note_use(row, now)
    return row.user_id


@transaction.atomic
def _note_use(row: ApiToken, now: datetime) -> None:
    before, row.used_at = row.used_at, now
    changed = ApiToken.objects.filter(pk=row.pk, used_at=before).update(used_at=now)
    if changed and before is None:
        owner = organisations.actor_of(row.user_id, now.date())
        new = {"user": row.user_id, "purpose": row.purpose}
        audit.record(owner, "api.token.first_used", subject=("api.token", row.pk), now=now, new=new)


def _not_there() -> NotFound:
    return NotFound(
        "api.token_not_found",
        what="Không có mã truy cập này.",
        why="Mã không tồn tại, đã kết thúc, hoặc không phải của bạn.",
        todo="Hãy tải lại trang.",
    )
