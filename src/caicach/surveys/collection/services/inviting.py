"""Invitations by e-mail: to each address a link for one answer, which no row ties to the address."""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files import queries as files
from caicach.kernel.files.kept import forget_upload, keep_upload, kept_upload
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Checkpoint, Payload, Retry
from caicach.kernel.jobs.runs import Run
from caicach.kernel.said import Said, tell
from caicach.kernel.saying import say
from caicach.kernel.text.dates import format_date
from caicach.notifications import services as notifications
from caicach.notifications.services import Fate
from caicach.organisations.queries import Contact
from caicach.surveys.collection.cells_file import examined_addresses
from caicach.surveys.collection.domain.values import LinkKind
from caicach.surveys.collection.models import AnswerLink, AnswerLinks, SampledUnit, Survey
from caicach.surveys.collection.obtaining import locked_survey, refuse_past_retention, sample_not_found, survey_seen
from caicach.surveys.collection.services.celling import sample_cells_of
from caicach.surveys.collection.services.links import INVITE_KIND, LONGEST_DAYS, digest_of, invite_key, last_moment

MOST_ADDRESSES: Final = 500
_LONGEST_WORDS: Final = 4_000
_NOT_TAKEN: Final = tell("Máy chủ thư chưa nhận thư.")
"""Without the server's words, which may name the address."""
_OUT: Final = "out_line"
"""In the checkpoint: the line of the letter that is with the server just now."""
_LEFT: Final = tell(
    "Thư còn lại không gửi: đường dẫn đã thu hồi, khảo sát đã đóng hoặc hết ngày giữ phiếu, hoặc danh sách quá 12 giờ."
)


def invite(
    actor: Actor,
    *,
    survey_id: int,
    label: str,
    addresses: Sequence[str],
    words: str,
    days: int,
    now: datetime,
    column: str = "",
) -> int:
    """The id of the job that sends the letters. ``addresses``: a line each, as typed; they stay in a file of the person
    until they are sent. ``column``: of the sample, whose units are written to instead; each link carries the cell of
    the unit and not the unit.

    Raises NotAllowed, NotFound, Conflict ("survey.no_mail", "survey.not_open", "survey.retention_over"), InvalidInput
    ("survey.invite_words", "survey.invite_address").
    """
    require(actor, Permission.SURVEY_MANAGE)
    asked = _of_sample(actor, survey_id, column) if column else _typed_lines(addresses)
    label, words, known = " ".join(label.split()), words.strip(), _each_once(asked)
    _refuse(label, words, [address for _line, address, _cell in known], days)
    with transaction.atomic():
        survey = locked_survey(actor, survey_id)
        _refuse_not_open(survey)
        refuse_past_retention(survey, what="Chưa gửi được thư mời.", now=now)
        until = last_moment(survey, days=days, now=now)
        row = AnswerLinks.objects.create(
            survey=survey, kind=LinkKind.ONCE.value, label=label, issued_at=now, expires_at=until
        )
        new = {"kind": LinkKind.ONCE.value, "label": label, "count": len(known), "days": days}
        audit.record(actor, "surveys.links_issued", subject=("survey", survey.pk), now=now, new=new)
        user = actor.user_id or 0
        secrets.SystemRandom().shuffle(known)  # the order of links tells nothing of who is who
        told: dict[str, object] = {"addresses": known, "words": words, "title": survey.title}
        told |= {"unreached": len(asked) - len(known)} if column else {}
        content = json.dumps(told).encode()
        kept = keep_upload(user, name="thu-moi.json", data=content)
        key, link = invite_key(row.pk), f"/khao-sat/{survey.pk}/"
        payload: Payload = {"links": row.pk, "user": user, "file": kept.token}
        queue.enqueue(kind=INVITE_KIND, key=key, payload=payload, now=now, asked_by=user, link=link)
    return jobs.followed_job(actor, key=key).pk


_To = tuple[int, str, int | None]
"""Line, address, and the cell of the unit that is written to."""


