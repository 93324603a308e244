"""Files brought to the register: what each would do, line by line, then done or dropped."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.kernel.access import Permission, require
from caicach.procedures import queries, services
from caicach.procedures.domain.planning import Outcome, counts_of
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
    actor, form = actor_of(request), PageForm(request.POST or None)
    if request.method == "POST":
        with form.told_to():
            if request.POST.get("act") == "drop":
                services.drop_import(actor, import_id=import_id, now=timezone.now())
                messages.success(request, gettext("Đã bỏ tệp; danh mục không đổi."))
                return redirect("web:bring_procedures")
            services.confirm_import(actor, import_id=import_id, key=request.POST.get("key", ""), now=timezone.now())
            messages.success(request, gettext("Đã nhập vào danh mục."))
            return redirect("web:procedures")
    found = queries.import_preview(actor, import_id)
    only = request.GET.get("chi", "")
    chosen = [one for one in found.steps if not only or one.outcome.value == only]
    context = {
        "form": form,
        "found": found,
        "counts": [(outcome, counts_of(found.steps)[outcome.value]) for outcome in Outcome],
        "steps": chosen[:_SHOWN],
        "more": max(0, len(chosen) - _SHOWN),
        "does_something": any(one.outcome not in {Outcome.SAME, Outcome.REFUSED} for one in found.steps),
    }
    return render(request, "web/procedures/preview.html", context, status=form.status)
