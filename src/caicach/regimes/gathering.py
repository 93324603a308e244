"""What the system knows of a period and what units stated, put together as the input of a consolidation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils import timezone

from caicach.kernel.decimals import rounded_value
from caicach.kernel.metrics import Measured, Missing, SampleError, measure
from caicach.kernel.periods import ReportingWindow
from caicach.organisations import queries as organisations
from caicach.organisations.domain.directory import Register
from caicach.organisations.domain.succession import heirs_on, office_name
from caicach.organisations.domain.units import UnitFact
from caicach.regimes.domain.consolidation import Participant, Standing
from caicach.regimes.domain.forms import Indicator, Joining, ReportForm
from caicach.regimes.domain.stating import Origin, Stated, Statement
from caicach.regimes.models import ReportVersion, UnitReport
from caicach.regimes.written_values import rows_from_json, stated_from_json

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit that a form asks: as it was when the figures closed, or as it was last called if it ended meanwhile."""

    code: str
    name: str
    level: str
    successor: str = ""


def asked_units(form: ReportForm, window: ReportingWindow) -> tuple[AskedUnit, ...]:
    """Units of the form's levels on the closing day, and those that ended inside the window, with who went on.

    A commune below a district reports to the district: of a unit and what stands above it only the upper one is asked.
    """
    register = organisations.register()
    closing = _asked_on(form, window.closes_on)
    found = [AskedUnit(code, fact.office_name, fact.level.value) for code, fact in closing.items()]
    for code, fact in _asked_on(form, window.opens_on).items():
        if code not in closing:
            found.append(AskedUnit(code, fact.office_name, fact.level.value, _heirs(register, code, window)))
    return tuple(found)


def _asked_on(form: ReportForm, on: date) -> dict[str, UnitFact]:
    units = {fact.code: fact for fact in organisations.units_on(on) if fact.level.value in form.levels}
    return {code: fact for code, fact in units.items() if fact.parent not in units}


def _heirs(register: Register, code: str, window: ReportingWindow) -> str:
    heirs = heirs_on(register, code, window.opens_on, window.closes_on)
    return ", ".join(office_name(register, heir, window.closes_on) for heir in heirs)


def measured_figures(
    form: ReportForm, units: Sequence[str], window: ReportingWindow
) -> Mapping[str, dict[str, Stated]]:
    """What the system measures of every unit, by indicator: a figure with its rows, or the reason why there is none."""
    found: dict[str, dict[str, Stated]] = {unit: {} for unit in units}
    for one in form.indicators():
        if not one.metric:
            continue
        for unit, figure in measure(one.metric, units, window).items():
            found[unit][one.code] = _stated(one, figure)
    return found


def _stated(one: Indicator, figure: Measured | Missing) -> Stated:
    """As the form asks it: a part of a whole in per cent, rounded as its figures are."""
    if isinstance(figure, Missing):
        return Stated(figure.reason, Origin.MEASURED)
    times = _HUNDRED if one.unit == "%" else Decimal(1)
    value = rounded_value(figure.value * times, one.places) if one.unit == "%" else figure.value
    return Stated(value, Origin.MEASURED, figure.provenance, value, _times(figure.error, times, one.places + 1))


def _times(error: SampleError | None, times: Decimal, places: int) -> SampleError | None:
    if error is None or error.reason:
        return error
    standard = None if error.standard_error is None else rounded_value(error.standard_error * times, places)
    ends = error.interval and (
        rounded_value(error.interval[0] * times, places),
        rounded_value(error.interval[1] * times, places),
    )
    return SampleError(standard, ends)


def own_figures(
    form: ReportForm, window: ReportingWindow, typed: Mapping[str, Decimal] | None = None
) -> dict[str, Stated]:
    """What the consolidating body states itself: what the system measures of it as a whole, and what it typed."""
    asked = [one for one in form.indicators() if one.joining is Joining.OWN]
    whole = organisations.whole_on(window.closes_on)
    found = {
        one.code: _stated(one, measure(one.metric, [whole.code], window)[whole.code])
        for one in asked
        if one.metric and whole is not None
    }
    codes = {one.code for one in asked}
    return found | {
        code: Stated(amount, Origin.TYPED, None, found[code].measured if code in found else None)
        for code, amount in (typed or {}).items()
        if code in codes
    }


def participants_of(form: ReportForm, window: ReportingWindow) -> tuple[Participant, ...]:
    """Every unit asked, with what was accepted of it, or else with what the system measures itself."""
    units = asked_units(form, window)
    reports = {row.unit: row for row in UnitReport.objects.filter(form=form.id, period=window.period.id)}
    accepted = accepted_versions(reports.values())
    measured = measured_figures(form, [one.code for one in units if one.code not in accepted], window)
    return tuple(_participant(one, reports.get(one.code), accepted.get(one.code), measured) for one in units)


def accepted_versions(reports: Iterable[UnitReport]) -> dict[str, ReportVersion]:
    """By unit what was accepted of it, in the order of the reports' numbers. One SQL query."""
    wanted = {row.pk: row for row in reports if row.accepted_version is not None}
    versions = ReportVersion.objects.filter(report__in=wanted).order_by("report_id", "number")
    return {
        wanted[version.report_id].unit: version
        for version in versions
        if version.number == wanted[version.report_id].accepted_version
    }


def _participant(
    unit: AskedUnit,
    report: UnitReport | None,
    version: ReportVersion | None,
    measured: Mapping[str, dict[str, Stated]],
) -> Participant:
    if report is not None and version is not None:
        return stating_participant(unit, report, version)
    figures = measured.get(unit.code, {})
    known = any(stated.provenance is not None for stated in figures.values())
    statement = Statement(unit.code, unit.name, unit.level, figures)
    standing = Standing.MEASURED_ONLY if known else Standing.ABSENT
    return Participant(unit.code, unit.name, unit.level, standing, statement, None, unit.successor)


def stating_participant(unit: AskedUnit, report: UnitReport, version: ReportVersion) -> Participant:
    """A unit with what was accepted of it."""
    standing = Standing.LATE if report.is_late else Standing.IN_TIME
    on = timezone.localdate(report.accepted_at) if report.accepted_at else None
    statement = statement_of(unit, version)
    return Participant(unit.code, unit.name, unit.level, standing, statement, on, unit.successor)


def statement_of(unit: AskedUnit, version: ReportVersion) -> Statement:
    """What a version states."""
    return Statement(
        unit.code,
        unit.name,
        unit.level,
        {code: stated_from_json(stated) for code, stated in version.figures.items()},
        dict(version.words),
        rows_from_json(version.rows),
    )
