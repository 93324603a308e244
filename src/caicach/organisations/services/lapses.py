"""What ends with a unit or a post: who held it, the seats it had, the roles that accounts had there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from caicach.kernel.access import Actor, Role
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.kernel.text.dates import format_date
from caicach.organisations import queries
from caicach.organisations.domain.posts import Post as PostValue
from caicach.organisations.models import Membership, Post, PostHolding, RoleGrant
from caicach.organisations.services.unit_checks import lasts_into


@dataclass(frozen=True, slots=True)
class Leaving:
    """A person who holds a post no longer."""

    post: str
    person: str


@dataclass(frozen=True, slots=True)
class EndedRole:
    """A role that an account has at a unit no longer."""

    user_id: int
    account: str
    role: Role
    unit: str


def posts_of(units: Collection[str], on: date) -> tuple[PostValue, ...]:
    """The posts of some units on the eve of a day, the heads that rules give them among them."""
    eve = date.fromordinal(on.toordinal() - 1)
    return tuple(post for post in queries.directory_on(eve).posts if post.unit in units)


def end_posts(
    actor: Actor, units: Collection[str], posts: Sequence[PostValue], *, on: date, now: datetime
) -> tuple[Leaving, ...]:
    """Nobody holds a post of a body that is gone, however soon its code passes to another."""
    names = {post.code: post.name for post in posts}
    held = PostHolding.objects.filter(_reaching(on), post__unit_id__in=units).select_related("person", "post")
    leaving = []
    for holding in held.order_by("post_id", "id"):
        leaving.append(Leaving(names.get(holding.post_id, holding.post.title), holding.person.full_name))
        if holding.valid_from is not None and holding.valid_from >= on:
            holding.delete()  # it would have begun when there is nothing left to hold; the trail has it
        else:
            holding.valid_to = on
            holding.save(update_fields=["valid_to"])
        record_leaving(actor, holding, on=on, now=now)
    lasting = lasts_into(on)
    Post.objects.filter(lasting, unit_id__in=units, is_head=False).update(valid_to=on)
    seats = Membership.objects.filter(Q(committee_id__in=units) | Q(post__unit_id__in=units))
    seats.filter(lasting).update(valid_to=on)
    return tuple(leaving)


def record_leaving(actor: Actor, holding: PostHolding, *, on: date, now: datetime) -> None:
    """The line of the trail for who holds a post no longer, however that came."""
    audit.record(
        actor,
        "organisations.post.left",
        subject=("organisations.post", holding.post_id),
        now=now,
        new={"person": holding.person.code, "valid_to": on.isoformat()},
    )


def _reaching(on: date) -> Q:
    return Q(valid_to=None) | Q(valid_to__gt=on)


def end_roles(
    actor: Actor,
    *,
    units: Collection[str],
    on: date,
    now: datetime,
    user_ids: Iterable[int] | None = None,
    roles: Collection[Role] | None = None,
) -> tuple[EndedRole, ...]:
    """Roles that hold on the day at some units end with it; of some accounts and some roles only where they are named.

    One that begins after the day is left: somebody decided it for then. Raises Conflict where nobody would be left who
    manages accounts.
    """
    grants = RoleGrant.objects.select_for_update().filter(_reaching(on), unit_id__in=units, valid_from__lt=on)
    if user_ids is not None:
        grants = grants.filter(user_id__in=sorted(user_ids))
    if roles is not None:
        grants = grants.filter(role__in=sorted(roles))
    ended = []
    for grant in grants.order_by("user_id", "id"):
        grant.valid_to = on
        grant.save(update_fields=["valid_to"])
        ended.append(EndedRole(grant.user_id, grant.user.display_name, Role(grant.role), grant.unit_id))
        audit.record(
            actor,
            "organisations.role.ended",
            subject=("organisations.user", grant.user_id),
            now=now,
            new={"role": grant.role, "unit": grant.unit_id, "valid_to": on.isoformat()},
        )
    if any(one.role is Role.ADMIN for one in ended):
        keep_an_administrator(on)
    return tuple(ended)


def keep_an_administrator(on: date) -> None:
    """Who manages accounts is there on a day: without one nobody could open the door again."""
    left = queries.valid_on(RoleGrant.objects.filter(role=Role.ADMIN.value, user__is_active=True), on)
    if not left.exists():
        raise Conflict(
            "organisations.last_administrator",
            what="Từ ngày {day} sẽ không còn ai quản trị hệ thống.",
            why="Đây là vai trò quản trị cuối cùng còn thời hạn; mất nó thì không ai giao vai trò được nữa.",
            todo="Hãy giao vai trò quản trị cho một tài khoản khác trước.",
            day=format_date(on),
        )
