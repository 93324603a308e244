"""Telling who keeps the calendar that the order on days off is due, or is to be compared."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from caicach.kernel.access import SYSTEM, Role
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.said import Said, tell
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content
from caicach.notifications.domain.kinds import Kind
from caicach.organisations import queries as organisations

KEPT_BY: Final = (Role.ADMIN, Role.STANDING_OFFICE)


@transaction.atomic
def ask_for_calendar(*, on: date, now: datetime) -> int:
    """Tell administrators and the standing office, each once a month; returns how many were told anything new."""
    asked = calendar_in_force().order_due(on)
    if not asked:
        return 0
    holders = organisations.role_holders_on(on)
    people = sorted({one.user_id for one in holders if one.role in KEPT_BY})
    keepers = {one.user_id for one in holders if one.role is Role.ADMIN}
    messages = [
        NewMessage(user, f"plans.calendar:{on:%Y-%m}", _content(asked, user in keepers), kind=Kind.UPKEEP)
        for user in people
    ]
    return len(notifications.notify(SYSTEM, messages=messages, now=now).told)


def _content(asked: Said, enters_it: bool) -> Content:
    link = "/quan-tri/lich-lam-viec/" if enters_it else "/tro-giup/"
    return Content(tell("Cập nhật lịch làm việc"), notes=(asked,), link=link)
