"""What stands in the published tables, from the values of the rooms that hold them. Bodies are named, people never."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from caicach.kernel.metrics import Measured, Missing
from caicach.kernel.said import Said, plain, tell
from caicach.publications.domain.values import Cell, Column, ColumnKind, PublicTable

NUMBER: Final = ColumnKind.NUMBER
UNIT_CODE: Final = Column("unit_code", tell("Mã đơn vị"), tell("Mã của đơn vị trong hệ thống"))
UNIT: Final = Column("unit", tell("Đơn vị"), tell("Tên gọi của đơn vị tại thời điểm lập số liệu"))
POINTS: Final = tell("điểm")
PERCENT: Final = tell("%")


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit of a result; ``ranks`` and ``percentages`` are ends of intervals, None where none were computed."""

    code: str
    name: str
    rank: int | None
    group: str
    points: Decimal | None
    percentage: Decimal | None
    ranks: tuple[Decimal, Decimal] | None = None


def ranking_table(units: Iterable[RankedUnit]) -> PublicTable:
    asked = tuple(units)
    sure = any(one.ranks for one in asked)
    columns = [
        UNIT_CODE,
        UNIT,
        Column("rank", tell("Hạng"), tell("Thứ hạng theo kết quả đã công bố"), NUMBER),
        Column("points", tell("Điểm"), tell("Tổng điểm sau thẩm định"), NUMBER, POINTS),
        Column("percentage", tell("Chỉ số"), tell("Điểm đạt được so với điểm tối đa"), NUMBER, PERCENT),
    ]
    if sure:
        low = tell("Đầu dưới của khoảng thứ hạng: trong 90% số lần tính lại, đơn vị xếp từ hạng này")
        high = tell("Đầu trên của khoảng thứ hạng: trong 90% số lần tính lại, đơn vị xếp đến hạng này")
        columns += [
            Column("rank_low", tell("Hạng từ"), low, NUMBER),
            Column("rank_high", tell("Hạng đến"), high, NUMBER),
        ]
    columns.append(Column("group", tell("Nhóm"), tell("Nhóm xếp loại theo quy định của bộ chỉ số")))
    rows = []
    for one in asked:
        row = [Cell(one.code), Cell(one.name), number_cell(one.rank, tell("chưa xếp hạng"))]
        row += [number_cell(one.points, tell("chưa có điểm")), number_cell(one.percentage, tell("chưa có điểm"))]
        if sure:
            row += [number_cell(end, tell("chưa có điểm")) for end in one.ranks or (None, None)]
        rows.append((*row, Cell(one.group)))
    return PublicTable("ranking", tell("Xếp hạng các đơn vị"), tuple(columns), tuple(rows))


def counts_table(
    code: str, title: Said, key: Column, states: Sequence[Column], rows: Iterable[tuple[str, Sequence[int]]]
) -> PublicTable:
    """A line for each key with its total and its counts by state."""
    total = Column("total", tell("Tổng số"), tell("Tổng số nhiệm vụ được giao tính đến ngày chốt số liệu"), NUMBER)
    lines = tuple((Cell(name), *(Cell(str(count)) for count in counts)) for name, counts in rows)
    return PublicTable(code, title, (key, total, *states), lines)


@dataclass(frozen=True, slots=True)
class NamedMetric:
    name: str
    title: Said
    unit: Said
    meaning: Said


def figures_table(
    metrics: Sequence[NamedMetric],
    units: Sequence[tuple[str, str]],
    figures: Mapping[str, Mapping[str, Measured | Missing]],
    *,
    least: int,
    is_by_unit: bool = False,
) -> PublicTable:
    """A line for each unit and figure; a figure of fewer than ``least`` rows is held back, for somebody could be
    recognised in it. No total stands beside it from which it could be computed.

    ``is_by_unit``: where figures are parts of one another (handled, on time, late), the smallest would follow from the
    others: the unit with fewer than ``least`` rows in all is held back whole, of others every figure stands. Figures
    from samples stand with their error, or with the reason why none is known."""
    is_sampled = any(isinstance(one, Measured) and one.error for found in figures.values() for one in found.values())
    columns = (
        UNIT_CODE,
        UNIT,
        Column("metric", tell("Mã chỉ tiêu"), tell("Tên của chỉ tiêu trong hệ thống, không đổi giữa các kỳ")),
        Column("value", tell("Số liệu"), tell("Giá trị của chỉ tiêu trong kỳ"), NUMBER),
        Column("rows", tell("Số dòng"), tell("Số hồ sơ hoặc số phiếu làm căn cứ tính chỉ tiêu"), NUMBER),
        *(_ERROR_COLUMNS if is_sampled else ()),
    )
    rows = []
    for metric in metrics:
        for code, name in units:
            figure = figures[metric.name][code]
            value, count = _held_back(figure, least, _rows_in_all(figures, code) if is_by_unit else None)
            errors = _error_cells(figure, value) if is_sampled else ()
            rows.append((Cell(code), Cell(name), Cell(metric.name), value, count, *errors))
    return PublicTable("figures", tell("Số liệu theo đơn vị"), columns, tuple(rows))


