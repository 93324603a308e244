"""A unit asks its subordinate units for their reports, and takes over what it accepted before it sends its own."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import parse_period
from caicach.regimes.domain.below import with_below
from caicach.regimes.domain.catalogue import window_of
from caicach.regimes.domain.cycle import Act, State, check_act
from caicach.regimes.kept_forms import form_of_row
from caicach.regimes.models import UnitReport
from caicach.regimes.queries import newest_statement, taken_over
from caicach.regimes.services.dues import check_due
from caicach.regimes.services.stating import check_seen, keep_version, own_report
from caicach.regimes.services.telling import tell_opened
from caicach.regimes.subordinates import joined_below, standings_below, units_below


@transaction.atomic
def ask_below(actor: Actor, *, report_id: int, due_on: date, now: datetime) -> int:
    """Ask every unit directly below for the same report by a day of the own; how many were asked."""
    row = own_report(actor, report_id)
    check_act(State(row.state), Act.SAVE)
    form = form_of_row(row)
    period = parse_period(row.period)
    check_due(window_of(form, period), due_on)
    if due_on > row.due_on:
        raise InvalidInput(
            "periodic.below_after_own",
            what="Hạn {due} của đơn vị trực thuộc sau hạn của chính đơn vị bạn ({own}).",
            why="Báo cáo của đơn vị trực thuộc được cộng vào báo cáo của bạn trước khi gửi.",
            todo="Hãy chọn ngày sớm hơn.",
            due=f"{due_on:%d/%m/%Y}",
            own=f"{row.due_on:%d/%m/%Y}",
        )
    units = units_below(row)
    if not units:
        raise InvalidInput(
            "periodic.none_below",
            what="Không còn đơn vị trực thuộc nào để hỏi.",
            why="Ngày chốt số liệu không có đơn vị trực thuộc, hoặc mọi đơn vị đã được hỏi.",
            todo="Hãy xem danh sách báo cáo của đơn vị trực thuộc.",
        )
    made = UnitReport.objects.bulk_create(
        UnitReport(
            form=row.form,
            form_digest=row.form_digest,
            edition=row.edition,
            period=row.period,
            unit=unit.code,
            unit_name=unit.office_name,
            level=unit.level.value,
            superior=row.unit,
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            due_on=due_on,
        )
        for unit in units
    )
    new = {"due": due_on.isoformat(), "units": len(made), "reports": [one.pk for one in made]}
    audit.record(actor, "regimes.unit_report.asked_below", subject=("unit_report", row.pk), now=now, new=new)
    tell_opened(actor, form, period, made, now)
    return len(made)


@transaction.atomic
def join_below(actor: Actor, *, report_id: int, seen: int, now: datetime) -> int:
    """A new version with what was accepted of the units below, in place of what was taken over before; its number."""
    row = own_report(actor, report_id)
    check_act(State(row.state), Act.SAVE)
    check_seen(row, seen)
    form = form_of_row(row)
    report = joined_below(form, row)
    if not report.participants:
        raise InvalidInput(
            "periodic.none_accepted_below",
            what="Chưa chấp nhận báo cáo nào của đơn vị trực thuộc.",
            why="Chỉ cộng báo cáo đã chấp nhận.",
            todo="Hãy mở báo cáo của đơn vị trực thuộc, chấp nhận hoặc trả lại.",
        )
    taken = with_below(form, newest_statement(row), taken_over(row), report)
    keep_version(
        actor,
        row,
        figures=taken.statement.figures,
        words=taken.statement.words,
        rows=taken.statement.rows,
        below=replace(taken.below, standings=standings_below(row)),
        now=now,
    )
    units = [one.unit for one in report.participants]
    new = {"version": row.version, "units": units}
    audit.record(actor, "regimes.unit_report.joined_below", subject=("unit_report", row.pk), now=now, new=new)
    return row.version
