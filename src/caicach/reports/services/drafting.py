"""A report as a draft among the letters to send."""

from datetime import datetime

from django.db import transaction

from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.letters import SubjectRef
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import Conflict
from caicach.reports.models import Report
from caicach.reports.obtaining import visible_report
from caicach.reports.queries import report_document


@transaction.atomic
def draft_report_letter(actor: Actor, *, report_id: int, now: datetime) -> int:
    """The report as a draft among the letters to send; the letter's id. Once."""
    visible_report(actor, report_id)
    require(actor, Permission.LETTER_DRAFT)
    return correspondence.draft_letter_of_report(
        actor,
        Report.objects.select_for_update().get(pk=report_id),
        document=report_document(actor, report_id),
        subject=SubjectRef("report", str(report_id)),
        event="reports.report.drafted",
        exists=Conflict(
            "report.letter_exists",
            what="Báo cáo này đã có dự thảo văn bản đi.",
            why="Mỗi báo cáo được đưa vào văn bản đi một lần.",
            todo="Hãy mở dự thảo đã có.",
        ),
        now=now,
    )
