"""Opening a period: every unit asked gets its report to fill in, with what the system knows already standing in it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import Period, ReportingLevel, ReportingWindow
from caicach.regimes.domain.catalogue import window_of
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.due_days import unit_due_on
from caicach.regimes.forms_in_force import form_of, forms_here
from caicach.regimes.gathering import asked_units
from caicach.regimes.kept_forms import form_of_period, keep_form
from caicach.regimes.models import UnitReport
from caicach.regimes.services.dues import check_due, no_due
from caicach.regimes.services.telling import tell_not_opened, tell_opened

OPENED_BEFORE: Final = timedelta(days=10)
"""Before the figures close: time to gather, not so long that nobody looks."""


@transaction.atomic
def open_period(actor: Actor, *, form: ReportForm, period: Period, now: datetime, due_on: date | None = None) -> int:
    """How many reports were opened; those that stand already stay as they are. ``due_on`` where no rule says it."""
    require(actor, Permission.TASK_DECIDE)
    window = window_of(form, period)
    form = _form_to_ask(form, period)
    if timezone.localdate(now) < window.opens_on:
        raise InvalidInput(
            "periodic.too_early",
            what="Kỳ {period} chưa bắt đầu.",
            why="Số liệu của kỳ tính từ {opens}.",
            todo="Hãy mở kỳ báo cáo từ ngày đó.",
            period=period.said,
            opens=f"{window.opens_on:%d/%m/%Y}",
        )
    dues = _dues(form, window, due_on)
    made = _opened(form, window, dues)
    if made:
        keep_form(form)
        new = {
            "form": form.id,
            "period": period.id,
            "due": {level: day.isoformat() for level, day in sorted(dues.items())},
            "units": len(made),
            "reports": [row.pk for row in made],
        }
        audit.record(actor, "regimes.period.opened", subject=("form", f"{form.id}/{period.id}"), now=now, new=new)
        tell_opened(actor, form, period, made, now)
    return len(made)


def _form_to_ask(form: ReportForm, period: Period) -> ReportForm:
    """Units asked later are asked by the form that the others of the period have before them."""
    is_open = UnitReport.objects.filter(form=form.id, period=period.id).exists()
    return form_of_period(form.id, period) if is_open else form


def _dues(form: ReportForm, window: ReportingWindow, due_on: date | None) -> dict[str, date]:
    """By level of units: the day of the regime or of the place, else the one stated now."""
    found = {level: day for level in form.levels if (day := _due_of(form, window, level, due_on)) is not None}
    if len(found) < len(form.levels):
        raise no_due(form)
    for day in found.values():
        check_due(window, day)
    return found


def _due_of(form: ReportForm, window: ReportingWindow, level: str, stated: date | None) -> date | None:
    """A day that is stated holds for units of the place; a province's towards a ministry is the regime's."""
    ruled = unit_due_on(form, window, level)
    is_of_regime = form.due_level(level) is ReportingLevel.PROVINCE_TO_MINISTRY
    return ruled if stated is None or (is_of_regime and ruled) else stated


def _opened(form: ReportForm, window: ReportingWindow, dues: Mapping[str, date]) -> list[UnitReport]:
    standing = set(UnitReport.objects.filter(form=form.id, period=window.period.id).values_list("unit", flat=True))
    new = [
        UnitReport(
            form=form.id,
            form_digest=form.digest,
            edition=form.edition,
            period=window.period.id,
            unit=unit.code,
            unit_name=unit.name,
            level=unit.level,
            opens_on=window.opens_on,
            closes_on=window.closes_on,
            due_on=dues[unit.level],
        )
        for unit in asked_units(form, window)
        if unit.code not in standing and not unit.successor
    ]
    return UnitReport.objects.bulk_create(new)


def open_due_periods(*, on: date, now: datetime) -> int:
    """Open by itself what closes soon and has a day for units; how many reports were opened."""
    opened = 0
    for form in forms_here():
        for window in (*form.regime.windows(on.year), *form.regime.windows(on.year + 1)):
            is_near = window.closes_on - OPENED_BEFORE <= on <= window.closes_on + OPENED_BEFORE
            if is_near and window.period.kind in form.kinds and _has_days(form, window):
                opened += _opened_or_told(form_of(form.id, window.period), window, now)
    return opened


def _has_days(form: ReportForm, window: ReportingWindow) -> bool:
    return all(unit_due_on(form, window, level) is not None for level in form.levels)


def _opened_or_told(form: ReportForm, window: ReportingWindow, now: datetime) -> int:
    """A day that does not fit one period holds back no other: the standing office hears what to do."""
    try:
        return open_period(SYSTEM, form=form, period=window.period, now=now)
    except InvalidInput as refused:
        tell_not_opened(form, window.period, refused, now)
        return 0
