"""Writing remarks: said once, changed without losing a word, told to who is called and who is concerned."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.discussions.domain.remarks import Thing, called_names
from caicach.discussions.models import Remark, Wording
from caicach.discussions.people import people_concerned, remarks_of, thing_of, who_see
from caicach.discussions.queries import no_remark
from caicach.discussions.things import ThingSeen, thing_seen
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.said import plain, tell
from caicach.kernel.text.folding import nfc
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content, Line, Section
from caicach.notifications.domain.kinds import Kind
from caicach.organisations.account_queries import known_user_id

LONGEST: Final = 5_000
MOST_NAMES: Final = 20


@transaction.atomic
def say(actor: Actor, *, thing: Thing, text: str, is_question: bool, seen_until: int, now: datetime) -> int:
    """A remark on a thing that the actor sees; its id. ``seen_until`` is the newest remark that the actor had read.

    Raises Conflict where somebody spoke since: the actor reads that first, the words are kept in the form. Raises
    InvalidInput for no words, too many, and names that nobody has or that may not see the thing.
    """
    if actor.user_id is None:
        raise no_remark()
    seen = thing_seen(actor, thing)
    words, called = _words(text, thing, now)
    newer = remarks_of(thing).filter(pk__gt=seen_until).exclude(author_id=actor.user_id)
    if newer.exists():
        raise Conflict(
            "discussions.others_spoke",
            what="Vừa có ý kiến mới của người khác; ý kiến của bạn chưa gửi.",
            why="Ý kiến mới xuất hiện sau khi bạn mở trang.",
            todo="Hãy đọc ý kiến mới ở trên, rồi gửi lại.",
        )
    row = Remark.objects.create(
        kind=thing.kind.value,
        thing_id=thing.id,
        part=thing.part,
        text=words,
        is_question=is_question,
        author_id=actor.user_id,
        author_name=actor.name,
        said_at=now,
        called=sorted(called),
    )
    told = {"kind": thing.kind.value, "thing": thing.id, "part": thing.part, "text": words, "called": sorted(called)}
    audit.record(actor, "discussions.remark.said", subject=("remark", row.pk), now=now, new=told)
    _tell(actor, row, seen, set(called.values()), now)
    return row.pk


@transaction.atomic
def change_remark(actor: Actor, *, remark_id: int, version: int, text: str, now: datetime) -> None:
    """New words of one's own remark; the former ones stay and can be read. A stale version is a Conflict."""
    row = Remark.objects.select_for_update().filter(pk=remark_id, author_id=actor.user_id).order_by("pk").first()
    if row is None:
        raise no_remark()
    thing = thing_of(row)
    seen = thing_seen(actor, thing)
    if row.version != version:
        raise Conflict(
            "discussions.changed",
            what="Ý kiến này vừa được sửa ở cửa sổ khác.",
            why="Bạn đang sửa bản cũ.",
            todo="Hãy xem bản mới ở trên; lời bạn vừa ghi vẫn còn trong ô.",
        )
    words, called = _words(text, thing, now)
    if words == row.text:
        return
    Wording.objects.create(remark=row, version=row.version, text=row.text, said_at=row.changed_at or row.said_at)
    old, before = row.text, set(row.called)
    row.text, row.called, row.version, row.changed_at = words, sorted(called), row.version + 1, now
    row.save()
    audit.record(
        actor,
        "discussions.remark.changed",
        subject=("remark", row.pk),
        now=now,
        old={"text": old},
        new={"text": words, "called": sorted(called)},
    )
    fresh = {user for name, user in called.items() if name not in before}
    if fresh:
        notifications.notify(actor, messages=_messages(row, seen, fresh, fresh), now=now)


def _words(text: str, thing: Thing, now: datetime) -> tuple[str, dict[str, int]]:
    """The words, and whom they call, each an account that may see the thing."""
    words = nfc(text).strip()
    if not words or len(words) > LONGEST:
        raise InvalidInput(
            "discussions.words",
            what="Ý kiến để trống, hoặc dài quá {most} ký tự.",
            todo="Hãy ghi ý kiến, hoặc rút ngắn lại.",
            most=LONGEST,
        )
    names = called_names(words)
    known = {name: user for name in names[:MOST_NAMES] if (user := known_user_id(name)) is not None}
    seeing = who_see(known.values(), thing, on=timezone.localdate(now))
    wrong = [name for name in names if known.get(name) not in seeing]
    if wrong:
        raise InvalidInput(
            "discussions.unknown_names",
            what="Không gọi được: {names}.",
            why="Không có tài khoản này, người đó không xem được việc này, hoặc gọi quá {most} người.",
            todo="Hãy sửa tên sau dấu «@»; danh sách người gọi được ở dưới ô.",
            names=", ".join(f"@{name}" for name in wrong),
            most=MOST_NAMES,
        )
    return words, known


def _tell(actor: Actor, row: Remark, seen: ThingSeen, called: set[int], now: datetime) -> None:
    thing, on = thing_of(row), timezone.localdate(now)
    others = who_see(people_concerned(actor, thing, seen, on=on) - called, thing, on=on)
    told = (called | others) - {actor.user_id or 0}
    notifications.notify(actor, messages=_messages(row, seen, told, called), now=now)


def _messages(row: Remark, seen: ThingSeen, told: Iterable[int], called: Collection[int]) -> list[NewMessage]:
    """Who is called reads so in the title."""
    link = f"{seen.link}#trao-doi"
    section = Section(tell("Nội dung"), (Line(row.text, (plain(row.author_name),), link),), 1)
    messages = []
    for user in sorted(told):
        if user in called:
            title = tell("{who} gọi bạn: {name}", who=row.author_name, name=seen.name[:120])
        elif row.is_question:
            title = tell("{who} hỏi: {name}", who=row.author_name, name=seen.name[:120])
        else:
            title = tell("{who} trao đổi: {name}", who=row.author_name, name=seen.name[:120])
        content = Content(title, (section,), link=link)
        messages.append(NewMessage(user, f"discussions.remark:{row.pk}:{row.version}", content, kind=Kind.TALK))
    return messages
