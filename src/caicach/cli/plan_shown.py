"""The tasks of a plan for a person, in Vietnamese, on a terminal."""

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from caicach.documents.plan.values import PlanReading, PlanRow
from caicach.kernel.text.dates import format_date

_COLUMNS = (("TT", 1), ("Nhiệm vụ", 7), ("Sản phẩm", 4), ("Chủ trì", 3), ("Phối hợp", 3), ("Thời gian", 2))


def show_plan(reading: PlanReading, *, name: str, console: Console) -> None:
    """One table with its sections, then what to look at."""
    console.print(Text(name, style="bold"))
    table = Table(title=f"{len(reading.rows)} nhiệm vụ", title_justify="left", show_lines=True)
    for title, ratio in _COLUMNS:
        table.add_column(title, ratio=ratio, overflow="fold", min_width=3)
    for section, rows in groupby(reading.rows, key=lambda row: row.section):
        if section:
            table.add_row("", Text(" › ".join(section), style="bold"))
        for row in rows:
            table.add_row(*(Text(cell) for cell in _cells(row)))
    console.print(table)
    for warning in reading.warnings:
        place = f"dòng {warning.row + 1}: " if warning.row is not None else ""
        console.print(Text(f"Lưu ý: {place}{warning.message}", style="yellow"))


def _cells(row: PlanRow) -> tuple[str, ...]:
    return (
        row.no or "",
        _short(row.task),
        _short(row.product),
        "; ".join(row.lead),
        "; ".join(row.cooperate),
        _due(row),
    )


def _short(text: str) -> str:
    return text if len(text) <= 240 else text[:239].rstrip() + "…"


def _due(row: PlanRow) -> str:
    parts = [row.deadline_raw]
    if row.deadline_on and format_date(row.deadline_on) not in row.deadline_raw:
        parts.append(f"({format_date(row.deadline_on)})")
    return "\n".join(part for part in parts if part)