_ERROR_COLUMNS: Final = (
    Column("standard_error", tell("Sai số chuẩn"), tell("Sai số chuẩn của số liệu từ mẫu"), NUMBER),
    Column("lower", tell("Cận dưới"), tell("Cận dưới của khoảng tin cậy"), NUMBER),
    Column("upper", tell("Cận trên"), tell("Cận trên của khoảng tin cậy"), NUMBER),
)


def _error_cells(figure: Measured | Missing, value: Cell) -> tuple[Cell, Cell, Cell]:
    """Standard error and the ends of the interval; hidden where the figure itself is, or where none is known."""
    if value.hidden or isinstance(figure, Missing):
        return (Cell(hidden=value.hidden),) * 3
    error = figure.error
    if error is None:
        return (Cell(hidden=tell("số liệu đếm đủ, không có sai số chọn mẫu")),) * 3
    why = error.reason or tell("không công bố")
    lower, upper = error.interval or (None, None)
    first, second, third = (
        Cell(hidden=why) if one is None else Cell(f"{one.normalize():f}")
        for one in (error.standard_error, lower, upper)
    )
    return first, second, third


def _rows_in_all(figures: Mapping[str, Mapping[str, Measured | Missing]], code: str) -> int:
    found = (by_code[code] for by_code in figures.values())
    return max((one.provenance.rows or 0 for one in found if isinstance(one, Measured)), default=0)


def _held_back(figure: Measured | Missing, least: int, whole: int | None) -> tuple[Cell, Cell]:
    if isinstance(figure, Missing):
        return Cell(hidden=figure.reason), Cell(hidden=figure.reason)
    count = figure.provenance.rows
    if count is None:  # counted and published by others
        return Cell(f"{figure.value.normalize():f}"), Cell(hidden=tell("nơi công bố không ghi số phiếu"))
    if 0 < (count if whole is None else whole) < least:
        why = tell("không công bố: căn cứ ít hơn {least} hồ sơ hoặc phiếu", least=least)
        return Cell(hidden=why), Cell(hidden=why)
    return Cell(f"{figure.value.normalize():f}"), Cell(str(count))


def metrics_table(metrics: Iterable[NamedMetric]) -> PublicTable:
    """What each figure means."""
    columns = (
        Column("metric", tell("Mã chỉ tiêu"), tell("Tên của chỉ tiêu trong hệ thống, không đổi giữa các kỳ")),
        Column("title", tell("Chỉ tiêu"), tell("Tên gọi của chỉ tiêu")),
        Column("unit_of_measure", tell("Đơn vị tính"), tell("Đơn vị tính của chỉ tiêu")),
        Column("meaning", tell("Cách tính"), tell("Cách tính chỉ tiêu")),
    )
    rows = tuple((Cell(one.name), *map(said_cell, (one.title, one.unit, one.meaning))) for one in metrics)
    return PublicTable("metrics", tell("Các chỉ tiêu"), columns, rows)


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """The head of a document that went out. Who signed it is left away."""

    reference: str
    kind: str
    issued_on: date | None
    issuer: str
    subject: str


def documents_table(documents: Iterable[PublishedDocument]) -> PublicTable:
    columns = (
        Column("reference", tell("Số, ký hiệu"), tell("Số và ký hiệu của văn bản")),
        Column("document_type", tell("Loại văn bản"), tell("Tên loại văn bản theo Nghị định 30/2020/NĐ-CP")),
        Column("issued_on", tell("Ngày ban hành"), tell("Ngày ghi trên văn bản"), ColumnKind.DAY),
        Column("issuer", tell("Cơ quan ban hành"), tell("Cơ quan đứng tên văn bản")),
        Column("subject", tell("Trích yếu"), tell("Trích yếu nội dung văn bản")),
    )
    rows = tuple(
        (
            Cell(one.reference),
            Cell(one.kind),
            Cell(one.issued_on.isoformat()) if one.issued_on else Cell(hidden=tell("văn bản không ghi ngày")),
            Cell(one.issuer),
            Cell(one.subject),
        )
        for one in documents
    )
    return PublicTable("documents", tell("Danh mục văn bản"), columns, rows)


def number_cell(value: Decimal | int | None, otherwise: Said) -> Cell:
    """
    >>> number_cell(Decimal("7.50"), tell("")).text, str(number_cell(None, tell("chưa có")).hidden)
    ('7.5', 'chưa có')
    """
    return Cell(hidden=otherwise) if value is None else Cell(f"{Decimal(value).normalize():f}")


def said_cell(said: Said) -> Cell:
    """Words of ours, in Vietnamese: a cell of a file is one text."""
    return Cell(str(said))


def word_column(code: str, title: str, meaning: Said) -> Column:
    """A column of words whose head is the form's own, in Vietnamese."""
    return Column(code, plain(title), meaning)
