"""Sheets of a workbook as tables: merged cells, dates as they are shown, years as years, formulas by last value."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from caicach.documents.plan.reader import PlanSource
from caicach.documents.plan.sheet_cells import SheetCells
from caicach.documents.plan.values import PlanWarning
from caicach.documents.plan.workbook import is_on, open_workbook, s, tree
from caicach.documents.read.office_package import OfficePackage
from caicach.documents.read.tables.grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, grid_of_places, without_empty_columns
from caicach.kernel.said import tell

_PLACE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def xlsx_plan(package: OfficePackage) -> PlanSource:
    """Every visible sheet in the order of the workbook; what is hidden, struck or without a value is told of."""
    workbook = open_workbook(package)
    grids, warnings = [], []
    for sheet in workbook.sheets:
        root = tree(package, sheet.part)
        if root is None:
            continue
        if sheet.is_hidden:
            message = tell("Trang tính «{name}» đang ẩn nên không được đọc.", name=sheet.name)
            warnings.append(PlanWarning("plan.sheet_hidden", message))
            continue
        cells = SheetCells(workbook)
        rows = _grid(root, cells)
        warnings += cells.warnings(sheet.name)
        if rows:
            grids.append(Grid(rows, sheet.name, sheet.name))
    return PlanSource(tuple(grids), "\n".join(titles_of(grid) for grid in grids), tuple(warnings))


def titles_of(grid: Grid) -> str:
    """The words above a table and below it stand in cells too: rows in which one cell speaks."""
    lines = []
    for row in grid.rows:
        cells = list({id(cell): cell for cell in row if cell.text.strip()}.values())
        if len(cells) <= 2:
            lines += [cell.text for cell in cells]
    return "\n".join(lines)


def _grid(root: etree._Element, cells_of: SheetCells) -> tuple[tuple[Cell, ...], ...]:
    texts = dict(_texts(root, cells_of))
    merges = list(_merges(root))
    height = min(max((row for row, _ in texts), default=-1) + 1, MAX_ROWS)
    covered = {
        (row, column): merge
        for merge in merges
        for row in range(merge[0], min(merge[2], height) + 1)
        for column in range(merge[1], merge[3] + 1)
    }
    cells = []
    for (row, column), text in texts.items():
        merge = covered.get((row, column))
        if merge is None:
            cells.append(Cell(text, row, column))
        elif (row, column) == merge[:2]:
            cells.append(Cell(text, row, column, min(merge[2], height - 1) - row + 1, merge[3] - column + 1))
    cells.sort(key=lambda cell: (-(cell.rows * cell.columns), cell.row, cell.column))
    return without_empty_columns(grid_of_places(cells, height))


def _texts(root: etree._Element, cells_of: SheetCells) -> Iterator[tuple[tuple[int, int], str]]:
    """(row, column) and text of cells that say something; rows and cells without an address count on."""
    row_at = -1
    cells_of.see_columns(root)
    for row in root.iterfind(f"{s('sheetData')}/{s('row')}"):
        written = row.get("r", "")
        row_at = int(written) - 1 if written.isdecimal() and len(written) < 8 else row_at + 1
        if row_at >= MAX_ROWS:
            return
        is_hidden = is_on(row, "hidden")
        column_at = -1
        for cell in row.iterfind(s("c")):
            place = _place(cell.get("r", ""))
            column_at = place[1] if place else column_at + 1
            if column_at < MAX_COLUMNS:
                text = cells_of.text(cell, row_at, column_at, in_hidden_row=is_hidden)
                if text:
                    yield (row_at, column_at), text


def _place(address: str) -> tuple[int, int] | None:
    found = _PLACE.fullmatch(address)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _merges(root: etree._Element) -> Iterator[tuple[int, int, int, int]]:
    for merge in root.iterfind(f"{s('mergeCells')}/{s('mergeCell')}"):
        first, _, last = merge.get("ref", "").partition(":")
        start, end = _place(first), _place(last or first)
        if start and end and start[0] < MAX_ROWS and start[1] < MAX_COLUMNS:
            yield start[0], start[1], max(start[0], end[0]), min(max(start[1], end[1]), MAX_COLUMNS - 1)
