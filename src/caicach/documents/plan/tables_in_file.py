"""The tables of a file as words, row by row, read in the bounded child: for lists that rooms take in."""

import csv
import io
from typing import Any, Final

from caicach.documents.read.limits import MAX_FILE_BYTES, READ_MEMORY_BYTES
from caicach.kernel.bounded import Bounds, in_child
from caicach.kernel.tables.csv_reading import delimiter_of
from caicach.kernel.tables.guard import text_unquoted

NEEDED_BY_WORK: Final = ("caicach.documents.plan.opening",)
BOUNDS: Final = Bounds(seconds=60.0, memory=READ_MEMORY_BYTES, size=MAX_FILE_BYTES)


def tables_in_file(data: bytes, *, name: str) -> list[list[list[str]]]:
    """The tables of a workbook, CSV, DOCX, PDF or page. Call it outside any transaction.

    Raises InvalidInput, TooLarge, or NotAllowed for a secret document.
    """
    found: list[list[list[str]]] = in_child(
        "caicach.documents.plan.tables_in_file:tables_of", data, name=name, bounds=BOUNDS
    )["tables"]
    return found


def _rows_of_csv(data: bytes) -> list[list[str]]:
    """Empty where the bytes are no text, or one that has no columns."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return []
    if "\0" in text or text.lstrip()[:1] == "<":
        return []
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        found = [list(map(text_unquoted, row)) for row in rows if row]
    except csv.Error:
        return []
    return found if found and len(found[0]) > 1 else []


def tables_of(data: bytes, name: str) -> dict[str, Any]:
    """The child's part: the words of every cell; a merged cell says its words in each of its places."""
    if rows := _rows_of_csv(data):
        return {"tables": [rows]}
    from caicach.documents.plan.opening import plan_source, refuse_secret_head  # noqa: PLC0415 -- heavy

    source = plan_source(data, filename=name)
    refuse_secret_head(source.text, name=name)
    return {"tables": [[[cell.words for cell in row] for row in grid.rows] for grid in source.grids]}
