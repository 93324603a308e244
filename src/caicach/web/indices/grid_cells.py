"""Cells of the grid of a sheet: what each kind of rule asks for, how it is shown, and what was typed as cells."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from caicach.indices.domain.asking import Asked
from caicach.indices.domain.cycle import NOT_APPLICABLE, Cells
from caicach.indices.domain.reading_cells import InputKind
from caicach.indices.queries import GridLine
from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.problems import Problem
from caicach.kernel.text.folding import fold
from caicach.web.indices.cell_forms import plain_cell, shown_cell
from caicach.web.shell.requests import day_of

FIELDS = ("first", "second", "value", "note")
NONE_TICKED = "0"


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: its name in the form, what stands in it, its column for a reader of screens; options of a choice."""

    name: str
    shown: str
    label: str
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line with its boxes; an empty place has none. ``kept`` is what the page showed, to tell what was changed."""

    line: GridLine
    boxes: tuple[Box | None, ...]
    kept: str
    problem: Problem | None = None
    is_saved: bool = False


def typed_of(line: GridLine) -> dict[str, str]:
    """What stands in the boxes of a line that nobody changed yet."""
    cells = line.cells
    if cells.is_not_applicable:
        return {"first": "", "second": "", "value": NOT_APPLICABLE, "note": line.note}
    first, second, value = shown_cell(cells.numerator), shown_cell(cells.denominator), shown_cell(cells.value)
    if line.asked.kind is InputKind.DAYS and "/" in cells.value:
        begun, _, ended = cells.value.partition("/")
        first, second, value = ("/".join(reversed(day.split("-"))) for day in (begun, ended, ""))
    return {"first": first, "second": second, "value": value, "note": line.note}


def kept_text(kept: Mapping[str, str]) -> str:
    return json.dumps([kept[name] for name in FIELDS], ensure_ascii=False)


def kept_of(text: str) -> dict[str, str]:
    """What the page showed; nothing where a program sent something else, so that the row counts as changed."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    is_ours = isinstance(found, list) and len(found) == len(FIELDS)
    return dict(zip(FIELDS, map(str, found), strict=True)) if is_ours else {}


def grid_row(
    line: GridLine, typed: Mapping[str, str] | None = None, problem: Problem | None = None, *, is_saved: bool = False
) -> GridRow:
    """``typed``: what a refused form said, in place of what is kept."""
    kept = typed_of(line)
    shown = {**kept, **(typed or {})}
    asked, code = line.asked, line.code
    boxes: list[Box | None] = [None, None]
    if asked.kind is InputKind.RATIO:
        boxes = [
            Box(f"first:{code}", shown["first"], asked.numerator or gettext("Tử số")),
            Box(f"second:{code}", shown["second"], asked.denominator or gettext("Mẫu số")),
        ]
    elif asked.kind is InputKind.DAYS:
        boxes = [
            Box(f"first:{code}", shown["first"], gettext("Từ ngày")),
            Box(f"second:{code}", shown["second"], gettext("Đến ngày")),
        ]
    value = Box(
        f"value:{code}",
        shown["value"],
        _value_label(asked),
        options=tuple((one.key, one.label) for one in asked.options) if asked.kind is InputKind.CHOICE else (),
        hint=_hint(asked),
        is_number=asked.kind in {InputKind.RATIO, InputKind.NUMBER, InputKind.DAYS},
    )
    note = Box(f"note:{code}", shown["note"], gettext("Giải trình"), is_number=False)
    return GridRow(line, (*boxes, value, note), kept_text(kept), problem, is_saved)


def cells_typed(asked: Asked, typed: Mapping[str, str]) -> Cells:
    """What a row says. «-» stands for «không áp dụng». Raises InvalidInput with the column at fault."""
    value = typed.get("value", "").strip()
    if value == NOT_APPLICABLE:
        return Cells(NOT_APPLICABLE)
    first, second = typed.get("first", "").strip(), typed.get("second", "").strip()
    if asked.kind is InputKind.DAYS and (first or second):
        begun, ended = day_of(first), day_of(second)
        if begun is None or ended is None:
            raise InvalidInput(
                "index_grid.days", what="Cần cả ngày bắt đầu và ngày hoàn thành.", todo="Hãy ghi đủ hai ngày."
            )
        return Cells(f"{begun.isoformat()}/{ended.isoformat()}")
    if asked.kind is InputKind.CHOICE:
        return Cells(_option(asked, value))
    if asked.kind is InputKind.CHECKLIST:
        keys = [_option(asked, part) for part in value.replace(",", "+").replace(";", "+").split("+") if part.strip()]
        return Cells("+".join(keys))
    return Cells(plain_cell(value), plain_cell(first), plain_cell(second))


def _option(asked: Asked, typed: str) -> str:
    """The key of an option typed or pasted as its key or its words; what is neither goes to the rule, which refuses."""
    known = {fold(one.key): one.key for one in asked.options} | {fold(one.label): one.key for one in asked.options}
    return known.get(fold(typed.strip()), typed.strip())


def _value_label(asked: Asked) -> str:
    labels = {
        InputKind.CHOICE: gettext("Mức đạt được"),
        InputKind.CHECKLIST: gettext("Các yêu cầu đạt được"),
        InputKind.RATIO: gettext("Giá trị") if asked.is_of_one else gettext("Tỷ lệ %"),
        InputKind.DAYS: gettext("Số ngày làm việc"),
    }
    return labels.get(asked.kind, gettext("Số liệu"))


def _hint(asked: Asked) -> str:
    if asked.kind is InputKind.CHECKLIST:
        return (
            "; ".join(f"{one.key} = {one.label}" for one in asked.options)
            + f"; {NONE_TICKED} = "
            + gettext("không đạt yêu cầu nào")
        )
    if asked.kind is InputKind.PARTS:
        return "; ".join(asked.parts)
    return "A=120;B=30" if asked.kind is InputKind.ANSWERS else ""
