"""The design of a stranger, examined in a child process before it is kept."""

from dataclasses import replace
from typing import Any, Final

from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.needed import columns_needed

BOUNDS: Final = Bounds(seconds=20.0, memory=512 * MEGABYTE, size=2 * MEGABYTE)


def examined_design(data: bytes, file: str) -> tuple[str, ...]:
    """The columns that the design reads. Raises InvalidInput as ``read_design``, TooLarge where a bound was met."""
    answer = in_child(f"{__name__}:design_work", data, name=file, bounds=BOUNDS)
    return tuple(str(name) for name in answer["columns"])


def design_work(data: bytes, name: str) -> dict[str, Any]:
    """In the child. What the file itself asks is not asked here: its columns may be those of another table."""
    return {"columns": sorted(columns_needed(replace(read_design(name, data), asked=())))}
