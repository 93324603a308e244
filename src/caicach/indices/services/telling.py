"""Telling the units of a scoring year that a step is theirs, in the transaction that opens it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from caicach.indices.domain.cycle import Step
from caicach.indices.models import ScoringYear, Sheet
from caicach.indices.services.explaining import unanswered_codes
from caicach.kernel.access import Actor, Role
from caicach.kernel.said import Said, tell
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content, Line, Section
from caicach.notifications.domain.kinds import Kind
from caicach.organisations.queries import role_holders_on

_OPENED: Final = {
    Step.SELF_SCORING: gettext_noop("Kỳ chấm điểm năm {year}: đã mở tự chấm điểm"),
    Step.EXPLANATION: gettext_noop("Kỳ chấm điểm năm {year}: đã mở giải trình"),
}
_OF_UNITS: Final = frozenset({Role.UNIT_HEAD, Role.FOCAL_POINT})


def tell_opened(actor: Actor, year: ScoringYear, step: Step, now: datetime) -> None:
    """Steps in which units act; of explanations, how many are asked of the unit. A step reopened is told again."""
    template = _OPENED.get(step)
    if template is None:
        return
    sheets = {sheet.unit_id: sheet for sheet in year.sheets.filter(removed_at=None).order_by("id")}
    title = tell(template, year=str(year.year))
    messages = [
        NewMessage(holder.user_id, f"indices.{step.value}:{year.pk}:{now.isoformat()}", content, kind=Kind.SCORING)
        for holder in role_holders_on(timezone.localdate(now))
        if holder.role in _OF_UNITS and (sheet := sheets.get(holder.unit)) is not None
        for content in [_content(title, sheet, step)]
    ]
    notifications.notify(actor, messages=messages, now=now)


def _content(title: Said, sheet: Sheet, step: Step) -> Content:
    link = reverse("web:index_sheet", args=[sheet.pk])
    section = Section(tell("Phiếu của đơn vị"), (Line(sheet.unit_name, tuple(_notes(sheet, step)), link),), 1)
    return Content(title, (section,), link=link)


def _notes(sheet: Sheet, step: Step) -> Iterable[Said]:
    if step is Step.EXPLANATION and (asked := len(unanswered_codes(sheet))):
        yield tell("{count} tiêu chí được yêu cầu giải trình", count=asked)
