"""Regimes of periodic reports: who sends what to whom and when, which forms there are, the province's day for units."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.kernel.access import Permission, require
from caicach.kernel.http.problems import problem_of
from caicach.regimes import queries, services
from caicach.regimes.forms_in_force import faults_of_forms
from caicach.web.regimes.forms import UnitDueForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of


@require_http_methods(["GET", "POST"])
@once
def regimes(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if request.method == "POST":
        require(actor, Permission.TASK_DECIDE)
    lines = queries.forms_told(actor)
    form = UnitDueForm(request.POST if request.method == "POST" else None, choices=[line.form for line in lines])
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.set_own_due(
                actor,
                form_id=form.cleaned_data["which"],
                day=form.cleaned_data["day"],
                months_before=0,
                source=form.cleaned_data["source"],
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã đặt hạn gửi của đơn vị cho các kỳ mở từ nay."))
            return redirect("web:periodic_regimes")
    by_regime: dict[str, list[object]] = {}
    for line in lines:
        by_regime.setdefault(line.form.regime.code, []).append(line)
    context = {
        "regimes": list(by_regime.values()),
        "form": form,
        "faults": [problem_of(fault.error) for fault in faults_of_forms()],
        "may_set": actor.may(Permission.TASK_DECIDE),
    }
    return render(request, "web/regimes/regimes.html", context, status=form.status)
