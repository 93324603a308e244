"""A table of results as the page, a file and a chart show it: what is kept back is kept back in all three."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from caicach.kernel.charts import BarRow, Fill, IntervalRow, Intervals, Series, StackedBars, Tone
from caicach.kernel.decimals import rounded_value
from caicach.kernel.saying import number_text, say
from caicach.kernel.tables import Cell, Table
from caicach.surveys.results.domain.values import Basis, Figure, ResultCell, ResultRow, ResultTable

_HUNDRED = 100
MOST_BARS = 40


@dataclass(frozen=True, slots=True)
class ShownCell:
    count: str
    value: str
    error: str
    interval: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """``cells`` are None, and ``answered`` empty, where they are kept back."""

    label: str
    answered: str
    cells: tuple[ShownCell | None, ...]
    is_all: bool


def shown_table(found: ResultTable) -> tuple[ShownRow, ...]:
    """By groups where there are some; else a row for each choice, so that a phone shows it too."""
    rows = [
        (row.label if row.name else row_label(row.name, row.label), row.answered, row.cells, row.name is None)
        for row in found.rows
    ]
    if found.by is None and found.figure is Figure.SHARE:
        (whole,) = found.rows
        rows = [
            (head, cell.count if cell else None, (cell,), False)
            for head, cell in zip(found.heads, whole.cells, strict=True)
        ]
    return tuple(
        ShownRow(
            label,
            "" if answered is None else number_text(answered),
            tuple(_shown_cell(cell, found) for cell in cells),
            is_all,
        )
        for label, answered, cells, is_all in rows
    )


def row_label(name: str | None, label: str) -> str:
    return gettext("Tất cả") if name is None else label or gettext("Không trả lời câu chia nhóm")


def _shown_cell(cell: ResultCell | None, found: ResultTable) -> ShownCell | None:
    if cell is None:
        return None
    ends = cell.interval
    return ShownCell(
        "" if cell.count is None else number_text(cell.count),
        "—" if cell.value is None else figure_text(cell.value, found),
        "" if cell.standard_error is None else figure_text(cell.standard_error, found, places=2),
        "" if ends is None else f"{figure_text(ends[0], found)} – {figure_text(ends[1], found)}",
    )


def figure_text(value: float, found: ResultTable, places: int | None = None) -> str:
    return number_text(figure_of(value, found, places))


def figure_of(value: float, found: ResultTable, places: int | None = None) -> Decimal:
    """Shares in hundredths with one decimal, means with two."""
    is_share = found.figure is Figure.SHARE
    exact = Decimal(repr(value)) * (_HUNDRED if is_share else 1)
    return rounded_value(exact, places if places is not None else 1 if is_share else 2)


def percent_text(share: float | None) -> str:
    """A share with one decimal; a dash where there is none."""
    return "—" if share is None else f"{number_text(rounded_value(Decimal(repr(share)) * _HUNDRED, 1))} %"


def mean_text(cell: ResultCell | None) -> str:
    """A mean with its error in one line, or that it is kept back."""
    if cell is None:
        return gettext("giữ kín")
    if cell.value is None:
        return "—"
    error = (
        "" if cell.standard_error is None else f" ± {number_text(rounded_value(Decimal(repr(cell.standard_error)), 3))}"
    )
    return number_text(rounded_value(Decimal(repr(cell.value)), 3)) + error


def file_table(title: str, found: ResultTable) -> Table:
    """A row a group and choice, with every figure that the page shows."""
    head = [gettext("Nhóm"), gettext("Trả lời"), gettext("Phiếu của nhóm"), gettext("Số phiếu")]
    unit = gettext("Tỷ lệ (%)") if found.figure is Figure.SHARE else gettext("Trung bình")
    errors = [gettext("Sai số chuẩn"), gettext("Từ"), gettext("Đến")] if found.basis is not Basis.PLAIN else []
    hidden = gettext("giữ kín")
    rows = [line[: 5 + len(errors)] for row in found.rows for line in _lines(row, found, hidden)]
    notes = [found.question.label, kept_back_words(found), *map(say, found.notes)]
    return Table(title, [*head, unit, *errors], rows, notes=[note for note in notes if note])


def _lines(row: ResultRow, found: ResultTable, hidden: str) -> Iterator[tuple[Cell, ...]]:
    answered: Cell = hidden if row.answered is None else row.answered
    for head, cell in zip(found.heads or (gettext("Trung bình"),), row.cells, strict=True):
        if cell is None:
            yield (row_label(row.name, row.label), head, answered, hidden, hidden, hidden, hidden, hidden)
            continue
        given = (cell.value, cell.standard_error, *(cell.interval or (None, None)))
        figures = (None if one is None else figure_of(one, found, 4) for one in given)
        yield (row_label(row.name, row.label), head, answered, cell.count, *figures)


def kept_back_words(found: ResultTable) -> str:
    """Why some are kept back; empty where none is."""
    if not found.kept_back:
        return ""
    return gettext("{count} ô giữ kín: ô dưới {threshold} phiếu, và những ô mà từ đó tính ra được ô ấy.").format(
        count=number_text(found.kept_back), threshold=found.threshold
    )


def result_chart(found: ResultTable) -> StackedBars | Intervals | None:
    """Dots with their intervals of one choice after another or of one group after another; of plain counts bars. None
    where a figure is kept back or there is no room: a chart never says more than the table."""
    named = _named(found)
    values = [(name, cell) for name, cell in named if cell is not None and cell.value is not None]
    if len(values) < 2 or len(values) > MOST_BARS:
        return None
    source = gettext("{count} phiếu").format(count=number_text(found.rows[-1].answered or 0))
    best = max(values, key=lambda one: one[1].value or 0)
    title = gettext("{name}: {value}, cao nhất").format(name=best[0], value=figure_text(best[1].value or 0, found))
    unit = gettext("Tỷ lệ (%)") if found.figure is Figure.SHARE else gettext("Trung bình")
    if found.basis is Basis.PLAIN or any(cell.interval is None for _name, cell in values):
        if any((cell.value or 0) < 0 for _name, cell in values):
            return None
        bars = tuple(BarRow(name, (figure_of(cell.value or 0, found),)) for name, cell in values)
        series = (Series(unit, Tone.ACCENT, Fill.SOLID),)
        return StackedBars(title, series, bars, source=source, row_head=gettext("Nhóm"), write=number_text)
    rows = tuple(_interval(name, cell, found) for name, cell in values)
    heads = (gettext("Nhóm"), gettext("Từ"), unit, gettext("Đến"))
    first, last = min(row.low for row in rows), max(row.high for row in rows)
    if found.figure is Figure.SHARE:
        first, last = 0, _HUNDRED
    elif first == last:
        return None
    return Intervals(title, unit, rows, first, last, source, heads, number_text)


def _named(found: ResultTable) -> list[tuple[str, ResultCell | None]]:
    """Of a mean its groups; of shares the choices of all, because a table by groups has too many for one picture."""
    if found.figure is Figure.MEAN:
        return [(row_label(row.name, row.label), row.cells[0]) for row in found.rows]
    return list(zip(found.heads, found.rows[-1].cells, strict=True))


def _interval(name: str, cell: ResultCell, found: ResultTable) -> IntervalRow:
    low, high = cell.interval or (0.0, 0.0)
    ends = [figure_of(one, found) for one in (low, cell.value or 0, high)]
    return IntervalRow(name, min(ends), sorted(ends)[1], max(ends))
