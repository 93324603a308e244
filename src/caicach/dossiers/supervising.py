"""A period's table of dossiers, in the form in force, and in the other beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from caicach.dossiers.domain.clock.values import History
from caicach.dossiers.domain.supervision.tables import (
    FORMS_OF_JUSTICE_SINCE,
    Counts,
    Table,
    broken_checks,
    count_of,
    form_of,
    table_of,
)
from caicach.kernel.calendar.hours import WorkingTime
from caicach.kernel.errors import CaicachError, InvalidInput
from caicach.kernel.said import Said, plain, sentence_of

PARTS: Final = ("I", "II")
_BEFORE: Final = FORMS_OF_JUSTICE_SINCE - timedelta(days=1)


@dataclass(frozen=True)
class PeriodReport:
    """``other``: the same dossiers in the form of the other side of 01/8/2026; ``aside``: those that could not be
    counted."""

    first: date
    last: date
    table: Table
    other: Table
    total: Counts
    broken: tuple[str, ...]
    aside: tuple[tuple[Said, Said], ...]


@dataclass(frozen=True)
class StoredReport:
    """As ``PeriodReport``, of dossiers in the store; ``unjudged``: those that no clock can be told of."""

    table: Table
    other: Table
    total: Counts
    broken: tuple[str, ...]
    unjudged: int


def period_report(histories: Iterable[History], first: date, last: date, clock: WorkingTime) -> PeriodReport:
    """Raises InvalidInput where the period is none."""
    if first > last:
        raise InvalidInput(
            "dossiers.period",
            what="Kỳ từ {first} đến {last} không có ngày nào.",
            todo="Hãy ghi ngày đầu kỳ trước ngày cuối kỳ.",
            first=f"{first:%d/%m/%Y}",
            last=f"{last:%d/%m/%Y}",
        )
    counted: list[tuple[str, str, Counts]] = []
    aside: list[tuple[Said, Said]] = []
    for history in histories:
        try:
            counts = count_of(history, first, last, clock)
        except CaicachError as error:
            aside.append((plain(history.code), sentence_of(error)))
            continue
        if counts is not None:
            counted.append((history.part or PARTS[0], history.field, counts))
    table, other = both_tables(counted, last)
    total = sum((counts for _, _, counts in counted), Counts())
    return PeriodReport(first, last, table, other, total, broken_checks(table), tuple(aside))


def both_tables(counted: Sequence[tuple[str, str, Counts]], last: date) -> tuple[Table, Table]:
    """In the form in force at the end of a period, and in that of the other side of 01/8/2026. A commune's own table is
    07a, as a department's."""
    has_communes = {part for part, _, _ in counted} >= set(PARTS)
    days = (last, _BEFORE if last >= FORMS_OF_JUSTICE_SINCE else FORMS_OF_JUSTICE_SINCE)
    table, other = (table_of(form_of(day, has_communes=has_communes), counted) for day in days)
    return table, other


def report_as_json(found: PeriodReport) -> dict[str, object]:
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "table": _table(found.table),
        "other_form": _table(found.other),
        "broken_checks": list(found.broken),
        "counted_by_choice": {"waiting_in_time": found.total.waiting, "not_judged_on_time": found.total.not_judged},
        "reopened": found.total.reopened,
        "quarantine": [{"where": str(where), "why": str(why)} for where, why in found.aside],
    }


def _table(table: Table) -> dict[str, object]:
    lines = [
        {"part": part or None, "field": field, **dict(zip(table.columns, line, strict=True))}
        for (part, field), line in table.lines.items()
    ]
    return {"form": table.form, "lines": lines, "total": dict(zip(table.columns, table.total, strict=True))}
