"""Files brought to the register: what each would do, line by line, then done or dropped."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.kernel.access import Actor, Permission, require
from caicach.procedures import queries, services
from caicach.procedures.domain.planning import APPLIED, ImportState, Outcome
from caicach.web.procedures.forms import BringForm
from caicach.web.shell.forms import PageForm
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.shell.uploads import go_on

_SHOWN = 300


@require_http_methods(["GET", "POST"])
@once
def bring(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PROCEDURE_MANAGE)
    bound = (request.POST, files_of(request)) if request.method == "POST" else (None, None)
    form = BringForm(*bound)
    if form.is_bound and form.is_valid():
        with form.told_to():
            file = form.cleaned_data["file"]
            made = services.bring_file(
                actor, data=file.read(), filename=file.name, facts=form.facts, now=timezone.now()
            )
            return go_on(request, "web:procedure_import", made)
    context = {"form": form, "imports": queries.imports(actor), "limit_mb": settings.UPLOAD_BYTES // 1_000_000}
    return render(request, "web/procedures/bring.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
@once
def preview(request: HttpRequest, import_id: int) -> HttpResponse:
    """One file: waiting for the worker (the page asks for itself), compared and to be confirmed, or refused."""
    actor, form = actor_of(request), PageForm(request.POST or None)
    if request.method == "POST":
        with form.told_to():
            return _act(request, actor, import_id)
    only = next((one for one in Outcome if one.value == request.GET.get("chi")), None)
    found = queries.import_preview(actor, import_id, only=only, most=_SHOWN)
    context = {
        "form": form,
        "found": found,
        "counts": [(outcome, found.line.counts[outcome.value]) for outcome in Outcome if found.line.counts],
        "more": max(0, found.total - _SHOWN),
        "is_waiting": found.line.state is ImportState.WAITING,
        "is_read": found.line.state is ImportState.READ,
        "is_being_written": found.line.state is ImportState.WRITING,
        "does_something": any(found.line.counts.get(one.value) for one in APPLIED),
    }
    return render(request, "web/procedures/preview.html", context, status=form.status)


def _act(request: HttpRequest, actor: Actor, import_id: int) -> HttpResponse:
    now, act, key = timezone.now(), request.POST.get("act"), request.POST.get("key", "")
    if act == "drop":
        services.drop_import(actor, import_id=import_id, now=now)
        messages.success(request, gettext("Đã bỏ tệp; danh mục không đổi."))
        return redirect("web:bring_procedures")
    if act == "compare":
        services.compare_again(actor, import_id=import_id, now=now)
        return redirect("web:procedure_import", import_id)
    if services.is_long(actor, import_id):
        return redirect("web:job", services.confirm_import_later(actor, import_id=import_id, key=key, now=now))
    services.confirm_import(actor, import_id=import_id, key=key, now=now)
    messages.success(request, gettext("Đã nhập vào danh mục."))
    return redirect("web:procedures")
