"""What a correction says otherwise than the edition that it corrects, cell by cell. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from caicach.publications.domain.values import Cell, Column, ColumnKind, Content, PublicTable

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A figure or word that differs; None: the row or the column is not there."""

    table: PublicTable
    row: Key
    column: Column
    before: Cell | None
    after: Cell | None


def differences(before: Content, after: Content) -> tuple[ChangedCell, ...]:
    """Rows are the same where their words before the first number are; in the order of the later edition."""
    codes = dict.fromkeys(table.code for content in (after, before) for table in content.tables)
    return tuple(found for code in codes for found in _in_table(before.table(code), after.table(code)))


def _in_table(before: PublicTable | None, after: PublicTable | None) -> Iterator[ChangedCell]:
    told = after or before
    assert told is not None
    then, now = _cells(before), _cells(after)
    columns = {column.code: column for table in (before, after) if table for column in table.columns}
    for key in {**now, **then}:
        for code, column in columns.items():
            old, new = then.get(key, {}).get(code), now.get(key, {}).get(code)
            if old != new:
                yield ChangedCell(told, key[:-1], column, old, new)


def _cells(table: PublicTable | None) -> Mapping[Key, Mapping[str, Cell]]:
    """By the words of the row with its number among those of the same words; the words themselves left out."""
    if table is None:
        return {}
    kinds = [column.kind is ColumnKind.NUMBER for column in table.columns]
    width = kinds.index(True) if True in kinds else 1
    found: dict[Key, dict[str, Cell]] = {}
    seen: Counter[Key] = Counter()
    for row in table.rows:
        words = tuple(cell.text for cell in row[:width])
        seen[words] += 1
        cells = zip(table.columns[width:], row[width:], strict=True)
        found[*words, str(seen[words])] = {column.code: cell for column, cell in cells}
    return found
