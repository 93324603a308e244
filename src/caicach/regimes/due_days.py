"""The day by which units send a report: the regime's own, or the one the province set."""

from datetime import date

from caicach.kernel.errors import NotFound
from caicach.kernel.periods import DueRule, ReportingLevel, ReportingWindow
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.models import OwnDue


def unit_due_on(form: ReportForm, window: ReportingWindow) -> date | None:
    """None where neither the regime nor the province says a day: it is never borrowed from another level."""
    own = OwnDue.objects.filter(form=form.id).order_by("-id").first()
    if own is not None:
        rule = DueRule(window.period.kind, ReportingLevel.UNIT_TO_PROVINCE, own.day, own.source, own.months_before)
        return rule.due_on(window.period)
    try:
        return window.due_on(ReportingLevel.UNIT_TO_PROVINCE)
    except NotFound:
        return None
