"""What waits, the periods there are, opening one, and a period as the office sees it."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.access import Permission, require
from caicach.kernel.http.texts import check_year
from caicach.kernel.periods import parse_period
from caicach.regimes import queries, services
from caicach.regimes.domain.cycle import State
from caicach.regimes.kept_forms import form_of_period
from caicach.web.regimes.forms import OpenPeriodForm, OwnFiguresForm
from caicach.web.regimes.shown import Behind, figure_groups, table_groups
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today


@require_GET
def periodic(request: HttpRequest) -> HttpResponse:
    return _listed(request, OpenPeriodForm(choices=queries.periods_to_open(actor_of(request), now=timezone.now())))


def _listed(request: HttpRequest, form: OpenPeriodForm) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "form": form if actor.may(Permission.TASK_DECIDE) else None,
        "waiting": queries.reports_to_write(actor),
        "own": queries.reports_of_units(actor),
        "periods": queries.periods_open(actor, on=today()) if actor.may(Permission.TASK_SEE_ALL) else (),
        "sees_all": actor.may(Permission.TASK_SEE_ALL),
    }
    return render(request, "web/regimes/list.html", context, status=form.status)


@require_POST
@once
def open_reports(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    require(actor, Permission.TASK_DECIDE)
    form = OpenPeriodForm(request.POST, choices=queries.periods_to_open(actor, now=now))
    if form.is_valid():
        report_form, period = form.chosen()
        with form.told_to():
            opened = services.open_period(
                actor, form=report_form, period=period, due_on=form.cleaned_data["due_on"], now=now
            )
            told = ngettext("Đã mở báo cáo cho {n} đơn vị.", "Đã mở báo cáo cho {n} đơn vị.", opened)
            messages.success(request, told.format(n=opened))
            return redirect("web:periodic_period", report_form.id, period.id)
    return _listed(request, form)


@require_http_methods(["GET", "POST"])
@once
def period(request: HttpRequest, form_id: str, period_id: str) -> HttpResponse | FileResponse:
    """The reports of a period, what they make together so far, and the one act: making an edition of it."""
    actor = actor_of(request)
    asked = parse_period(period_id)
    check_year(asked.first)
    view = queries.period_view(actor, form_of_period(form_id, asked), asked)
    report_form = view.form
    kept = queries.newest_stated(actor, report_form, asked)
    form = OwnFiguresForm(
        request.POST if request.method == "POST" else None, form=report_form, kept=kept.own if kept else {}
    )
    edits = {heading.number: kept.edits.get(heading.number, "") if kept else "" for heading in report_form.headings}
    if request.method == "POST":
        edits = {number: request.POST.get(f"edit-{number}", "") for number in edits}
    if form.is_bound and form.is_valid():
        with form.told_to():
            made = services.make_edition(
                actor, form=report_form, period=asked, edits=edits, own=form.typed(), now=timezone.now()
            )
            messages.success(request, gettext("Đã lập bản tổng hợp. Số liệu của bản này không đổi nữa."))
            return redirect("web:periodic_edition", made)
    context = {
        "view": view,
        "form": form,
        "groups": figure_groups(
            report_form,
            view.report,
            view.before,
            Behind(view.window, {line.unit: line.id for line in view.reports}, view.whole),
        ),
        "tables": table_groups(view.report),
        "headings": [(heading, edits[heading.number]) for heading in view.report.headings],
        "edited_in": kept.line if kept and (any(kept.edits.values()) or kept.own) else None,
        "may_make": actor.may(Permission.TASK_DECIDE),
        "by_state": [
            (state, found)
            for state in (State.SENT, State.RETURNED, State.CORRECTING, State.OPEN, State.ACCEPTED)
            if (found := [line for line in view.reports if line.state is state])
        ],
    }
    return render(request, "web/regimes/period.html", context, status=form.status)
