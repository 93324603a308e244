"""What a unit says of its work, with the files that prove it."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from caicach.correspondence.services.secret_marks import refusing_secret
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files import services as files
from caicach.kernel.files.media import EVIDENCE, media_type_of
from caicach.kernel.vocabulary import AddressRole
from caicach.plans.domain.tasks import NewFile, ReportState
from caicach.plans.models import Assignment, Evidence, ProgressReport
from caicach.plans.obtaining import locked_assignment
from caicach.plans.services.settled import refuse_open_parts, refuse_settled
from caicach.plans.services.telling import tell_reported

MAX_FILES: Final = 20
MAX_FIGURE: Final = 10**13
FOURTH: Final = Decimal("0.0001")
"""Figures are kept to four places."""


@refusing_secret("files")
def report_progress(
    actor: Actor,
    *,
    assignment_id: int,
    text: str,
    is_completed: bool,
    completed_on: date | None,
    files: tuple[NewFile, ...],
    now: datetime,
    replaces: int | None = None,
    figure: Decimal | None = None,
) -> int:
    """File a report of the unit; returns its id. It waits until the standing office decides.

    One report waits at a time: another is a Conflict, unless it names in ``replaces`` the waiting one that the person
    saw. ``completed_on`` is the day the work was done: not after the day of the report, not before the document.
    ``figure`` is what was reached of the target; it never completes the work by itself.
    """
    assignment = locked_assignment(actor, assignment_id)
    require(actor, Permission.TASK_REPORT, unit=assignment.unit_id)
    refuse_settled(assignment)
    day = timezone.localdate(now)
    _check_content(assignment, text, is_completed, files)
    _check_day(assignment, is_completed, completed_on, day)
    _check_figure(assignment, figure, is_completed)
    if is_completed:
        refuse_open_parts(assignment)
    number = _next_number(assignment, replaces)
    done_on = completed_on if is_completed else None
    figure = figure.quantize(FOURTH, rounding=ROUND_HALF_UP) if figure is not None else None
    report = _save(actor, assignment, number, text=text.strip(), completed_on=done_on, figure=figure, now=now)
    for file in files:
        _attach(actor, report, file, now)
    assignment.begun_on = assignment.begun_on or day
    assignment.claimed_on = report.completed_on
    assignment.save(update_fields=("begun_on", "claimed_on"))
    _record(actor, report, files, replaces, now)
    tell_reported(actor, report, now)
    return report.pk


def _check_content(assignment: Assignment, text: str, is_completed: bool, given: tuple[NewFile, ...]) -> None:
    leads = assignment.role == AddressRole.LEAD.value
    if not text.strip() and not (is_completed and (given or not leads)):
        raise InvalidInput(
            "report.empty",
            what="Báo cáo chưa có nội dung.",
            why="Đơn vị chủ trì báo hoàn thành cần tài liệu chứng minh hoặc giải trình; báo tiến độ cần nội dung.",
            todo="Hãy ghi việc đã làm, hoặc kèm tài liệu.",
        )
    if len(given) > MAX_FILES:
        raise InvalidInput(
            "report.too_many_files",
            what="Quá nhiều tệp.",
            why="Mỗi báo cáo kèm tối đa {limit} tệp.",
            todo="Hãy gộp các trang vào một tệp PDF.",
            limit=MAX_FILES,
        )
    for file in given:
        _check_media(file)


def _check_media(file: NewFile) -> None:
    if file.data and media_type_of(file.data) not in EVIDENCE:
        raise InvalidInput(
            "report.file_kind",
            what="Không nhận tệp «{name}» làm tài liệu chứng minh.",
            why="Nội dung tệp không phải PDF, DOCX, XLSX, ảnh (PNG, JPEG, TIFF) hay văn bản thuần.",
            todo="Hãy chuyển sang một trong các dạng đó.",
            name=file.name,
        )


def _check_day(assignment: Assignment, is_completed: bool, completed_on: date | None, day: date) -> None:
    if not is_completed:
        return
    issued_on = assignment.task.effective_on
    if completed_on is None or not issued_on <= completed_on <= day:
        raise InvalidInput(
            "report.completed_on",
            what="Ngày hoàn thành không hợp lệ.",
            why="Ngày hoàn thành phải từ ngày văn bản ({first}) đến ngày báo cáo ({last}).",
            todo="Hãy chọn lại ngày hoàn thành.",
            first=f"{issued_on:%d/%m/%Y}",
            last=f"{day:%d/%m/%Y}",
        )


def _check_figure(assignment: Assignment, figure: Decimal | None, is_completed: bool) -> None:
    if figure is not None and assignment.target_value is None:
        raise InvalidInput(
            "report.no_target",
            what="Nhiệm vụ này không có chỉ tiêu bằng số.",
            why="Số liệu thực hiện chỉ ghi cho nhiệm vụ có chỉ tiêu.",
            todo="Hãy ghi kết quả vào nội dung báo cáo.",
        )
    if figure is not None and not (figure.is_finite() and 0 <= figure < MAX_FIGURE):
        raise InvalidInput(
            "report.figure",
            what="Số liệu thực hiện không hợp lệ.",
            why="Số liệu phải từ 0 trở lên và nhỏ hơn {limit}.",
            todo="Hãy nhập lại số liệu.",
            limit=f"{MAX_FIGURE:,}".replace(",", "."),
        )
    if is_completed and figure is None and assignment.target_value is not None:
        raise InvalidInput(
            "report.figure_missing",
            what="Báo cáo hoàn thành chưa có số liệu.",
            why="Nhiệm vụ có chỉ tiêu {target} {unit}: người duyệt cần biết đã đạt bao nhiêu.",
            todo="Hãy nhập số liệu đã thực hiện.",
            target=f"{assignment.target_value:f}".rstrip("0").rstrip("."),
            unit=assignment.target_unit,
        )


def _is_late(assignment: Assignment, day: date) -> bool:
    """Filed after the reporting day; a pause or an event not yet come leaves nothing to be late for."""
    return assignment.due_on is not None and assignment.paused_on is None and day > assignment.due_on


def _next_number(assignment: Assignment, replaces: int | None) -> int:
    """The number of the next report; sets aside the waiting one that is replaced."""
    waiting = assignment.reports.filter(state=ReportState.WAITING.value).first()
    if (waiting.pk if waiting else None) != replaces:
        raise _not_alone(waiting)
    if waiting is not None:
        waiting.state = ReportState.REPLACED.value
        waiting.save(update_fields=("state",))
    return assignment.reports.count() + 1


def _not_alone(waiting: ProgressReport | None) -> Conflict:
    if waiting is None:
        return Conflict(
            "report.replaced_is_gone",
            what="Báo cáo mà bạn muốn thay đã được xử lý.",
            why="Báo cáo đó đã được duyệt, trả lại hoặc thay bằng báo cáo khác.",
            todo="Hãy tải lại trang nhiệm vụ.",
        )
    return Conflict(
        "report.already_waiting",
        what="Đã có một báo cáo đang chờ duyệt.",
        why="«{who}» đã gửi báo cáo số {number} cho nhiệm vụ này.",
        todo="Hãy tải lại trang; chờ duyệt, hoặc gửi báo cáo thay cho báo cáo đó.",
        who=waiting.reported_by_name,
        number=waiting.number,
    )


def _save(
    actor: Actor,
    assignment: Assignment,
    number: int,
    *,
    text: str,
    completed_on: date | None,
    figure: Decimal | None,
    now: datetime,
) -> ProgressReport:
    report = ProgressReport(
        assignment=assignment,
        number=number,
        state=ReportState.WAITING.value,
        text=text,
        is_completed=completed_on is not None,
        completed_on=completed_on,
        figure=figure,
        is_late=_is_late(assignment, timezone.localdate(now)),
        reported_at=now,
        reported_by_id=actor.user_id,
        reported_by_name=actor.name,
    )
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError as error:
        raise _not_alone(assignment.reports.filter(state=ReportState.WAITING.value).first()) from error
    return report


def _attach(actor: Actor, report: ProgressReport, file: NewFile, now: datetime) -> None:
    stored = files.store(actor, data=file.data, name=file.name, now=now)
    Evidence.objects.create(report=report, file=stored)


def _record(
    actor: Actor, report: ProgressReport, given: tuple[NewFile, ...], replaces: int | None, now: datetime
) -> None:
    new = {
        "report": report.pk,
        "is_completed": report.is_completed,
        "completed_on": report.completed_on.isoformat() if report.completed_on else None,
        "figure": str(report.figure) if report.figure is not None else None,
        "is_late": report.is_late,
        "files": [file.name for file in given],
        "replaces": replaces,
    }
    subject = ("assignment", report.assignment_id)
    audit.record(actor, "plans.report.filed", subject=subject, now=now, new=new)
