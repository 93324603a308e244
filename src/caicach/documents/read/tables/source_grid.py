"""A table of a source as a grid: a merged cell has the same span at every place it covers."""

from caicach.documents.read.source import SourceTable
from caicach.documents.read.tables.grid import Cell, grid_of_places


def source_grid(table: SourceTable) -> tuple[tuple[Cell, ...], ...]:
    places: dict[int, list[tuple[int, int]]] = {}
    words: dict[int, str] = {}
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            places.setdefault(cell.span.start, []).append((row, column))
            words[cell.span.start] = cell.text
    return grid_of_places((_cell(words[key], found) for key, found in places.items()), len(table.rows))


def _cell(text: str, places: list[tuple[int, int]]) -> Cell:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    top, left = min(rows), min(columns)
    return Cell(text, top, left, max(rows) - top + 1, max(columns) - left + 1)
