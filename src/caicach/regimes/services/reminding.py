"""Reminding units of reports that are due tomorrow or late, once a day each."""

from datetime import date, datetime, timedelta

from django.urls import reverse

from caicach.kernel.access import SYSTEM, Role
from caicach.kernel.said import plain, tell
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content
from caicach.organisations.queries import role_holders_on
from caicach.regimes.domain.cycle import WITH_THE_UNIT, State
from caicach.regimes.kept_forms import form_of_row
from caicach.regimes.models import UnitReport

_AHEAD = timedelta(days=2)
_LATE_UP_TO = timedelta(days=30)


def remind_units(*, on: date, now: datetime) -> int:
    """How many people were told."""
    waiting = UnitReport.objects.filter(
        state__in=[state.value for state in WITH_THE_UNIT - {State.CORRECTING}],
        due_on__lte=on + _AHEAD,
        due_on__gte=on - _LATE_UP_TO,
    ).order_by("pk")
    by_unit: dict[str, list[UnitReport]] = {}
    for row in waiting:
        by_unit.setdefault(row.unit, []).append(row)
    messages = []
    for holder in role_holders_on(on):
        if holder.role not in {Role.UNIT_HEAD, Role.FOCAL_POINT}:
            continue
        for row in by_unit.get(holder.unit, ()):
            days = f"{row.due_on:%d/%m/%Y}"
            late = row.due_on < on
            title = (
                tell("Báo cáo định kỳ đã quá hạn gửi ({due})", due=days)
                if late
                else tell("Báo cáo định kỳ đến hạn gửi ngày {due}", due=days)
            )
            note = plain(form_of_row(row).subject)
            link = reverse("web:periodic_report", args=[row.pk])
            key = f"regimes.due:{row.pk}:{on.isoformat()}"
            messages.append(NewMessage(holder.user_id, key, Content(title, notes=(note,), link=link)))
    return len(notifications.notify(SYSTEM, messages=messages, now=now).told)
