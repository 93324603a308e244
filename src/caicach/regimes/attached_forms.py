"""Forms out of the registers of the place that are attached to a joined report, and how an edition keeps them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from caicach.institutions.queries.report_forms import register_form
from caicach.kernel.access import SYSTEM
from caicach.kernel.periods import ReportingWindow
from caicach.kernel.said import as_json, from_json
from caicach.kernel.tables import Cell
from caicach.procedures.domain.report_forms import FormRow
from caicach.procedures.domain.report_forms import ReportForm as RegisterForm
from caicach.regimes.domain.forms import ReportForm


def attached_forms(form: ReportForm, window: ReportingWindow) -> tuple[RegisterForm, ...]:
    """What the registers give for the window, of the whole place. Some five SQL queries a form."""
    first, last = window.opens_on, window.closes_on
    return tuple(register_form(SYSTEM, code, first=first, last=last) for code in form.attached_in(window.period.kind))


def register_form_as_json(form: RegisterForm) -> dict[str, object]:
    return {
        "code": form.code,
        "title": form.title,
        "first_column": form.first_column,
        "columns": [list(column) for column in form.columns],
        "rows": [[row.title, [_exact_cell(cell) for cell in row.cells], row.is_total] for row in form.rows],
        "notes": [as_json(note) for note in form.notes],
    }


def register_form_from_json(data: Mapping[str, Any]) -> RegisterForm:
    return RegisterForm(
        data["code"],
        data["title"],
        data["first_column"],
        tuple((mark, words) for mark, words in data["columns"]),
        tuple(FormRow(title, tuple(map(_cell, cells)), is_total) for title, cells, is_total in data["rows"]),
        tuple(from_json(note) for note in data["notes"]),
    )


def forms_from_json(kept: Sequence[Mapping[str, Any]]) -> tuple[RegisterForm, ...]:
    return tuple(register_form_from_json(one) for one in kept)


def _exact_cell(cell: Cell) -> object:
    """Exact: a decimal does not become a float on the way."""
    return {"value": f"{cell:f}"} if isinstance(cell, Decimal) else cell


def _cell(kept: Any) -> Cell:  # noqa: ANN401  (as JSON has it)
    return Decimal(kept["value"]) if isinstance(kept, dict) else kept
