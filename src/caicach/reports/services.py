"""Making a report, filing it as a draft letter, and saying which work comes first after holidays."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.letters import LetterPurpose, SubjectRef
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.said import tell
from caicach.kernel.vocabulary import ReformArea
from caicach.reports.domain.progress import digest_of, row_as_json
from caicach.reports.gathering import gathered
from caicach.reports.models import FirstRule, Report, ReportRow
from caicach.reports.obtaining import visible_report
from caicach.reports.queries import report_document

_LONGEST = 60


@transaction.atomic
def make_progress_report(actor: Actor, *, first: date, last: date, unit: str = "", now: datetime) -> int:
    """Freeze the state of the work in a period; the report's id.

    Everything that the actor oversees, or ``unit`` and what is below it: never a row the actor may not see.
    """
    found = gathered(actor, first=first, last=last, unit=unit, today=timezone.localdate(now))
    head = found.head
    report = Report.objects.create(
        title=tell(
            "Tình hình thực hiện nhiệm vụ từ {first} đến {last}",
            first=f"{head.first:%d/%m/%Y}",
            last=f"{head.last:%d/%m/%Y}",
        ),
        issuer=head.issuer,
        superior=head.superior or "",
        scope_unit=found.unit,
        scope_name=head.scope,
        scope_units=list(found.units),
        first_on=head.first,
        last_on=head.last,
        cut_off_on=head.cut_off,
        digest=digest_of(found.rows),
        made_at=now,
        made_by_name=actor.name,
    )
    rows = (
        ReportRow(report=report, position=n, part=row.part.value, unit=row.standing.unit, data=row_as_json(row))
        for n, row in enumerate(found.rows)
    )
    ReportRow.objects.bulk_create(rows, batch_size=500)
    new = {"first": first.isoformat(), "last": last.isoformat(), "unit": found.unit, "digest": report.digest}
    audit.record(actor, "reports.report.made", subject=("report", report.pk), now=now, new=new)
    return report.pk


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


@transaction.atomic
def set_first_rule(actor: Actor, *, areas: tuple[ReformArea, ...], keywords: tuple[str, ...], now: datetime) -> None:
    """Work of these areas, or with one of these words in it, stands first after a block of holidays."""
    require(actor, Permission.RULES_MANAGE)
    words = tuple(dict.fromkeys(" ".join(word.split()) for word in keywords if word.strip()))
    if not words and not areas:
        raise InvalidInput(
            "first_rule.empty",
            what="Chưa có lĩnh vực hay từ khóa nào.",
            why="Quy tắc trống thì không việc nào được xếp lên đầu.",
            todo="Hãy chọn ít nhất một lĩnh vực hoặc ghi một từ khóa.",
        )
    too_long = next((word for word in words if len(word) > _LONGEST), None)
    if too_long:
        raise InvalidInput(
            "first_rule.too_long",
            what="Từ khóa «{word}…» quá dài.",
            why="Mỗi từ khóa tối đa {most} ký tự; các từ khóa cách nhau bằng dấu phẩy hoặc xuống dòng.",
            todo="Hãy tách thành nhiều từ khóa.",
            word=too_long[:30],
            most=_LONGEST,
        )
    chosen = [area.value for area in areas]
    FirstRule.objects.create(areas=chosen, keywords=list(words), set_at=now, set_by_name=actor.name)
    new = {"areas": chosen, "keywords": list(words)}
    audit.record(actor, "reports.first_rule.set", subject=("first_rule", 1), now=now, new=new)
