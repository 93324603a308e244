"""Cells of a sample, made of its table and design in a child process before anything is kept."""

from typing import Any, Final

from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.codec import Codec
from caicach.surveys.collection.domain.cells import Cells, DrawnUnit, cells_of
from caicach.surveys.columns import Columns, read_columns
from caicach.surveys.sampling.draw_reading import read_draw
from caicach.surveys.sampling.values import DrawFile, Method

BOUNDS: Final = Bounds(seconds=60.0, memory=1024 * MEGABYTE, size=60 * MEGABYTE)
_CODEC: Final = Codec(Cells)


def examined_cells(sample: bytes, *, design: bytes, code: str, least: int, may_merge: bool) -> Cells:
    """``code``: the column that tells units apart. Raises InvalidInput ("survey.small_cells"), TooLarge."""
    order = {
        "design": design.decode("utf-8", "surrogateescape"),
        "code": code,
        "least": least,
        "may_merge": may_merge,
    }
    answer = in_child(f"{__name__}:cells_work", sample, name="mau.csv", bounds=BOUNDS, arguments={"order": order})
    return _CODEC.value(answer["cells"])


def cells_work(data: bytes, name: str, order: dict[str, Any]) -> dict[str, Any]:
    """In the child."""
    asked = read_draw(name, order["design"].encode("utf-8", "surrogateescape"))
    units = drawn_units(read_columns(name, data), asked, order["code"])
    return {"cells": _CODEC.plain(cells_of(units, least=order["least"], may_merge=order["may_merge"]))}


def examined_addresses(sample: bytes, *, design: bytes, code: str, column: str) -> list[tuple[int, str, str]]:
    """Line of the table, code and what stands in ``column`` of each unit drawn, stand-ins left out. Raises InvalidInput
    ("…no_column")."""
    order = {"design": design.decode("utf-8", "surrogateescape"), "code": code, "column": column}
    answer = in_child(f"{__name__}:addresses_work", sample, name="mau.csv", bounds=BOUNDS, arguments={"order": order})
    return [(int(line), str(code), str(address)) for line, code, address in answer["addresses"]]


def addresses_work(data: bytes, name: str, order: dict[str, Any]) -> dict[str, Any]:
    """In the child."""
    table = read_columns(name, data)
    units = drawn_units(table, read_draw(name, order["design"].encode("utf-8", "surrogateescape")), order["code"])
    found = zip(table.lines, units, table.texts(order["column"]), strict=True)
    return {"addresses": [[line, unit.code, address] for line, unit, address in found if unit.weight is not None]}


def drawn_units(table: Columns, asked: DrawFile, code: str) -> list[DrawnUnit]:
    """The rows of a table that ``sample_table`` wrote. Units drawn by size have no corrections: how many there are says
    nothing of how likely each was."""
    stages = len(asked.stages)
    added = table.names[-(stages + 2) :]
    weights, stand_ins = table.texts(added[0]), table.texts(added[-1])
    has_corrections = all(one.method is not Method.PPS for one in asked.stages)
    populations = [table.texts(column) for column in added[1:-1]] if has_corrections else []
    clusters = [table.texts(one.unit) for one in asked.stages if one.unit is not None]
    strata = table.texts(asked.strata) if asked.strata is not None else ("",) * len(table)
    codes = table.texts(code)
    return [
        DrawnUnit(
            codes[row],
            strata[row],
            tuple(texts[row] for texts in clusters),
            None if stand_ins[row] else float(weights[row]),
            tuple(int(texts[row]) for texts in populations),
        )
        for row in range(len(table))
    ]
