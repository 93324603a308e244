"""Publication decisions: the list, one with its days."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Actor, Permission, require
from caicach.procedures import queries, services
from caicach.procedures.domain.clocks import Standing, worst_of
from caicach.web.procedures import words
from caicach.web.procedures.forms import DecisionForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today


@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    asked = request.GET.get("chi", "")
    standing = Standing(asked) if asked in set(Standing) else None
    every = queries.decisions(actor, on=today())
    counts = Counter(worst_of(line.clocks) for line in every)
    context = {
        "lines": [line for line in every if standing in {None, worst_of(line.clocks)}],
        "counts": [(one, counts[one]) for one in words.STANDINGS],
        "clocks": words.CLOCKS.items(),
        "may_manage": actor.may(Permission.PROCEDURE_MANAGE),
    }
    return render(request, "web/procedures/decisions.html", context)


@require_http_methods(["GET", "POST"])
@once
def new_decision(request: HttpRequest) -> HttpResponse:
    return _edited(request, actor_of(request), None)


@require_http_methods(["GET", "POST"])
@once
def edit_decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    return _edited(request, actor_of(request), decision_id)


def _edited(request: HttpRequest, actor: Actor, decision_id: int | None) -> HttpResponse:
    require(actor, Permission.PROCEDURE_MANAGE)
    line = queries.decision_line(actor, decision_id, on=today()) if decision_id is not None else None
    initial = DecisionForm.initial_of(line.facts, line.version) if line else {}
    form = DecisionForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        with form.told_to():
            seen = form.cleaned_data["version"] or 0
            services.save_decision(actor, facts=form.facts(), decision_id=decision_id, seen=seen, now=timezone.now())
            messages.success(request, gettext("Đã lưu quyết định."))
            return redirect("web:publication_decisions")
    context = {"form": form, "line": line}
    return render(request, "web/procedures/decision.html", context, status=form.status)
