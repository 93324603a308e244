"""Tables whose columns are named: by a row of heads, or by the title that each cell carries."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from caicach.procedures.pages.lines import Element, Line
from caicach.procedures.record.labels import bare_label, field_of

_OTHER_COLUMNS: Final = {
    "ten giay to": "paper", "loai giay to": "paper", "ten ho so": "paper", "ten thanh phan ho so": "paper",
    "ten giay to ho so": "paper", "ten loai giay to": "paper", "ten thanh phan": "paper",
    "so luong": "quantity", "ban chinh": "originals", "ban goc": "originals", "so ban chinh": "originals",
    "ban sao": "copies", "so ban sao": "copies", "so luong ban chinh": "originals", "so luong ban sao": "copies",
    "so ky hieu": "number", "so hieu": "number", "so van ban": "number", "ky hieu": "number",
    "so hieu van ban": "number",
    "so ky hieu van ban": "number", "trich yeu": "title", "ten van ban": "title", "trich yeu noi dung": "title",
    "trich yeu van ban": "title", "ten van ban phap ly": "title",
    "ngay ban hanh": "issued_on", "ban hanh ngay": "issued_on", "ngay van ban": "issued_on",
    "co quan ban hanh": "issuer",
    "noi ban hanh": "issuer", "don vi ban hanh": "issuer", "": "name", "ghi chu": "note",
    "document name": "paper", "name document": "paper", "originals": "originals", "original": "originals",
    "copies": "copies", "copy": "copies", "quantity": "quantity", "number": "number", "abstract": "title",
    "title": "title", "number symbol": "number", "issued": "issued_on", "issued by": "issuer", "issuer": "issuer",
}  # fmt: skip
"""``bare_label`` of «Thủ tục hành chính» is empty: a column of names."""
_RENAMED: Final = {"papers": "paper", "manners": "manner", "forms": "form"}


@dataclass(slots=True)
class Cell:
    """``text`` has a line for each of the cell's lines."""

    text: str
    start: int
    end: int
    title: str
    links: tuple[str, ...]
    is_head: bool = False


@dataclass(slots=True)
class Grid:
    """``columns``: what each named column is; a row is its cells by column name, those of no name by their number."""

    start: int
    end: int
    columns: tuple[str, ...]
    rows: list[dict[str, Cell]]


def column_of(text: str) -> str:
    """What a head names; empty for none. «STT», «Xem» are heads of nothing.

    >>> [column_of(text) for text in ("Tên giấy tờ", "Hình thức nộp", "Thủ tục hành chính", "STT", "Trích yếu")]
    ['paper', 'manner', 'name', '', 'title']
    """
    if not text.strip():
        return ""
    bare = bare_label(text)
    if (bare or text.lower().strip(" :").startswith("thủ tục")) and bare in _OTHER_COLUMNS:
        return _OTHER_COLUMNS[bare]
    field = field_of(text) or ""
    return _RENAMED.get(field, field)


def grids_of(tables: list[Element], lines: list[Line]) -> list[Grid]:
    """The tables with named columns, in order; tables of layout and of label beside value are not among them."""
    return [grid for table in tables for grid in _grids_in(table, lines)]


def spread_rows(table: Element, lines: list[Line]) -> list[list[Cell]]:
    """The rows of a table with each cell in every place that it spans, so that places are columns."""
    spread: list[list[Cell]] = []
    below: dict[int, tuple[Cell, int]] = {}
    for row in _rows(table):
        own = [(_cell(box, lines), box) for box in reversed(row.children) if box.tag in {"td", "th"}]
        cells: list[Cell] = []
        while own or len(cells) in below:
            if len(cells) in below:
                cell, left = below.pop(len(cells))
                if left > 1:
                    below[len(cells)] = (cell, left - 1)
                cells.append(cell)
                continue
            cell, box = own.pop()
            for _ in range(box.columns):
                if box.rows > 1:
                    below[len(cells)] = (cell, box.rows - 1)
                cells.append(cell)
        spread.append(cells)
    return spread


def plain_rows(table: Element, lines: list[Line]) -> list[list[Cell]]:
    """The rows of any table, by descent to the nearest table: boxes of forms between them do not matter."""
    return [[_cell(box, lines) for box in row.children if box.tag in {"td", "th"}] for row in _rows(table)]


def _rows(table: Element) -> Iterator[Element]:
    waiting = list(reversed(table.children))
    while waiting:
        box = waiting.pop()
        if box.tag == "tr":
            yield box
        elif box.tag != "table":
            waiting.extend(reversed(box.children))


def _cell(box: Element, lines: list[Line]) -> Cell:
    own = lines[box.start : box.end]
    links = tuple(link for line in own for link in line.links)
    return Cell("\n".join(line.text for line in own), box.start, box.end, box.title, links, box.tag == "th")


