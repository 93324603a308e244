"""Paper forms that a clerk types: marked with batch and number, and a second typing kept beside the first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone

from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.text.folding import squeeze
from caicach.surveys.collection.domain.submissions import submission_head
from caicach.surveys.collection.domain.values import Collector, Received, SentFile
from caicach.surveys.collection.models import AnswerLinks, PaperEntry, Submission, Survey
from caicach.surveys.collection.services.receiving import form_to_fill, receive_submission, text_to_keep

_LONGEST_NUMBER: Final = 60


def receive_paper(
    links: AnswerLinks, *, number: str, xml: bytes, attached: Sequence[SentFile] = (), now: datetime
) -> Received:
    """``number``: what stands on the paper form. Inside a transaction. Files go with the first typing; the second is
    held against its answers.

    Raises InvalidInput ("submission.paper_number", ".second_with_files"), Conflict ("submission.paper_twice") and what
    ``receive_submission`` raises.
    """
    number, head = squeeze(number), submission_head(xml)
    if not 0 < len(number) <= _LONGEST_NUMBER:
        raise InvalidInput(
            "submission.paper_number",
            what="Chưa nhận phiếu này.",
            why="Cần số ghi trên phiếu giấy, không quá {most} chữ.",
            todo="Hãy ghi số phiếu rồi gửi lại.",
            most=_LONGEST_NUMBER,
        )
    Survey.objects.select_for_update().get(pk=links.survey_id)
    mine = PaperEntry.objects.filter(links=links, number=number).first()
    sender = Collector(None, links.survey_id, links.label, "")
    if mine is not None and mine.instance_id == head.instance_id:
        if mine.submission_id is None:
            return Received(head.instance_id, False, 0, now)
        return receive_submission(sender, xml=xml, attached=attached, device="", now=now)
    if mine is not None:
        raise Conflict(
            "submission.paper_twice",
            what="Chưa nhận phiếu này.",
            why="Phiếu giấy số «{number}» đã nhập trong đợt này.",
            todo="Hãy xem lại số ghi trên phiếu.",
            number=number,
        )
    new = PaperEntry(
        survey_id=links.survey_id,
        links=links,
        number=number,
        instance_id=head.instance_id,
        entered_on=timezone.localdate(now),
    )
    if PaperEntry.objects.filter(survey=links.survey_id, number=number).exists():
        if any(file.data for file in attached):
            raise InvalidInput(
                "submission.second_with_files",
                what="Chưa nhận phiếu này.",
                why="Phiếu số «{number}» đã nhập một lần; lần thứ hai chỉ để so câu trả lời, không nhận tệp.",
                todo="Hãy bỏ tệp rồi gửi lại; tệp của lần nhập thứ nhất vẫn còn.",
                number=number,
            )
        new.xml, _ = text_to_keep(form_to_fill(sender, head, now), head.text)
        new.save()
        return Received(head.instance_id, True, 0, now)
    received = receive_submission(sender, xml=xml, attached=attached, device="", now=now)
    new.submission = Submission.objects.get(survey=links.survey_id, instance_id=head.instance_id)
    new.save()
    return received
