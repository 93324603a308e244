"""Posts beside the heads that rules give, who holds a post over a range of days, and the roles that go with it."""

from datetime import date, datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, Role, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.kernel.text.dates import format_date
from caicach.kernel.text.folding import fold, nfc
from caicach.organisations import queries
from caicach.organisations.domain.posts import Person as PersonValue
from caicach.organisations.domain.units import is_within, overlaps
from caicach.organisations.models import Person, Post, PostHolding, User
from caicach.organisations.services.lapses import EndedRole, end_roles, record_leaving
from caicach.organisations.services.users import grant_role, locked_user


@transaction.atomic
def create_post(actor: Actor, *, unit: str, title: str, is_head: bool = False, valid_from: date, now: datetime) -> str:
    """A post of a unit from a day on, its code. A head of its own stands for the one that rules give the unit."""
    require(actor, Permission.UNITS_MANAGE)
    title = nfc(title).strip()
    there = queries.directory_on(valid_from)
    if unit not in there.by_code or not title or len(title) > 200:
        raise InvalidInput(
            "organisations.post_refused",
            what="Không thể lập chức vụ này từ ngày {day}.",
            why="Đơn vị không có trong ngày đó, hoặc tên chức vụ còn thiếu, hoặc dài quá 200 ký tự.",
            todo="Hãy kiểm tra tên chức vụ và ngày.",
            day=format_date(valid_from),
        )
    rows = Post.objects.select_for_update().filter(unit_id=unit).order_by("code")
    same = [p for p in there.posts if p.unit == unit and (fold(p.title) == fold(title) or (is_head and p.is_head))]
    stored = {row.code for row in rows}
    if any(fold(post.title) == fold(title) or post.code in stored for post in same):
        raise Conflict(
            "organisations.post_there",
            what="Đơn vị đã có chức vụ «{title}» trong ngày {day}.",
            why="Mỗi đơn vị có một người đứng đầu, và mỗi chức vụ một tên.",
            todo="Hãy dùng chức vụ đang có, hoặc ghi nhận việc bãi bỏ nó trước.",
            title=same[0].title,
            day=format_date(valid_from),
        )
    code = next(name for name in (f"{unit}:{n}" for n in range(1, 10_000)) if name not in stored)
    Post.objects.create(code=code, unit_id=unit, title=title, is_head=is_head, valid_from=valid_from)
    audit.record(
        actor,
        "organisations.post.created",
        subject=("organisations.post", code),
        now=now,
        new={"title": title, "unit": unit, "is_head": is_head, "valid_from": valid_from.isoformat()},
    )
    return code


@transaction.atomic
def end_post(actor: Actor, *, post: str, valid_to: date, now: datetime) -> None:
    """The post is no more from the day ``valid_to`` on; whoever holds it leaves first."""
    require(actor, Permission.UNITS_MANAGE)
    row = Post.objects.select_for_update().filter(code=post).first()
    if row is None or valid_to == row.valid_from or not is_within(valid_to, row.valid_from, row.valid_to):
        raise InvalidInput(
            "organisations.post_not_ended",
            what="Không thể bãi bỏ chức vụ này từ ngày {day}.",
            why="Chức vụ này do quy định chung mà có, không tự lập; hoặc ngày nằm ngoài thời gian có chức vụ.",
            todo="Hãy kiểm tra ngày.",
            day=format_date(valid_to),
        )
    held = row.holdings.select_related("person").order_by("id")
    last = next((h for h in held if h.valid_to is None or h.valid_to > valid_to), None)
    if last is not None:
        raise Conflict(
            "organisations.post_still_held",
            what="{person} còn giữ chức vụ «{title}» trong ngày {day}.",
            why="Chức vụ chỉ bãi bỏ được khi không còn ai giữ.",
            todo="Hãy ghi nhận ngày thôi giữ chức vụ trước.",
            person=last.person.full_name,
            title=row.title,
            day=format_date(valid_to),
        )
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    audit.record(
        actor,
        "organisations.post.abolished",
        subject=("organisations.post", post),
        now=now,
        new={"title": row.title, "unit": row.unit_id, "valid_to": valid_to.isoformat()},
    )


@transaction.atomic
def appoint(actor: Actor, *, post: str, person: PersonValue, valid_from: date, now: datetime) -> int:
    """The person holds the post from a day on; returns the holding. A head's post has one holder at a time."""
    require(actor, Permission.UNITS_MANAGE)
    row = _post_row(post, valid_from)
    holdings = PostHolding.objects.select_for_update().filter(post=row).select_related("person").order_by("id")
    held = [h for h in holdings if overlaps((h.valid_from, h.valid_to), (valid_from, None))]
    if row.is_head and held:
        raise Conflict(
            "organisations.post_held",
            what="Chức vụ «{title}» đã có người giữ trong thời gian từ {day}.",
            why="Mỗi lúc chỉ một người đứng đầu đơn vị.",
            todo="Hãy ghi nhận ngày thôi giữ chức vụ của người trước.",
            title=row.title,
            day=format_date(valid_from),
        )
    if any(h.person.code == person.code for h in held):
        raise Conflict(
            "organisations.post_held_already",
            what="{person} đã giữ chức vụ «{title}» trong thời gian từ {day}.",
            why="Một người giữ một chức vụ một lần trong một thời gian.",
            todo="Hãy kiểm tra người và ngày.",
            person=person.full_name,
            title=row.title,
            day=format_date(valid_from),
        )
    somebody, _ = Person.objects.get_or_create(code=person.code, defaults={"full_name": person.full_name})
    holding = PostHolding.objects.create(post=row, person=somebody, valid_from=valid_from)
    audit.record(
        actor,
        "organisations.post.appointed",
        subject=("organisations.post", post),
        now=now,
        new={"person": person.code, "valid_from": valid_from.isoformat()},
    )
    return holding.pk


