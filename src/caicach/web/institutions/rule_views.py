"""One rule on business: counted, decided on, done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.institutions import queries, services
from caicach.kernel.access import Actor, Permission, require
from caicach.web.institutions.rule_forms import RuleForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.units import assignable_units


@require_GET
def rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    view = queries.rule_view(actor_of(request), rule_id, on=today())
    return render(request, "web/institutions/rule.html", {"view": view, "line": view.line, "facts": view.line.facts})


@require_http_methods(["GET", "POST"])
@once
def new_rule(request: HttpRequest) -> HttpResponse:
    return _edited(request, actor_of(request), None)


@require_http_methods(["GET", "POST"])
@once
def edit_rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    return _edited(request, actor_of(request), rule_id)


def _edited(request: HttpRequest, actor: Actor, rule_id: int | None) -> HttpResponse:
    require(actor, Permission.INSTITUTION_MANAGE)
    view = queries.rule_view(actor, rule_id, on=today()) if rule_id is not None else None
    initial = RuleForm.initial_of(view) if view else {"counted_on": today()}
    form = RuleForm(
        request.POST or None,
        initial=initial,
        units=assignable_units(today()),
        documents=queries.document_choices(actor),
    )
    if form.is_bound and form.is_valid():
        with form.told_to():
            kept = services.save_rule(
                actor,
                facts=form.facts(),
                rule_id=rule_id,
                seen=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã lưu quy định."))
            return redirect("web:business_rule", kept)
    context = {"form": form, "view": view}
    return render(request, "web/institutions/rule_form.html", context, status=form.status)
