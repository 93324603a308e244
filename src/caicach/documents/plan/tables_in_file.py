"""The tables of a file as words, row by row, read in the bounded child: for lists that rooms take in."""

from typing import Any, Final

from caicach.documents.plan.opening import plan_source, refuse_secret_head
from caicach.documents.read.limits import MAX_FILE_BYTES, READ_MEMORY_BYTES
from caicach.kernel.bounded import Bounds, in_child

BOUNDS: Final = Bounds(seconds=60.0, memory=READ_MEMORY_BYTES, size=MAX_FILE_BYTES)


def tables_in_file(data: bytes, *, name: str) -> list[list[list[str]]]:
    """The tables of a workbook, CSV, DOCX, PDF or page. Call it outside any transaction.

    Raises InvalidInput, TooLarge, or NotAllowed for a secret document.
    """
    found: list[list[list[str]]] = in_child(
        "caicach.documents.plan.tables_in_file:tables_of", data, name=name, bounds=BOUNDS
    )["tables"]
    return found


def tables_of(data: bytes, name: str) -> dict[str, Any]:
    """The child's part: the words of every cell; a merged cell says its words in each of its places."""
    source = plan_source(data, filename=name)
    refuse_secret_head(source.text, name=name)
    return {"tables": [[[cell.words for cell in row] for row in grid.rows] for grid in source.grids]}
