"""The lines of a table that somebody brings, CSV or the first sheet of a workbook, as texts with their number."""

import csv
import io
from collections.abc import Callable, Iterator
from zipfile import BadZipFile

from caicach.kernel.tables.csv_reading import delimiter_of

Lines = Iterator[tuple[int, list[str]]]


class NotATableError(ValueError):
    """Neither CSV in UTF-8 nor a whole workbook: whoever asked says so of the file."""


def table_lines(
    data: bytes, *, most_rows: int, most_columns: int | None = None, text: Callable[[object], str] = str
) -> Lines:
    """Of a workbook at most so many rows and columns; ``text`` says how a cell of it reads. An empty one is "".

    Raises NotATableError, at the line where it shows.
    """
    return _of_xlsx(data, most_rows, most_columns, text) if data.startswith(b"PK") else _of_csv(data)


def _of_csv(data: bytes) -> Lines:
    try:
        text = data.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
        for cells in reader:
            yield reader.line_num, cells
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotATableError from error


def _of_xlsx(data: bytes, most_rows: int, most_columns: int | None, text: Callable[[object], str]) -> Lines:
    from openpyxl import load_workbook  # noqa: PLC0415 -- heavy

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=most_rows, max_col=most_columns)
        yield from enumerate((["" if cell is None else text(cell) for cell in row] for row in rows), start=1)
    except (BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise NotATableError from error
