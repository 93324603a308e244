"""The day by which units send a report: the regime's own, or the one the province set."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from caicach.kernel.periods import DueRule, PeriodKind, Regime, ReportingLevel, ReportingWindow
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.domain.views import UnitDue
from caicach.regimes.models import OwnDue

_UNITS: Final = frozenset({ReportingLevel.UNIT_TO_PROVINCE})
_ONWARD: Final = frozenset({ReportingLevel.PROVINCE_TO_MINISTRY, ReportingLevel.PROVINCE_TO_GOVERNMENT})


def unit_due_on(form: ReportForm, window: ReportingWindow) -> date | None:
    """None where neither the regime nor the province says a day: it is never borrowed from another level."""
    rule = _unit_rule(form, window.period.kind)
    return rule.due_on(window.period) if rule else None


def unit_due(form: ReportForm) -> UnitDue | None:
    """The day of units as it is set now. One SQL query."""
    rule = _unit_rule(form, form.kinds[0])
    return UnitDue(rule.day, rule.source) if rule else None


def onward_due(form: ReportForm) -> tuple[UnitDue, ...]:
    """Days of the report that the province makes of its units'."""
    return tuple(UnitDue(rule.day, rule.source) for rule in _rules(form.regime, form.kinds[0], _ONWARD))


def onward_due_on(window: ReportingWindow) -> tuple[date, ...]:
    """The days of a period by which the province sends."""
    return tuple(rule.due_on(window.period) for rule in _rules(window.regime, window.period.kind, _ONWARD))


def _unit_rule(form: ReportForm, kind: PeriodKind) -> DueRule | None:
    """The province's own day, else the regime's."""
    own = OwnDue.objects.filter(form=form.id).order_by("-id").first()
    if own is not None:
        return DueRule(kind, ReportingLevel.UNIT_TO_PROVINCE, own.day, own.source, own.months_before)
    return next(_rules(form.regime, kind, _UNITS), None)


def _rules(regime: Regime, kind: PeriodKind, levels: frozenset[ReportingLevel]) -> Iterator[DueRule]:
    return (rule for rule in regime.due if rule.kind is kind and rule.level in levels)
