"""Reports that a unit asks of its subordinate units, and what they make together."""

from django.utils import timezone

from caicach.organisations import queries as organisations
from caicach.organisations.domain.units import Level, UnitFact
from caicach.regimes.domain.below import StandingBelow
from caicach.regimes.domain.consolidation import Consolidation, Participant, Standing, consolidation
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.gathering import AskedUnit, accepted_versions, stating_participant
from caicach.regimes.models import ReportVersion, UnitReport

_NEVER_ASKED = frozenset({Level.OUTSIDE, Level.CENTRAL_AGENCY})


def reports_below(row: UnitReport) -> tuple[UnitReport, ...]:
    """Those that the unit of a report asked for, by name. One SQL query."""
    rows = UnitReport.objects.filter(form=row.form, period=row.period, superior=row.unit)
    return tuple(rows.order_by("unit_name", "pk"))


def units_below(row: UnitReport) -> tuple[UnitFact, ...]:
    """Units directly below on the closing day of which nobody asks the report yet. Two SQL queries."""
    asked = set(UnitReport.objects.filter(form=row.form, period=row.period).values_list("unit", flat=True))
    return tuple(
        fact
        for fact in organisations.units_on(row.closes_on)
        if fact.parent == row.unit and fact.level not in _NEVER_ASKED and fact.code not in asked
    )


def joined_below(form: ReportForm, row: UnitReport) -> Consolidation:
    """What was accepted of the reports below, joined. Two SQL queries."""
    reports = {one.unit: one for one in reports_below(row)}
    accepted = accepted_versions(reports.values())
    return consolidation(form, [_participant(reports[unit], version) for unit, version in accepted.items()])


def standings_below(row: UnitReport) -> tuple[StandingBelow, ...]:
    """How every unit asked below stands now, those that sent nothing among them. Two SQL queries."""
    reports = {one.unit: one for one in reports_below(row)}
    accepted = accepted_versions(reports.values())
    return tuple(_standing(one, unit in accepted) for unit, one in reports.items())


def _standing(row: UnitReport, is_accepted: bool) -> StandingBelow:
    late = Standing.LATE if row.is_late else Standing.IN_TIME
    on = timezone.localdate(row.accepted_at) if is_accepted and row.accepted_at else None
    return StandingBelow(row.unit, row.unit_name, row.level, late if is_accepted else Standing.ABSENT, on)


def _participant(row: UnitReport, version: ReportVersion) -> Participant:
    return stating_participant(AskedUnit(row.unit, row.unit_name, row.level), row, version)
