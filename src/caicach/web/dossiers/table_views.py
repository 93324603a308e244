"""The official table of a period, in the form in force and in the other beside it."""

from dataclasses import dataclass

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from caicach.dossiers import queries
from caicach.dossiers.domain.supervision.tables import Table as OfficialTable
from caicach.kernel.tables import Line, Table
from caicach.web.dossiers.asked import filters_of, query_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.requests import actor_of
from caicach.web.shell.units import units_of

_NEW = (
    _("Tổng số"),
    _("Trực tuyến toàn trình"),
    _("Trực tuyến một phần"),
    _("Bưu chính"),
    _("Trực tiếp"),
    _("Từ kỳ trước"),
    _("Đã giải quyết"),
    _("Trước hạn"),
    _("Đúng hạn"),
    _("Quá hạn"),
    _("Đang giải quyết"),
    _("Trong hạn"),
    _("Quá hạn"),
)
_OLD = (
    _("Tổng số"),
    _("Trực tuyến"),
    _("Trực tiếp, bưu chính"),
    _("Từ kỳ trước"),
    _("Đã giải quyết"),
    _("Trước hạn"),
    _("Đúng hạn"),
    _("Quá hạn"),
    _("Đang giải quyết"),
    _("Trong hạn"),
    _("Quá hạn"),
)


@dataclass(frozen=True)
class ShownTable:
    """Heads and numbers of columns as the form prints them, its lines, its total."""

    form: str
    heads: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str, tuple[int, ...]], ...]
    total: tuple[int, ...]


@require_GET
def tables(request: HttpRequest) -> HttpResponse | FileResponse:
    filters = filters_of(request)
    found = queries.period_table(actor_of(request), filters)
    if kind := asked_kind(request):
        return table_answer(_table(found.table), kind, f"bieu-{found.table.form.replace('.', '').lower()}")
    context = {
        "filters": filters,
        "tables": [_shown(found.table), _shown(found.other)],
        "found": found,
        "unit": next((one.name for one in units_of([filters.unit])), "") if filters.unit else "",
        "kept": query_of(filters),
    }
    return render(request, "web/dossiers/tables.html", context)


def _heads(table: OfficialTable) -> tuple[tuple[str, str], ...]:
    names = _OLD if table.form == "II.06a" else _NEW
    return tuple(zip(table.columns, map(str, names), strict=True))


def _shown(table: OfficialTable) -> ShownTable:
    lines = tuple((part, field or gettext("(không ghi)"), figures) for (part, field), figures in table.lines.items())
    return ShownTable(table.form, _heads(table), lines, table.total)


def _table(table: OfficialTable) -> Table:
    shown = _shown(table)
    head = [gettext("Phần"), gettext("Lĩnh vực"), *(f"({number}) {name}" for number, name in shown.heads)]
    rows = [Line((part, field, *figures)) for part, field, figures in shown.lines]
    return Table(f"{table.form}", head, [*rows, Line(("", gettext("Tổng số"), *shown.total), is_bold=True)])
