"""A plan's rows as the table that plans print: a head, section rows across it, seven columns and those beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from caicach.documents.plan.values import PlanRow
from caicach.kernel.text.dates import format_date

HEADER: Final = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Kinh phí")


@dataclass(frozen=True, slots=True)
class TableRow:
    """``is_section`` rows have one text, across the table; the others a cell for each column."""

    cells: tuple[str, ...]
    is_section: bool = False


def header_of(rows: Sequence[PlanRow]) -> tuple[str, ...]:
    """The usual columns, then those that rows have beside (``PlanRow.other``), in the order in which they come."""
    return (*HEADER, *_beside(rows))


def _beside(rows: Sequence[PlanRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for row in rows for title in row.other))


def table_rows(rows: Sequence[PlanRow]) -> tuple[TableRow, ...]:
    """The rows below the head, in their order."""
    return tuple(_rows(rows))


def _rows(rows: Sequence[PlanRow]) -> Iterator[TableRow]:
    above: tuple[str, ...] = ()
    beside = _beside(rows)
    for row in rows:
        section = row.section or ()
        kept = 0
        while kept < min(len(section), len(above)) and section[kept] == above[kept]:
            kept += 1
        for heading in section[kept:]:
            yield TableRow((heading,), is_section=True)
        above = section
        yield TableRow(
            (
                row.no or "",
                row.task,
                row.product,
                "; ".join(row.lead),
                "; ".join(row.cooperate),
                deadline_words(row),
                row.budget_raw,
                *(row.other.get(title, "") for title in beside),
            )
        )


def deadline_words(row: PlanRow) -> str:
    """The words of the row where they say its day and its recurrence; else these, written out."""
    said = row.deadline
    is_said = said is not None and (said.on, said.recurrence) == (row.deadline_on, row.recurrence)
    if is_said or (row.deadline_on is None and row.deadline_raw):
        return row.deadline_raw
    recurrence = row.recurrence.label.capitalize() if row.recurrence else ""
    return "; ".join(filter(None, (format_date(row.deadline_on) if row.deadline_on else "", recurrence)))
