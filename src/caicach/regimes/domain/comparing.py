"""Two editions of one report side by side: what differs in figures, rows, words, and in how units reported. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from caicach.regimes.domain.consolidation import Consolidation, JoinedTable, Participant, Standing
from caicach.regimes.domain.forms import FormTable
from caicach.regimes.domain.formulas import Amount


@dataclass(frozen=True, slots=True)
class ChangedAmount:
    """``place`` says where: empty for the sum of all, else the unit or the column; None: not there at all."""

    place: str
    before: Amount | None
    after: Amount | None


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """An indicator whose sum or parts differ; ``joined`` is None where the parts differ and the sum does not."""

    code: str
    title: str
    unit: str
    joined: ChangedAmount | None
    parts: tuple[ChangedAmount, ...]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of a table, or the total of a level where ``key`` is empty."""

    table: str
    level: str
    key: str
    amounts: tuple[ChangedAmount, ...]
    texts: tuple[tuple[str, str, str], ...] = ()
    """Column, before and after of words that differ."""


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """``author`` is empty for the text that the consolidating office wrote over the heading."""

    number: str
    title: str
    author: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedStanding:
    """How a unit stands in each; None: not asked there."""

    name: str
    before: Standing | None
    after: Standing | None


@dataclass(frozen=True, slots=True)
class Comparison:
    figures: tuple[ChangedFigure, ...]
    rows: tuple[ChangedRow, ...]
    words: tuple[ChangedWords, ...]
    standings: tuple[ChangedStanding, ...]
    attached: tuple[str, ...]
    """Forms out of the registers that differ, by name."""

    @property
    def is_empty(self) -> bool:
        return not (self.figures or self.rows or self.words or self.standings or self.attached)


def comparison(before: Consolidation, after: Consolidation) -> Comparison:
    """Everything that differs; what stands in neither is not told."""
    registers = {one.name: one for one in before.attached}
    now = {one.name: one for one in after.attached}
    return Comparison(
        figures=tuple(_figures(before, after)),
        rows=tuple(_rows(before, after)),
        words=tuple(_words(before, after)),
        standings=tuple(_standings(before, after)),
        attached=tuple(name for name in {**registers, **now} if registers.get(name) != now.get(name)),
    )


def _figures(before: Consolidation, after: Consolidation) -> Iterator[ChangedFigure]:
    for code in {**after.figures, **before.figures}:
        then, now = before.figures.get(code), after.figures.get(code)
        told = now or then
        assert told is not None
        joined = _changed("", then.amount if then else None, now.amount if now else None)
        parts = _parts(
            {part.unit: (part.name, part.amount) for part in then.parts} if then else {},
            {part.unit: (part.name, part.amount) for part in now.parts} if now else {},
        )
        if joined or parts:
            yield ChangedFigure(code, told.indicator.title, told.indicator.unit, joined, parts)


def _changed(place: str, before: Amount | None, after: Amount | None) -> ChangedAmount | None:
    return None if before == after else ChangedAmount(place, before, after)


def _parts(then: Mapping[str, tuple[str, Amount]], now: Mapping[str, tuple[str, Amount]]) -> tuple[ChangedAmount, ...]:
    found = []
    for unit in {**now, **then}:
        name = (now.get(unit) or then[unit])[0]
        changed = _changed(name, then[unit][1] if unit in then else None, now[unit][1] if unit in now else None)
        found += [changed] if changed else []
    return tuple(found)


def _rows(before: Consolidation, after: Consolidation) -> Iterator[ChangedRow]:
    then = {joined.table.code: joined for joined in before.tables}
    now = {joined.table.code: joined for joined in after.tables}
    for code in {**now, **then}:
        table = (now.get(code) or then[code]).table
        old, new = _amounts(then.get(code)), _amounts(now.get(code))
        old_texts, new_texts = _texts_by_row(then.get(code)), _texts_by_row(now.get(code))
        for level, key in {**new, **old}:
            amounts = tuple(
                changed
                for column in table.columns
                if (
                    changed := _changed(
                        column.title,
                        old.get((level, key), {}).get(column.code),
                        new.get((level, key), {}).get(column.code),
                    )
                )
            )
            texts = tuple(_texts(table, old_texts.get((level, key), {}), new_texts.get((level, key), {})))
            if amounts or texts:
                yield ChangedRow(table.title, level, key, amounts, texts)


def _texts_by_row(joined: JoinedTable | None) -> dict[tuple[str, str], Mapping[str, str]]:
    """By level and key, of a table that has columns of words."""
    if joined is None or not joined.table.texts:
        return {}
    return {(level, row.key): row.texts for level, rows in joined.parts.items() for row in rows}


def _texts(table: FormTable, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for column in table.texts:
        pair = (old.get(column.code, ""), new.get(column.code, ""))
        if pair[0] != pair[1]:
            yield (column.title, *pair)


def _amounts(joined: JoinedTable | None) -> dict[tuple[str, str], Mapping[str, Amount]]:
    """By level and key; the total of a level has no key."""
    found: dict[tuple[str, str], Mapping[str, Amount]] = {}
    if joined is not None:
        for level, lines in joined.parts.items():
            found[level, ""] = joined.totals[level]
            found |= {(level, line.key): line.amounts for line in lines}
    return found


def _words(before: Consolidation, after: Consolidation) -> Iterator[ChangedWords]:
    then = {heading.number: heading for heading in before.headings}
    now = {heading.number: heading for heading in after.headings}
    for number in {**now, **then}:
        old, new = then.get(number), now.get(number)
        title = new.title if new else old.title if old else ""
        written = (old.edited if old else "", new.edited if new else "")
        if written[0] != written[1]:
            yield ChangedWords(number, title, "", *written)
        said = {words.unit: words for words in old.words} if old else {}
        says = {words.unit: words for words in new.words} if new else {}
        for unit in {**says, **said}:
            pair = (said[unit].text if unit in said else "", says[unit].text if unit in says else "")
            if pair[0] != pair[1]:
                yield ChangedWords(number, title, (says.get(unit) or said[unit]).name, *pair)


def _standings(before: Consolidation, after: Consolidation) -> Iterator[ChangedStanding]:
    then: dict[str, Participant] = {one.unit: one for one in before.participants}
    now: dict[str, Participant] = {one.unit: one for one in after.participants}
    for unit in {**now, **then}:
        old, new = then.get(unit), now.get(unit)
        pair = (old.standing if old else None, new.standing if new else None)
        if pair[0] is not pair[1]:
            told = new or old
            assert told is not None
            yield ChangedStanding(told.name, *pair)
