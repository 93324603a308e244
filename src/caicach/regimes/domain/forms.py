"""The form of a periodic report: an outline of headings with their indicators, tables, and rules over the figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from caicach.kernel.periods import PeriodKind, Regime, ReportingLevel
from caicach.organisations.domain.units import OwnBody
from caicach.regimes.domain.formulas import Node, Rule


class Joining(StrEnum):
    """How figures of units become the figure of all of them."""

    SUM = "sum"
    FORMULA = "formula"  # computed anew from the joined parts: never an average of averages
    LARGEST = "largest"
    OWN = "own"  # stated by the consolidating body itself


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure asked for. ``metric`` names what the system measures itself; ``formula`` computes it from others."""

    code: str
    title: str
    unit: str
    joining: Joining
    metric: str = ""
    formula: Node | None = None
    places: int = 0
    least: Decimal | None = None
    most: Decimal | None = None
    kinds: tuple[PeriodKind, ...] = ()
    """Empty for every period of the report."""

    @property
    def is_typed(self) -> bool:
        """Whether a person may state it: everything but what follows from others."""
        return self.formula is None

    @property
    def is_asked(self) -> bool:
        """Whether units state it: what the consolidating body states itself is theirs only where it is measured."""
        return self.is_typed and (self.joining is not Joining.OWN or bool(self.metric))


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the outline; ``ask`` says what a unit writes below it, empty where it writes nothing."""

    number: str
    title: str
    ask: str = ""
    indicators: tuple[Indicator, ...] = ()
    levels: tuple[str, ...] = ()
    """Who answers it; empty for every level."""
    kinds: tuple[PeriodKind, ...] = ()
    """Empty for every period of the report."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of a table that holds words (the number and day of a document), behind its figures."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table filled row by row: ``key`` is the head of its first column (a field, a name), the others are figures.

    ``parts`` are those that the form prints above its rows (kinds of documents); without any, levels of units part it.
    """

    code: str
    title: str
    key: str
    columns: tuple[Indicator, ...]
    rules: tuple["CheckRule", ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[PeriodKind, ...] = ()
    """Empty for every period of the report."""
    parts: tuple[str, ...] = ()
    texts: tuple[TextColumn, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """Heads of its columns behind the first, those of words last."""
        return (*(one.title for one in self.columns), *(one.title for one in self.texts))


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A rule that figures must keep, and what a person is told where they do not."""

    rule: Rule
    words: str
    written: str


