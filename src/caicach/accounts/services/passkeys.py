"""Passkeys: added by a person whose second step is on, asked for at sign-in instead of a code, removed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from caicach.accounts.domain import passkeys
from caicach.accounts.domain.passkeys import Kept, Place, Question
from caicach.accounts.models import Passkey, SecondFactor
from caicach.accounts.services.passwords import check_password
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.organisations import queries as organisations

MOST: Final = 10


def are_passkeys_good_at(origin: str) -> bool:
    """Whether the page is where passkeys belong: the address of the installation, which has to be a name."""
    place = _place()
    return origin == place.origin and not place.host.replace(".", "").isdigit() and ":" not in place.host


def ask_for_new_passkey(actor: Actor) -> Question:
    """What the browser is asked to make a passkey with."""
    user_id = actor.user_id or 0
    name = organisations.contacts([user_id])[user_id].username
    return passkeys.question_for_new(_place(), user_id=user_id, name=name, kept=_keys_of(_rows(user_id)))


@transaction.atomic
def add_passkey(
    actor: Actor, *, name: str, password: str, state: Mapping[str, str | None], answer: str, now: datetime
) -> None:
    """Adds the passkey that the browser made. Raises InvalidInput, Conflict."""
    user_id = actor.user_id or 0
    check_password(actor, password=password)
    # The row is locked: two forms at once do not pass the bound together.
    factor = SecondFactor.objects.select_for_update().filter(user_id=user_id).exclude(confirmed_at=None).first()
    if factor is None or Passkey.objects.filter(user_id=user_id).count() >= MOST:
        raise Conflict(
            "accounts.passkey_not_now",
            what="Chưa thêm được khóa truy cập.",
            why="Bước xác minh thứ hai phải đang bật, và mỗi tài khoản có tối đa {most} khóa.",
            todo="Hãy bật bước đó trước, hoặc gỡ bớt một khóa.",
            most=MOST,
        )
    made = passkeys.new_passkey(_place(), state, answer)
    try:
        with transaction.atomic():
            Passkey.objects.create(
                user_id=user_id, identity=made.identity, public=made.public, name=name, uses=made.uses, added_at=now
            )
    except IntegrityError as error:
        raise Conflict(
            "accounts.passkey_taken",
            what="Khóa truy cập này đã được thêm rồi.",
            why="Mỗi khóa thuộc về một tài khoản.",
            todo="Hãy dùng thiết bị khác.",
        ) from error
    _record(actor, "passkey_added", user_id, now, name)


@transaction.atomic
def remove_passkey(actor: Actor, *, passkey_id: int, now: datetime) -> None:
    """The own one; the code of the phone stays."""
    row = Passkey.objects.select_for_update().filter(pk=passkey_id, user_id=actor.user_id or 0).first()
    if row is None:
        raise NotFound(
            "accounts.passkey_not_found",
            what="Không có khóa truy cập này.",
            why="Khóa đã được gỡ, hoặc không phải của bạn.",
            todo="Hãy tải lại trang.",
        )
    name = row.name
    row.delete()
    _record(actor, "passkey_removed", actor.user_id or 0, now, name)


def ask_for_passkey(user_id: int) -> Question | None:
    """What the browser is asked at sign-in; None where the person has no passkey."""
    rows = _rows(user_id)
    return passkeys.question_for_known(_place(), _keys_of(rows)) if rows else None


def passes_by_passkey(*, user_id: int, state: Mapping[str, str | None], answer: str, now: datetime) -> bool:
    """Whether one of the person's passkeys answered this question. One that counts back may be a copy: refused."""
    with transaction.atomic():
        rows = list(Passkey.objects.select_for_update().filter(user_id=user_id))
        try:
            found = passkeys.answered_by(_place(), _keys_of(rows), state, answer)
        except InvalidInput:
            return False
        row = next(one for one in rows if one.identity == found.identity)
        if passkeys.is_copied(_one(row), found):
            nobody = Actor(user_id=None, name="")
            _record(nobody, "passkey_refused", user_id, now, row.name)
            return False
        row.uses, row.used_at = found.uses, now
        row.save(update_fields=["uses", "used_at"])
        return True


def _rows(user_id: int) -> Sequence[Passkey]:
    return list(Passkey.objects.filter(user_id=user_id))


def _keys_of(rows: Sequence[Passkey]) -> list[Kept]:
    return [_one(row) for row in rows]


def _one(row: Passkey) -> Kept:
    return Kept(row.identity, row.public, row.uses)


def _place() -> Place:
    said = urlsplit(settings.PUBLIC_URL)
    return Place(f"{said.scheme}://{said.netloc}")


def _record(actor: Actor, act: str, user_id: int, now: datetime, name: str) -> None:
    audit.record(actor, f"accounts.{act}", subject=("organisations.user", user_id), now=now, new={"name": name})
