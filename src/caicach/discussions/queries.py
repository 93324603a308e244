"""Reads of what was said of a thing."""

from collections import defaultdict
from datetime import date

from caicach.discussions.domain.remarks import Former, RemarkView, Thing, Thread
from caicach.discussions.models import Remark, Wording
from caicach.discussions.people import people_of, remarks_of, thing_of
from caicach.discussions.things import ThingSeen, thing_seen
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound


def thread_of(actor: Actor, thing: Thing, *, on: date) -> Thread:
    """What was said, and who can be called. At most nine SQL queries."""
    seen = thing_seen(actor, thing)
    rows = list(remarks_of(thing))
    former = defaultdict(list)
    for one in Wording.objects.filter(remark__in=rows).order_by("version") if rows else ():
        former[one.remark_id].append(Former(one.text, one.said_at))
    remarks = tuple(
        RemarkView(
            id=row.pk,
            author_name=row.author_name,
            text=row.text,
            is_question=row.is_question,
            said_at=row.said_at,
            changed_at=row.changed_at,
            version=row.version,
            former=tuple(former[row.pk]),
            called=tuple(row.called),
            may_edit=row.author_id == actor.user_id,
        )
        for row in rows
    )
    return Thread(thing, remarks, people_of(seen, on=on, but=actor.user_id), rows[-1].pk if rows else 0)


def named_thing(actor: Actor, thing: Thing) -> ThingSeen:
    return thing_seen(actor, thing)


def thing_of_remark(actor: Actor, remark_id: int) -> Thing:
    """What a remark is about; NotFound where the actor may not see that."""
    row = Remark.objects.filter(pk=remark_id).order_by("pk").first()
    if row is None:
        raise no_remark()
    thing = thing_of(row)
    thing_seen(actor, thing)
    return thing


def no_remark() -> NotFound:
    return NotFound(
        "discussions.not_found",
        what="Không có ý kiến này.",
        why="Ý kiến không tồn tại, hoặc không phải của bạn.",
        todo="Hãy quay lại trang trao đổi.",
    )
