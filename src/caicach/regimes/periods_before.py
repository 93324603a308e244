"""The period before of a form, and what a unit stated in it."""

from collections.abc import Mapping
from datetime import date

from caicach.kernel.errors import NotFound
from caicach.kernel.periods import Period, parse_period
from caicach.organisations import queries as organisations
from caicach.regimes.domain.catalogue import window_of
from caicach.regimes.domain.comparable import comparable
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.stating import amounts_of
from caicach.regimes.gathering import AskedUnit, statement_of
from caicach.regimes.kept_forms import form_of_row
from caicach.regimes.models import ReportVersion, UnitReport


def figures_before(row: UnitReport, form: ReportForm) -> Mapping[str, Amount]:
    """The unit's accepted figures of the form's period before."""
    earlier = previous_period(form, parse_period(row.period))
    if earlier is None:
        return {}
    found = UnitReport.objects.filter(form=row.form, period=earlier.id, unit=row.unit).order_by("pk").first()
    if found is None or found.accepted_version is None or not _is_same_body(row.unit, found.closes_on, row.closes_on):
        return {}
    version = ReportVersion.objects.filter(report=found, number=found.accepted_version).order_by("pk").first()
    if version is None:
        return {}
    statement = statement_of(AskedUnit(found.unit, found.unit_name, found.level), version)
    then = form_of_row(found)
    return comparable(form, then, amounts_of(then, statement.figures))


def _is_same_body(code: str, then: date, on: date) -> bool:
    begun = organisations.bodies_begun((code,), on=on)
    return all(since <= then for since in begun)


def previous_period(form: ReportForm, period: Period) -> Period | None:
    """The form's period before this one: of quarters I and III the one before, of a half or a year last year's."""
    earlier = period
    for _ in range(13):
        earlier = earlier.previous
        try:
            window_of(form, earlier)
        except NotFound:
            continue
        return earlier
    return None
