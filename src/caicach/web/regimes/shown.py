"""Figures of joined reports as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from caicach.kernel.saying import number_text
from caicach.regimes.domain.consolidation import Consolidation, Part
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.paper import LEVEL_WORDS
from caicach.web.regimes.forms import reason_of


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One joined figure: its words, what it was before, and the units that have none."""

    code: str
    title: str
    unit: str
    amount: str
    reason: str
    before: str
    without: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    number: str
    title: str
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class TableGroup:
    """One table of the form: its head, and the rows of every level below the level's total."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, bool, tuple[str, ...]], ...]


def figure_groups(form: ReportForm, report: Consolidation, before: Mapping[str, Amount]) -> tuple[FigureGroup, ...]:
    return tuple(
        FigureGroup(heading.number, heading.title, tuple(_line(report, before, one.code) for one in heading.indicators))
        for heading in form.headings
        if heading.indicators
    )


def _line(report: Consolidation, before: Mapping[str, Amount], code: str) -> FigureLine:
    found = report.figures[code]
    one = found.indicator
    known = tuple(part for part in found.parts if isinstance(part.amount, Decimal))
    earlier = amount_text(before[code]) if code in before else ""
    return FigureLine(
        code,
        one.title,
        one.unit,
        amount_text(found.amount),
        reason_of(found.amount),
        earlier,
        len(found.without),
        known,
    )


def table_groups(report: Consolidation) -> tuple[TableGroup, ...]:
    found = []
    for joined in report.tables:
        columns = joined.table.columns
        rows = []
        for level, lines in joined.parts.items():
            total = tuple(amount_text(joined.totals[level].get(column.code)) for column in columns)
            rows.append((LEVEL_WORDS.get(level, level), True, total))
            rows += [(line.key, False, tuple(amount_text(line.amounts.get(c.code)) for c in columns)) for line in lines]
        head = (joined.table.key, *(column.title for column in columns))
        found.append(TableGroup(joined.table.title, head, tuple(rows)))
    return tuple(found)


def amount_text(amount: Amount | None) -> str:
    """A figure in the language of who reads; a dash where there is none."""
    return number_text(amount) if isinstance(amount, Decimal) else "–"
