"""The three places side by side: the list, an export of the national database brought, one procedure by field."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission, require
from caicach.kernel.pages import WHOLE
from caicach.kernel.tables import Cell, Table
from caicach.procedures import services
from caicach.procedures.auditing.findings import Status
from caicach.procedures.domain.three_places import ComparedLine
from caicach.procedures.queries import three_places as queries
from caicach.procedures.queries.three_places import ComparedFilters
from caicach.web.procedures import words
from caicach.web.procedures.forms import NationalForm
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.uploads import go_on


@require_GET
def places(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    asked = ComparedFilters(text=ListFilters(request.GET).text, only_wrong=request.GET.get("chi") == "sai")
    if kind := asked_kind(request):
        found = queries.compared_procedures(actor, on=today(), filters=asked, size=WHOLE)
        return table_answer(_table(found.items), kind, "ba-noi-cong-khai")
    page = whole_number(request.GET.get("trang"), 1)
    context = {
        "page": queries.compared_procedures(actor, on=today(), filters=asked, page=page),
        "filters": asked,
        "exports": queries.national_exports(),
        "may_manage": actor.may(Permission.PROCEDURE_MANAGE),
    }
    return render(request, "web/procedures/three_places.html", context)


def _table(lines: tuple[ComparedLine, ...]) -> Table:
    head = [gettext("Mã"), gettext("Tên thủ tục"), gettext("CSDL quốc gia"), gettext("Trang của tỉnh")]
    statuses = [one for one in Status if one is not Status.EXTRA]
    head += [gettext("Trang đơn vị: {status}").format(status=str(words.STATUSES[one].word)) for one in statuses]
    rows: list[tuple[Cell, ...]] = [
        (one.code, one.name, _word(one.national), _word(one.province), *(one.units.get(each, 0) for each in statuses))
        for one in lines
    ]
    return Table(gettext("Ba nơi công khai thủ tục"), head, rows)


def _word(status: Status | None) -> str:
    return str(words.STATUSES[status].word) if status else ""


@require_http_methods(["GET", "POST"])
@once
def bring_export(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PROCEDURE_MANAGE)
    initial = {"taken_on": f"{today():%d/%m/%Y}"}
    is_sent = request.method == "POST"
    form = NationalForm(request.POST, files_of(request)) if is_sent else NationalForm(initial=initial)
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            services.bring_national(
                actor,
                data=typed["file"].read(),
                filename=typed["file"].name,
                taken_on=typed["taken_on"],
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã nhận tệp; việc nền đọc và so với danh mục."))
            return go_on(request, "web:three_places")
    return render(request, "web/procedures/national.html", {"form": form}, status=form.status)


@require_GET
def place(request: HttpRequest, tthc: str) -> HttpResponse:
    """One procedure: what the register has, and what each place says of every field in which one differs."""
    found = queries.three_places(actor_of(request), tthc, on=today())
    return render(request, "web/procedures/three_places_one.html", {"found": found, "one": found.procedure})
