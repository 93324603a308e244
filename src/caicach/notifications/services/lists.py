"""Filters kept under a name, shared with the own unit, and watched: who watches hears of what enters."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import CaicachError, Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.http.texts import check_length
from caicach.kernel.said import Said, plain, tell
from caicach.kernel.text.folding import nfc
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content, Line, Section
from caicach.notifications.domain.kinds import Kind
from caicach.notifications.domain.lists import MOST_WATCHED, Entry, Listed, source_of
from caicach.notifications.list_queries import list_address, visible_lists
from caicach.notifications.models import ListWatch, SavedList
from caicach.notifications.services.telling import notify
from caicach.organisations.queries import actor_of

MOST_LISTS: Final = 50
SHOWN: Final = 10
_QUERY: Final = 2_000


@transaction.atomic
def save_list(
    actor: Actor, *, name: str, page: str, query: str, unit: str | None, is_watched: bool, now: datetime
) -> int:
    """Keep the filters of a page under a name; its id. A name that the actor has already gets the new filters.

    Raises InvalidInput for a page without lists, a list too long to watch; NotAllowed for a unit of others.
    """
    user, words = _person(actor), check_length(nfc(name).strip(), 100)
    if not words:
        raise InvalidInput("lists.no_name", what="Danh sách chưa có tên.", todo="Hãy đặt tên cho danh sách.")
    if source_of(page) is None or len(query) > _QUERY:
        raise InvalidInput(
            "lists.no_such_page",
            what="Không lưu được bộ lọc này.",
            why="Trang không có danh sách lưu được, hoặc bộ lọc quá dài.",
            todo="Hãy mở lại danh sách, lọc gọn hơn rồi lưu.",
        )
    _check_unit(actor, unit)
    own = SavedList.objects.select_for_update().filter(owner_id=user)
    row = own.filter(name=words).order_by("pk").first()
    if row is None and own.count() >= MOST_LISTS:
        raise Conflict(
            "lists.too_many",
            what="Đã lưu {limit} danh sách.",
            todo="Hãy bỏ danh sách không dùng nữa.",
            limit=MOST_LISTS,
        )
    old = {"query": row.query, "unit": row.unit_id} if row else None
    row = row or SavedList(owner_id=user, name=words, created_at=now)
    row.page, row.query, row.unit_id = page, query, unit
    row.save()
    told = {"name": words, "page": page, "query": query, "unit": unit}
    audit.record(actor, "notifications.list.saved", subject=("saved_list", row.pk), now=now, old=old, new=told)
    if is_watched:
        watch_list(actor, list_id=row.pk, now=now)
    return row.pk


@transaction.atomic
def remove_list(actor: Actor, *, list_id: int, now: datetime) -> None:
    """Its owner takes it away, and with it whatever was shared and watched."""
    row = SavedList.objects.filter(pk=list_id, owner_id=_person(actor)).order_by("pk").first()
    if row is None:
        raise _not_found()
    audit.record(
        actor,
        "notifications.list.removed",
        subject=("saved_list", row.pk),
        now=now,
        old={"name": row.name, "page": row.page, "query": row.query, "unit": row.unit_id},
    )
    row.delete()


@transaction.atomic
def watch_list(actor: Actor, *, list_id: int, now: datetime) -> None:
    """What stands in the list now is known; of what enters from now on the actor is told."""
    row = _visible_list(actor, list_id)
    found = _listed(actor, row, timezone.localdate(now))
    if found.total > MOST_WATCHED:
        raise InvalidInput(
            "lists.too_long",
            what="Danh sách có {total} dòng, dài quá để theo dõi.",
            why="Theo dõi được danh sách có tối đa {most} dòng.",
            todo="Hãy lọc gọn hơn, ví dụ theo đơn vị hoặc trạng thái.",
            total=found.total,
            most=MOST_WATCHED,
        )
    keys = [entry.key for entry in found.entries]
    ListWatch.objects.update_or_create(
        saved_list=row, user_id=_person(actor), defaults={"known": keys, "looked_at": now}
    )
    audit.record(actor, "notifications.list.watched", subject=("saved_list", row.pk), now=now)


@transaction.atomic
def leave_list(actor: Actor, *, list_id: int, now: datetime) -> None:
    """The actor hears no more of the list."""
    gone, _ = ListWatch.objects.filter(saved_list=list_id, user_id=_person(actor)).delete()
    if not gone:
        raise _not_found()
    audit.record(actor, "notifications.list.left", subject=("saved_list", list_id), now=now)


def tell_entered(*, on: date, now: datetime) -> None:
    """Everybody who watches hears what entered since the last look, as far as that person may see it.

    Each look is a transaction of its own; a list that cannot be read today (a right that ended, a day that nobody
    understands any more) is looked at again tomorrow.
    """
    for watch in ListWatch.objects.select_related("saved_list").order_by("pk"):
        row, actor = watch.saved_list, actor_of(watch.user_id, on)
        if not visible_lists(actor).filter(pk=row.pk).exists():
            continue
        try:
            found = _listed(actor, row, on)
        except CaicachError:
            continue
        _keep_look(watch.pk, row, found, on, now)


@transaction.atomic
def _keep_look(watch_id: int, row: SavedList, found: Listed, on: date, now: datetime) -> None:
    watch = ListWatch.objects.select_for_update().filter(pk=watch_id).order_by("pk").first()
    if watch is None:
        return
    known = set(watch.known)
    entered = [entry for entry in found.entries if entry.key not in known]
    watch.known, watch.looked_at = [entry.key for entry in found.entries], now
    watch.save(update_fields=["known", "looked_at"])
    if entered:
        key = f"notifications.list:{row.pk}:{on.isoformat()}"
        message = NewMessage(watch.user_id, key, _content(row, entered), kind=Kind.LISTS)
        notify(SYSTEM, messages=[message], now=now)


def _content(row: SavedList, entered: Sequence[Entry]) -> Content:
    lines = tuple(Line(entry.text, (plain(entry.note),) if entry.note else (), entry.link) for entry in entered[:SHOWN])
    title: Said = tell("{count} mục mới trong danh sách «{name}»", count=len(entered), name=row.name)
    return Content(title, (Section(tell("Mới vào danh sách"), lines, len(entered)),), link=list_address(row))


def _listed(actor: Actor, row: SavedList, on: date) -> Listed:
    source = source_of(row.page)
    return source(actor, row.query, on) if source else Listed(0, ())


def _visible_list(actor: Actor, list_id: int) -> SavedList:
    row = visible_lists(actor).filter(pk=list_id).order_by("pk").first()
    if row is None:
        raise _not_found()
    return row


def _check_unit(actor: Actor, unit: str | None) -> None:
    if unit is not None and unit not in actor.acts_for:
        raise NotAllowed(
            "lists.unit_of_others",
            what="Không chia sẻ được với đơn vị này.",
            why="Chỉ chia sẻ được với đơn vị của bạn.",
            todo="Hãy chọn đơn vị của bạn.",
        )


def _person(actor: Actor) -> int:
    if actor.user_id is None:
        raise _not_found()
    return actor.user_id


def _not_found() -> NotFound:
    return NotFound(
        "lists.not_found",
        what="Không có danh sách này.",
        why="Danh sách không tồn tại, đã bỏ, hoặc không chia sẻ với bạn.",
        todo="Hãy quay lại các danh sách đã lưu.",
    )
