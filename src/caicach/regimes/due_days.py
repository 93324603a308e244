"""The day by which units send a report: the regime's own, or the one the province set."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from caicach.kernel.periods import DueRule, PeriodKind, Regime, ReportingLevel, ReportingWindow
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.domain.views import UnitDue
from caicach.regimes.models import OwnDue

_SUBORDINATE: Final = frozenset({ReportingLevel.UNIT_TO_PROVINCE, ReportingLevel.UNIT_TO_MINISTRY})
"""Whose day the place may set itself; the day of a province towards a ministry is the regime's alone."""


def unit_due_on(form: ReportForm, window: ReportingWindow, level: str) -> date | None:
    """None where neither the regime nor the place says a day: it is never borrowed from another level."""
    rule = _unit_rule(form, window.period.kind, form.due_level(level))
    return rule.due_on(window.period) if rule else None


def unit_dues(form: ReportForm) -> tuple[UnitDue, ...]:
    """The days as they are set now, one for each that levels of the form have; empty where one has none. Two SQL
    queries at most."""
    levels = dict.fromkeys(form.due_level(level) for level in form.levels)
    rules = [_unit_rule(form, form.kinds[0], level) for level in levels]
    return tuple(UnitDue(rule.day, rule.source, rule.level) for rule in rules if rule)


def onward_due(form: ReportForm) -> tuple[UnitDue, ...]:
    """Days of the report that the place makes of its units'."""
    return tuple(UnitDue(rule.day, rule.source, rule.level) for rule in _rules(form.regime, form.kinds[0], form.onward))


def onward_due_on(form: ReportForm, window: ReportingWindow) -> tuple[date, ...]:
    """The days of a period by which the place sends."""
    return tuple(rule.due_on(window.period) for rule in _rules(window.regime, window.period.kind, form.onward))


def _unit_rule(form: ReportForm, kind: PeriodKind, level: ReportingLevel) -> DueRule | None:
    """The place's own day, else the regime's."""
    own = OwnDue.objects.filter(form=form.id).order_by("-id").first() if level in _SUBORDINATE else None
    if own is not None:
        return DueRule(kind, level, own.day, own.source, own.months_before)
    return next(_rules(form.regime, kind, (level,)), None)


def _rules(regime: Regime, kind: PeriodKind, levels: Collection[ReportingLevel]) -> Iterator[DueRule]:
    return (rule for rule in regime.due if rule.kind is kind and rule.level in levels)
