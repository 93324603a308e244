"""Tasks that stand in a table: nhiệm vụ, chủ trì, phối hợp, thời gian, sản phẩm, in whatever order of columns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from caicach.documents.read.deadlines import read_deadline_cell
from caicach.documents.read.source import SourceCell, SourceTable
from caicach.documents.read.tables.grid import Grid
from caicach.documents.read.tables.headers import Kind
from caicach.documents.read.tables.layout import header_at
from caicach.documents.read.tables.source_grid import source_grid
from caicach.documents.read.task_drafts import Draft, FoundTask, Named
from caicach.documents.read.unit_lists import split_units
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold, squeeze

# Tables of procedures, of persons, of budgets have columns of units or days too: what is to be done is named as such,
# or stands beside who leads and by when.
_TASK_TITLE: Final = re.compile(
    r".*(?:noi\s+dung|nhiem\s+vu|cong\s+viec|\bviec\b|hoat\s+dong|giai\s+phap|dau\s+viec|muc\s+tieu|chi\s+tieu).*"
)
_KINDS: Final = {
    Kind.NO: "no",
    Kind.TASK: "task",
    Kind.LEAD: "lead",
    Kind.COOPERATE: "cooperate",
    Kind.DEADLINE: "deadline",
    Kind.PRODUCT: "product",
}
_SAME: Final = re.compile(r"[-\"'\s]*(?:nt|nhu\s+tren)?[-\"'\s]*")
_PARTNERS: Final = re.compile(
    r"\(\s*(?:phoi\s+hop|cung)(?:\s+thuc\s+hien)?(?:\s+(?:voi|cung))?\s*:?\s*(?P<units>[^()]*)\)"
    r"|\(\s*(?P<before>[^()]*?)\s*,?\s+(?:cung\s+)?phoi\s+hop(?:\s+thuc\s+hien)?\s*\)"
)
_HEADER_ROWS: Final = 4
_Columns = Mapping[str, int]


def find_table_tasks(tables: Iterable[SourceTable], *, issued: date | None, year: int | None) -> tuple[FoundTask, ...]:
    """The rows that name a task, with who leads it where that was read; a section row serves as no task."""
    found: list[FoundTask] = []
    layout: tuple[_Columns, int] = ({}, 0)
    for table in tables:
        tasks, layout = _table_tasks(table, issued, year, layout)
        found += tasks
    return tuple(found)


def _table_tasks(
    table: SourceTable, issued: date | None, year: int | None, before: tuple[_Columns, int]
) -> tuple[list[FoundTask], tuple[_Columns, int]]:
    """The tasks, and the columns and width of the table for one that goes on without a header."""
    columns, first = _header(table)
    width = max((len(row) for row in table.rows), default=0)
    if first == 0 and before[1] == width:
        columns = before[0]
    if "task" not in columns or not ({"lead", "deadline"} & set(columns)):
        return [], ({}, 0)
    found: list[FoundTask] = []
    previous: Draft | None = None
    for row in table.rows[first:]:
        if _is_section(row, columns) or _is_column_numbers(row):
            continue
        draft = _draft(row, columns, issued, year, previous)
        if draft is not None:
            previous = draft
            found.append(draft.found())
    return found, (columns, width)


def _header(table: SourceTable) -> tuple[_Columns, int]:
    """Which column holds what, and the first row below the header; 0 where there is no header of a task table."""
    grid = Grid(source_grid(table))
    columns: dict[str, int] = {}
    first = row = 0
    while row < min(_HEADER_ROWS, len(table.rows)):
        layout = header_at(grid, row)
        if layout is not None:
            is_given = bool(layout.of(Kind.LEAD) and layout.of(Kind.DEADLINE))
            if not any(is_given or _TASK_TITLE.fullmatch(squeeze(fold(c.title))) for c in layout.of(Kind.TASK)):
                return {}, layout.first_row
            columns |= {_KINDS[c.kind]: c.first for c in reversed(layout.columns) if c.kind in _KINDS}
            first = layout.first_row
        elif columns:
            break
        row = max(first, row + 1)
    return columns, first


def _is_section(row: Sequence[SourceCell], columns: _Columns) -> bool:
    """A row merged across, or with nothing in the columns that make a task."""
    wide = {squeeze(cell.text) for index, cell in enumerate(row) if index != columns.get("no") and cell.text.strip()}
    if len(wide) <= 1 and len(row) > 2:
        return True
    return not any(_cell(row, columns, kind) for kind in ("lead", "cooperate", "deadline"))


def _is_column_numbers(row: Sequence[SourceCell]) -> bool:
    return all(re.fullmatch(r"\(?[\dA-Z]{0,2}\)?", cell.text.strip()) for cell in row)


def _cell(row: Sequence[SourceCell], columns: _Columns, kind: str) -> str:
    cell = _source_cell(row, columns, kind)
    return cell.text.strip() if cell else ""


def _source_cell(row: Sequence[SourceCell], columns: _Columns, kind: str) -> SourceCell | None:
    index = columns.get(kind)
    return row[index] if index is not None and index < len(row) else None


def _draft(
    row: Sequence[SourceCell], columns: _Columns, issued: date | None, year: int | None, previous: Draft | None
) -> Draft | None:
    task = _source_cell(row, columns, "task")
    if task is None or not task.text.strip():
        return None
    spans = [cell.span for cell in row if cell.text.strip()]
    draft = Draft(
        squeeze(_cell(row, columns, "no")).rstrip(".") or None,
        squeeze(task.text),
        Span(min(span.start for span in spans), max(span.end for span in spans)),
    )
    lead = _source_cell(row, columns, "lead")
    draft.leads = _units(_without_partners(lead), previous.leads if previous else ())
    draft.cooperate = (
        *_units(_source_cell(row, columns, "cooperate"), previous.cooperate if previous else ()),
        *_units(_partners_cell(lead), ()),
    )
    when = _source_cell(row, columns, "deadline")
    deadline = read_deadline_cell(when.text, issued=issued, year=year) if when else None
    if deadline and when:
        draft.deadline = deadline, when.span
    product = _source_cell(row, columns, "product")
    if product and product.text.strip():
        draft.product = Named(squeeze(product.text), product.span)
    return draft


def _without_partners(cell: SourceCell | None) -> SourceCell | None:
    """The cell with blanks for «(phối hợp: Sở B)», so that every place in it stays."""
    if cell is None:
        return None
    text = cell.text
    for found in _PARTNERS.finditer(fold(text)):
        text = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]
    return SourceCell(text, cell.span)


def _partners_cell(cell: SourceCell | None) -> SourceCell | None:
    found = _PARTNERS.search(fold(cell.text)) if cell else None
    if cell is None or found is None:
        return None
    start, end = found.span("units" if found["units"] is not None else "before")
    return SourceCell(cell.text[start:end], Span(cell.span.start + start, cell.span.start + end))


def _units(cell: SourceCell | None, above: tuple[Named, ...]) -> tuple[Named, ...]:
    if cell is None:
        return ()
    bare = squeeze(fold(cell.text))
    if bare and _SAME.fullmatch(bare):
        return above if any(char.isalpha() for char in bare) else ()
    units = split_units(cell.text)
    width = cell.span.end - cell.span.start
    return tuple(
        Named(
            unit.text, Span(cell.span.start + min(unit.span.start, width), cell.span.start + min(unit.span.end, width))
        )
        for unit in units
    )
