"""What a unit does with its report: saves what it states, and sends it. Every save is a version that stays."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.said import joint_sentence, plain
from caicach.regimes.domain.below import Below
from caicach.regimes.domain.cycle import Act, State, check_act
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.domain.stating import Origin, Stated, Statement, TableRow, breaches, lacking
from caicach.regimes.domain.words import words_kept
from caicach.regimes.kept_forms import form_of_row
from caicach.regimes.models import ReportAct, ReportVersion, UnitReport
from caicach.regimes.obtaining import unit_report_seen
from caicach.regimes.periods_before import figures_before
from caicach.regimes.queries import measured_of, newest_statement, taken_over
from caicach.regimes.services.telling import tell_sent
from caicach.regimes.written_values import amount_as_json, below_as_json, rows_as_json, stated_as_json

_LONGEST = 20_000
_MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed: figures by code (absent ones stay as measured), words by heading, rows by table."""

    figures: Mapping[str, Decimal] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[TableRow, ...]] = field(default_factory=dict)


@transaction.atomic
def save_statement(actor: Actor, *, report_id: int, seen: int, typed: Typed, now: datetime) -> int:
    """Keep what was typed as a new version; its number. ``seen`` is the version the person had before them."""
    row = own_report(actor, report_id)
    check_act(State(row.state), Act.SAVE)
    check_seen(row, seen)
    form = form_of_row(row)
    _check_known(form, typed)
    _keep(actor, row, form, typed, now)
    audit.record(
        actor,
        "regimes.unit_report.saved",
        subject=("unit_report", row.pk),
        now=now,
        new={"version": row.version, "form": row.form, "period": row.period, "unit": row.unit},
    )
    return row.version


@transaction.atomic
def send_report(actor: Actor, *, report_id: int, seen: int, now: datetime) -> None:
    """Send the newest version to the standing office. Raises InvalidInput with everything that is wrong or lacking."""
    row = own_report(actor, report_id)
    check_act(State(row.state), Act.SEND)
    check_seen(row, seen)
    form = form_of_row(row)
    statement = newest_statement(row)
    _check_complete(form, statement)
    if row.version == 0:
        _keep(actor, row, form, Typed(), now)
    if row.first_sent_at is None:
        row.first_sent_at = now
        row.is_late = timezone.localdate(now) > row.due_on
    row.state = State.SENT.value
    row.save(update_fields=("state", "first_sent_at", "is_late"))
    ReportAct.objects.create(report=row, kind=Act.SEND.value, version=row.version, at=now, by_name=actor.name)
    new = {"version": row.version, "late": row.is_late}
    audit.record(actor, "regimes.unit_report.sent", subject=("unit_report", row.pk), now=now, new=new)
    tell_sent(actor, row, now)


def own_report(actor: Actor, report_id: int) -> UnitReport:
    """The report for who writes it, locked."""
    row = unit_report_seen(actor, report_id, for_update=True)
    require(actor, Permission.TASK_REPORT, unit=row.unit)
    return row


def check_seen(row: UnitReport, seen: int) -> None:
    """Conflict where somebody else saved meanwhile."""
    if row.version != seen:
        raise Conflict(
            "periodic.stale",
            what="Báo cáo vừa được người khác lưu (bản {now}, bạn đang xem bản {seen}).",
            why="Lưu đè sẽ làm mất phần người kia vừa ghi.",
            todo="Nội dung bạn gõ vẫn còn ở dưới; hãy xem bản mới rồi lưu lại.",
            now=row.version,
            seen=seen,
        )


def _keep(actor: Actor, row: UnitReport, form: ReportForm, typed: Typed, now: datetime) -> None:
    measured = measured_of(row)
    taken = taken_over(row)
    figures: dict[str, Stated] = dict(measured)
    for code, amount in typed.figures.items():
        known = measured.get(code)
        if known is not None and known.amount == amount and code not in taken.figures:
            continue
        origin = Origin.JOINED if code in taken.figures else Origin.TYPED
        figures[code] = Stated(amount, origin, None, known.measured if known else None)
    figures_below = {code: part for code, part in taken.figures.items() if code in typed.figures}
    below = replace(taken, figures=figures_below, changed=())  # who saves has read what changed
    words = {number: words_kept(text) for number, text in typed.words.items() if text.strip()}
    keep_version(actor, row, figures=figures, words=words, rows=typed.rows, below=below, now=now)


def keep_version(
    actor: Actor,
    row: UnitReport,
    *,
    figures: Mapping[str, Stated],
    words: Mapping[str, str],
    rows: Mapping[str, tuple[TableRow, ...]],
    below: Below,
    now: datetime,
) -> None:
    """The next version of the report, which stays, with the figures of the period before as they are told now."""
    before = figures_before(row, form_of_row(row))
    row.version += 1
    row.save(update_fields=("version",))
    ReportVersion.objects.create(
        report=row,
        number=row.version,
        figures={code: stated_as_json(stated) for code, stated in figures.items()},
        words=dict(words),
        rows=rows_as_json(rows),
        below=below_as_json(below),
        before={code: amount_as_json(amount) for code, amount in before.items()},
        made_at=now,
        made_by_name=actor.name,
    )


def _check_known(form: ReportForm, typed: Typed) -> None:
    """Only what the form asks, and no more than a report can hold."""
    indicators = {one.code for one in form.indicators() if one.is_asked}
    headings = {one.number for one in form.headings}
    tables = {one.code for one in form.tables}
    unknown = sorted({*typed.figures} - indicators | {*typed.words} - headings | {*typed.rows} - tables)
    if unknown:
        raise InvalidInput(
            "periodic.not_asked",
            what="Biểu không có: {codes}.",
            why="Chỉ nhận chỉ tiêu, mục và bảng mà biểu hỏi.",
            todo="Hãy tải lại trang rồi ghi lại.",
            codes=", ".join(unknown)[:200],
        )
    too_long = next((number for number, text in typed.words.items() if len(text) > _LONGEST), None)
    if too_long:
        raise InvalidInput(
            "periodic.too_long",
            what="Nội dung mục {number} dài quá {most} ký tự.",
            why="Báo cáo tổng hợp ghép nội dung của nhiều đơn vị.",
            todo="Hãy rút gọn, phần chi tiết đưa vào văn bản kèm theo.",
            number=too_long,
            most=_LONGEST,
        )
    if any(len(rows) > _MOST_ROWS for rows in typed.rows.values()):
        raise InvalidInput(
            "periodic.too_many_rows",
            what="Bảng có quá {most} dòng.",
            why="Mỗi lĩnh vực ghi một dòng.",
            todo="Hãy gộp các dòng cùng lĩnh vực.",
            most=_MOST_ROWS,
        )


def _check_complete(form: ReportForm, statement: Statement) -> None:
    found = breaches(form, statement)
    missing = lacking(form, statement)
    if found:
        raise InvalidInput(
            "periodic.breaches",
            what="Báo cáo chưa gửi được, có {count} chỗ chưa đúng: {told}",
            why="Số liệu phải theo quy tắc của biểu.",
            todo="Hãy sửa các chỗ này rồi gửi lại.",
            count=len(found),
            told=joint_sentence(breach.told for breach in found[:20]),
        )
    if missing:
        raise InvalidInput(
            "periodic.lacking",
            what="Báo cáo chưa gửi được, còn {count} chỉ tiêu chưa có số liệu: {titles}.",
            why="Ô trống không có nghĩa là 0.",
            todo="Hãy ghi số liệu; không phát sinh thì ghi 0.",
            count=len(missing),
            titles=plain("; ".join(one.title for one in missing[:20])),
        )
