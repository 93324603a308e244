"""Links by which people answer in a browser: given out together, told once, taken back together."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.kernel.files.kept import forget_upload
from caicach.kernel.jobs import queries as jobs
from caicach.surveys.collection.domain.submissions import submission_head
from caicach.surveys.collection.domain.values import Collector, IssuedLinks, LinkKind, Received, SentFile
from caicach.surveys.collection.models import AnswerLink, AnswerLinks, Submission, Survey
from caicach.surveys.collection.obtaining import link_of, locked_survey, refuse_past_retention
from caicach.surveys.collection.services.paper import receive_paper
from caicach.surveys.collection.services.receiving import receive_submission

MOST: Final = 5_000
INVITE_KIND: Final = "surveys.answers.invite"
LONGEST_DAYS: Final = 366


@transaction.atomic
def issue_links(
    actor: Actor, *, survey_id: int, kind: LinkKind, label: str, count: int, days: int, now: datetime
) -> IssuedLinks:
    """``count`` is for links of one answer each; of the other kinds there is one. Tokens are told once.

    Raises NotAllowed, NotFound, Conflict ("survey.retention_over"), InvalidInput ("survey.link_words").
    """
    survey = locked_survey(actor, survey_id)
    label, count = " ".join(label.split()), count if kind is LinkKind.ONCE else 1
    if not 0 < len(label) <= 200 or not 1 <= count <= MOST or not 1 <= days <= LONGEST_DAYS:
        raise InvalidInput(
            "survey.link_words",
            what="Chưa cấp được đường dẫn trả lời.",
            why="Cần tên (không quá 200 chữ), từ 1 đến {most} đường dẫn và thời hạn từ 1 đến {longest} ngày.",
            todo="Hãy ghi lại ba điều ấy.",
            most=MOST,
            longest=LONGEST_DAYS,
        )
    refuse_past_retention(survey, what="Chưa cấp được đường dẫn trả lời.", now=now)
    until = last_moment(survey, days=days, now=now)
    row = AnswerLinks.objects.create(survey=survey, kind=kind.value, label=label, issued_at=now, expires_at=until)
    tokens = tuple(secrets.token_urlsafe(24) for _ in range(count))
    AnswerLink.objects.bulk_create(AnswerLink(links=row, token_digest=digest_of(token)) for token in tokens)
    new = {"kind": kind.value, "label": label, "count": count, "days": days}
    audit.record(actor, "surveys.links_issued", subject=("survey", survey.pk), now=now, new=new)
    return IssuedLinks(row.pk, kind, until, tokens)


def last_moment(survey: Survey, *, days: int, now: datetime) -> datetime:
    """Until when who is given so many days may answer: never beyond the day after which nothing is received."""
    over = timezone.make_aware(datetime.combine(survey.retained_until, time.max))
    return min(now + timedelta(days=days), over)


@transaction.atomic
def revoke_links(actor: Actor, *, survey_id: int, links_id: int, now: datetime) -> None:
    """Nobody answers by them from now on; whom they were still to be sent to is forgotten.

    Raises NotAllowed, NotFound ("survey.no_links").
    """
    survey = locked_survey(actor, survey_id)
    row = survey.links.filter(pk=links_id, revoked_at=None).first()
    if row is None:
        raise NotFound("survey.no_links", what="Cuộc khảo sát không có đường dẫn này đang dùng.")
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])
    audit.record(actor, "surveys.links_revoked", subject=("survey", survey.pk), now=now, new={"label": row.label})
    transaction.on_commit(lambda: _forget_list(links_id))


def invite_key(links_id: int) -> str:
    """Of the job that sends them by e-mail, where there is one."""
    return f"{INVITE_KIND}:{links_id}"


def _forget_list(links_id: int) -> None:
    order = jobs.payload_of(key=invite_key(links_id))
    if order is not None:
        forget_upload(int(order["user"] or 0), str(order["file"]))


@transaction.atomic
def receive_answer(
    token: str, *, xml: bytes, attached: Sequence[SentFile], now: datetime, paper_number: str = ""
) -> Received:
    """As ``receive_submission``, from who came by a link; its end bars new forms, never one that was filled before.
    ``paper_number``: by a link for who types paper forms.

    Raises NotFound ("survey.no_link"), Conflict ("submission.link_used"), of paper forms what ``receive_paper`` raises,
    and what ``receive_submission`` raises.
    """
    AnswerLink.objects.select_for_update().filter(token_digest=digest_of(token)).first()
    row = link_of(token)
    if row.links.kind == LinkKind.PAPER:
        return receive_paper(row.links, number=paper_number, xml=xml, attached=attached, now=now)
    survey_id, is_once = row.links.survey_id, row.links.kind == LinkKind.ONCE
    if is_once and row.used_on is not None and not _is_there(survey_id, xml):
        raise Conflict(
            "submission.link_used",
            what="Không nhận phiếu này.",
            why="Đường dẫn này chỉ dùng cho một phiếu, và phiếu ấy đã nhận.",
            todo="Không cần làm gì thêm; nếu chưa gửi phiếu nào, hãy xin đường dẫn mới.",
        )
    by = Collector(None, survey_id, row.links.label, "", cell_id=row.cell_id)
    received = receive_submission(by, xml=xml, attached=attached, device="", now=now)
    if is_once and row.used_on is None:
        row.used_on = timezone.localtime(row.links.issued_at if row.cell_id else now).date()
        row.save(update_fields=["used_on"])
    return received


def _is_there(survey_id: int, xml: bytes) -> bool:
    return Submission.objects.filter(survey_id=survey_id, instance_id=submission_head(xml).instance_id).exists()


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
