"""Many statements as one: figures joined by rule, words merged by heading with their authors, gaps named.

Shares and averages are computed anew from the joined parts: never an average of averages.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from caicach.kernel.metrics import SampleError
from caicach.kernel.said import Said, tell
from caicach.kernel.text.collation import collation_key
from caicach.kernel.text.folding import fold, squeeze
from caicach.procedures.domain.report_forms import ReportForm as RegisterForm
from caicach.regimes.domain.forms import FormTable, Indicator, Joining, ReportForm
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.stating import Stated, Statement, TableRow, with_formulas

LEVEL_WORDS: Final = {
    "department": "Sở, ngành",
    "attached": "Đơn vị trực thuộc",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "province": "Địa phương",
}
"""Levels of units as papers call them."""


class Standing(StrEnum):
    """How a unit stands to its report when the others are put together."""

    IN_TIME = "in_time"
    LATE = "late"
    MEASURED_ONLY = "measured_only"  # nothing accepted: only what the system measures itself is told
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Participant:
    """A unit that the form asks, how its report stands, and what it states; ``successor`` where it ended meanwhile."""

    unit: str
    name: str
    level: str
    standing: Standing
    statement: Statement
    accepted_on: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit gave to a figure."""

    unit: str
    name: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class JoinedFigure:
    """``amount`` of all parts that have a figure; the others stand in ``parts`` with their reason."""

    indicator: Indicator
    amount: Amount
    parts: tuple[Part, ...] = ()
    error: SampleError | None = None
    """How sure the consolidating body's own figure is, where it comes from a sample."""
    is_measured: bool = False
    """Whether the system measured it of the consolidating body itself."""

    @property
    def without(self) -> tuple[Part, ...]:
        """Units whose figure is missing in the sum."""
        return tuple(part for part in self.parts if isinstance(part.amount, Said))


@dataclass(frozen=True, slots=True)
class Words:
    """What one unit wrote below a heading."""

    unit: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class JoinedHeading:
    """A heading with what units wrote, in their order, and what a person wrote over it."""

    number: str
    title: str
    words: tuple[Words, ...]
    edited: str = ""


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """A row of a joined table: its key as first written, figures by column, and the units behind it."""

    key: str
    amounts: Mapping[str, Amount]
    units: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """The rows of one table by its own parts, or one part for each level of units (I departments, II communes)."""

    table: FormTable
    parts: Mapping[str, tuple[JoinedRow, ...]]
    totals: Mapping[str, Mapping[str, Amount]]


@dataclass(frozen=True, slots=True)
class Consolidation:
    """One report made of many."""

    form: ReportForm
    figures: Mapping[str, JoinedFigure]
    headings: tuple[JoinedHeading, ...]
    tables: tuple[JoinedTable, ...]
    participants: tuple[Participant, ...] = field(repr=False)
    attached: tuple[RegisterForm, ...] = ()
    """Forms that the registers of the province gave for the same window."""

    def standing(self, *kinds: Standing) -> tuple[Participant, ...]:
        return tuple(one for one in self.participants if one.standing in kinds)


def consolidation(
    form: ReportForm,
    participants: Sequence[Participant],
    *,
    own: Mapping[str, Stated] | None = None,
    edits: Mapping[str, str] | None = None,
    attached: Sequence[RegisterForm] = (),
) -> Consolidation:
    """Equal statements give an equal report, in whatever order they come.

    ``own`` are figures that the consolidating body states itself; ``edits`` its text over a heading, by number.
    """
    ordered = tuple(sorted(participants, key=_order))
    amounts: dict[str, Amount] = {}
    parts: dict[str, tuple[Part, ...]] = {}
    for one in form.indicators():
        if one.joining is Joining.FORMULA:
            continue
        parts[one.code] = _parts(form, one, ordered)
        amounts[one.code] = _own(one, own or {}) if one.joining is Joining.OWN else _joined(one, parts[one.code])
    with_formulas(form.indicators(), amounts)
    figures = {one.code: _figure(one, amounts[one.code], parts, own or {}) for one in form.indicators()}
    return Consolidation(
        form=form,
        figures=figures,
        headings=tuple(_heading(form, number, ordered, edits or {}) for number in _numbers(form)),
        tables=tuple(_table(table, ordered) for table in form.tables),
        participants=ordered,
        attached=tuple(attached),
    )


def _order(one: Participant) -> tuple[int, str, str, str]:
    """Departments, then districts, then communes (I, II of form 07b); below each by name."""
    known = tuple(LEVEL_WORDS)
    at = known.index(one.level) if one.level in known else len(known)
    return at, one.level, collation_key(one.name), one.unit