def _grids_in(table: Element, lines: list[Line]) -> list[Grid]:
    if table.end <= table.start:
        return []
    rows = [row for row in spread_rows(table, lines) if row]
    whole = _grid(table, rows)
    return [whole] if whole else list(_inside(rows))


def _inside(rows: list[list[Cell]]) -> Iterator[Grid]:
    """Heads in the middle of a table of labels: a row of nothing but labels, the first spanning the rows below."""
    for at, row in enumerate(rows):
        if spanning := _spanning(rows, at):
            names = [column_of(cell.text) for cell in row[spanning:]]
            beside = [other for other in rows[at + 1 :] if len(other) == len(row) and other[0] is row[0]]
            if len(set(names)) > 1 and all(names) and len(row) - spanning > 1:
                below = [dict(zip(names, other[spanning:], strict=True)) for other in beside]
                last = max(cell.end for other in beside for cell in other)
                yield Grid(row[0].start, last, tuple(names), below)
                continue
        names = [column_of(cell.text) for cell in row]
        if len(names) < 3 or not all(names):
            continue
        below = []
        for other in rows[at + 1 :]:
            cells = other[1:] if other[0] is row[0] else other
            if len(cells) != len(names) - 1 or column_of(cells[0].text):
                break
            below.append(dict(zip(names[1:], cells, strict=True)))
        if below:
            last = max(cell.end for cell in below[-1].values())
            yield Grid(row[0].start, last, tuple(names[1:]), below)


def _spanning(rows: list[list[Cell]], at: int) -> int:
    """How many cells at the head of a row stand beside the rows below as well, but not beside all of the table's."""
    if at + 1 >= len(rows) or all(row[0] is rows[at][0] for row in rows[at + 1 :]):
        return 0
    pairs = zip(rows[at], rows[at + 1], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs))


def _grid(table: Element, rows: list[list[Cell]]) -> Grid | None:
    titled = [[column_of(cell.title) for cell in row] for row in rows]
    if sum(len(set(filter(None, row))) >= 2 for row in titled) >= max(1, len(rows) // 2):
        return _titled(table, rows, titled)
    for at, row in enumerate(rows[:3]):
        names = [column_of(cell.text or cell.title) for cell in row]
        filled = [cell for cell in row if cell.text]
        at, names = _with_second_head(rows, at, names)  # noqa: PLW2901 -- the head ends there
        if _spanning(rows, at):
            continue
        if len(set(filter(None, names))) >= 2 and 2 * sum(map(bool, names)) >= len(filled) and _is_head(rows, at):
            return _headed(table, rows[at + 1 :], names)
    return None


def _is_head(rows: list[list[Cell]], at: int) -> bool:
    """A table of label beside value has a label at the head of every row: its first row is no head."""
    below = [row for row in rows[at + 1 :] if len({id(cell) for cell in row}) > 1]  # others are headings over rows
    if not below:  # nothing but heads: a table that nobody filled in
        return len(rows[at]) > 2 and all(cell.is_head for cell in rows[at])
    labelled = sum(bool(column_of(row[0].text)) for row in below)
    return 2 * labelled < len(below) + 1


def _with_second_head(rows: list[list[Cell]], at: int, names: list[str]) -> tuple[int, list[str]]:
    """Heads in two rows: «Số lượng» over «Bản chính» and «Bản sao», the others spanning both."""
    if at + 1 >= len(rows) or len(rows[at + 1]) != len(names):
        return at, names
    second = rows[at + 1]
    spans = [cell is above for cell, above in zip(second, rows[at], strict=True)]
    under = [column_of(cell.text) for cell in second]
    if any(spans) and not all(spans) and all(same or name for same, name in zip(spans, under, strict=True)):
        return at + 1, under
    return at, names


def _titled(table: Element, rows: list[list[Cell]], titled: list[list[str]]) -> Grid:
    named = [
        {name or str(at): cell for at, (name, cell) in enumerate(zip(names, row, strict=True))}
        for names, row in zip(titled, rows, strict=True)
        if any(names)
    ]
    columns = tuple(dict.fromkeys(name for names in titled for name in names if name))
    return Grid(table.start, table.end, columns, named)


def _headed(table: Element, rows: list[list[Cell]], names: list[str]) -> Grid:
    named = []
    for row in rows:
        if len({id(cell) for cell in row}) < 2 and len(names) > 2:
            continue  # a heading over the rows that follow
        cells = {(names[at] if at < len(names) else "") or str(at): cell for at, cell in enumerate(row)}
        if any(cell.text for cell in row):
            named.append(cells)
    return Grid(table.start, table.end, tuple(filter(None, names)), named)
