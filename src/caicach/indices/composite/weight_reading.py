"""WEIGHTS table -> draws of weights made elsewhere; ERRORS table -> standard errors of surveyed figures."""

import numpy as np

from caicach.indices.composite.framework import Floats, Framework
from caicach.indices.composite.problems import bad_cell, bad_column, bad_table
from caicach.indices.composite.tables import Table, given_number, number
from caicach.indices.composite.unit_data import UnitData, unit_codes
from caicach.kernel.metrics import Missing
from caicach.kernel.said import tell

_NUMBERING = frozenset({"", "draw"})


def weight_draws_of(table: Table, framework: Framework) -> Floats:
    """One row a draw, one column a code; a code without a column keeps its weight of the framework.

    A first column without a name or named «draw» numbers the rows. Any other column that is no code is refused: it
    would be a misspelt code whose draws are silently lost.
    """
    first, *rest = table.columns
    codes = [*(() if first in _NUMBERING else (first,)), *rest]
    for column in codes:
        if column not in framework.position:
            why = "Không có mã này trong bảng khung «{meta}»."
            todo = "Hãy sửa tên cột theo iCode của bảng khung."
            raise bad_column("unknown_code", table.source, column, why, todo=todo, meta=framework.source)
    if not table.rows:
        raise bad_table(table.source, "Không có lần rút trọng số nào.", todo="Hãy thêm ít nhất một dòng.")
    weights = np.repeat(framework.weights, len(table.rows), axis=0)
    for n, row in enumerate(table.rows):
        for column in codes:
            weight = number(table.source, row, column)
            if isinstance(weight, Missing) and column in framework.roots:
                continue  # nothing stands above it, so its weight is never used
            if isinstance(weight, Missing):
                weight = given_number(table.source, row, column)  # refuses it in its place
            if weight < 0:
                why, todo = "Trọng số {weight} là số âm.", "Hãy ghi số không âm."
                raise bad_cell("negative_weight", table.source, row.line, column, why, todo=todo, weight=weight)
            weights[n, framework.position[column]] = weight
    _refuse_zero_groups(table, framework, weights)
    return weights


def _refuse_zero_groups(table: Table, framework: Framework, weights: Floats) -> None:
    for parent, children in framework.children.items():
        empty = np.flatnonzero(weights[:, list(children)].sum(axis=1) == 0)
        if empty.size:
            why = "Mọi trọng số trong nhóm «{parent}» đều bằng 0 ở dòng này."
            line, column = table.rows[int(empty[0])].line, framework.codes[children[0]]
            todo = "Mỗi nhóm cần ít nhất một trọng số dương."
            raise bad_cell("zero_weights", table.source, line, column, why, todo=todo, parent=parent)


def standard_errors_of(table: Table, data: UnitData) -> Floats:
    """uCode and a column for each surveyed indicator; a unit, an indicator or a cell left out has no sampling error."""
    table.require(["uCode"])
    units = unit_codes(table)
    errors = np.zeros(data.values.shape)
    for column in table.columns:
        if column not in {"uCode", "uName", *data.indicators}:
            why = "Không có chỉ số này trong số liệu «{data}»."
            raise bad_column(
                "unknown_code", table.source, column, why, todo="Hãy sửa tên cột theo iCode.", data=data.source
            )
    for unit, row in zip(units, table.rows, strict=True):
        if unit not in data.units:
            why = "Không có đơn vị «{unit}» trong số liệu «{data}»."
            todo = "Hãy sửa mã đơn vị."
            raise bad_cell("unknown_unit", table.source, row.line, "uCode", why, todo=todo, unit=unit, data=data.source)
        for i, column in enumerate(data.indicators):
            found = number(table.source, row, column) if column in table.columns else Missing(tell("Không khảo sát"))
            if isinstance(found, Missing):
                continue
            if found < 0:
                why = "Sai số chuẩn {error} là số âm."
                todo = "Hãy ghi số không âm."
                raise bad_cell("negative_error", table.source, row.line, column, why, todo=todo, error=found)
            errors[data.units.index(unit), i] = found
    return errors
