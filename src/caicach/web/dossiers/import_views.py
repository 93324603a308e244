"""Files of one-stop systems: taken in, their rows set aside, the limits that dossiers are held against."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.dossiers import queries, services
from caicach.kernel.access import Permission, require
from caicach.web.dossiers.forms import ExportForm, LimitsForm
from caicach.web.dossiers.words import COLUMNS
from caicach.web.shell.exports import table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.shell.uploads import go_on


@require_http_methods(["GET", "POST"])
@once
def imports(request: HttpRequest) -> HttpResponse:
    """The list of files with the form for the next one."""
    actor = actor_of(request)
    require(actor, Permission.DOSSIER_IMPORT)
    form = ExportForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            given = form.cleaned_data["export"]
            made = services.receive_export(
                actor,
                source=form.cleaned_data["source"],
                filename=given.name,
                data=given.read(),
                columns=form.columns(),
                now=timezone.now(),
            )
            return go_on(request, "web:dossier_import", made)
    context = {"form": form, "lines": queries.imports(actor), "sources": queries.sources(actor)}
    return render(request, "web/dossiers/imports.html", context, status=form.status)


@require_GET
def dossier_import(request: HttpRequest, taken_id: int) -> HttpResponse:
    line = queries.import_line(actor_of(request), taken_id)
    named = [(COLUMNS[column], name) for column, name in line.columns.names.items()]
    return render(request, "web/dossiers/import.html", {"one": line, "named": named})


@require_GET
def aside(request: HttpRequest, taken_id: int) -> FileResponse:
    """The rows set aside as a table."""
    head = (gettext("Dòng"), gettext("Lý do"))
    table = queries.aside_table(actor_of(request), taken_id, head=head, title=gettext("Dòng bị loại ra"))
    return table_answer(table, "xlsx", f"dong-loai-ra-{taken_id}")


@require_http_methods(["GET", "POST"])
@once
def limits(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.DOSSIER_IMPORT)
    form = LimitsForm(request.POST or None, initial={"text": queries.limits_text(actor)})
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.set_limits(actor, text=form.cleaned_data["text"], now=timezone.now())
            messages.success(request, gettext("Đã lưu. Thời hạn của mọi hồ sơ đang được tính lại."))
            return redirect("web:dossier_imports")
    return render(request, "web/dossiers/limits.html", {"form": form}, status=form.status)
