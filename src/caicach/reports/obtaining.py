"""The only way to a report: who sees everything, or every unit that the report covers."""

from django.db.models import QuerySet

from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound
from caicach.reports.models import Report


def visible_reports(actor: Actor) -> QuerySet[Report]:
    whole = Report.objects.exclude(digest="")  # one without is being made
    if actor.may(Permission.TASK_SEE_ALL):
        return whole
    own = whole.filter(scope_unit__in=sorted(actor.visible_units)).exclude(scope_unit="")
    covered = [report.pk for report in own if set(report.scope_units) <= actor.visible_units]
    return whole.filter(pk__in=covered)


def visible_report(actor: Actor, report_id: int) -> Report:
    found = visible_reports(actor).filter(pk=report_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "report.not_yours",
            what="Không có báo cáo này.",
            why="Báo cáo không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách báo cáo.",
        )
    return found
