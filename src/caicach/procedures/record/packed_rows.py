"""Rows inside one cell of a sheet, and back: a line for each, its parts between bars."""

from collections.abc import Iterable, Sequence
from typing import Final

from caicach.procedures.record.values import LegalBasis, Paper, Procedure, Submission

BAR: Final = " | "
_LINE: Final = "⏎"
_OF_BAR: Final = "¦"


def packed_cell(rows: Iterable[Sequence[str]]) -> str:
    """
    >>> packed_cell([("Trực tiếp", "10 ngày", "", ""), ("Trực tuyến", "5\\nngày", "A|B", "")])
    'Trực tiếp | 10 ngày |  | \\nTrực tuyến | 5⏎ngày | A¦B | '
    """
    return "\n".join(BAR.join(_part(cell) for cell in row) for row in rows)


def unpacked_rows(cell: str, width: int) -> list[list[str]] | None:
    """The rows again; None where a cell was not packed so.

    >>> unpacked_rows("Trực tuyến | 5⏎ngày | A¦B | ", 4), unpacked_rows("Trực tiếp hoặc trực tuyến", 4)
    ([['Trực tuyến', '5\\nngày', 'A|B', '']], None)
    """
    rows = []
    for line in filter(None, cell.split("\n")):
        parts = [part.strip().replace(_LINE, "\n").replace(_OF_BAR, "|") for part in line.split("|")]
        if len(parts) != width:
            return None
        rows.append(parts)
    return rows or None


def _part(text: str) -> str:
    return text.replace("|", _OF_BAR).replace("\n", _LINE)


def cell_of_submissions(one: Procedure) -> str:
    return packed_cell((row.manner, row.time_limit, row.fee, row.description) for row in one.submissions)


def cell_of_papers(one: Procedure) -> str:
    return packed_cell(
        (row.name, _count(row.originals), _count(row.copies), "; ".join(row.forms)) for row in one.papers
    )


def cell_of_bases(one: Procedure) -> str:
    return packed_cell((row.number, row.title, row.issued_on, row.issuer) for row in one.legal_bases)


def submissions_in(cell: str) -> tuple[Submission, ...] | None:
    rows = unpacked_rows(cell, 4)
    return None if rows is None else tuple(Submission(*row) for row in rows)


def papers_in(cell: str) -> tuple[Paper, ...] | None:
    rows = unpacked_rows(cell, 4)
    if rows is None:
        return None
    return tuple(
        Paper(name, tuple(filter(None, forms.split("; "))), _number(originals), _number(copies))
        for name, originals, copies, forms in rows
    )


def bases_in(cell: str) -> tuple[LegalBasis, ...] | None:
    rows = unpacked_rows(cell, 4)
    return None if rows is None else tuple(LegalBasis(*row) for row in rows)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
