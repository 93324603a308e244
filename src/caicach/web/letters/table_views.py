"""A table of a draft as a grid: walked by the keyboard, filled by a paste from a spreadsheet, saved by one button."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.correspondence import queries, services
from caicach.correspondence.domain.editing import with_former_looks
from caicach.correspondence.domain.letters import LetterPage
from caicach.documents.values import Block, BlockKind
from caicach.kernel.access import Permission, require
from caicach.kernel.errors import CaicachError, InvalidInput, NotFound
from caicach.kernel.http.problems import problem_of
from caicach.kernel.text.lengths import PARAGRAPHS
from caicach.web.shell.requests import actor_of, today, version_of

BLANK_ROWS = 5
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class LetterTable:
    """``number`` counts the tables of the body from 1; ``at`` is the place of its block."""

    number: int
    at: int
    rows: Rows

    @property
    def first(self) -> str:
        """What it is known by: the words of its first row."""
        return "; ".join(cell for cell in self.rows[0] if cell) if self.rows else ""


def tables_of(body: tuple[Block, ...]) -> tuple[LetterTable, ...]:
    found = [(at, block.rows) for at, block in enumerate(body) if block.kind is BlockKind.TABLE and block.rows]
    return tuple(LetterTable(number, at, rows) for number, (at, rows) in enumerate(found, 1))


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, letter_id: int, number: int) -> HttpResponse:
    """A row whose cells are all empty is left out; what is wrong comes back as it was typed."""
    actor = actor_of(request)
    page = queries.letter_page(actor, letter_id, on=today())
    require(actor, Permission.LETTER_DRAFT)
    if not page.may_edit and request.method == "GET":
        return redirect("web:letter", letter_id)
    found = next((one for one in tables_of(page.document.body) if one.number == number), None)
    if found is None:
        raise NotFound("letter.no_table", what="Dự thảo không có bảng này.", todo="Hãy quay lại trang văn bản.")
    context = {"page": page, "row": page.row, "table": found, "form": {}}
    if request.method == "GET":
        return render(request, "web/letters/table.html", {**context, "rows": _with_blanks(found.rows)})
    typed = _typed(request, len(found.rows[0]))
    try:
        _save(request, page, found, typed)
    except CaicachError as error:
        problem = problem_of(error)
        context |= {"form": {"problem": problem}, "rows": typed}
        return render(request, "web/letters/table.html", context, status=problem.status)
    messages.success(request, gettext("Đã lưu bảng thành một phiên bản mới của dự thảo."))
    return redirect("web:letter_table" if "tiep" in request.POST else "web:letter", *_address(request, page, number))


def _address(request: HttpRequest, page: LetterPage, number: int) -> tuple[int, ...]:
    return (page.row.id, number) if "tiep" in request.POST else (page.row.id,)


def _with_blanks(rows: Rows) -> Rows:
    return (*rows, *((("",) * len(rows[0]),) * BLANK_ROWS))


def _typed(request: HttpRequest, width: int) -> Rows:
    """The cells of a column are sent as one list, in the order of the rows."""
    columns = [request.POST.getlist(f"cot-{column}") for column in range(width)]
    height = max(map(len, columns), default=0)
    return tuple(
        tuple(cells[row].strip().replace("\r\n", "\n") if row < len(cells) else "" for cells in columns)
        for row in range(height)
    )


def _save(request: HttpRequest, page: LetterPage, found: LetterTable, typed: Rows) -> None:
    rows = tuple(row for row in typed if any(row))
    if not rows:
        raise InvalidInput(
            "letter.table_empty",
            what="Bảng không còn dòng nào.",
            why="Mọi ô đều trống.",
            todo="Hãy ghi ít nhất một dòng; muốn bỏ cả bảng thì xóa nó ở «Sửa dự thảo».",
        )
    if any(len(cell) > PARAGRAPHS for row in rows for cell in row):
        raise InvalidInput(
            "letter.cell_too_long",
            what="Có ô dài quá {most} ký tự.",
            todo="Hãy rút ngắn, hoặc đưa thành đoạn của dự thảo.",
            most=PARAGRAPHS,
        )
    body = list(page.document.body)
    body[found.at] = replace(body[found.at], rows=rows, look=None)
    services.edit_letter(
        actor_of(request),
        letter_id=page.row.id,
        version=version_of(request),
        document=replace(page.document, body=with_former_looks(tuple(body), page.document.body)),
        units=tuple(unit.unit for unit in page.units),
        demand=page.demand,
        now=timezone.now(),
    )