def _parts(form: ReportForm, one: Indicator, ordered: Sequence[Participant]) -> tuple[Part, ...]:
    """Of those who are asked for the figure."""
    levels = form.levels_of(one.code)
    asked = (each for each in ordered if form.asks(levels, each.level)) if one.is_asked else ()
    return tuple(_part(one, each) for each in asked)


def _part(one: Indicator, participant: Participant) -> Part:
    stated = participant.statement.figures.get(one.code)
    amount = stated.amount if stated else tell("chưa báo cáo")
    return Part(participant.unit, participant.name, amount)


def _own(one: Indicator, own: Mapping[str, Stated]) -> Amount:
    return own[one.code].amount if one.code in own else tell("cơ quan tổng hợp chưa ghi")


def _figure(
    one: Indicator, amount: Amount, parts: Mapping[str, tuple[Part, ...]], own: Mapping[str, Stated]
) -> JoinedFigure:
    stated = own.get(one.code) if one.joining is Joining.OWN else None
    is_measured = stated is not None and stated.provenance is not None
    return JoinedFigure(one, amount, parts.get(one.code, ()), stated.error if stated else None, is_measured)


def _joined(one: Indicator, parts: tuple[Part, ...]) -> Amount:
    known = [part.amount for part in parts if isinstance(part.amount, Decimal)]
    if not known:
        return tell("không đơn vị nào có số liệu")
    return max(known) if one.joining is Joining.LARGEST else sum(known, Decimal(0))


def _numbers(form: ReportForm) -> tuple[str, ...]:
    return tuple(one.number for one in form.headings)


def _heading(form: ReportForm, number: str, ordered: Sequence[Participant], edits: Mapping[str, str]) -> JoinedHeading:
    heading = form.heading(number)
    title = heading.title if heading else ""
    words = tuple(
        Words(one.unit, one.name, text) for one in ordered if (text := one.statement.words.get(number, "").strip())
    )
    return JoinedHeading(number, title, words, edits.get(number, "").strip())


def _table(table: FormTable, ordered: Sequence[Participant]) -> JoinedTable:
    parts: dict[str, tuple[JoinedRow, ...]] = {}
    totals: dict[str, Mapping[str, Amount]] = {}
    for name, stated in _stated_rows(table, ordered):
        rows = _rows(table, stated)
        if rows:
            parts[name] = rows
            totals[name] = _total(table, rows)
    return JoinedTable(table, parts, totals)


_Rows = list[tuple[Participant, Sequence[TableRow]]]


def _stated_rows(table: FormTable, ordered: Sequence[Participant]) -> Iterator[tuple[str, _Rows]]:
    """Rows of each unit, by the parts of the table where it has any, else by level."""
    rows = [(one, one.statement.rows.get(table.code, ())) for one in ordered]
    if table.parts:
        for part in table.parts:
            yield part, [(one, [row for row in stated if row.part == part]) for one, stated in rows]
        return
    for level in dict.fromkeys(one.level for one in ordered):
        yield level, [(one, stated) for one, stated in rows if one.level == level]


def _rows(table: FormTable, stated: _Rows) -> tuple[JoinedRow, ...]:
    names: dict[str, str] = {}
    units: dict[str, list[str]] = {}
    sums: dict[str, dict[str, Decimal]] = {}
    texts: dict[str, dict[str, list[str]]] = {}
    for one, rows in stated:
        for row in rows:
            key = fold(squeeze(row.key))
            names.setdefault(key, squeeze(row.key))
            units.setdefault(key, [])
            if one.unit not in units[key]:
                units[key].append(one.unit)
            added = sums.setdefault(key, {})
            for code, amount in row.amounts.items():
                added[code] = added.get(code, Decimal(0)) + amount
            for code, text in row.texts.items():
                told = texts.setdefault(key, {}).setdefault(code, [])
                told += [text] if text and text not in told else []
    return tuple(
        JoinedRow(
            names[key],
            with_formulas(table.columns, dict(sums[key])),
            tuple(units[key]),
            {code: "; ".join(told) for code, told in texts.get(key, {}).items()},
        )
        for key in sorted(names, key=lambda key: collation_key(names[key]))
    )


def _total(table: FormTable, rows: Sequence[JoinedRow]) -> dict[str, Amount]:
    total: dict[str, Amount] = {
        column.code: sum(
            (amount for row in rows if isinstance(amount := row.amounts.get(column.code), Decimal)), Decimal(0)
        )
        for column in table.columns
        if column.formula is None
    }
    return with_formulas(table.columns, total)
