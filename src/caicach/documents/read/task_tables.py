"""Tasks that stand in a table: nhiệm vụ, chủ trì, phối hợp, thời gian, sản phẩm, in whatever order of columns."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from caicach.documents.read.deadlines import read_deadline_cell
from caicach.documents.read.source import SourceCell, SourceTable
from caicach.documents.read.task_drafts import Draft, FoundTask, Named
from caicach.documents.read.unit_phrases import split_units
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold, squeeze

_COLUMNS: Final = {
    "no": re.compile(r"(?:stt|tt|so\s+tt|so\s+thu\s+tu)\W*"),
    "cooperate": re.compile(r".*phoi\s+hop.*"),
    "lead": re.compile(
        r".*(?:chu\s+tri|phan\s+cong|trach\s+nhiem\s+thuc\s+hien"
        r"|(?:don\s+vi|co\s+quan|bo\s+phan|to\s+chuc|ca\s+nhan)(?:\s*[,/]\s*\w+(?:\s+\w+)?)*"
        r"\s+(?:thuc\s+hien|phu\s+trach|chiu\s+trach\s+nhiem|duoc\s+giao|dau\s+moi|tham\s+muu)).*"
    ),
    "deadline": re.compile(r".*(?:thoi\s+gian|thoi\s+han|tien\s+do|\bhan\b|hoan\s+thanh).*"),
    "product": re.compile(r".*(?:san\s+pham|ket\s+qua|dau\s+ra).*"),
    "task": re.compile(
        r".*(?:noi\s+dung|nhiem\s+vu|cong\s+viec|hoat\s+dong|giai\s+phap|dau\s+viec|muc\s+tieu|chi\s+tieu).*"
    ),
}
_HEAD: Final = re.compile(r".*(?:nguoi\s+dung\s+dau|lanh\s+dao|nguoi\s+chiu\s+trach).*")
_SAME: Final = re.compile(r"[-\"'\s]*(?:nt|nhu\s+tren)?[-\"'\s]*")
_HEADER_ROWS: Final = 4
_Columns = Mapping[str, int]


def find_table_tasks(tables: Iterable[SourceTable], *, issued: date | None, year: int | None) -> tuple[FoundTask, ...]:
    """The rows that name a task and who leads it; a section row serves as no task."""
    return tuple(task for table in tables for task in _table_tasks(table, issued, year))


def _table_tasks(table: SourceTable, issued: date | None, year: int | None) -> Iterator[FoundTask]:
    columns, first = _header(table.rows)
    if "task" not in columns or not ({"lead", "deadline"} & set(columns)):
        return
    previous: Draft | None = None
    for row in table.rows[first:]:
        if _is_section(row, columns) or _is_column_numbers(row):
            continue
        draft = _draft(row, columns, issued, year, previous)
        if draft is not None and draft.leads:
            previous = draft
            yield draft.found()


def _header(rows: Sequence[Sequence[SourceCell]]) -> tuple[dict[str, int], int]:
    """Which column holds what, and the first row below the header; a header may stand in two rows, merged above."""
    columns: dict[str, int] = {}
    first = 0
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        here = _columns(row)
        if len(set(here.values())) < 2 or not _reads_as_header(row):
            if columns:
                break
            continue
        columns = {**columns, **here}
        first = index + 1
    return columns, first


def _columns(row: Sequence[SourceCell]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(row):
        text = squeeze(fold(cell.text))
        if not text or len(text) > 90 or _HEAD.fullmatch(text):
            continue
        kind = next((kind for kind, pattern in _COLUMNS.items() if pattern.fullmatch(text)), None)
        if kind and kind not in columns:
            columns[kind] = index
    return columns


def _reads_as_header(row: Sequence[SourceCell]) -> bool:
    filled = [cell for cell in row if cell.text.strip()]
    return all(len(cell.text) <= 90 for cell in filled) and not any(
        cell.text.strip().rstrip(".").isdecimal() for cell in filled
    )


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
    draft.leads = _units(_source_cell(row, columns, "lead"), previous.leads if previous else ())
    draft.cooperate = _units(_source_cell(row, columns, "cooperate"), previous.cooperate if previous else ())
    when = _source_cell(row, columns, "deadline")
    deadline = read_deadline_cell(when.text, issued=issued, year=year) if when else None
    if deadline and when:
        draft.deadline = deadline, when.span
    product = _source_cell(row, columns, "product")
    if product and product.text.strip():
        draft.product = Named(squeeze(product.text), product.span)
    return draft


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
