"""Stretches of time that work is planned, measured and reported by. Pure.

``values``: days, months, quarters, halves and years of the calendar. ``reporting``: the windows of reporting regimes,
which close on the 14th and so are not calendar periods, and their due dates, as dated data with the source.
"""

from caicach.kernel.periods.reporting import (
    GENERAL,
    PROCEDURE_CONTROL,
    REFORM_TO_MINISTRY,
    REGIMES,
    DueRule,
    Regime,
    ReportingLevel,
    ReportingWindow,
    check_due_after_closing,
)
from caicach.kernel.periods.values import Period, PeriodKind, Stretch, parse_period, period_of, periods_between

__all__ = [
    "GENERAL",
    "PROCEDURE_CONTROL",
    "REFORM_TO_MINISTRY",
    "REGIMES",
    "DueRule",
    "Period",
    "PeriodKind",
    "Regime",
    "ReportingLevel",
    "ReportingWindow",
    "Stretch",
    "check_due_after_closing",
    "parse_period",
    "period_of",
    "periods_between",
]
