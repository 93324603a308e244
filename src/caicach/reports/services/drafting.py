"""A report as a draft among the letters to send."""

from datetime import datetime

from django.db import transaction

from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.letters import LetterPurpose, SubjectRef
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.reports.models import Report
from caicach.reports.obtaining import visible_report
from caicach.reports.queries import report_document


@transaction.atomic
def draft_report_letter(actor: Actor, *, report_id: int, now: datetime) -> int:
    """The report as a draft among the letters to send; the letter's id. Once."""
    visible_report(actor, report_id)
    require(actor, Permission.LETTER_DRAFT)
    report = Report.objects.select_for_update().get(pk=report_id)
    if report.letter_id is not None:
        raise Conflict(
            "report.letter_exists",
            what="Báo cáo này đã có dự thảo văn bản đi.",
            why="Mỗi báo cáo được đưa vào văn bản đi một lần.",
            todo="Hãy mở dự thảo đã có.",
        )
    letter = correspondence.draft_letter(
        actor,
        document=report_document(actor, report_id),
        purpose=LetterPurpose.REPORT,
        subject_refs=(SubjectRef("report", str(report_id)),),
        now=now,
    )
    report.letter_id = letter
    report.save(update_fields=("letter_id",))
    new = {"letter": letter}
    audit.record(actor, "reports.report.drafted", subject=("report", report_id), now=now, new=new)
    return letter
