"""The day by which units send their reports: the regime's own, or the one the province set."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.texts import check_length
from caicach.kernel.periods import DueRule, ReportingLevel, ReportingWindow
from caicach.kernel.said import plain
from caicach.kernel.text.lengths import LINE
from caicach.organisations.domain.units import OwnBody
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.due_days import onward_due_on
from caicach.regimes.forms_in_force import form_known
from caicach.regimes.models import OwnDue

_A_MONTH: Final = timedelta(days=31)
_LEVELS: Final = {
    OwnBody.PROVINCE: ReportingLevel.UNIT_TO_PROVINCE,
    OwnBody.MINISTRY: ReportingLevel.UNIT_TO_MINISTRY,
}


@transaction.atomic
def set_own_due(actor: Actor, *, form_id: str, day: int, months_before: int, source: str, now: datetime) -> None:
    """The province's day for its units, of every period to come. ``source`` is the document that sets it."""
    require(actor, Permission.TASK_DECIDE)
    form = form_known(form_id)
    if not 1 <= day <= 28 or not 0 <= months_before <= 2 or not source.strip():
        raise InvalidInput(
            "periodic.due_rule",
            what="Hạn gửi của đơn vị ghi chưa đúng.",
            why="Hạn là một ngày từ 1 đến 28 của tháng cuối kỳ (hoặc trước đó tối đa 2 tháng), kèm văn bản quy định.",
            todo="Hãy sửa ngày, hoặc ghi số văn bản.",
        )
    rule = DueRule(form.kinds[0], _LEVELS[form.place], day, source, months_before)
    for window in _windows_to_come(form, timezone.localdate(now)):
        _check_between(form, window, replace(rule, kind=window.period.kind))
    document = check_length(source.strip(), LINE)
    OwnDue.objects.create(
        form=form.id,
        day=day,
        months_before=months_before,
        source=document,
        set_at=now,
        set_by_name=actor.name,
    )
    new = {"form": form.id, "day": day, "months_before": months_before, "source": document}
    audit.record(actor, "regimes.due.set", subject=("form", form.id), now=now, new=new)


def _windows_to_come(form: ReportForm, on: date) -> list[ReportingWindow]:
    """Those that are not closed yet, of the years for which the calendar of working days is known."""
    windows = (*form.regime.windows(on.year), *form.regime.windows(on.year + 1))
    last = calendar_in_force().last_day
    return [
        window for window in windows if window.period.kind in form.kinds and on <= window.closes_on <= last - _A_MONTH
    ]


def _check_between(form: ReportForm, window: ReportingWindow, rule: DueRule) -> None:
    """A day after the figures close, and not after the province has to send what it makes of them."""
    due = rule.due_on(window.period)
    check_due(window, due)
    onward = min(onward_due_on(form, window), default=None)
    if onward is not None and due > onward:
        raise InvalidInput(
            "periodic.due_after_province",
            what="Hạn gửi {due} của đơn vị ở kỳ {period} sau hạn của báo cáo tổng hợp ({onward}).",
            why="Báo cáo của đơn vị được tổng hợp rồi mới gửi đi ({source}).",
            todo="Hãy chọn ngày sớm hơn.",
            due=f"{due:%d/%m/%Y}",
            period=window.period.said,
            onward=f"{onward:%d/%m/%Y}",
            source=window.regime.source,
        )


def check_due(window: ReportingWindow, due_on: date) -> None:
    """InvalidInput where the day leaves no working day after the closing of the figures (NĐ 09/2019, Điều 8(5))."""
    earliest = calendar_in_force().add_working_days(window.closes_on, 1)
    if due_on < earliest:
        raise InvalidInput(
            "periodic.due_too_early",
            what="Hạn gửi {due} sớm hơn {earliest}.",
            why="Hạn gửi phải sau ngày chốt số liệu ({closes}) ít nhất một ngày làm việc "
            "(Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5).",
            todo="Hãy chọn hạn từ {earliest} trở đi.",
            due=f"{due_on:%d/%m/%Y}",
            earliest=f"{earliest:%d/%m/%Y}",
            closes=f"{window.closes_on:%d/%m/%Y}",
        )


def no_due(form: ReportForm) -> InvalidInput:
    return InvalidInput(
        "periodic.no_due",
        what="Chưa có hạn gửi của đơn vị cho «{title}».",
        why="{source} không đặt hạn cho cấp này, hệ thống không tự đặt.",
        todo="Hãy ghi hạn gửi theo văn bản của tỉnh.",
        title=plain(form.title),
        source=form.source,
    )
