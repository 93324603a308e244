"""The second factor: set up with a phone, asked for at sign-in, replaced by recovery codes where the phone is lost."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.crypto import salted_hmac

from caicach.accounts.domain import totp
from caicach.accounts.models import Passkey, RecoveryCode, SecondFactor
from caicach.accounts.services.passwords import check_password
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.organisations import queries as organisations

_ISSUER: Final = "caicach"
_CODES: Final = 10
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a phone needs to make codes; shown until the first code was typed."""

    secret: str = field(repr=False)
    address: str = field(repr=False)


@transaction.atomic
def begin_second_factor(actor: Actor) -> SetUp:
    """A secret for the person's phone; the same one until it is confirmed. Raises Conflict where one is in use."""
    user_id = actor.user_id or 0
    row, _ = SecondFactor.objects.get_or_create(user_id=user_id, defaults={"nonce": secrets.token_hex(24)})
    if row.confirmed_at is not None:
        raise Conflict(
            "accounts.second_factor_on",
            what="Bước xác minh thứ hai đang bật.",
            why="Mỗi tài khoản dùng một điện thoại.",
            todo="Hãy tắt rồi bật lại với điện thoại mới.",
        )
    secret = _secret(row)
    name = organisations.contacts([user_id])[user_id].username
    return SetUp(totp.typed_secret(secret), totp.address_of(secret, name=name, issuer=_ISSUER))


@transaction.atomic
def confirm_second_factor(actor: Actor, *, code: str, now: datetime) -> tuple[str, ...]:
    """Turn it on with the phone's first code; the recovery codes, shown once."""
    row = SecondFactor.objects.select_for_update().filter(user_id=actor.user_id or 0, confirmed_at=None).first()
    step = totp.step_matching(_secret(row), _plain(code), now=now, after=row.last_step) if row else None
    if row is None or step is None:
        raise InvalidInput(
            "accounts.wrong_code",
            what="Mã không đúng.",
            why="Mã đổi sau mỗi 30 giây và chỉ dùng một lần.",
            todo="Hãy nhập mã mới nhất trên điện thoại; kiểm tra giờ của điện thoại.",
        )
    row.confirmed_at, row.last_step = now, step
    row.save(update_fields=["confirmed_at", "last_step"])
    _record(actor, "second_factor_on", row.user_id, now)
    return _new_codes(row.user_id)


@transaction.atomic
def end_second_factor(actor: Actor, *, user_id: int, now: datetime, password: str = "", why: str = "") -> None:
    """Turn it off: the person with the password, or who manages accounts with the reason, for a phone that is lost."""
    if user_id != actor.user_id:
        require(actor, Permission.USERS_MANAGE)
        if not why.strip():
            raise InvalidInput(
                "accounts.second_factor_why",
                what="Chưa ghi lý do.",
                why="Việc tắt bước xác minh thứ hai của người khác được lưu lại cùng lý do.",
                todo="Hãy ghi lý do, và chắc rằng chính người đó yêu cầu.",
            )
    else:
        check_password(actor, password=password)
    deleted, _ = SecondFactor.objects.filter(user_id=user_id).delete()
    if not deleted:
        raise NotFound(
            "accounts.second_factor_off",
            what="Tài khoản không bật bước xác minh thứ hai.",
            todo="Hãy tải lại trang.",
        )
    RecoveryCode.objects.filter(user_id=user_id).delete()
    Passkey.objects.filter(user_id=user_id).delete()
    _record(actor, "second_factor_off", user_id, now, why=why.strip())


@transaction.atomic
def passes_second_step(*, user_id: int, code: str, now: datetime) -> bool:
    """Whether a code is the phone's, or a recovery code; either works once."""
    row = SecondFactor.objects.select_for_update().filter(user_id=user_id).exclude(confirmed_at=None).first()
    if row is None:
        return False
    step = totp.step_matching(_secret(row), _plain(code), now=now, after=row.last_step)
    if step is not None:
        row.last_step = step
        row.save(update_fields=["last_step"])
        return True
    codes = RecoveryCode.objects.filter(user_id=user_id, digest=_digest(user_id, _plain(code)), used_at=None)
    if not codes.update(used_at=now):
        return False
    _record(organisations.actor_of(user_id, now.date()), "recovery_code_used", user_id, now)
    return True


def _new_codes(user_id: int) -> tuple[str, ...]:
    codes = tuple("".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(_CODES))
    RecoveryCode.objects.filter(user_id=user_id).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user_id=user_id, digest=_digest(user_id, code)) for code in codes)
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def _secret(row: SecondFactor) -> bytes:
    """Changes with the nonce and with CAICACH_SECRET_KEY."""
    return salted_hmac("caicach.second_factor", row.nonce, algorithm="sha256").digest()[:20]


def _plain(code: str) -> str:
    return "".join(sign for sign in code.lower() if sign.isalnum())


def _digest(user_id: int, code: str) -> str:
    return salted_hmac("caicach.recovery_code", f"{user_id}|{code}", algorithm="sha256").hexdigest()


def _record(actor: Actor, act: str, user_id: int, now: datetime, *, why: str = "") -> None:
    audit.record(actor, f"accounts.{act}", subject=("organisations.user", user_id), now=now, why=why)