def _of_sample(actor: Actor, survey_id: int, column: str) -> list[_To]:
    """Of each unit drawn, by its line in the table of the sample; stand-ins are not written to."""
    survey = survey_seen(actor, survey_id)
    draw = sample_cells_of(survey)[0].draw
    if draw.sample is None:
        raise sample_not_found()
    place = dict(SampledUnit.objects.filter(survey=survey).values_list("code", "cell"))
    sample, design = files.read_bytes(draw.sample), files.read_bytes(draw.design)
    found = examined_addresses(sample, design=design, code=draw.code, column=column)
    return [(line, address.strip(), place.get(code)) for line, code, address in found]


def _typed_lines(addresses: Sequence[str]) -> list[_To]:
    return [(line, address.strip(), None) for line, address in enumerate(addresses, start=1)]


def _each_once(asked: Sequence[_To]) -> list[_To]:
    """By the first line that has it; capitals make no other person."""
    found: dict[str, _To] = {}
    for one in asked:
        if one[1]:
            found.setdefault(one[1].casefold(), one)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Invitation:
    """``addresses`` in mixed order; ``unreached``: units of a sample without an address of their own."""

    links: AnswerLinks
    addresses: Sequence[_To]
    words: str
    title: str
    unreached: int = 0


def send_invitations(payload: Payload, now: datetime, run: Run) -> None:
    """One letter after the other; what the server puts off is tried again behind the others, then at the next run. A
    letter whose fate nobody knows, because the server did not say or the worker died over it, is told by its line and
    not sent again by itself: a person decides whether somebody gets two links.
    """
    user, token = int(payload["user"] or 0), str(payload["file"])
    _tell_cut_off(run)
    kept = kept_upload(user, token, now=now)
    if kept is None:
        run.advance(0, failure=_LEFT)
        return
    told = _Invitation(links=AnswerLinks.objects.get(pk=int(payload["links"] or 0)), **json.loads(kept.data))
    run.expect(len(told.addresses))
    _tell_unreached(told, run)
    for place in _places(run, len(told.addresses)):
        run.check()
        if not _sent_one(told, place, now, run):
            forget_upload(user, token)
            run.advance(0, failure=_LEFT)
            return
    if _later(run.checkpoint):
        raise Retry(_NOT_TAKEN)
    forget_upload(user, token)


def _tell_cut_off(run: Run) -> None:
    """The letter that the last run died over: its link was kept, and whether it left nobody knows."""
    if line := int(run.checkpoint.get(_OUT) or 0):
        run.advance(1, checkpoint=_settled(run.checkpoint), failure=_unknown(line))


def _tell_unreached(told: _Invitation, run: Run) -> None:
    if told.unreached and "done" not in run.checkpoint:
        failure = tell(
            "{count} đơn vị của mẫu không có thư mời: ô địa chỉ trống, hoặc trùng địa chỉ với đơn vị khác. "
            "Hãy mời những đơn vị ấy bằng cách khác.",
            count=told.unreached,
        )
        run.advance(0, checkpoint={**run.checkpoint, "done": 0}, failure=failure)


def _unknown(line: int) -> Said:
    return tell(
        "Không rõ thư tới địa chỉ ở dòng {line} đã đi chưa; không tự gửi lại. "
        "Hãy hỏi người ấy, hoặc gửi một thư mời mới cho riêng địa chỉ ấy.",
        line=str(line),
    )


def _settled(checkpoint: Checkpoint) -> Checkpoint:
    return {name: value for name, value in checkpoint.items() if name != _OUT}


def _places(run: Run, count: int) -> Iterator[int]:
    """Those that were not tried yet, then once those that were put off, in this run or before it."""
    yield from range(int(run.checkpoint.get("done") or 0) + 1, count + 1)
    yield from _later(run.checkpoint)


def _later(checkpoint: Checkpoint) -> list[int]:
    return [int(place) for place in str(checkpoint.get("later") or "").split()]


def _after(checkpoint: Checkpoint, place: int, *, is_put_off: bool) -> Mapping[str, str | int]:
    later = [one for one in _later(checkpoint) if one != place] + [place] * is_put_off
    return {"done": max(int(checkpoint.get("done") or 0), place), "later": " ".join(map(str, later))}


