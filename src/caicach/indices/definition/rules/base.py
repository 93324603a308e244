"""What every rule is: a cell of the input table becomes a figure, and a figure becomes points."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple

from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import NOTHING, Said, plain, tell
from caicach.kernel.text.numbers import format_number

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
_SHOWN_PLACES = 6


class Given(NamedTuple):
    """The cells of one row of the input table, as written; ``row`` is its number in the file, 0 where there is none."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    level: str = ""
    row: int = 0


class Figure(NamedTuple):
    """What a cell says, read by the rule: ``amount`` is None where the component does not apply to the unit."""

    amount: Decimal | None
    said: Said | str | Given = ""

    @property
    def text(self) -> Said:
        """How the figure was given, for a trace: put into words only when somebody reads it."""
        if isinstance(self.said, Said):
            return self.said
        if isinstance(self.said, str):
            return plain(self.said)
        return plain(f"{self.said.numerator}/{self.said.denominator}" if self.said.numerator else self.said.value)


NOT_APPLICABLE = Figure(None)


@dataclass(frozen=True)
class Rule:
    """One way of giving points. Pure: the same cells give the same points, wherever and whenever.

    ``beside`` is the figure of the others that some rules need: the best or the mean of all units, or another index.
    """

    kind: ClassVar[str] = ""
    name: ClassVar[Said] = NOTHING  # for traces
    needs_all_units: ClassVar[bool] = False
    has_few_figures: ClassVar[bool] = False  # the same cells come again and again, so that reading them once is enough

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        """Read the cells; what cannot be used raises InvalidInput with ``column`` among its values."""
        raise AssertionError(self.kind)

    def amount(self, given: Given, maximum: Decimal) -> Decimal | None:
        """The amount of the figure alone, where a rule knows a shorter way to the same number."""
        return self.figure(given, maximum).amount

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        """Points for a figure that was read; what cannot be judged raises InvalidInput."""
        raise AssertionError(self.kind)

    def best(self, maximum: Decimal) -> Decimal:
        """The most that the rule can give: held against the component's points when a definition is loaded."""
        return maximum

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        """The way from the figure to the points."""
        raise AssertionError(self.kind)

    def beside_of(self, amounts: Iterable[Decimal]) -> Decimal | None:
        """The figure of all units that ``points`` needs, from the figures of all units."""
        return None

    def other(self) -> str | None:
        """Code of another component whose share ``points`` needs."""
        return None


def figure_text(value: Decimal) -> str:
    """A number for a sentence: as it is where short, else with six decimals and the sign that says so.

    >>> figure_text(Decimal("1234.5")), figure_text(Decimal(1) / 3)
    ('1.234,5', '≈0,333333')
    """
    short = rounded_value(value, _SHOWN_PLACES)
    plain = format_number(short.normalize() if short else ZERO)
    return plain if short == value else f"≈{plain}"


def figure_said(value: Decimal) -> Said:
    """A number inside a sentence, which a door writes as its language does: as ``figure_text`` rounds it.

    >>> str(figure_said(Decimal("1234.5"))), str(figure_said(Decimal(1) / 3))
    ('1.234,5', '≈0,333333')
    """
    short = rounded_value(value, _SHOWN_PLACES)
    return Said("{number}" if short == value else "≈{number}", {"number": short.normalize() if short else ZERO})


def percent_spoken(share: Decimal) -> Said:
    return Said("{number}%", {"number": figure_said(share * HUNDRED)})


def product_step(maximum: Decimal, part: Decimal) -> Said:
    """The last step of every rule that gives a part of the maximum."""
    points = {"maximum": figure_said(maximum), "part": percent_spoken(part), "points": figure_said(maximum * part)}
    return tell("Điểm = {maximum} × {part} = {points}.", **points)


def unusable(code: str, column: str, *, what: str, why: str, todo: str, **values: object) -> InvalidInput:
    """The error for a cell; whoever scores the table adds the row and goes on with the other cells."""
    return InvalidInput(f"index_input.{code}", what=what, why=why, todo=todo, column=column, **values)
