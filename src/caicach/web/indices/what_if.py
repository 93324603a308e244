"""What-if: other figures typed beside those that are there; the address holds them, nothing is stored until saved."""

from collections.abc import Mapping, Sequence
from typing import cast
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from caicach.indices.definition.values import Node
from caicach.indices.domain.asking import asked_of
from caicach.indices.domain.cycle import BLANK, Cells
from caicach.indices.queries import gaps
from caicach.indices.services import remedies
from caicach.indices.services.remedies import Accepted
from caicach.kernel.said import Said
from caicach.kernel.saying import say
from caicach.kernel.tables import Cell, Table
from caicach.web.indices.cell_words import cells_words
from caicach.web.indices.exports import mark_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.requests import actor_of

_FIELD = "c-"


@require_GET
def what_if(request: HttpRequest, year_id: int, unit: str) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    start, _, _ = gaps.what_if_page(actor, year_id, unit, {})
    cells = _typed(request.GET, start.found)
    page, moved, points = gaps.what_if_page(actor, year_id, unit, cells)
    fields = _fields(page, cells, points)
    if kind := asked_kind(request):
        return _export(kind, page, fields)
    own = next((one for one in moved if one.unit == unit), None)
    context = {
        "page": page,
        "row": page.row,
        "score": page.found.scored.scores.units[unit],
        "own": own,
        "others": [one for one in moved if one.unit != unit],
        "names": page.found.names,
        "fields": fields,
        "changed": cells,
        "refused": [f"{code} {page.found.scored.definition.by_code[code].name}" for code in cells if points[code][2]],
        "scenarios": [(one, _address(page, one.changes)) for one in gaps.scenarios(page)],
        "kept": [(_FIELD + code, one.shown) for code, one in cells.items()],
    }
    return render(request, "web/gaps/what_if.html", context)


@require_POST
def save(request: HttpRequest, year_id: int, unit: str) -> HttpResponse:
    actor = actor_of(request)
    page, _, _ = gaps.what_if_page(actor, year_id, unit, {})
    cells = [Accepted(code, one) for code, one in _typed(request.POST, page.found).items()]
    name = request.POST.get("ten", "")
    if request.POST.get("viec") == "bo":
        remedies.drop_scenario(actor, year_id=year_id, unit=unit, name=name, now=timezone.now())
        return HttpResponseRedirect(reverse("web:index_what_if", args=(year_id, unit)))
    remedies.save_scenario(actor, year_id=year_id, unit=unit, name=name, cells=cells, now=timezone.now())
    rows = [[one.component, one.cells.value, one.cells.numerator, one.cells.denominator] for one in cells]
    return HttpResponseRedirect(_address(page, rows))


def _typed(query: QueryDict, found: gaps.ScoredYear) -> dict[str, Cells]:
    """Only fields that say something else than the table does."""
    typed = {}
    for node in found.scored.definition.components():
        # Ticks of a list come each for itself; an address that was kept has them joined.
        text = "+".join(query.getlist(_FIELD + node.code)).replace("\x00", "").strip("+ ")
        if text:
            typed[node.code] = gaps.cells_of(found, node.code, text)
    return typed


def _fields(
    page: gaps.UnitYear, cells: Mapping[str, Cells], points: Mapping[str, tuple[object, object, Said]]
) -> list[dict[str, object]]:
    given = page.found.scored.inputs.given
    rows = []
    for root in page.found.scored.definition.tree:
        for node in root.components():
            now = given.get(node.code, {}).get(page.unit)
            asked = asked_of(page.found.scored.definition, node, page.row.year)
            typed = cells.get(node.code, BLANK)
            before, after, reason = points[node.code]
            rows.append(
                {
                    "name": _FIELD + node.code,
                    "node": node,
                    "field": root.name,
                    "maximum": page.found.scored.maximum(node.code),
                    "asked": asked,
                    "now": cells_words(asked, Cells(now.value, now.numerator, now.denominator)) if now else "",
                    "typed": typed.shown,
                    "ticked": typed.value.split("+"),
                    "words": cells_words(asked, typed),
                    "before": before,
                    "after": after,
                    "reason": reason,
                }
            )
    return rows


def _export(kind: str, page: gaps.UnitYear, fields: list[dict[str, object]]) -> FileResponse:
    """The cells as they are and as they were typed, with the points of both; named a trial, not a result."""
    head = [gettext("Mã"), gettext("Tiêu chí"), gettext("Đang có"), gettext("Nếu là"), gettext("Điểm hiện có")]
    head += [gettext("Điểm nếu vậy"), gettext("Điểm tối đa"), gettext("Vì sao không tính được")]
    shown = ("now", "words", "before", "after", "maximum", "reason")
    lines: list[Sequence[Cell]] = []
    for one in fields:
        node = cast("Node", one["node"])
        lines.append((node.code, node.name, *(_cell(one[key]) for key in shown)))
    trial = gettext("thử số liệu khác, không phải kết quả")
    title = f"{page.row.set_name} {page.row.year}: {page.name} ({trial})"
    name = f"thu-so-lieu-{page.unit}-{page.row.year}"
    return table_answer(Table(title, head, lines, mark=mark_of(page.row.is_illustrative)), kind, name)


def _cell(value: object) -> Cell:
    return say(value) if isinstance(value, Said) else cast("Cell", value)


def _address(page: gaps.UnitYear, rows: list[list[str]]) -> str:
    fields = {_FIELD + code: Cells(value, above, below).shown for code, value, above, below in rows}
    return f"{reverse('web:index_what_if', args=(page.row.pk, page.unit))}?{urlencode(fields)}"
