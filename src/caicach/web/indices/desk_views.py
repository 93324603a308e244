"""The appraiser's desk, the council's table, and who appraises what."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.indices import queries, services
from caicach.indices.queries import DeskFilters
from caicach.kernel.access import Permission, Role, require
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import problem_of
from caicach.kernel.tables import Table
from caicach.organisations.queries import accounts
from caicach.web.indices.exports import mark_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.requests import actor_of, today, whole_number

_SHOWS = {"": "", "cho": "waiting", "khac": "differs", "thieu": "no_evidence", "giai-trinh": "explained"}
_ALL = 100_000


@require_GET
def desk(request: HttpRequest, year_id: int) -> HttpResponse | FileResponse:
    kind = asked_kind(request)
    filters = DeskFilters(
        show=_SHOWS.get(request.GET.get("loc", ""), ""),
        unit=request.GET.get("don-vi", ""),
        component=request.GET.get("ma", ""),
        page=whole_number(request.GET.get("trang"), 1),
        size=_ALL if kind else queries.DESK_SIZE,
    )
    found = queries.desk(actor_of(request), year_id, filters)
    if kind:
        head = [gettext(word) for word in ("Mã", "Đơn vị", "Thành phần", "Số liệu", "Tự chấm", "Tính từ dữ liệu")]
        head += [gettext("Thẩm định"), gettext("Thiếu tài liệu")]
        lines = [
            [
                row.unit,
                row.unit_name,
                f"{row.component} {row.component_name}",
                row.cells,
                row.own,
                row.computed,
                row.appraised,
                gettext("thiếu") if row.no_evidence else "",
            ]
            for row in found.page.items
        ]
        title = f"{found.head.set_name} {found.head.year}"
        return table_answer(Table(title, head, lines, mark=mark_of(found.head.is_illustrative)), kind, "ban-tham-dinh")
    context = {"desk": found, "head": found.head, "chosen": request.GET.get("loc", ""), "component": filters.component}
    return render(request, "web/indices/desk.html", context)


@require_GET
def council(request: HttpRequest, year_id: int) -> HttpResponse | FileResponse:
    kind, node = asked_kind(request), request.GET.get("muc", "")
    found = queries.council_table(
        actor_of(request), year_id, node=node, page=whole_number(request.GET.get("trang"), 1), all_units=bool(kind)
    )
    if kind:
        head = [gettext("Mã"), gettext("Đơn vị"), gettext("Tổng tự chấm"), gettext("Tổng thẩm định")]
        for code, _, _ in found.columns:
            head += [f"{code} {gettext('tự chấm')}", f"{code} {gettext('thẩm định')}"]
        lines = [
            [
                row.unit,
                row.unit_name,
                row.total.own,
                row.total.counted,
                *(points for cell in row.cells for points in (cell.own, cell.counted)),
            ]
            for row in found.page.items
        ]
        title = f"{found.head.set_name} {found.head.year}"
        return table_answer(Table(title, head, lines, mark=mark_of(found.head.is_illustrative)), kind, "bang-hoi-dong")
    return render(request, "web/indices/council.html", {"table": found, "head": found.head})


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, year_id: int) -> HttpResponse:
    """Fields and components for each member of the appraisal; one form for one member."""
    actor = actor_of(request)
    page = queries.year_page(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    members = [
        account
        for account in accounts()
        if account.is_active
        and any(
            grant.role is Role.APPRAISER
            and grant.valid_from <= today()
            and (grant.valid_to is None or grant.valid_to > today())
            for grant in account.grants
        )
    ]
    if request.method == "POST":
        member = next((one for one in members if str(one.id) == request.POST.get("member")), None)
        if member is not None:
            _assign(request, year_id, member.id, member.display_name)
        return redirect("web:index_assign", year_id)
    fields = {row.user_id: row.node_codes for row in queries.appraisers(actor, year_id)}
    nodes = queries.nodes_of(actor, year_id)
    context = {
        "head": page.head,
        "members": [(member, fields.get(member.id, ())) for member in members],
        "nodes": [node for node in nodes if node[2] == 0],
        "deeper": [node for node in nodes if node[2] > 0],
    }
    return render(request, "web/indices/assign.html", context)


def _assign(request: HttpRequest, year_id: int, user_id: int, name: str) -> None:
    codes = [*request.POST.getlist("node"), *request.POST.get("more", "").replace(";", ",").split(",")]
    chosen = tuple(dict.fromkeys(code.strip() for code in codes if code.strip()))
    try:
        services.assign_appraiser(
            actor_of(request), year_id=year_id, user_id=user_id, user_name=name, node_codes=chosen, now=timezone.now()
        )
    except CaicachError as error:
        problem = problem_of(error)
        messages.error(request, f"{problem.what} {problem.todo}")
    else:
        messages.success(request, gettext("Đã phân công thẩm định."))
