"""Figures of a component in the words of its sheet: choices by what they say, never by their keys."""

from django.utils.translation import gettext

from caicach.indices.domain.asking import Asked
from caicach.indices.domain.cycle import Cells
from caicach.indices.domain.reading_cells import InputKind
from caicach.web.indices.cell_forms import shown_cell
from caicach.web.indices.grid_cells import NONE_TICKED


def cells_words(asked: Asked, cells: Cells) -> str:
    """As a person reads them; empty where nothing was said."""
    if cells.is_not_applicable:
        return gettext("không áp dụng")
    if asked.kind in {InputKind.CHOICE, InputKind.CHECKLIST}:
        labels = {one.key: one.label for one in asked.options} | {NONE_TICKED: gettext("không đạt yêu cầu nào")}
        keys = cells.value.split("+") if asked.kind is InputKind.CHECKLIST else [cells.value]
        return "; ".join(labels.get(key, key) for key in keys if key)
    if asked.kind is InputKind.DAYS and "/" in cells.value:
        return " – ".join("/".join(reversed(day.split("-"))) for day in cells.value.split("/"))
    if cells.numerator or cells.denominator:
        return f"{shown_cell(cells.numerator)}/{shown_cell(cells.denominator)}"
    return "; ".join(map(shown_cell, cells.value.split(";")))
