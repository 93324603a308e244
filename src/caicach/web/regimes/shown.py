"""Figures of joined reports as pages show them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from caicach.kernel.periods import ReportingWindow
from caicach.kernel.saying import number_text, say
from caicach.procedures.domain.report_forms import ReportForm as RegisterForm
from caicach.regimes.domain.comparing import Comparison
from caicach.regimes.domain.consolidation import LEVEL_WORDS, Consolidation, JoinedRow, Part, Standing
from caicach.regimes.domain.forms import FormTable, ReportForm
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.paper import error_told
from caicach.regimes.domain.stating import Stated
from caicach.web.regimes.forms import reason_of
from caicach.web.regimes.words import STANDINGS
from caicach.web.shell.exports import cell_text
from caicach.web.shell.faces import RowsBehind, rows_behind


@dataclass(frozen=True, slots=True)
class PartLine:
    """What one unit gave, and where it stands: the rows counted, or the report that states it."""

    name: str
    amount: Decimal
    behind: RowsBehind | None


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
    parts: tuple[PartLine, ...]
    error: str = ""
    """How sure it is, where it comes from a sample."""
    behind: RowsBehind | None = None
    """Of what the system measured of the whole place."""


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


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that differs between two editions: where, and what each of them says."""

    title: str
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Behind:
    """What opens the figures of a period: its window, and the reports of units by their code."""

    window: ReportingWindow
    reports: Mapping[str, int]
    whole: str = ""
    """The code of the unit that stands for the whole place."""


def figure_groups(
    form: ReportForm, report: Consolidation, before: Mapping[str, Amount], behind: Behind
) -> tuple[FigureGroup, ...]:
    statements = {one.unit: one.statement.figures for one in report.participants}
    return tuple(
        FigureGroup(
            heading.number,
            heading.title,
            tuple(_line(report, before, one.code, statements, behind) for one in heading.indicators),
        )
        for heading in form.headings
        if heading.indicators
    )


def _line(
    report: Consolidation,
    before: Mapping[str, Amount],
    code: str,
    statements: Mapping[str, Mapping[str, Stated]],
    behind: Behind,
) -> FigureLine:
    found = report.figures[code]
    one = found.indicator
    known = tuple(
        PartLine(part.name, part.amount, _behind_part(part, one.metric, statements[part.unit].get(code), behind))
        for part in found.parts
        if isinstance(part.amount, Decimal)
    )
    earlier = reason_of(before[code]) or amount_text(before[code]) if code in before else ""
    return FigureLine(
        code,
        one.title,
        one.unit,
        amount_text(found.amount),
        reason_of(found.amount),
        earlier,
        len(found.without),
        known,
        say(error_told(found.error)) if found.error else "",
        rows_behind(one.metric, behind.whole, behind.window) if found.is_measured and behind.whole else None,
    )


def _behind_part(part: Part, metric: str, stated: Stated | None, behind: Behind) -> RowsBehind | None:
    if metric and stated is not None and stated.provenance is not None:
        return rows_behind(metric, part.unit, behind.window)
    number = behind.reports.get(part.unit)
    return RowsBehind(reverse("web:periodic_report", args=[number]), is_exact=True) if number is not None else None


def table_groups(report: Consolidation) -> tuple[TableGroup, ...]:
    found = []
    for joined in report.tables:
        columns, texts = joined.table.columns, joined.table.texts
        rows = []
        for level, lines in joined.parts.items():
            total = tuple(amount_text(joined.totals[level].get(column.code)) for column in columns)
            rows.append((LEVEL_WORDS.get(level, level), True, (*total, *("" for _ in texts))))
            rows += [(line.key, False, tuple(_cells(line, joined.table))) for line in lines]
        head = (joined.table.key, *joined.table.titles)
        found.append(TableGroup(joined.table.title, head, tuple(rows)))
    return (*found, *(_register_table(form) for form in report.attached))


def _cells(line: JoinedRow, table: FormTable) -> Iterator[str]:
    yield from (amount_text(line.amounts.get(column.code)) for column in table.columns)
    yield from (line.texts.get(column.code, "") for column in table.texts)


def _register_table(form: RegisterForm) -> TableGroup:
    """A form out of the registers, attached to the report."""
    head = (form.first_column, *(f"{words} ({mark})" for mark, words in form.columns))
    rows = tuple((row.title, row.is_total or not row.cells, tuple(map(cell_text, row.cells))) for row in form.rows)
    return TableGroup(f"{form.name}: {form.title}", head, rows)


def shown_comparison(found: Comparison) -> dict[str, object]:
    """What differs between two editions as a page shows it; an empty comparison shows nothing."""
    figures = []
    for one in found.figures:
        title = f"{one.title} ({one.unit})"
        changes = (*([one.joined] if one.joined else []), *one.parts)
        figures += [ChangeLine(title, c.place, _amount_words(c.before), _amount_words(c.after)) for c in changes]
    rows = [
        ChangeLine(
            one.table,
            ", ".join(part for part in (LEVEL_WORDS.get(one.level, one.level), one.key, change.place) if part),
            _amount_words(change.before),
            _amount_words(change.after),
        )
        for one in found.rows
        for change in one.amounts
    ]
    rows += [
        ChangeLine(one.table, ", ".join((LEVEL_WORDS.get(one.level, one.level), one.key, place)), before, after)
        for one in found.rows
        for place, before, after in one.texts
    ]
    standings = [ChangeLine(one.name, "", _standing(one.before), _standing(one.after)) for one in found.standings]
    return {"figures": figures, "rows": rows, "standings": standings, "words": found.words, "registers": found.attached}


def _amount_words(amount: Amount | None) -> str:
    return reason_of(amount) or amount_text(amount)


def _standing(standing: Standing | None) -> str:
    return str(STANDINGS[standing]) if standing is not None else "–"


def amount_text(amount: Amount | None) -> str:
    """A figure in the language of who reads; a dash where there is none."""
    return number_text(amount) if isinstance(amount, Decimal) else "–"
