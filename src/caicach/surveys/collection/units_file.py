"""The table that the field sends, read in a child process before anything is kept."""

from dataclasses import asdict
from typing import Any, Final

from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.surveys.collection.domain.fieldwork import Disposition, SampledUnit, read_units
from caicach.surveys.columns import read_columns

BOUNDS: Final = Bounds(seconds=30.0, memory=512 * MEGABYTE, size=20 * MEGABYTE)


def examined_units(data: bytes, name: str) -> dict[str, SampledUnit]:
    """Units by code. Raises InvalidInput as ``read_columns`` and ``read_units``, TooLarge where a bound was met."""
    rows = in_child(f"{__name__}:units_work", data, name=name, bounds=BOUNDS)["units"]
    units = (SampledUnit(**row | {"disposition": Disposition(row["disposition"])}) for row in rows)
    return {unit.code: unit for unit in units}


def units_work(data: bytes, name: str) -> dict[str, Any]:
    """In the child."""
    return {"units": [asdict(unit) for unit in read_units(read_columns(name, data))]}
