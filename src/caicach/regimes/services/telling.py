"""Telling people of periodic reports, in the transaction of what happened."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.kernel.errors import CaicachError
from caicach.kernel.periods import Period
from caicach.kernel.said import Said, plain, sentence_of, tell
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content
from caicach.organisations.queries import role_holders_on
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.kept_forms import form_of_row
from caicach.regimes.models import UnitReport

_OF_UNITS = frozenset({Role.UNIT_HEAD, Role.FOCAL_POINT})


def tell_opened(actor: Actor, form: ReportForm, period: Period, reports: Sequence[UnitReport], now: datetime) -> None:
    """The people of every unit hear that their report waits, with its day."""
    by_unit = {row.unit: row for row in reports}
    title = tell("Đã mở kỳ báo cáo: {subject} {period}", subject=plain(form.subject), period=period.said)
    messages = []
    for holder in role_holders_on(timezone.localdate(now)):
        row = by_unit.get(holder.unit)
        if row is None or holder.role not in _OF_UNITS:
            continue
        note = tell(
            "Số liệu chốt ngày {closes}, hạn gửi {due}.",
            closes=f"{row.closes_on:%d/%m/%Y}",
            due=f"{row.due_on:%d/%m/%Y}",
        )
        content = Content(title, notes=(note,), link=_link(row))
        messages.append(NewMessage(holder.user_id, f"regimes.opened:{row.pk}", content))
    notifications.notify(actor, messages=messages, now=now)


def tell_not_opened(form: ReportForm, period: Period, why: CaicachError, now: datetime) -> None:
    """The standing office hears once that a period could not open by itself, and why."""
    users = [
        holder.user_id for holder in role_holders_on(timezone.localdate(now)) if holder.role is Role.STANDING_OFFICE
    ]
    title = tell("Chưa tự mở được kỳ báo cáo: {subject} {period}", subject=plain(form.subject), period=period.said)
    content = Content(title, notes=(sentence_of(why),), link=reverse("web:periodic"))
    key = f"regimes.not_opened:{form.id}:{period.id}"
    notifications.notify(SYSTEM, messages=[NewMessage(user, key, content) for user in users], now=now)


def tell_sent(actor: Actor, row: UnitReport, now: datetime) -> None:
    """The standing office hears once a day for each form that reports wait; the unit above of each of its own."""
    on = timezone.localdate(now)
    form = form_of_row(row)
    title = tell("Có báo cáo định kỳ chờ chấp nhận: {subject}", subject=plain(form.subject))
    link = reverse("web:periodic_period", args=[row.form, row.period])
    users = [holder.user_id for holder in role_holders_on(on) if holder.role is Role.STANDING_OFFICE]
    if row.superior:
        holders = [one for one in role_holders_on(on) if one.unit == row.superior and one.role in _OF_UNITS]
        users, link = [one.user_id for one in holders], _link(row)
    key = f"regimes.sent:{row.form}:{row.period}:{row.superior and row.pk}:{on.isoformat()}"
    content = Content(title, notes=(plain(row.unit_name),), link=link)
    notifications.notify(actor, messages=[NewMessage(user, key, content) for user in users], now=now)


def tell_returned(actor: Actor, row: UnitReport, reason: str, now: datetime) -> None:
    """The unit hears at once, with the reason."""
    why = tell("Lý do: {why}", why=reason)
    _tell_unit(actor, row, f"regimes.returned:{row.pk}:{row.version}", tell("Báo cáo định kỳ bị trả lại"), why, now)


def tell_reopened(actor: Actor, row: UnitReport, reason: str, now: datetime) -> None:
    why = tell("Lý do: {why}", why=reason)
    title = tell("Báo cáo định kỳ được mở lại để sửa")
    _tell_unit(actor, row, f"regimes.reopened:{row.pk}:{row.version}", title, why, now)


def tell_accepted(actor: Actor, row: UnitReport, now: datetime) -> None:
    note = tell("Đơn vị: {name}", name=row.unit_name)
    title = tell("Báo cáo định kỳ đã được chấp nhận")
    _tell_unit(actor, row, f"regimes.accepted:{row.pk}:{row.version}", title, note, now)


def _tell_unit(actor: Actor, row: UnitReport, key: str, title: Said, note: Said, now: datetime) -> None:
    users = [
        holder.user_id
        for holder in role_holders_on(timezone.localdate(now))
        if holder.unit == row.unit and holder.role in _OF_UNITS
    ]
    content = Content(title, notes=(note,), link=_link(row))
    notifications.notify(actor, messages=[NewMessage(user, key, content) for user in users], now=now)


def _link(row: UnitReport) -> str:
    return reverse("web:periodic_report", args=[row.pk])
