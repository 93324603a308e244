"""A plan's reading as JSON and back, with nothing lost: how it comes from the child process."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from caicach.documents.deadlines.as_json import deadline_from_json
from caicach.documents.deadlines.values import Recurrence
from caicach.documents.plan.as_json import plan_as_json
from caicach.documents.plan.values import Place, PlanReading, PlanRow, PlanWarning, TableCell
from caicach.kernel.said import as_json, from_json


def reading_as_json(reading: PlanReading) -> dict[str, Any]:
    kept = plan_as_json(reading)
    for row, value in zip(kept["rows"], reading.rows, strict=True):
        row["cells"] = [[cell.title, cell.text, cell.is_merged] for cell in value.cells]
    for warning, spoken in zip(kept["warnings"], reading.warnings, strict=True):
        warning["said"] = as_json(spoken.message)
    kept["reference"], kept["title"] = reading.reference, reading.title
    return kept


def reading_from_json(kept: Mapping[str, Any]) -> PlanReading:
    """The reading again; also of what ``caicach plan import --json`` printed, where the cells are missing."""
    return PlanReading(
        rows=tuple(row_from_json(row) for row in kept["rows"]),
        warnings=tuple(_warning(warning) for warning in kept.get("warnings", ())),
        issued=_day(kept.get("issued")),
        reference=kept.get("reference", ""),
        title=kept.get("title", ""),
    )


def row_from_json(row: Mapping[str, Any]) -> PlanRow:
    section = row.get("section")
    return PlanRow(
        no=row.get("no"),
        section=None if section is None else tuple(section),
        task=row["task"],
        product=row.get("product") or "",
        lead=tuple(row.get("lead") or ()),
        cooperate=tuple(row.get("cooperate") or ()),
        deadline=deadline_from_json(row["deadline"]) if row.get("deadline") else None,
        deadline_on=_day(row.get("deadline_iso")),
        recurrence=Recurrence.of(row["recurrence"]) if row.get("recurrence") else None,
        budget_raw=row.get("budget_raw") or "",
        responsible_head_raw=row.get("responsible_head_raw") or "",
        other=MappingProxyType(dict(row.get("other") or {})),
        place=Place(row.get("table", 1), row.get("table_row", 1), row.get("page"), row.get("sheet")),
        cells=tuple(TableCell(title, text, merged) for title, text, merged in row.get("cells") or ()),
    )


def _warning(warning: Mapping[str, Any]) -> PlanWarning:
    row, table = warning.get("row"), warning.get("table")
    place = Place(table, warning.get("table_row") or 1) if table else None
    message = from_json(warning["said"] if "said" in warning else warning["message"])
    return PlanWarning(warning["code"], message, None if row is None else row - 1, place)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
