"""Who holds a post, over a range of days."""

from datetime import date, datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.kernel.text.dates import format_date
from caicach.organisations import queries
from caicach.organisations.domain.posts import Person as PersonValue
from caicach.organisations.domain.units import is_within, overlaps
from caicach.organisations.models import Person, Post, PostHolding


@transaction.atomic
def appoint(actor: Actor, *, post: str, person: PersonValue, valid_from: date, now: datetime) -> int:
    """The person holds the post from a day on; returns the holding. A head's post has one holder at a time."""
    require(actor, Permission.UNITS_MANAGE)
    row = _post_row(post, valid_from)
    holdings = PostHolding.objects.select_for_update().filter(post=row).order_by("id")
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
def end_holding(actor: Actor, *, holding_id: int, valid_to: date, now: datetime) -> None:
    """The person no longer holds the post from the day ``valid_to`` on."""
    require(actor, Permission.UNITS_MANAGE)
    holding = PostHolding.objects.select_for_update().select_related("person").filter(pk=holding_id).first()
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
    audit.record(
        actor,
        "organisations.post.left",
        subject=("organisations.post", holding.post_id),
        now=now,
        new={"person": holding.person.code, "valid_to": valid_to.isoformat()},
    )


def _range(holding: PostHolding) -> tuple[date | None, date | None]:
    return holding.valid_from, holding.valid_to
