"""Two surveys beside each other, as of two years: only where they asked the same; pure.

The samples are independent, so variances add up; the degrees of freedom of the difference are Satterthwaite's.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from caicach.kernel.said import Said, tell
from caicach.kernel.text.folding import nfc
from caicach.surveys.estimation.intervals import t_quantile
from caicach.surveys.results.domain.values import ResultCell, ResultQuestion, ResultTable


@dataclass(frozen=True, slots=True)
class Difference:
    """The first less the second. Error and interval are None where one of the two has none."""

    value: float
    standard_error: float | None = None
    interval: tuple[float, float] | None = None

    @property
    def is_seen(self) -> bool | None:
        """Whether the interval leaves out 0; None without an interval."""
        return None if self.interval is None else not self.interval[0] <= 0 <= self.interval[1]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """``name`` as of ``ResultRow``; ``head`` is the choice, "" of a mean. A cell is None where it is kept back."""

    name: str | None
    label: str
    head: str
    own: ResultCell | None
    other: ResultCell | None
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """``unlike`` says where the two did not ask the same; then there are no rows."""

    unlike: tuple[Said, ...]
    rows: tuple[ComparedRow, ...] = ()


def unlike_questions(own: ResultQuestion, other: ResultQuestion | None) -> tuple[Said, ...]:
    """What two questions of one name differ in: words, choices, how many may be chosen. Nothing where they are the
    same; the order of the choices and how a text is spaced do not count."""
    if other is None:
        return (tell("Cuộc kia không hỏi câu «{question}».", question=own.label),)
    found = []
    if _words(own.label) != _words(other.label):
        found.append(tell("Lời hỏi khác nhau: «{own}» và «{other}».", own=own.label, other=other.label))
    if own.is_multiple != other.is_multiple:
        found.append(tell("Một cuộc cho chọn một câu trả lời, cuộc kia cho chọn nhiều."))
    mine, theirs = (frozenset((name, _words(label)) for name, label in one.choices.items()) for one in (own, other))
    if odd := sorted({name for name, _label in mine ^ theirs}):
        both = (" / ".join(one.choices[name] or name for one in (own, other) if name in one.choices) for name in odd)
        found.append(tell("Các lựa chọn khác nhau ở: {labels}.", labels="; ".join(both)))
    return tuple(found)


def _words(label: str) -> str:
    return " ".join(nfc(label).split()).casefold()


def comparison_of(own: ResultTable, other: ResultTable) -> Comparison:
    """Row by row, of the groups that the first has and of all; confidence is that of the first."""
    unlike = unlike_questions(own.question, other.question)
    if own.by is not None:
        unlike += unlike_questions(own.by, other.by)
    return Comparison(unlike, () if unlike else tuple(_rows(own, other)))


def _rows(own: ResultTable, other: ResultTable) -> Iterator[ComparedRow]:
    """Choices by their names: another order of the same is the same."""
    theirs = {row.name: _by_choice(other, row.cells) for row in other.rows}
    for row in own.rows:
        cells = theirs.get(row.name)
        mine_by_choice = _by_choice(own, row.cells)
        for (choice, mine), head in zip(mine_by_choice.items(), own.heads or ("",), strict=True):
            beside = cells.get(choice) if cells is not None else ResultCell(0, None)
            found = difference_of(mine, beside, own.confidence) if mine and beside else None
            yield ComparedRow(row.name, row.label, head, mine, beside, found)


def _by_choice(table: ResultTable, cells: tuple[ResultCell | None, ...]) -> dict[str, ResultCell | None]:
    return dict(zip(table.question.choices if table.heads else ("",), cells, strict=True))


def difference_of(own: ResultCell, other: ResultCell, confidence: float) -> Difference | None:
    """None where one has no figure.

    >>> one, two = ResultCell(9, 0.8, 0.03, (0.74, 0.86), 100), ResultCell(9, 0.7, 0.04, (0.62, 0.78), 100)
    >>> found = difference_of(one, two, 0.95)
    >>> round(found.standard_error, 3), [round(end, 3) for end in found.interval], found.is_seen
    (0.05, [0.001, 0.199], True)
    """
    if own.value is None or other.value is None:
        return None
    value = own.value - other.value
    if own.standard_error is None or other.standard_error is None:
        return Difference(value)
    parts = [(one.standard_error or 0.0, one.degrees) for one in (own, other)]
    variance = sum(error**2 for error, _degrees in parts)
    error = math.sqrt(variance)
    if any(error > 0 and degrees < 1 for error, degrees in parts):
        return Difference(value, error)
    if variance == 0:
        return Difference(value, 0.0, (value, value))
    degrees = variance**2 / sum(error**4 / degrees for error, degrees in parts if error > 0)
    width = t_quantile((1 + confidence) / 2, degrees) * error
    return Difference(value, error, (value - width, value + width))
