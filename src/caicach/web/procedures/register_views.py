"""The register: the list with its search, one procedure, both for citizens as well; files of it."""

import json
from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.procedures import queries, services
from caicach.procedures.domain.linked_data import services_of
from caicach.procedures.domain.register_table import register_table
from caicach.procedures.domain.views import ProcedureView
from caicach.procedures.queries import RegisterFilters
from caicach.procedures.record.as_json import procedure_as_json
from caicach.procedures.record.values import Change, Procedure
from caicach.web.procedures import words
from caicach.web.procedures.forms import DutiesForm
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.units import assignable_units, units_of

_BOTH = {"noi-bo": True, "cong-dan": False}


def filters_of(request: HttpRequest, asked: ListFilters) -> RegisterFilters:
    change = request.GET.get("thay-doi", "")
    return RegisterFilters(
        text=asked.text,
        field=request.GET.get("linh-vuc", ""),
        unit=request.GET.get("don-vi", ""),
        internal=_BOTH.get(request.GET.get("loai", "")),
        change=Change(change) if change in set(Change) else None,
        order=asked.order(queries.PROCEDURE_COLUMNS),
    )


@require_GET
def register(request: HttpRequest) -> HttpResponse | FileResponse:
    actor, asked = actor_of(request), ListFilters(request.GET)
    filters = filters_of(request, asked)
    if kind := asked_kind(request):
        records = queries.records_in_force(actor, on=today(), filters=filters)
        return table_answer(register_table(records), kind, "danh-muc-thu-tuc")
    page = queries.procedures(actor, on=today(), filters=filters, page=whole_number(request.GET.get("trang"), 1))
    context = {
        "page": page,
        "asked": asked,
        "filters": filters,
        "kind": request.GET.get("loai", ""),
        "fields": queries.fields_of_register(today()),
        "changes": [(one.value, words.CHANGES[one].word) for one in Change],
        "unit": next(iter(units_of([filters.unit])), None) if filters.unit else None,
        "may_manage": actor.may(Permission.PROCEDURE_MANAGE),
    }
    return render(request, "web/procedures/register.html", context)


@require_GET
def register_file(request: HttpRequest, form: str) -> HttpResponse:
    """All that the list shows, lossless: JSON lines as the import reads them, or CPSV-AP."""
    records = queries.records_in_force(
        actor_of(request), on=today(), filters=filters_of(request, ListFilters(request.GET))
    )
    if form == "jsonl":
        return attachment(NamedFile("danh-muc-thu-tuc.jsonl", "application/x-ndjson", json_lines(records)))
    if form == "jsonld":
        data = json.dumps(services_of(records), ensure_ascii=False, indent=1).encode()
        return attachment(NamedFile("danh-muc-thu-tuc.jsonld", "application/ld+json", data))
    raise Http404


def json_lines(records: Iterable[Procedure]) -> bytes:
    return "".join(json.dumps(procedure_as_json(one), ensure_ascii=False) + "\n" for one in records).encode()


@require_http_methods(["GET", "POST"])
@once
def procedure(request: HttpRequest, tthc: str) -> HttpResponse:
    actor = actor_of(request)
    view = queries.procedure_view(actor, tthc, on=today())
    may_manage = actor.may(Permission.PROCEDURE_MANAGE)
    form = None
    if may_manage or request.method == "POST":
        initial = {
            "levels": [d.level for d in view.duties if d.level],
            "units": [d.unit for d in view.duties if d.unit],
        }
        form = DutiesForm(request.POST or None, initial=initial, units=assignable_units(today()), on=today())
    if form is not None and form.is_bound and form.is_valid():
        with form.told_to():
            services.set_duties(actor, code=tthc, targets=form.targets(), now=timezone.now())
            messages.success(request, gettext("Đã lưu đơn vị phải công khai."))
            return redirect("web:procedure", tthc)
    context = {
        **page_parts(view),
        "form": form if may_manage else None,
        "levels": [(words.LEVELS[level]) for level in words.LEVELS if level in {d.level for d in view.duties}],
        "units": [one.name or one.unit for one in view.duties if one.unit],
    }
    return render(request, "web/procedures/procedure.html", context, status=form.status if form is not None else 200)


def page_parts(view: ProcedureView) -> dict[str, object]:
    one = view.procedure
    texts = ("subjects", "performing_agency", "competent_agency", "authorised_agency", "coordinating_agency",
             "receiving_address", "results", "conditions", "sets", "description")  # fmt: skip
    return {
        "view": view,
        "one": one,
        "texts": [(words.FIELD_NAMES[name], text) for name in texts if (text := getattr(one, name))],
    }


@login_not_required
@require_GET
def public_register(request: HttpRequest) -> HttpResponse:
    asked = RegisterFilters(text=ListFilters(request.GET).text, field=request.GET.get("linh-vuc", ""), internal=False)
    page = queries.procedures(None, on=today(), filters=asked, page=whole_number(request.GET.get("trang"), 1))
    context = {"page": page, "filters": asked, "fields": queries.fields_of_register(today())}
    return render(request, "web/procedures/public_register.html", context)


@login_not_required
@require_GET
def public_procedure(request: HttpRequest, tthc: str) -> HttpResponse:
    view = queries.procedure_view(None, tthc, on=today())
    if view.is_internal:
        raise Http404
    return render(request, "web/procedures/public_procedure.html", page_parts(view))