def _sent_one(told: _Invitation, place: int, now: datetime, run: Run) -> bool:
    """Whether letters may still leave; a letter counts as done once its fate is known. Raises Retry where the server
    cannot be talked to."""
    (line, address, cell), secret = told.addresses[place - 1], secrets.token_urlsafe(24)
    with transaction.atomic():
        if not _may_be_answered(told.links, now):
            return False
        link = AnswerLink.objects.create(links=told.links, token_digest=digest_of(secret), cell_id=cell)
        run.advance(0, checkpoint={**_after(run.checkpoint, place, is_put_off=False), _OUT: line})
    to, text = Contact(0, "", "", address), _text(told, secret)
    fate = notifications.post_letter(to, subject=told.title, text=text, now=now)
    if fate in {Fate.LATER, Fate.NO_SERVER}:
        with transaction.atomic():
            link.delete()
            run.advance(0, checkpoint=_after(run.checkpoint, place, is_put_off=True))
    elif fate is Fate.REFUSED:
        with transaction.atomic():
            link.delete()
            failure = tell("Máy chủ thư không nhận địa chỉ ở dòng {line}.", line=str(line))
            run.advance(1, checkpoint=_settled(run.checkpoint), failure=failure)
    elif fate is Fate.UNKNOWN:
        run.advance(1, checkpoint=_settled(run.checkpoint), failure=_unknown(line))
    else:
        run.advance(1, checkpoint=_settled(run.checkpoint))
    if fate is Fate.NO_SERVER:
        raise Retry(_NOT_TAKEN)
    return True


def _may_be_answered(links: AnswerLinks, now: datetime) -> bool:
    is_open = {"survey__opened_at__isnull": False, "survey__closed_at": None}
    rows = AnswerLinks.objects.filter(survey__retained_until__gte=timezone.localdate(now), **is_open)
    return rows.filter(pk=links.pk, revoked_at=None).exists()


def _text(told: _Invitation, secret: str) -> str:
    until = format_date(timezone.localdate(told.links.expires_at))
    ends = say(tell("Đường dẫn dùng cho một phiếu, đến ngày {until}. Trả lời hay không là tự nguyện.", until=until))
    return "\n\n".join((told.words, f"{settings.PUBLIC_URL}/phieu/{secret}/", ends))


def _refuse_not_open(survey: Survey) -> None:
    if survey.opened_at is None or survey.closed_at is not None:
        raise Conflict(
            "survey.not_open",
            what="Chưa gửi được thư mời.",
            why="Cuộc khảo sát «{title}» không mở, nên chưa ai trả lời được.",
            todo="Hãy mở cuộc khảo sát rồi gửi.",
            title=survey.title,
        )


def _refuse(label: str, words: str, known: Sequence[str], days: int) -> None:
    what = "Chưa gửi được thư mời."
    if not settings.EMAIL_HOST:
        todo = "Hãy báo quản trị viên đặt máy chủ thư, hoặc cấp đường dẫn rồi tự gửi."
        raise Conflict("survey.no_mail", what=what, why="Bản cài đặt này chưa gửi thư ra ngoài.", todo=todo)
    is_fit = 0 < len(label) <= 200 and 0 < len(words) <= _LONGEST_WORDS and 1 <= days <= LONGEST_DAYS
    if not is_fit or not 0 < len(known) <= MOST_ADDRESSES:
        raise InvalidInput(
            "survey.invite_words",
            what=what,
            why="Cần tên, lời mời, từ 1 đến {most} địa chỉ và thời hạn từ 1 đến {longest} ngày.",
            todo="Hãy ghi lại những điều ấy.",
            most=MOST_ADDRESSES,
            longest=LONGEST_DAYS,
        )
    for address in known:
        if not _is_address(address):
            raise InvalidInput(
                "survey.invite_address",
                what=what,
                why="«{address}» không phải là địa chỉ thư.",
                todo="Hãy sửa địa chỉ ấy; mỗi dòng một địa chỉ, không dấu.",
                address=address[:80],
            )


def _is_address(written: str) -> bool:
    """Whether a letter can be made out to it: servers are spoken to in ASCII."""
    try:
        validate_email(written)
        Address(addr_spec=written)
    except (ValidationError, MessageError, ValueError, IndexError):
        return False
    return written.isascii()
