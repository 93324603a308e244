"""What a unit takes over from the reports of its subordinate units: added once, however often it is taken. Pure.

A correction below takes the place of what came from there; what a person changed since stays, and the change is told.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from caicach.kernel.text.folding import fold, squeeze
from caicach.regimes.domain.consolidation import Consolidation, JoinedTable, Participant, Standing
from caicach.regimes.domain.forms import FormTable, Joining, ReportForm
from caicach.regimes.domain.stating import Origin, Stated, Statement, TableRow
from caicach.regimes.domain.words import words_kept

Cells = Mapping[str, Mapping[str, Decimal]]
"""Figures of a table's rows: by the folded key of the row and the column."""
Texts = Mapping[str, Mapping[str, str]]
"""Words of a table's rows, alike."""


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
class SourceChange:
    """Words that a person changed, of which those below state something else now: ``text``, empty where nothing."""

    place: str
    """The number of a heading, or the table, row and column."""
    text: str


@dataclass(frozen=True, slots=True)
class Below:
    """The part of a statement that subordinate units stated: figures by code, rows by table."""

    figures: Mapping[str, Decimal] = field(default_factory=dict)
    rows: Mapping[str, Cells] = field(default_factory=dict)
    standings: tuple[StandingBelow, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By heading and unit, as they were added."""
    texts: Mapping[str, Texts] = field(default_factory=dict)
    """Of rows, by table."""
    whole: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By table the rows that stood in no own statement before they were taken over."""
    own: Mapping[str, Decimal] = field(default_factory=dict)
    """Where the largest counts: what the unit itself had stated."""
    changed: tuple[SourceChange, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A statement with the reports below in it, and what of it is theirs."""

    statement: Statement
    below: Below


def below_of(report: Consolidation) -> Below:
    """What joined reports give to the one who takes them over: formulas are computed anew there."""
    figures = {
        code: found.amount
        for code, found in report.figures.items()
        if found.indicator.joining in {Joining.SUM, Joining.LARGEST} and isinstance(found.amount, Decimal)
    }
    rows: dict[str, dict[str, dict[str, Decimal]]] = {}
    texts: dict[str, dict[str, dict[str, str]]] = {}
    for joined in report.tables:
        typed = {column.code for column in joined.table.columns if column.is_typed}
        table = rows.setdefault(joined.table.code, {})
        told = texts.setdefault(joined.table.code, {})
        for part, lines in joined.parts.items():
            for line in lines:
                key = _row_key(joined.table, part, line.key)
                cells = table.setdefault(key, {})
                told.setdefault(key, {}).update(line.texts)
                for code, amount in line.amounts.items():
                    if code in typed and isinstance(amount, Decimal):
                        cells[code] = cells.get(code, Decimal(0)) + amount
    words = {
        heading.number: {one.unit: words_kept(f"{one.name}: {one.text}") for one in heading.words}
        for heading in report.headings
        if heading.words
    }
    return Below(figures, rows, (), words, texts)


def with_below(form: ReportForm, own: Statement, before: Below, report: Consolidation) -> TakenOver:
    """``own`` with the joined reports added, in place of what ``before`` says was taken over already."""
    now = below_of(report)
    figures, itself = dict(own.figures), {}
    for code in {**before.figures, **now.figures}:
        indicator = form.indicator(code)
        if indicator is not None and indicator.joining is Joining.LARGEST:
            itself[code] = _own_largest(own.figures.get(code), before, code)
            figures[code] = _stated(own.figures.get(code), max(itself[code], now.figures.get(code, Decimal(0))))
        elif indicator is not None:
            figures[code] = _summed(own.figures.get(code), before.figures.get(code), now.figures.get(code))
    words, changed = _words(own, before, now)
    rows, whole, changed_rows = _rows(form, own, before, now, report)
    statement = replace(own, figures=figures, words=words, rows=rows)
    told = (*_still_told(before, statement, {one.place for one in (*changed, *changed_rows)}), *changed, *changed_rows)
    return TakenOver(statement, replace(now, whole=whole, own=itself, changed=told))


def _still_told(before: Below, statement: Statement, anew: Collection[str]) -> Iterator[SourceChange]:
    """What an earlier taking over told: who joins again because of another unit has not looked at it."""
    rows = (row for rows in statement.rows.values() for row in rows)
    stated = [*statement.words.values(), *(text for row in rows for text in row.texts.values())]
    for one in before.changed:
        if one.place not in anew and not (one.text and any(one.text in text for text in stated)):
            yield one


def _own_largest(own: Stated | None, before: Below, code: str) -> Decimal:
    """What stands untouched since the taking over is not the unit's own."""
    stated = own.amount if own and isinstance(own.amount, Decimal) else Decimal(0)
    untouched = code in before.own and stated == max(before.own[code], before.figures.get(code, Decimal(0)))
    return before.own[code] if untouched else stated


def _summed(own: Stated | None, before: Decimal | None, now: Decimal | None) -> Stated:
    stated = own.amount if own and isinstance(own.amount, Decimal) else None
    return _stated(own, (stated or Decimal(0)) - (before or Decimal(0)) + (now or Decimal(0)))


def _stated(own: Stated | None, amount: Decimal) -> Stated:
    return Stated(amount, Origin.JOINED, None, own.measured if own else None)


def _words(own: Statement, before: Below, now: Below) -> tuple[dict[str, str], list[SourceChange]]:
    """Every unit's words below the own ones, with its name. Those added before give way to the newest where they
    stand as they were added; changed or taken out by a person, they are the person's."""
    found, changed = dict(own.words), []
    for number in {**before.words, **now.words}:
        old, new = before.words.get(number, {}), now.words.get(number, {})
        for unit in {**old, **new}:
            text = _with_lines(found.get(number, ""), old.get(unit), new.get(unit, ""))
            if text is not None:
                found[number] = text
            elif old.get(unit) != new.get(unit):
                changed.append(SourceChange(number, new.get(unit, "")))
    return found, changed


def _with_lines(text: str, old: str | None, new: str) -> str | None:
    """The text with the lines ``new`` where whole lines ``old`` stand, or below all where none were added before;
    None where ``old`` stands there no more."""
    bounded = f"\n{text}\n"
    if old is None:
        return text if f"\n{new}\n" in bounded else f"{text}\n{new}".strip()
    if f"\n{old}\n" not in bounded:
        return None
    return bounded.replace(f"\n{old}\n", f"\n{new}\n" if new else "\n", 1).strip("\n")


def _rows(
    form: ReportForm, own: Statement, before: Below, now: Below, report: Consolidation
) -> tuple[dict[str, tuple[TableRow, ...]], dict[str, frozenset[str]], list[SourceChange]]:
    found, whole, changed = dict(own.rows), {}, []
    for table in form.tables:
        named = next((_joined_rows(joined) for joined in report.tables if joined.table.code == table.code), {})
        standing = {_row_key(table, row.part, row.key): row for row in own.rows.get(table.code, ())}
        before_rows, now_rows = before.rows.get(table.code, {}), now.rows.get(table.code, {})
        before_texts, now_texts = before.texts.get(table.code, {}), now.texts.get(table.code, {})
        of_below = before.whole.get(table.code, frozenset())
        rows = []
        for key in {**standing, **now_rows}:
            row, texts = standing.get(key), before_texts.get(key, {})
            if row and key in of_below and key not in now_rows and _is_taken(row, before_rows.get(key, {}), texts):
                continue
            made = _row(row or named[key], row is not None, before_rows.get(key, {}), now_rows.get(key, {}))
            kept, told = _texts(table, row, texts, now_texts.get(key, {}))
            rows.append(replace(made, texts=kept))
            changed += told
        if rows or table.code in found:
            found[table.code] = tuple(rows)
        whole[table.code] = frozenset(key for key in now_rows if key not in standing or key in of_below)
    return found, whole, changed


def _row_key(table: FormTable, part: str, key: str) -> str:
    """Rows are told apart by their words, below each part of the form by itself; levels tell none apart."""
    return f"{part}|{fold(squeeze(key))}" if table.parts else fold(squeeze(key))


def _joined_rows(joined: JoinedTable) -> dict[str, TableRow]:
    """As they are called, without figures and words."""
    return {
        _row_key(joined.table, part, row.key): TableRow(row.key, {}, part if joined.table.parts else "")
        for part, rows in joined.parts.items()
        for row in rows
    }


def _is_taken(row: TableRow, cells: Mapping[str, Decimal], texts: Mapping[str, str]) -> bool:
    """Whether a row is still what was taken over, and nothing besides."""
    return dict(row.amounts) == dict(cells) and dict(row.texts) == dict(texts)


def _row(named: TableRow, is_own: bool, before: Mapping[str, Decimal], now: Mapping[str, Decimal]) -> TableRow:
    amounts = dict(named.amounts)
    taken = before if is_own else {}  # a row that was taken out again holds nothing of before
    for code in {**taken, **now}:
        amounts[code] = amounts.get(code, Decimal(0)) - taken.get(code, Decimal(0)) + now.get(code, Decimal(0))
    return replace(named, amounts=amounts)


def _texts(
    table: FormTable, row: TableRow | None, before: Mapping[str, str], now: Mapping[str, str]
) -> tuple[dict[str, str], list[SourceChange]]:
    """The newest words of those below where they stand as they were taken over, or where none stand; else those of
    the person."""
    found, changed = dict(row.texts) if row else {}, []
    for column in table.texts:
        old, new = before.get(column.code, ""), now.get(column.code, "")
        standing = found.pop(column.code, "")
        is_own = row is not None and standing != old
        if is_own and new not in {old, standing}:
            changed.append(SourceChange(f"{table.code}: {row.key if row else ''}, {column.title}", new))
        if kept := standing if is_own else new:
            found[column.code] = kept
    return found, changed
