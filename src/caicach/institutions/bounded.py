"""Files of lists read in the bounded child."""

from typing import Final

from caicach.documents.read.limits import MAX_FILE_BYTES, READ_MEMORY_BYTES
from caicach.kernel.bounded import Bounds, in_child

BOUNDS: Final = Bounds(seconds=60.0, memory=READ_MEMORY_BYTES, size=MAX_FILE_BYTES)


def tables_of_file(data: bytes, *, name: str) -> list[list[list[str]]]:
    """The tables of a workbook, DOCX, PDF or page, row by row. Call it outside any transaction.

    Raises InvalidInput, TooLarge, or NotAllowed for a secret document.
    """
    found: list[list[list[str]]] = in_child(
        "caicach.institutions.bounded_works:tables_of", data, name=name, bounds=BOUNDS
    )["tables"]
    return found
