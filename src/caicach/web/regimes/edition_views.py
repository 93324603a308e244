"""An edition: its figures with the units behind them, its files, its draft among the letters to send."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from caicach.kernel.access import Permission
from caicach.kernel.errors import NotFound
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.tables import KINDS, workbook_of
from caicach.regimes import queries, services
from caicach.regimes.domain.paper import paper
from caicach.regimes.domain.sheets import tables_of
from caicach.web.regimes.shown import Behind, figure_groups, shown_comparison, table_groups
from caicach.web.shell.exports import paper_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of


@require_GET
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.edition_view(actor, edition_id)
    numbers = queries.report_numbers(actor, view.line.form, view.line.period)
    behind = Behind(view.head.window, numbers, queries.whole_place(view.head.window))
    context = {
        "view": view,
        "line": view.line,
        "groups": figure_groups(view.line.form, view.report, view.head.before, behind),
        "tables": table_groups(view.report),
        "others": [
            one
            for one in queries.editions_of(actor, view.line.form, view.line.period)
            if one.number != view.line.number
        ],
        "may_draft": actor.may(Permission.LETTER_DRAFT) and view.line.letter_id is None,
    }
    return render(request, "web/regimes/edition.html", context)


@require_GET
def edition_comparison(request: HttpRequest, edition_id: int, other_id: int) -> HttpResponse:
    """What the later of two editions of a period says otherwise than the earlier."""
    found = queries.editions_compared(actor_of(request), edition_id, other_id)
    context = {"found": found, "line": found.after, **shown_comparison(found.comparison)}
    return render(request, "web/regimes/compared.html", context)


@require_GET
def file(request: HttpRequest, edition_id: int, kind: str) -> HttpResponse | FileResponse:
    view = queries.edition_view(actor_of(request), edition_id)
    name = f"{view.line.form.id}-{view.line.period.id}-ban-{view.line.number}"
    document, made = paper(view.head, view.report), view.line.made_at
    if answer := paper_answer(document, kind, name, made=made):
        return answer
    if kind == "xlsx":
        content = workbook_of(*tables_of(view.report, view.head))
        return attachment(NamedFile(f"{name}.xlsx", KINDS["xlsx"], content))
    raise NotFound("report.no_such_file", what="Báo cáo không có tệp dạng này.", todo="Hãy chọn DOCX, PDF hoặc XLSX.")


@require_POST
@once
def draft(request: HttpRequest, edition_id: int) -> HttpResponse:
    services.draft_edition_letter(actor_of(request), edition_id=edition_id, now=timezone.now())
    messages.success(request, gettext("Đã đưa báo cáo vào văn bản đi ở dạng dự thảo."))
    return redirect("web:periodic_edition", edition_id)
