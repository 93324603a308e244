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
from caicach.web.dossiers.asked import filter_choices, filters_of, query_of, quick_periods
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
_PARTS = {"I": _("Thuộc thẩm quyền cấp tỉnh"), "II": _("Thuộc thẩm quyền cấp xã")}
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
class ShownRow:
    """``number`` is column (1); a part of form 07b is a row of its own, with the sums of its fields."""

    number: str
    field: str
    figures: tuple[int, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class ShownTable:
    """Heads and numbers of columns as the form prints them, its rows, the last of them the total."""

    form: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[ShownRow, ...]


@require_GET
def tables(request: HttpRequest) -> HttpResponse | FileResponse:
    filters = filters_of(request)
    found = queries.period_table(actor_of(request), filters)
    unit = next((one.name for one in units_of([filters.unit])), "") if filters.unit else ""
    if kind := asked_kind(request):
        form = found.other if request.GET.get("bieu") == found.other.form else found.table
        period = f"{filters.first:%d/%m/%Y} – {filters.last:%d/%m/%Y}"
        title = ", ".join(filter(None, (form.form, unit, period)))
        return table_answer(_table(form, title), kind, f"bieu-{form.form.replace('.', '').lower()}")
    units = filter_choices(request, filters)["units"]
    context = {
        "filters": filters,
        "units": units,
        "kinds": ("xlsx", "csv"),
        "quick": quick_periods(request, filters),
        "tables": [_shown_table(found.table), _shown_table(found.other)],
        "found": found,
        "unit": unit,
        "kept": query_of(filters),
    }
    return render(request, "web/dossiers/tables.html", context)


def _heads(table: OfficialTable) -> tuple[tuple[str, str], ...]:
    names = _OLD if table.form == "II.06a" else _NEW
    return tuple(zip(table.columns, map(str, names), strict=True))


def _shown_table(table: OfficialTable) -> ShownTable:
    rows: list[ShownRow] = []
    for part in sorted({part for part, _field in table.lines}):
        fields = [(field, figures) for (of, field), figures in table.lines.items() if of == part]
        if part:
            sums = tuple(map(sum, zip(*(figures for _, figures in fields), strict=True)))
            rows.append(ShownRow(part, str(_PARTS[part]), sums, is_sum=True))
        rows += [ShownRow(str(n), field or gettext("(không ghi)"), told) for n, (field, told) in enumerate(fields, 1)]
    rows.append(ShownRow("", gettext("Tổng số"), table.total, is_sum=True))
    return ShownTable(table.form, _heads(table), tuple(rows))


def _table(table: OfficialTable, title: str) -> Table:
    shown = _shown_table(table)
    head = [gettext("STT (1)"), gettext("Lĩnh vực (2)"), *(f"{name} ({number})" for number, name in shown.heads)]
    return Table(title, head, [Line((one.number, one.field, *one.figures), is_bold=one.is_sum) for one in shown.rows])
