"""What the search finds of this module: periodic reports of units with what they wrote."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from caicach.kernel.access import Actor, Permission
from caicach.kernel.periods import parse_period
from caicach.kernel.search.registry import NewEntry, Source, Watched, register
from caicach.regimes.kept_forms import form_of_row
from caicach.regimes.models import ReportVersion, UnitReport
from caicach.regimes.obtaining import visible_unit_reports


def _entries(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    newest: dict[int, ReportVersion] = {}
    for stated in ReportVersion.objects.filter(report_id__in=list(map(int, roots))).order_by("number"):
        newest[stated.report_id] = stated
    for row in UnitReport.objects.filter(pk__in=roots).order_by("pk"):
        form, version = form_of_row(row), newest.get(row.pk)
        yield NewEntry(
            root=str(row.pk),
            title=f"{form.subject} {parse_period(row.period).label}: {row.unit_name}",
            head=(form.subject, row.unit_name),
            body=() if version is None else tuple(version.words.values()),
            note=parse_period(row.period).label,
            happened_on=row.closes_on,
            scope=(row.unit,),
        )


def _visible(actor: Actor, roots: Collection[str]) -> Collection[str]:
    return {str(pk) for pk in visible_unit_reports(actor).filter(pk__in=list(roots)).values_list("pk", flat=True)}


register(
    Source(
        kind="periodic_report",
        title=gettext_noop("Báo cáo định kỳ"),
        table="regimes_unitreport",
        key="id",
        watched=(Watched("regimes_unitreport", ("form", "period", "unit", "unit_name", "version", "closes_on")),),
        entries=_entries,
        visible=_visible,
        scope=lambda actor: None if actor.may(Permission.TASK_SEE_ALL) else actor.visible_units,
        address=lambda _actor, root, _part: reverse("web:periodic_report", args=[root]),
    )
)
