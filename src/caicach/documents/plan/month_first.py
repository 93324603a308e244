"""Columns in which the month stands before the day («1/31/2026»): no day of them is taken for certain."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from caicach.documents.deadlines.values import Deadline, Doubt, DoubtKind
from caicach.documents.plan.values import PlanRow

_NUMERIC: Final = re.compile(r"\s*(\d{1,2})\s?[/-]\s?(\d{1,2})\s?[/-]\s?\d{4}(?:\s+[\d:]+)?\s*")
_MONTHS: Final = 12


def month_first(rows: tuple[PlanRow, ...]) -> tuple[PlanRow, ...]:
    """The rows, those days doubted that stand in one table with a day that only exists with its month first."""
    tables = {row.place.table for row in rows if _has_month_first(row.deadline_raw)}
    return tuple(_doubted(row) if row.place.table in tables else row for row in rows)


def _numbers(words: str) -> tuple[int, int] | None:
    match = _NUMERIC.fullmatch(words)
    return (int(match[1]), int(match[2])) if match else None


def _has_month_first(words: str) -> bool:
    found = _numbers(words)
    return found is not None and found[0] <= _MONTHS < found[1]


def _doubted(row: PlanRow) -> PlanRow:
    if row.deadline is None or _numbers(row.deadline.words) is None:
        return row
    doubts: Iterable[Doubt] = (Doubt(DoubtKind.MONTH_FIRST, row.deadline.words),)
    return replace(row, deadline=Deadline(row.deadline.words, doubts=tuple(doubts)), deadline_on=None)
