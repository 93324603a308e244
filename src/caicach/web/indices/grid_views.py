"""A sheet entered as a grid: all rows by one form, or row by row as one goes on; and many components agreed with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.indices import queries, services
from caicach.indices.queries import Grid, GridLine
from caicach.kernel.access import Permission, require
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import Problem, problem_of
from caicach.kernel.http.texts import check_length
from caicach.web.indices.grid_cells import FIELDS, GridRow, cells_typed, grid_row, kept_of
from caicach.web.shell.requests import actor_of, whole_number

_LONGEST = 2_000


@require_http_methods(["GET", "POST"])
def grid(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Each row is saved by itself: what is wrong in one keeps no other back, and stays as it was typed."""
    actor = actor_of(request)
    found = queries.sheet_grid(actor, sheet_id)
    if request.method == "GET":
        return _page(request, found, tuple(map(grid_row, found.lines)))
    require(actor, Permission.INDEX_SCORE, unit=found.page.head.unit)
    refused: dict[str, tuple[dict[str, str], Problem]] = {}
    saved: set[str] = set()
    for line in found.lines:
        typed = _typed(request, line)
        if typed is None:
            continue
        if problem := _saved(request, sheet_id, line, typed):
            refused[line.code] = (typed, problem)
        else:
            saved.add(line.code)
    found = queries.sheet_grid(actor, sheet_id)
    rows = tuple(grid_row(line, *refused.get(line.code, ()), is_saved=line.code in saved) for line in found.lines)
    if wanted := request.headers.get("X-Row", ""):
        row = next((row for row in rows if row.line.code == wanted), None)
        return render(request, "web/indices/grid_said.html", {"row": row, "page": found.page})
    if saved:
        words = gettext("Đã lưu {count} thành phần.")
        messages.success(request, words.format(count=len(saved)))
    if not refused:
        if not saved:
            messages.success(request, gettext("Cả bảng đã được lưu."))
        return redirect("web:index_grid", sheet_id)
    return _page(request, found, rows, status=422)


def _page(request: HttpRequest, found: Grid, rows: tuple[GridRow, ...], status: int = 200) -> HttpResponse:
    refused = [row for row in rows if row.problem]
    context = {"page": found.page, "head": found.page.head, "year": found.page.head.year, "rows": rows}
    return render(request, "web/indices/grid.html", {**context, "refused": refused}, status=status)


def _typed(request: HttpRequest, line: GridLine) -> dict[str, str] | None:
    """What the row says where somebody changed it; None where it is as the page showed it, or is not in the form."""
    given = request.POST
    if f"kept:{line.code}" not in given:
        return None
    typed = {name: given.get(f"{name}:{line.code}", "").strip() for name in FIELDS}
    kept = kept_of(given[f"kept:{line.code}"])
    return None if all(typed[name] == kept.get(name, "").strip() for name in FIELDS) else typed


def _saved(request: HttpRequest, sheet_id: int, line: GridLine, typed: dict[str, str]) -> Problem | None:
    """The row saved; what was wrong where it could not be."""
    try:
        for text in typed.values():
            check_length(text, _LONGEST)
        services.self_score(
            actor_of(request),
            sheet_id=sheet_id,
            component=line.code,
            cells=cells_typed(line.asked, typed),
            note=typed["note"],
            seen=whole_number(request.POST.get(f"seen:{line.code}"), 0) or None,
            now=timezone.now(),
        )
    except CaicachError as error:
        return problem_of(error)
    return None


@require_http_methods(["POST"])
def agree(request: HttpRequest, year_id: int) -> HttpResponse:
    """The appraiser agrees with every component that is ticked; each is judged by itself, what was left is told."""
    actor, now = actor_of(request), timezone.now()
    require(actor, Permission.INDEX_APPRAISE)
    agreed, left = 0, []
    for wanted in dict.fromkeys(request.POST.getlist("dong")):
        sheet, _, code = wanted.partition(":")
        try:
            services.appraise(
                actor,
                sheet_id=whole_number(sheet, 0),
                component=code,
                cells=None,
                seen=None,  # only what nobody has judged yet can be ticked
                now=now,
            )
        except CaicachError as error:
            left.append(f"{code[:40]}: {problem_of(error).what}")
        else:
            agreed += 1
    if agreed:
        messages.success(request, gettext("Đã đồng ý {count} thành phần.").format(count=agreed))
    if left:
        head = gettext("{count} thành phần còn để lại:").format(count=len(left))
        messages.warning(request, f"{head} {'; '.join(left[:10])}")
    if not agreed and not left:
        messages.warning(request, gettext("Hãy chọn ít nhất một thành phần."))
    query, address = request.POST.get("query", ""), reverse("web:index_desk", args=[year_id])
    return redirect(f"{address}?{query}" if query else address)
