"""The ranking as it was and by today's units, and its replay."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.indices import queries, services
from caicach.indices.domain.years import ResultPage
from caicach.kernel.pages import Page
from caicach.kernel.tables import Table
from caicach.web.indices.exports import mark_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, today, whole_number


@require_GET
def result(request: HttpRequest, year_id: int) -> HttpResponse | FileResponse:
    kind = asked_kind(request)
    number = None if kind else whole_number(request.GET.get("trang"), 1)
    asked = ListFilters(request.GET)
    order = asked.order(queries.RESULT_COLUMNS)
    page = queries.result_page(actor_of(request), year_id, page=number, order=order)
    if kind:
        return _export(kind, page)
    context = {
        "result": page,
        "asked": asked,
        "head": page.head,
        "rows": list(zip(page.rows, page.field_points, strict=True)),
        "listed": Page((), page.total, page.number_of_page, queries.RESULT_SIZE),
        "unranked": page.unranked,
    }
    return render(request, "web/indices/result.html", context)


def _export(kind: str, page: ResultPage) -> FileResponse:
    head = [gettext("Hạng"), gettext("Mã"), gettext("Đơn vị"), gettext("Điểm"), gettext("Điểm tối đa"), "%"]
    head += [gettext("Xếp loại"), *(f"{code} {name}" for code, name in page.fields)]
    lines = [
        [row.rank, row.unit, row.unit_name, row.points, row.maximum, row.percentage, row.group, *fields]
        for row, fields in zip(page.rows, page.field_points, strict=True)
    ]
    title = f"{page.head.set_name} {page.head.year}"
    return table_answer(
        Table(title, head, lines, mark=mark_of(page.head.is_illustrative)), kind, f"ket-qua-{page.head.year}"
    )


@require_GET
def as_is(request: HttpRequest, year_id: int) -> HttpResponse | FileResponse:
    page = queries.result_as_is(actor_of(request), year_id, on=today())
    if kind := asked_kind(request):
        head = [gettext("Mã"), gettext("Đơn vị hiện nay"), gettext("Hạng"), "%", gettext("Kết quả của các đơn vị cũ")]
        lines = [
            [
                row.unit,
                row.unit_name,
                row.carried.rank if row.carried else None,
                row.carried.percentage if row.carried else None,
                "; ".join(part.unit_name for part in row.parts),
            ]
            for row in page.rows
        ]
        title = f"{page.result.head.set_name} {page.result.head.year}"
        marked = page.result.head.is_illustrative
        return table_answer(
            Table(title, head, lines, mark=mark_of(marked)), kind, f"ket-qua-hien-nay-{page.result.head.year}"
        )
    return render(request, "web/indices/as_is.html", {"page": page, "head": page.result.head})


@require_GET
def replay(request: HttpRequest, year_id: int) -> HttpResponse:
    """Compute the frozen result again and say whether it is the same."""
    actor = actor_of(request)
    page = queries.result_page(actor, year_id)
    again = services.replay(actor, year_id=year_id)
    return render(request, "web/indices/replay.html", {"head": page.head, "again": again})
