"""What a unit takes over from the reports of its subordinate units: added once, however often it is taken. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from caicach.kernel.text.folding import fold, squeeze
from caicach.regimes.domain.consolidation import Consolidation, JoinedTable, Participant, Standing
from caicach.regimes.domain.forms import FormTable, Joining, ReportForm
from caicach.regimes.domain.stating import Origin, Stated, Statement, TableRow

Cells = Mapping[str, Mapping[str, Decimal]]
"""Figures of a table's rows: by the folded key of the row and the column."""


@dataclass(frozen=True, slots=True)
class StandingBelow:
    """How a subordinate unit had reported when its figures were taken over, or had not."""

    unit: str
    name: str
    level: str
    standing: Standing
    accepted_on: date | None = None

    @property
    def participant(self) -> Participant:
        """As the paper of the upper unit counts it."""
        return Participant(
            self.unit,
            self.name,
            self.level,
            self.standing,
            Statement(self.unit, self.name, self.level),
            self.accepted_on,
        )


@dataclass(frozen=True, slots=True)
class Below:
    """The part of a statement that subordinate units stated: figures by code, rows by table."""

    figures: Mapping[str, Decimal] = field(default_factory=dict)
    rows: Mapping[str, Cells] = field(default_factory=dict)
    standings: tuple[StandingBelow, ...] = ()


def below_of(report: Consolidation) -> Below:
    """What joined reports give to the one who takes them over: formulas are computed anew there."""
    figures = {
        code: found.amount
        for code, found in report.figures.items()
        if found.indicator.joining in {Joining.SUM, Joining.LARGEST} and isinstance(found.amount, Decimal)
    }
    rows: dict[str, dict[str, dict[str, Decimal]]] = {}
    for joined in report.tables:
        typed = {column.code for column in joined.table.columns if column.is_typed}
        table = rows.setdefault(joined.table.code, {})
        for part, lines in joined.parts.items():
            for line in lines:
                cells = table.setdefault(_row_key(joined.table, part, line.key), {})
                for code, amount in line.amounts.items():
                    if code in typed and isinstance(amount, Decimal):
                        cells[code] = cells.get(code, Decimal(0)) + amount
    return Below(figures, rows)


def with_below(form: ReportForm, own: Statement, before: Below, report: Consolidation) -> Statement:
    """``own`` with the joined reports added, in place of what ``before`` says was taken over already."""
    found = below_of(report)
    figures = dict(own.figures)
    for code in {**before.figures, **found.figures}:
        indicator = form.indicator(code)
        if indicator is not None:
            largest = indicator.joining is Joining.LARGEST
            figures[code] = _joined(own.figures.get(code), before.figures.get(code), found.figures.get(code), largest)
    return replace(own, figures=figures, words=_words(own, report), rows=_rows(form, own, before, found, report))


def _joined(own: Stated | None, before: Decimal | None, now: Decimal | None, is_largest: bool) -> Stated:
    measured = own.measured if own else None
    stated = own.amount if own and isinstance(own.amount, Decimal) else None
    if is_largest:
        return Stated(max(one for one in (stated, now, Decimal(0)) if one is not None), Origin.JOINED, None, measured)
    itself = (stated or Decimal(0)) - (before or Decimal(0))
    return Stated(itself + (now or Decimal(0)), Origin.JOINED, None, measured)


def _words(own: Statement, report: Consolidation) -> dict[str, str]:
    """Every unit's words below the own ones, with its name; what stands there already is not added again."""
    found = dict(own.words)
    for heading in report.headings:
        for words in heading.words:
            told, line = found.get(heading.number, ""), f"{words.name}: {words.text}"
            if line not in told:
                found[heading.number] = f"{told}\n{line}".strip()
    return found


def _rows(
    form: ReportForm, own: Statement, before: Below, now: Below, report: Consolidation
) -> dict[str, tuple[TableRow, ...]]:
    found = dict(own.rows)
    for table in form.tables:
        stated = next((_joined_rows(joined) for joined in report.tables if joined.table.code == table.code), {})
        standing = {_row_key(table, row.part, row.key): row for row in own.rows.get(table.code, ())}
        added, taken = now.rows.get(table.code, {}), before.rows.get(table.code, {})
        named = stated | standing
        if rows := [
            _row(named[key], standing.get(key), taken.get(key, {}), added.get(key, {})) for key in {**standing, **added}
        ]:
            found[table.code] = tuple(rows)
    return found


def _row_key(table: FormTable, part: str, key: str) -> str:
    """Rows are told apart by their words, below each part of the form by itself; levels tell none apart."""
    return f"{part}|{fold(squeeze(key))}" if table.parts else fold(squeeze(key))


def _joined_rows(joined: JoinedTable) -> dict[str, TableRow]:
    """As they are called, without figures."""
    return {
        _row_key(joined.table, part, row.key): TableRow(row.key, {}, part if joined.table.parts else "", row.texts)
        for part, rows in joined.parts.items()
        for row in rows
    }


def _row(named: TableRow, own: TableRow | None, before: Mapping[str, Decimal], now: Mapping[str, Decimal]) -> TableRow:
    amounts = dict(own.amounts) if own else {}
    taken = before if own else {}  # a row that was taken out again holds nothing of before
    for code in {**taken, **now}:
        amounts[code] = amounts.get(code, Decimal(0)) - taken.get(code, Decimal(0)) + now.get(code, Decimal(0))
    return replace(named, amounts=amounts)
