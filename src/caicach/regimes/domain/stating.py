"""What one unit states in a form: figures with where they come from, words below headings, rows of tables; checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from caicach.kernel.decimals import rounded_value
from caicach.kernel.metrics import Provenance, SampleError
from caicach.kernel.said import Said, plain, tell
from caicach.kernel.text.numbers import format_number
from caicach.regimes.domain.forms import CheckRule, FormTable, Indicator, ReportForm
from caicach.regimes.domain.formulas import Amount, amount_of


class Origin(StrEnum):
    """Where a stated figure comes from."""

    MEASURED = "measured"  # by the system, with the rows behind it
    TYPED = "typed"
    JOINED = "joined"  # with what subordinate units stated


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of an indicator, or the reason why there is none. ``measured`` is what the system said beside it,
    ``error`` how sure it is where it comes from a sample."""

    amount: Amount
    origin: Origin
    provenance: Provenance | None = None
    measured: Decimal | None = None
    error: SampleError | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: the words of its first column and its figures by column code."""

    key: str
    amounts: Mapping[str, Decimal]
    part: str = ""
    """Below which part of the table it stands, where the table has any."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Words of its text columns, by code."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything a unit states for a period."""

    unit: str
    unit_name: str
    level: str
    figures: Mapping[str, Stated] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    """Text below headings, by their number."""
    rows: Mapping[str, tuple[TableRow, ...]] = field(default_factory=dict)
    """By the code of the table."""


@dataclass(frozen=True, slots=True)
class Breach:
    """What keeps a statement from being sent: the place (a code, a heading, a table's row) and the sentence."""

    place: str
    told: Said


def amounts_of(form: ReportForm, figures: Mapping[str, Stated]) -> dict[str, Amount]:
    """Every figure of the outline: those stated, and those that follow from them by formula, in the form's order."""
    found: dict[str, Amount] = {code: stated.amount for code, stated in figures.items()}
    return with_formulas(form.indicators(), found)


def with_formulas(indicators: Iterable[Indicator], known: dict[str, Amount]) -> dict[str, Amount]:
    """``known`` with what its formulas give, rounded as the form says; what lacks a part names the part."""
    asked = tuple(indicators)
    parts: dict[str, Amount] = {one.code: tell("chưa có «{title}»", title=one.title) for one in asked}
    parts.update(known)
    for one in asked:
        if one.formula is not None:
            amount = amount_of(one.formula, parts)
            known[one.code] = parts[one.code] = (
                amount if isinstance(amount, Said) else rounded_value(amount, one.places)
            )
    return known


def breaches(form: ReportForm, statement: Statement) -> tuple[Breach, ...]:
    """What is wrong with a statement, with the figures that say so; empty where it may be sent."""
    amounts = amounts_of(form, statement.figures)
    found = [breach for one in form.indicators() for breach in _of_bounds(one, amounts.get(one.code), one.code)]
    found += [told for told in (_of_rule(one, amounts, "") for one in form.rules) if told]
    for table in form.tables:
        for row in statement.rows.get(table.code, ()):
            found += _of_row(table, row)
    return tuple(found)


def breaches_of_own(
    form: ReportForm, typed: Mapping[str, Decimal], amounts: Mapping[str, Amount]
) -> tuple[Breach, ...]:
    """What is wrong with figures that the consolidating body typed, and with whatever is computed from them;
    ``amounts`` are those of the joined report. What units stated was looked at when they sent it."""
    touched = set(typed)
    asked = tuple(form.indicators())
    for one in asked:
        if one.formula is not None and one.formula.codes() & touched:
            touched.add(one.code)
    found = [
        breach for one in asked if one.code in touched for breach in _of_bounds(one, amounts.get(one.code), one.code)
    ]
    rules = [one for one in form.rules if one.rule.codes() & touched]
    return (*found, *(told for told in (_of_rule(one, amounts, "") for one in rules) if told))


def lacking(form: ReportForm, statement: Statement) -> tuple[Indicator, ...]:
    """Indicators that wait for a person. What the system measures waits for nobody: it has a figure, or a reason."""
    return tuple(
        one
        for one in form.indicators()
        if one.is_asked and not one.metric and not isinstance(_amount(statement, one.code), Decimal)
    )


def _amount(statement: Statement, code: str) -> Amount | None:
    stated = statement.figures.get(code)
    return stated.amount if stated else None


def _of_row(table: FormTable, row: TableRow) -> Iterator[Breach]:
    place = f"{table.code}: {row.key}"
    if table.parts and row.part not in table.parts:
        yield Breach(place, tell("{row}: chưa chọn phần của bảng «{title}».", row=row.key, title=table.title))
    amounts = with_formulas(table.columns, dict(row.amounts))
    for column in table.columns:
        if column.is_typed and column.code not in row.amounts:
            yield Breach(
                place, tell("{row}: chưa ghi «{title}»; không phát sinh thì ghi 0.", row=row.key, title=column.title)
            )
        yield from _of_bounds(column, amounts.get(column.code), place)
    for one in table.rules:
        if told := _of_rule(one, amounts, place):
            yield told


def _of_bounds(one: Indicator, amount: Amount | None, place: str) -> Iterator[Breach]:
    if not isinstance(amount, Decimal):
        return
    words = {"title": one.title, "amount": format_number(amount)}
    if one.least is not None and amount < one.least:
        yield Breach(place, tell("«{title}» là {amount}, nhỏ hơn {least}.", **words, least=format_number(one.least)))
    if one.most is not None and amount > one.most:
        yield Breach(place, tell("«{title}» là {amount}, lớn hơn {most}.", **words, most=format_number(one.most)))
    if one.places == 0 and amount != amount.to_integral_value():
        yield Breach(place, tell("«{title}» là {amount}: chỉ tiêu này là số nguyên.", **words))


def _of_rule(one: CheckRule, amounts: Mapping[str, Amount], place: str) -> Breach | None:
    if one.rule.holds(amounts) is not False:
        return None
    figures = ", ".join(
        f"{code} = {format_number(amount)}"
        for code in sorted(one.rule.codes())
        if isinstance(amount := amounts.get(code), Decimal)
    )
    return Breach(place, tell("{words} ({figures})", words=plain(one.words), figures=figures))
