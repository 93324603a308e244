"""Reading visits and tokens."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from caicach.accounts.models import ApiToken, Passkey, ProviderLink, RecoveryCode, SecondFactor, Visit
from caicach.kernel.access import Actor, Permission, require


@dataclass(frozen=True, slots=True)
class VisitView:
    """A browser in which the person is signed in; ``device`` may be empty where it says nothing of itself."""

    id: int
    device: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_present: bool


@dataclass(frozen=True, slots=True)
class TokenView:
    id: int
    purpose: str
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None


def visits(actor: Actor, *, user_id: int, now: datetime, present: int | None = None) -> tuple[VisitView, ...]:
    """Where a person is signed in, the last seen first. One SQL query."""
    _require_own(actor, user_id)
    lives = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    rows = Visit.objects.filter(user_id=user_id, ended_at=None, began_at__gt=lives)
    return tuple(VisitView(v.pk, v.device, v.address, v.began_at, v.seen_at, v.pk == present) for v in rows)


def tokens(actor: Actor, *, user_id: int, now: datetime) -> tuple[TokenView, ...]:
    """Living tokens of a person, the newest first. One SQL query."""
    _require_own(actor, user_id)
    rows = ApiToken.objects.filter(user_id=user_id, revoked_at=None, expires_at__gt=now).order_by("-id")
    return tuple(TokenView(t.pk, t.purpose, t.issued_at, t.expires_at, t.used_at) for t in rows)


def has_second_factor(user_id: int) -> bool:
    """Whether sign-in asks for a second step. One SQL query."""
    return SecondFactor.objects.filter(user_id=user_id).exclude(confirmed_at=None).exists()


def recovery_codes_left(actor: Actor) -> int:
    return RecoveryCode.objects.filter(user_id=actor.user_id or 0, used_at=None).count()


@dataclass(frozen=True, slots=True)
class PasskeyView:
    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


def own_passkeys(actor: Actor) -> tuple[PasskeyView, ...]:
    """The person's passkeys, in the order of their adding. One SQL query."""
    rows = Passkey.objects.filter(user_id=actor.user_id or 0)
    return tuple(PasskeyView(row.pk, row.name, row.added_at, row.used_at) for row in rows)


def provider_subject(actor: Actor, *, user_id: int, issuer: str) -> str:
    """Who the person is at the provider of single sign-on; empty where no link is. One SQL query."""
    _require_own(actor, user_id)
    return ProviderLink.objects.filter(user_id=user_id, issuer=issuer).values_list("subject", flat=True).first() or ""


def _require_own(actor: Actor, user_id: int) -> None:
    if user_id != actor.user_id:
        require(actor, Permission.USERS_MANAGE)
