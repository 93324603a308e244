"""Visits: begun when somebody signs in, seen while the browser is used, ended by who owns or manages the account."""

from datetime import datetime, timedelta

from django.db import transaction

from caicach.accounts.domain.devices import device_of, network_of
from caicach.accounts.models import Visit
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import NotFound
from caicach.organisations import account_queries

SEEN_AGAIN_AFTER = timedelta(minutes=5)
KEPT = timedelta(days=90)
"""How long a visit that is over is remembered: the address and device of a person are nobody's business for ever."""


@transaction.atomic
def begin_visit(actor: Actor, *, user_agent: str, address: str, now: datetime, provider: str = "") -> int:
    """Somebody signed in, by the word of ``provider`` where it is named; the id of the visit."""
    device = device_of(user_agent)
    visit = Visit.objects.create(
        user_id=actor.user_id or 0, device=device, address=address[:45], began_at=now, seen_at=now
    )
    said: dict[str, object] = {"device": device, "network": network_of(address)}
    _record(actor, "signed_in", actor.user_id, now, new=said | ({"provider": provider} if provider else {}))
    return visit.pk


def note_visit(*, visit_id: int, user_id: int, address: str, now: datetime) -> bool:
    """Whether the visit goes on; notes at most every five minutes that it was seen. One SQL query, two then."""
    visit = Visit.objects.filter(pk=visit_id, user_id=user_id, ended_at=None).values_list("seen_at", flat=True).first()
    if visit is None:
        return False
    if now - visit >= SEEN_AGAIN_AFTER:
        Visit.objects.filter(pk=visit_id, seen_at=visit).update(seen_at=now, address=address[:45])
    return True


@transaction.atomic
def sign_out(actor: Actor, *, visit_id: int, now: datetime) -> None:
    """The person leaves of the own will."""
    if Visit.objects.filter(pk=visit_id, user_id=actor.user_id or 0, ended_at=None).update(ended_at=now):
        _record(actor, "signed_out", actor.user_id, now)


@transaction.atomic
def end_visit(actor: Actor, *, visit_id: int, now: datetime) -> None:
    """End one visit: an own one, or anybody's for who manages accounts. Its browser has to sign in again."""
    visit = Visit.objects.select_for_update().filter(pk=visit_id, ended_at=None).first()
    if visit is None or (visit.user_id != actor.user_id and not actor.may(Permission.USERS_MANAGE)):
        raise NotFound(
            "accounts.visit_not_found",
            what="Không có phiên đăng nhập này.",
            why="Phiên đã kết thúc, hoặc không phải của bạn.",
            todo="Hãy tải lại trang.",
        )
    visit.ended_at = now
    visit.save(update_fields=["ended_at"])
    _record(actor, "visits_ended", visit.user_id, now, new={"count": 1})


@transaction.atomic
def end_visits(actor: Actor, *, user_id: int, now: datetime, keep: int | None = None) -> int:
    """End every visit of a person but ``keep``; how many."""
    if user_id != actor.user_id:
        require(actor, Permission.USERS_MANAGE)
    count = Visit.objects.filter(user_id=user_id, ended_at=None).exclude(pk=keep or 0).update(ended_at=now)
    if count:
        _record(actor, "visits_ended", user_id, now, new={"count": count})
    return count


@transaction.atomic
def note_failure(*, username: str, address: str, now: datetime) -> None:
    """A wrong password for an account that exists goes into its trail; a name that nobody has may be a password."""
    user_id = account_queries.known_user_id(username)
    if user_id is not None:
        nobody = Actor(user_id=None, name="")
        _record(nobody, "sign_in_failed", user_id, now, new={"network": network_of(address)})


def forget_old_visits(*, now: datetime) -> int:
    """Delete visits that nobody has used for ``KEPT``; how many."""
    return Visit.objects.filter(seen_at__lt=now - KEPT).delete()[0]


def _record(
    actor: Actor, act: str, user_id: int | None, now: datetime, *, new: dict[str, object] | None = None
) -> None:
    audit.record(actor, f"accounts.{act}", subject=("organisations.user", user_id), now=now, new=new)
