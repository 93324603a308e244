"""Published editions as the pages show them: finished words, figures in the language of the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, gettext

from caicach.kernel.charts import NARROW, WIDE, IntervalRow, Intervals, drawing_of, svg_of
from caicach.kernel.said import Said, tell
from caicach.kernel.saying import number_text, say, stays_vietnamese
from caicach.publications.domain.by_unit import page_tables
from caicach.publications.domain.values import Cell, Column, ColumnKind, Content, EditionLine, PublicKind, PublicTable

MOST_ROWS: Final = 200
_MOST_IN_CHART: Final = 60
KIND_WORDS: Final[Mapping[PublicKind, Said]] = {
    PublicKind.RANKING: tell("Xếp hạng"),
    PublicKind.PROGRESS: tell("Tiến độ thực hiện nhiệm vụ"),
    PublicKind.PERIODIC: tell("Báo cáo định kỳ"),
    PublicKind.FIGURES: tell("Một cửa, thủ tục và khảo sát"),
    PublicKind.DOCUMENTS: tell("Văn bản"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its language, where it is another than the page's."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class LineShown:
    number: int
    title: Words
    period: str
    published: str
    corrects: int | None
    corrected_by: int | None


@dataclass(frozen=True, slots=True)
class CellShown:
    words: Words
    is_number: bool
    is_hidden: bool
    head: str


@dataclass(frozen=True, slots=True)
class TableShown:
    code: str
    title: Words
    head: tuple[tuple[Words, bool], ...]
    rows: tuple[tuple[CellShown, ...], ...]
    total: int
    in_file: int
    notes: tuple[Words, ...] = ()

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.rows)


def words_of(said: Said) -> Words:
    """The sentence in the language of the page; what has no translation is marked as Vietnamese."""
    is_foreign = get_language() != "vi" and stays_vietnamese(said)
    return Words(say(said), "vi" if is_foreign else "")


def line_shown(line: EditionLine) -> LineShown:
    return LineShown(
        number=line.number,
        title=words_of(line.title),
        period=period_text(line.first_on, line.last_on),
        published=day_text(line.published_at),
        corrects=line.corrects,
        corrected_by=line.corrected_by,
    )


def period_text(first: date, last: date) -> str:
    return gettext("từ {first} đến {last}").format(first=day_text(first), last=day_text(last))


def day_text(day: date | datetime) -> str:
    return f"{timezone.localtime(day) if isinstance(day, datetime) else day:%d/%m/%Y}"


def table_shown(table: PublicTable) -> TableShown:
    """At most ``MOST_ROWS`` of its rows: the file has all of them."""
    heads = [_head(column) for column in table.columns]
    rows = tuple(
        tuple(shown_cell(cell, column, head.text) for cell, column, head in zip(row, table.columns, heads, strict=True))
        for row in table.rows[:MOST_ROWS]
    )
    head = tuple((words, column.kind is ColumnKind.NUMBER) for words, column in zip(heads, table.columns, strict=True))
    return TableShown(table.code, words_of(table.title), head, rows, len(table.rows), len(table.rows))


def tables_shown(content: Content) -> Iterator[tuple[TableShown, tuple[str, str]]]:
    """Every table with its pictures; figures of rooms by unit, though their file has a line each."""
    for sealed, one in zip(content.tables, page_tables(content), strict=True):
        shown = replace(table_shown(one.table), in_file=one.in_file, notes=tuple(map(words_of, one.notes)))
        yield shown, intervals_drawn(sealed)


def _head(column: Column) -> Words:
    title = words_of(column.title)
    unit = say(column.unit)
    return Words(f"{title.text} ({unit})", title.lang) if unit else title


def shown_cell(cell: Cell, column: Column, head: str) -> CellShown:
    """A cell as the kind of its column is read."""
    is_number = column.kind is ColumnKind.NUMBER
    if cell.hidden:
        return CellShown(words_of(cell.hidden), is_number, True, head)
    if is_number:
        return CellShown(Words(number_text(Decimal(cell.text))), True, False, head)
    if column.kind is ColumnKind.DAY:
        return CellShown(Words(day_text(date.fromisoformat(cell.text))), False, False, head)
    return CellShown(Words(cell.text, "" if get_language() == "vi" else "vi"), False, False, head)


def intervals_drawn(table: PublicTable) -> tuple[str, str]:
    """The ranks with their intervals as pictures for a desk and a phone; empty where there are no intervals."""
    name, rank, low, high = (table.place(code) for code in ("unit", "rank", "rank_low", "rank_high"))
    if name is None or rank is None or low is None or high is None:
        return "", ""
    rows = [
        IntervalRow(row[name].text, first, min(max(Decimal(row[rank].text), first), last), last)
        for row in table.rows[:_MOST_IN_CHART]
        if row[rank].text and row[low].text and row[high].text
        for first, last in [(Decimal(row[low].text), Decimal(row[high].text))]
    ]
    if len(rows) < 2:
        return "", ""
    heads = (gettext("Đơn vị"), gettext("Hạng từ"), gettext("Hạng"), gettext("Hạng đến"))
    most = max(len(table.rows), *(int(row.high) for row in rows))
    chart = Intervals(
        gettext("Khoảng thứ hạng của các đơn vị"), gettext("Thứ hạng"), tuple(rows), 1, most, "", heads, number_text
    )
    wide, narrow = (svg_of(drawing_of(chart, width=width), name=f"khoang-{int(width)}") for width in (WIDE, NARROW))
    return wide, narrow
