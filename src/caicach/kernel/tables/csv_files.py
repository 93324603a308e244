"""A table as CSV: UTF-8 with its mark, so that a spreadsheet reads Vietnamese; 2023-03-15, numbers with a point."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from typing import IO

from caicach.kernel.tables.guard import quoted_text
from caicach.kernel.tables.values import Cell, Table, cells_of, wall_clock
from caicach.kernel.text.characters import writable


def write_csv(table: Table, out: IO[bytes]) -> None:
    """Equal tables give equal bytes."""
    stream = TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(stream)
    marked, _colon, why = table.mark.partition(":")
    ends = [marked] if marked else []
    writer.writerow([plain(cell) for cell in (*table.head, *ends)])
    writer.writerows(_rows(table, [why.strip()] if marked else []))
    stream.detach()


def _rows(table: Table, ends: Sequence[Cell]) -> Iterator[list[str]]:
    for row in table.rows:
        cells = cells_of(row)
        short = [None] * (len(table.head) - len(cells)) if ends else []
        # Letters and digits alone begin no formula: tables of answers are made of them, by the ten million.
        yield [cell if type(cell) is str and cell.isalnum() else plain(cell) for cell in (*cells, *short, *ends)]


def plain(cell: Cell) -> str:
    """A cell as text.

    >>> plain("=1+1"), plain(date(2023, 2, 5)), plain(None), plain(Decimal("7.50"))
    ("'=1+1", '2023-02-05', '', '7.5')
    """
    if isinstance(cell, str):
        return quoted_text(writable(cell))
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return wall_clock(cell).isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell)