@dataclass(frozen=True, slots=True)
class FormChart:
    """Figures of one unit of measure that the paper draws as bars below the figures of a heading."""

    heading: str
    title: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttachedForm:
    """A form that comes out of the registers of the province and is attached to the joined report of some periods."""

    code: str
    kinds: tuple[PeriodKind, ...] = ()
    """Empty for every period of the report."""


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A form of the same regime that this report does not hold; ``told`` says where it is, or why it is not kept."""

    code: str
    title: str
    told: str


@dataclass(frozen=True, slots=True)
class ReportForm:
    """``id`` is what commands and addresses carry. ``is_verified`` is False where no text of the law was read for it;
    ``note`` says so on every paper made of it."""

    id: str
    regime: Regime
    kinds: tuple[PeriodKind, ...]
    title: str
    subject: str
    source: str
    is_verified: bool
    note: str
    edition: str
    headings: tuple[Heading, ...]
    tables: tuple[FormTable, ...] = ()
    rules: tuple[CheckRule, ...] = ()
    valid_from: date | None = None
    levels: tuple[str, ...] = ()
    attached: tuple[AttachedForm, ...] = ()
    charts: tuple[FormChart, ...] = ()
    """Where there are any, the paper draws too how the reports came in."""
    consolidated_by: str = "Cơ quan thường trực cải cách hành chính"
    """Which body of the province joins the reports, where no unit signs."""
    recipients: tuple[str, ...] = ()
    """Whom the joined report goes to, as papers name them."""
    others: tuple[OtherForm, ...] = ()
    place: OwnBody = OwnBody.PROVINCE
    due: Mapping[str, ReportingLevel] = field(default_factory=dict, hash=False)
    """By level of units whose day of the regime is theirs; of the others ``unit_to_province``."""
    onward: tuple[ReportingLevel, ...] = (ReportingLevel.PROVINCE_TO_MINISTRY, ReportingLevel.PROVINCE_TO_GOVERNMENT)
    """Whose days are those of the joined report."""
    scope: str = "toàn tỉnh"
    """Of what the joined report tells."""
    digest: str = ""
    """SHA-256 of the text it was read from."""
    written: str = field(default="", repr=False, compare=False)
    """That text: what is made of a form is told by it, however later texts word it."""

    def indicators(self) -> Iterator[Indicator]:
        """In the order of the outline, those of tables left out."""
        for heading in self.headings:
            yield from heading.indicators

    def indicator(self, code: str) -> Indicator | None:
        return next((one for one in self.indicators() if one.code == code), None)

    def due_level(self, level: str) -> ReportingLevel:
        """Whose day is that of units of a level."""
        return self.due.get(level, ReportingLevel.UNIT_TO_PROVINCE)

    def asks(self, levels: tuple[str, ...], level: str) -> bool:
        """Whether what names ``levels`` is asked of a unit; in a province a body below a department answers as it."""
        own = "department" if level == "attached" and self.place is OwnBody.PROVINCE else level
        return not levels or own in levels

    def asked(self, kind: PeriodKind, level: str = "") -> "ReportForm":
        """The form as a period asks it, of a unit of a level, or of everybody.

        A unit is not shown what only the consolidating body states, nor what is computed from it.
        """
        headings = tuple(one for one in self.headings if _is_in(one.kinds, kind) and self._is_of(one.levels, level))
        codes = _codes_asked([one for heading in headings for one in heading.indicators], kind, bool(level))
        return replace(
            self,
            headings=tuple(
                replace(one, indicators=tuple(each for each in one.indicators if each.code in codes))
                for one in headings
            ),
            tables=tuple(one for one in self.tables if _is_in(one.kinds, kind) and self._is_of(one.levels, level)),
            rules=tuple(one for one in self.rules if one.rule.codes() <= codes),
            charts=tuple(one for one in self.charts if codes.issuperset(one.codes)),
        )

    def _is_of(self, levels: tuple[str, ...], level: str) -> bool:
        return not level or self.asks(levels, level)

    def levels_of(self, code: str) -> tuple[str, ...]:
        """Who is asked for a figure; empty for every level."""
        return next((one.levels for one in self.headings if any(i.code == code for i in one.indicators)), ())

    def attached_in(self, kind: PeriodKind) -> tuple[str, ...]:
        """Codes of the forms attached to the report of a period."""
        return tuple(one.code for one in self.attached if not one.kinds or kind in one.kinds)

    def charts_of(self, number: str) -> tuple[FormChart, ...]:
        """Those below the figures of one heading."""
        return tuple(one for one in self.charts if one.heading == number)

    def heading(self, number: str) -> Heading | None:
        return next((one for one in self.headings if one.number == number), None)

    def table(self, code: str) -> FormTable | None:
        return next((one for one in self.tables if one.code == code), None)


def _is_in(kinds: tuple[PeriodKind, ...], kind: PeriodKind) -> bool:
    return not kinds or kind in kinds


def _codes_asked(indicators: Sequence[Indicator], kind: PeriodKind, is_unit: bool) -> frozenset[str]:
    """Of those that a period has; of a unit those that it states, and what follows from these alone."""
    found = {
        one.code for one in indicators if _is_in(one.kinds, kind) and (one.is_asked or not one.is_typed or not is_unit)
    }
    computed = [one for one in indicators if one.formula is not None]
    while gone := {one.code for one in computed if one.code in found and one.formula and one.formula.codes() - found}:
        found -= gone
    return frozenset(found)
