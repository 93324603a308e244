"""Two surveys beside each other as the page, a file and a chart show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from caicach.kernel.charts import IntervalRow, Intervals
from caicach.kernel.saying import number_text, say
from caicach.kernel.tables import Cell, Table
from caicach.surveys.results.domain.comparing import ComparedRow, Comparison, Difference
from caicach.surveys.results.domain.values import Figure, ResultCell, ResultTable
from caicach.web.surveys.result_tables import MOST_BARS, figure_of, figure_text, row_label


@dataclass(frozen=True, slots=True)
class ShownRow:
    """Empty texts where a figure is kept back; ``told`` says what may be said of the difference."""

    label: str
    own: str
    other: str
    difference: str
    interval: str
    told: str


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """``title`` is that of the other survey."""

    id: int
    title: str
    found: ResultTable
    comparison: Comparison

    @property
    def rows(self) -> tuple[ShownRow, ...]:
        return tuple(self._row(row) for row in self.comparison.rows)

    def _row(self, row: ComparedRow) -> ShownRow:
        one = row.difference
        return ShownRow(
            self._label(row),
            self._figure(row.own),
            self._figure(row.other),
            "" if one is None else self._signed(one.value),
            "" if one is None or one.interval is None else " – ".join(self._signed(end) for end in one.interval),
            _verdict_words(one),
        )

    def _label(self, row: ComparedRow) -> str:
        if self.found.by is None and row.head:
            return row.head
        return ": ".join(filter(None, (row_label(row.name, row.label), row.head)))

    def _figure(self, cell: ResultCell | None) -> str:
        if cell is None:
            return gettext("giữ kín")
        return "—" if cell.value is None else figure_text(cell.value, self.found)

    def _signed(self, value: float) -> str:
        shown = figure_of(value, self.found)
        return f"+{number_text(shown)}" if shown > 0 else number_text(shown).replace("-", "−")

    @property
    def chart(self) -> Intervals | None:
        """The differences whose interval is known; None of fewer than two, or where there is no room."""
        rows = [
            (self._label(row), row.difference, row.difference.interval)
            for row in self.comparison.rows
            if row.difference is not None and row.difference.interval is not None
        ]
        if not 2 <= len(rows) <= MOST_BARS:
            return None
        lines = tuple(
            IntervalRow(label, self._of(ends[0]), self._of(one.value), self._of(ends[1])) for label, one, ends in rows
        )
        first, last = min(0, *(one.low for one in lines)), max(0, *(one.high for one in lines))
        if first == last:
            return None
        axis = gettext("Chênh lệch (điểm %)") if self.found.figure is Figure.SHARE else gettext("Chênh lệch")
        heads = (gettext("Nhóm"), gettext("Từ"), axis, gettext("Đến"))
        return Intervals(gettext("Chênh lệch so với «{title}»").format(title=self.title), axis, lines, first, last,
                         "", heads, number_text)  # fmt: skip

    def _of(self, value: float) -> Decimal:
        return figure_of(value, self.found)

    def file(self, title: str) -> Table:
        head = (gettext("Nhóm"), gettext("Trả lời"), title, self.title, gettext("Chênh lệch"))
        more = (gettext("Sai số chuẩn"), gettext("Từ"), gettext("Đến"), gettext("Nhận xét"))
        notes = [self.found.question.label, *map(say, self.comparison.unlike)]
        name = gettext("So sánh hai cuộc khảo sát")
        return Table(name, (*head, *more), (tuple(self._line(row)) for row in self.comparison.rows), notes=notes)

    def _line(self, row: ComparedRow) -> Iterator[Cell]:
        yield from (row_label(row.name, row.label), row.head)
        for cell in (row.own, row.other):
            yield gettext("giữ kín") if cell is None else self._exact(cell.value)
        one = row.difference
        ends = (None, None) if one is None or one.interval is None else one.interval
        for value in (None if one is None else one.value, None if one is None else one.standard_error, *ends):
            yield self._exact(value)
        yield _verdict_words(one)

    def _exact(self, value: float | None) -> Cell:
        return None if value is None else figure_of(value, self.found, 4)


def _verdict_words(one: Difference | None) -> str:
    if one is None:
        return gettext("không so được")
    if one.is_seen is None:
        return gettext("không có sai số")
    return gettext("khác nhau") if one.is_seen else gettext("chưa thấy khác nhau")
