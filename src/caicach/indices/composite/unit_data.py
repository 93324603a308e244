"""DATA table -> the figures of the units, in the order of the framework's indicators."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from caicach.indices.composite.framework import Floats, Framework
from caicach.indices.composite.problems import bad_cell, bad_column, bad_table
from caicach.indices.composite.tables import Row, Table, number
from caicach.kernel.metrics import Missing


@dataclass(frozen=True, eq=False)
class UnitData:
    """``values``: units x indicators, NaN where missing; ``reasons`` says why for each missing (unit, indicator)."""

    source: str
    units: tuple[str, ...]
    names: tuple[str, ...]
    lines: tuple[int, ...]
    indicators: tuple[str, ...]
    values: Floats
    reasons: dict[tuple[str, str], Missing] = field(default_factory=dict)


def unit_data_of(table: Table, framework: Framework) -> UnitData:
    """Columns that are no indicator of the framework are passed over; an indicator without a column is refused."""
    table.require(["uCode"])
    wanted = tuple(node.code for node in framework.indicators)
    for node in framework.indicators:
        if node.code not in table.columns:
            why = "Không có cột này; bảng khung «{meta}», dòng {line}, cần nó."
            todo = "Hãy thêm cột số liệu, hoặc bỏ chỉ số khỏi bảng khung."
            raise bad_column(
                "column_missing", table.source, node.code, why, todo=todo, meta=framework.source, line=node.line
            )
    units = unit_codes(table)
    reasons: dict[tuple[str, str], Missing] = {}
    values = np.full((len(units), len(wanted)), np.nan)
    for u, row in enumerate(table.rows):
        for i, code in enumerate(wanted):
            found = number(table.source, row, code)
            if isinstance(found, Missing):
                reasons[units[u], code] = found
            else:
                values[u, i] = found
    names = tuple(row.cells.get("uName", "") for row in table.rows)
    return UnitData(table.source, units, names, tuple(row.line for row in table.rows), wanted, values, reasons)


def unit_codes(table: Table) -> tuple[str, ...]:
    if not table.rows:
        raise bad_table(table.source, "Không có đơn vị nào.", todo="Hãy thêm ít nhất một dòng số liệu.")
    _refuse_bad_codes(table.source, table.rows)
    return tuple(row.cells["uCode"] for row in table.rows)


def _refuse_bad_codes(source: str, rows: Sequence[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        code = row.cells["uCode"]
        if not code:
            why = "Dòng này không có mã đơn vị."
            raise bad_cell("no_unit_code", source, row.line, "uCode", why, todo="Hãy điền mã đơn vị.")
        if code in first:
            why = "Mã đơn vị «{name}» đã có ở dòng {first}."
            todo = "Mỗi đơn vị chỉ có một dòng."
            raise bad_cell("repeated_unit", source, row.line, "uCode", why, todo=todo, name=code, first=first[code])
        first[code] = row.line