@transaction.atomic
def appoint_account(
    actor: Actor, *, post: str, user_id: int, valid_from: date, now: datetime, role: Role | None = None
) -> int:
    """The person of an account holds the post from a day on, with a role at the post's unit where one is named."""
    require(actor, Permission.UNITS_MANAGE)
    person = person_of_account(actor, user_id=user_id, now=now)
    holding = appoint(actor, post=post, person=person, valid_from=valid_from, now=now)
    if role is not None:
        unit = Post.objects.get(code=post).unit_id
        grant_role(actor, user_id=user_id, role=role, unit=unit, valid_from=valid_from, now=now)
    return holding


@transaction.atomic
def person_of_account(actor: Actor, *, user_id: int, now: datetime) -> PersonValue:
    """The person whose account it is; one of the account's name where nobody was joined to it yet."""
    require(actor, Permission.USERS_MANAGE)
    user = locked_user(user_id)
    if user.person is None:
        user.person = Person.objects.create(code=f"u{user.pk}-{user.username}"[:60], full_name=user.display_name)
        user.save(update_fields=["person"])
        audit.record(
            actor,
            "organisations.user.person_set",
            subject=("organisations.user", user_id),
            now=now,
            new={"person": user.person.code},
        )
    return PersonValue(user.person.code, user.person.full_name)


def new_person(full_name: str) -> PersonValue:
    """Somebody without an account; a code of its own, so that two people of one name stay two."""
    name = nfc(full_name).strip()
    if not name or len(name) > 200:
        raise InvalidInput(
            "organisations.person_name",
            what="Chưa ghi họ tên, hoặc họ tên dài quá 200 ký tự.",
            why="Người giữ chức vụ được ghi bằng họ tên như trên văn bản.",
            todo="Hãy ghi họ tên, hoặc chọn một người trong danh sách.",
        )
    last = Person.objects.filter(code__startswith="n-").count()
    code = next(code for code in (f"n-{n}" for n in range(last + 1, last + 10_000)) if not _is_person(code))
    return PersonValue(code, name)


def _is_person(code: str) -> bool:
    return Person.objects.filter(code=code).exists()


def _post_row(code: str, on: date) -> Post:
    """The stored post; the head that rules give a unit is stored when somebody first holds it."""
    row = Post.objects.filter(code=code).first()
    known = queries.directory_on(on).post_by_code.get(code)
    if known is None:
        raise NotFound(
            "organisations.post_not_found",
            what="Không có chức vụ «{post}» trong ngày {day}.",
            why="Đơn vị hoặc chức vụ này không có trong danh bạ của ngày đó.",
            todo="Hãy kiểm tra mã chức vụ và ngày.",
            post=code,
            day=format_date(on),
        )
    return row or Post.objects.create(code=code, unit_id=known.unit, title=known.title, is_head=known.is_head)


@transaction.atomic
def end_holding(
    actor: Actor, *, holding_id: int, valid_to: date, now: datetime, is_check: bool = False
) -> tuple[EndedRole, ...]:
    """The person no longer holds the post from the day ``valid_to`` on, and the account's roles there end with it.

    Who holds another post of the unit keeps them, but for that of its head. With ``is_check`` nothing is kept.
    """
    require(actor, Permission.UNITS_MANAGE)
    with transaction.atomic():
        ended = _left(actor, holding_id, valid_to, now)
        if is_check:
            transaction.set_rollback(True)
    return ended


def _left(actor: Actor, holding_id: int, valid_to: date, now: datetime) -> tuple[EndedRole, ...]:
    rows = PostHolding.objects.select_for_update(of=("self",)).select_related("person", "post")
    holding = rows.filter(pk=holding_id).first()
    if holding is None or valid_to == holding.valid_from or not is_within(valid_to, *_range(holding)):
        raise InvalidInput(
            "organisations.holding_not_there",
            what="Không thể kết thúc việc giữ chức vụ này từ ngày {day}.",
            why="Không có người giữ chức vụ ấy, hoặc ngày nằm ngoài thời gian giữ chức vụ.",
            todo="Hãy kiểm tra ngày bắt đầu và ngày kết thúc.",
            day=format_date(valid_to),
        )
    holding.valid_to = valid_to
    holding.save(update_fields=["valid_to"])
    record_leaving(actor, holding, on=valid_to, now=now)
    accounts = User.objects.filter(person=holding.person).order_by("pk").values_list("pk", flat=True)
    kept = queries.valid_on(
        PostHolding.objects.filter(person=holding.person, post__unit=holding.post.unit_id), valid_to
    )
    roles = None
    if kept.exists():
        roles = [Role.UNIT_HEAD] if holding.post.is_head and not kept.filter(post__is_head=True).exists() else []
    return end_roles(actor, units=[holding.post.unit_id], on=valid_to, now=now, user_ids=list(accounts), roles=roles)


def _range(holding: PostHolding) -> tuple[date | None, date | None]:
    return holding.valid_from, holding.valid_to
