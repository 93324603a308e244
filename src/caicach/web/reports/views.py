"""Reports made, one report with its figures, the rows behind a figure, files, and the draft letter."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound
from caicach.kernel.saying import say
from caicach.kernel.tables import Table
from caicach.plans.domain.states import TaskState
from caicach.reports import queries, services
from caicach.reports.domain.progress import Dimension, Figure, FrozenRow
from caicach.reports.domain.writing import states_of_groups
from caicach.web.reports.forms import NewReportForm
from caicach.web.reports.rights import may_report
from caicach.web.reports.shown import GROUP_HEADS, general_lines, group_lines, what_is_counted
from caicach.web.shell.exports import asked_kind, paper_answer, table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.units import UnitChoice, assignable_units, units_of
from caicach.web.tasks.parts import Cell as CountCell
from caicach.web.tasks.parts import RoleCell
from caicach.web.tasks.tables import state_word
from caicach.web.tasks.words import AREAS


@require_http_methods(["GET", "POST"])
@once
def reports(request: HttpRequest) -> HttpResponse:
    """The list, and the one button."""
    actor = actor_of(request)
    sees_all = actor.may(Permission.TASK_SEE_ALL)
    form = NewReportForm(
        request.POST if request.method == "POST" else None, on=today(), units=_units(actor), sees_all=sees_all
    )
    if form.is_bound and form.is_valid():
        with form.told_to():
            first, last = form.chosen()
            asked = {"first": first, "last": last, "unit": form.cleaned_data["unit"], "now": timezone.now()}
            if services.is_long(actor, **asked):
                return redirect("web:job", services.make_progress_report_later(actor, **asked))
            made = services.make_progress_report(actor, **asked)
            messages.success(request, gettext("Đã lập báo cáo. Số liệu được chốt và không đổi nữa."))
            return redirect("web:report_made", made)
    page = queries.reports_made(actor, page=whole_number(request.GET.get("trang"), 1))
    context = {"page": page, "listed": page.items, "form": form, "may_make": may_report(actor)}
    return render(request, "web/reports/list.html", context, status=form.status)


def _units(actor: Actor) -> tuple[UnitChoice, ...]:
    return assignable_units(today()) if actor.may(Permission.TASK_SEE_ALL) else units_of(actor.acts_for)


@require_GET
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    view = queries.report_view(actor_of(request), report_id)
    groups = [
        (GROUP_HEADS[dimension], group_lines(view, dimension, report_id))
        for dimension in Dimension
        if view.report.groups[dimension]
    ]
    units = view.report.groups[Dimension.UNIT]
    states = tuple(TaskState)
    context = {
        "view": view,
        "line": view.line,
        "general": general_lines(view, report_id),
        "groups": groups,
        "states": states,
        "chart": states_of_groups(view.head, units) if units else None,
        "late_roles": [
            RoleCell(role, CountCell(found.value, figure_link(report_id, found)[1]))
            for role, found in view.report.late_by_role.items()
        ]
        if any(found.value for found in view.report.late_by_role.values())
        else [],
        "chased": figure_link(report_id, view.report.chased),
        "extended": figure_link(report_id, view.report.extended),
    }
    return render(request, "web/reports/report.html", context)


def figure_link(report_id: int, figure: Figure) -> tuple[Figure, str]:
    address = reverse("web:report_figure", args=[report_id])
    return figure, f"{address}?{urlencode({'ma': figure.id})}" if figure.value else ""


@require_GET
def figure(request: HttpRequest, report_id: int) -> HttpResponse | FileResponse:
    """The frozen rows that a figure counts."""
    line, found, rows = queries.figure_rows(actor_of(request), report_id, request.GET.get("ma", ""))
    if kind := asked_kind(request):
        return table_answer(rows_table(found.id, rows), kind, f"bao-cao-{report_id}-so-lieu")
    context = {
        "line": line,
        "figure": found,
        "rows": [row.standing for row in rows],
        "counted": what_is_counted(found, rows),
    }
    return render(request, "web/reports/figure.html", context)


def rows_table(title: str, rows: Iterable[FrozenRow]) -> Table:
    head = (
        gettext("Nhiệm vụ"),
        gettext("Đơn vị"),
        gettext("Người chịu trách nhiệm"),
        gettext("Lĩnh vực"),
        gettext("Hạn"),
        gettext("Trạng thái"),
        gettext("Ngày hoàn thành"),
        gettext("Muộn (ngày làm việc)"),
        gettext("Kỳ"),
    )
    parts = {"now": gettext("Kỳ này"), "before": gettext("Kỳ trước")}
    lines = (
        (
            row.standing.text,
            row.standing.unit_name,
            row.standing.head_name,
            str(AREAS[row.standing.area]) if row.standing.area else "",
            row.standing.due_on,
            state_word(row.standing.state),
            row.standing.completed_on,
            row.standing.days_late,
            parts[row.part.value],
        )
        for row in rows
    )
    return Table(title, head, lines)


@require_GET
def file(request: HttpRequest, report_id: int, kind: str) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    view = queries.report_view(actor, report_id)
    name = f"bao-cao-tien-do-{view.line.first:%Y%m%d}-{view.line.last:%Y%m%d}"
    if kind == "xlsx":
        _, _, rows = queries.figure_rows(actor, report_id, view.report.total.id)
        return table_answer(rows_table(say(view.line.title), rows), kind, name)
    document = queries.report_document(actor, report_id)
    made = view.line.made_at
    if answer := paper_answer(document, kind, name, made=made):
        return answer
    raise NotFound("report.no_such_file", what="Báo cáo không có tệp dạng này.", todo="Hãy chọn DOCX, PDF hoặc XLSX.")


@require_POST
@once
def draft(request: HttpRequest, report_id: int) -> HttpResponse:
    services.draft_report_letter(actor_of(request), report_id=report_id, now=timezone.now())
    messages.success(request, gettext("Đã đưa báo cáo vào văn bản đi ở dạng dự thảo."))
    return redirect("web:report_made", report_id)
