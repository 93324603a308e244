"""Deadlines that the working-day calendar counts to another day: a list, and the office's decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import Problem, problem_of
from caicach.plans import queries, services
from caicach.web.shell.requests import actor_of, today

SHOWN = 300


@require_http_methods(["GET", "POST"])
def recounts(request: HttpRequest) -> HttpResponse:
    problem = _decided(request) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect("web:recounts")
    found = queries.waiting_recounts(actor_of(request), on=today())
    context = {
        "rows": found[:SHOWN],
        "total": len(found),
        "may_decide": any(row.may_decide for row in found),
        "problem": problem,
        "here": "recounts",
    }
    return render(request, "web/tasks/recounts.html", context, status=problem.status if problem else 200)


def _decided(request: HttpRequest) -> Problem | None:
    chosen = [int(one) for one in request.POST.getlist("dong") if one.isascii() and one.isdigit() and len(one) < 19]
    accept = request.POST.get("quyet-dinh") == "doi"
    try:
        count = services.decide_recounts(actor_of(request), recount_ids=chosen, accept=accept, now=timezone.now())
    except CaicachError as error:
        return problem_of(error)
    said = gettext("Đã đổi thời hạn của {count} phân công.") if accept else gettext("Đã giữ nguyên {count} thời hạn.")
    messages.success(request, said.format(count=count))
    return None
