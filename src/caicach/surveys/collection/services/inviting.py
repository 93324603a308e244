"""Invitations by e-mail: to each address a link for one answer, which no row ties to the address."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files.kept import forget_upload, keep_upload, kept_upload
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload, Retry
from caicach.kernel.jobs.runs import Run
from caicach.kernel.said import tell
from caicach.kernel.saying import say
from caicach.kernel.text.dates import format_date
from caicach.notifications import services as notifications
from caicach.organisations.queries import Contact
from caicach.surveys.collection.domain.values import LinkKind
from caicach.surveys.collection.models import AnswerLink, AnswerLinks
from caicach.surveys.collection.obtaining import locked_survey
from caicach.surveys.collection.services.links import LONGEST_DAYS, digest_of

INVITE_KIND: Final = "surveys.answers.invite"
MOST_ADDRESSES: Final = 500
_LONGEST_WORDS: Final = 4_000


def invite(
    actor: Actor, *, survey_id: int, label: str, addresses: Sequence[str], words: str, days: int, now: datetime
) -> int:
    """The id of the job that sends the letters. Addresses stay in a file of the person until they are sent.

    Raises NotAllowed, NotFound, Conflict ("survey.no_mail"), InvalidInput ("survey.invite_words", "…_address").
    """
    label, words = " ".join(label.split()), words.strip()
    known = tuple(dict.fromkeys(address.strip() for address in addresses if address.strip()))
    _refuse(label, words, known, days)
    with transaction.atomic():
        survey = locked_survey(actor, survey_id)
        row = AnswerLinks.objects.create(
            survey=survey, kind=LinkKind.ONCE.value, label=label, issued_at=now, expires_at=now + timedelta(days=days)
        )
        new = {"kind": LinkKind.ONCE.value, "label": label, "count": len(known), "days": days}
        audit.record(actor, "surveys.links_issued", subject=("survey", survey.pk), now=now, new=new)
        user, mixed = actor.user_id or 0, list(known)
        secrets.SystemRandom().shuffle(mixed)  # the order of links tells nothing of who is who
        content = json.dumps({"addresses": mixed, "words": words, "title": survey.title}).encode()
        kept = keep_upload(user, name="thu-moi.json", data=content)
        key, link = f"{INVITE_KIND}:{row.pk}", f"/khao-sat/{survey.pk}/"
        payload: Payload = {"links": row.pk, "user": user, "file": kept.token}
        queue.enqueue(kind=INVITE_KIND, key=key, payload=payload, now=now, asked_by=user, link=link)
    return jobs.followed_job(actor, key=key).pk


def send_invitations(payload: Payload, now: datetime, run: Run) -> None:
    """One letter after the other. A letter whose fate nobody knows is not sent again: nobody gets two links."""
    user, token = int(payload["user"] or 0), str(payload["file"])
    kept, links = kept_upload(user, token, now=now), AnswerLinks.objects.get(pk=int(payload["links"] or 0))
    if kept is None or links.revoked_at is not None:
        run.advance(0, failure=tell("Thư còn lại không gửi: đường dẫn đã thu hồi, hoặc danh sách quá 12 giờ."))
        return
    told = json.loads(kept.data)
    done = int(run.checkpoint.get("done") or 0)
    run.expect(len(told["addresses"]))
    for number, address in enumerate(told["addresses"][done:], start=done + 1):
        run.check()
        _sent_one(links, told, (number, address), now, run)
    forget_upload(user, token)


def _sent_one(links: AnswerLinks, told: dict[str, str], one: tuple[int, str], now: datetime, run: Run) -> None:
    number, address = one
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        link = AnswerLink.objects.create(links=links, token_digest=digest_of(token))
        run.advance(1, checkpoint={"done": number})
    until = format_date(timezone.localdate(links.expires_at))
    ends = say(tell("Đường dẫn dùng cho một phiếu, đến ngày {until}. Trả lời hay không là tự nguyện.", until=until))
    text = "\n\n".join((told["words"], f"{settings.PUBLIC_URL}/phieu/{token}/", ends))
    try:
        is_taken = notifications.send_letter(Contact(0, "", "", address), subject=told["title"], text=text, now=now)
    except Retry:
        with transaction.atomic():
            link.delete()
            run.advance(-1, checkpoint={"done": number - 1})
        raise
    if not is_taken:
        with transaction.atomic():
            link.delete()
            run.advance(0, failure=tell("Địa chỉ thứ {number} không nhận thư.", number=str(number)))


def _refuse(label: str, words: str, addresses: Sequence[str], days: int) -> None:
    what = "Chưa gửi được thư mời."
    if not settings.EMAIL_HOST:
        todo = "Hãy báo quản trị viên đặt máy chủ thư, hoặc cấp đường dẫn rồi tự gửi."
        raise Conflict("survey.no_mail", what=what, why="Bản cài đặt này chưa gửi thư ra ngoài.", todo=todo)
    is_fit = 0 < len(label) <= 200 and 0 < len(words) <= _LONGEST_WORDS and 1 <= days <= LONGEST_DAYS
    if not is_fit or not 0 < len(addresses) <= MOST_ADDRESSES:
        raise InvalidInput(
            "survey.invite_words",
            what=what,
            why="Cần tên, lời mời, từ 1 đến {most} địa chỉ và thời hạn từ 1 đến {longest} ngày.",
            todo="Hãy ghi lại những điều ấy.",
            most=MOST_ADDRESSES,
            longest=LONGEST_DAYS,
        )
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError as error:
            raise InvalidInput(
                "survey.invite_address",
                what=what,
                why="«{address}» không phải là địa chỉ thư.",
                todo="Hãy sửa địa chỉ ấy; mỗi dòng một địa chỉ.",
                address=address[:80],
            ) from error
