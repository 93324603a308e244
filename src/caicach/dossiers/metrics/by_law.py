"""Figures of dossiers by the legal clock; index 766 counts apart (``index_766``)."""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_noop

from caicach.dossiers.domain.board import Board, BoardLine, Grouping
from caicach.dossiers.queries.boards import BoardFilters, board
from caicach.kernel.access import SYSTEM
from caicach.kernel.metrics import SHARE, Figures, Measured, Missing, Provenance, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import Said, tell

SOURCE: Final = tell("Hồ sơ một cửa")
_DOSSIERS: Final = tell("hồ sơ")
_SELECTION: Final = gettext_noop("tiếp nhận hoặc đang giải quyết từ {first} đến {last}")
NONE: Final = tell("Trong kỳ không có hồ sơ nào của đơn vị trong dữ liệu đã nạp.")
_NONE_HANDLED: Final = tell("Trong kỳ đơn vị không giải quyết xong hồ sơ nào.")


@metric(
    "dossiers.received_count",
    title=tell("Số hồ sơ tiếp nhận"),
    unit=_DOSSIERS,
    description=tell("Số hồ sơ đơn vị tiếp nhận trong kỳ."),
)
def received_count(units: Sequence[str], period: Stretch) -> Figures:
    """Some five SQL queries, as all of these."""
    return _counts(units, period, _received)


@metric(
    "dossiers.handled_count",
    title=tell("Số hồ sơ đã giải quyết"),
    unit=_DOSSIERS,
    description=tell("Số hồ sơ kết thúc trong kỳ: trước hạn, đúng hạn và trễ hạn."),
)
def handled_count(units: Sequence[str], period: Stretch) -> Figures:
    return _counts(units, period, lambda line: line.counts.handled)


@metric(
    "dossiers.late_count",
    title=tell("Số hồ sơ giải quyết trễ hạn"),
    unit=_DOSSIERS,
    description=tell("Trong các hồ sơ kết thúc trong kỳ, số trễ hạn theo luật."),
)
def late_count(units: Sequence[str], period: Stretch) -> Figures:
    return _counts(units, period, lambda line: line.counts.late)


@metric(
    "dossiers.on_time_count",
    title=tell("Số hồ sơ giải quyết trước hạn và đúng hạn"),
    unit=_DOSSIERS,
    description=tell("Trong các hồ sơ kết thúc trong kỳ, số trước hạn và đúng hạn theo luật."),
)
def on_time_count(units: Sequence[str], period: Stretch) -> Figures:
    return _counts(units, period, lambda line: line.counts.handled - line.counts.late)


@metric(
    "dossiers.online_count",
    title=tell("Số hồ sơ tiếp nhận trực tuyến"),
    unit=_DOSSIERS,
    description=tell("Số hồ sơ nộp trực tuyến mà đơn vị tiếp nhận trong kỳ, toàn trình và một phần."),
)
def online_count(units: Sequence[str], period: Stretch) -> Figures:
    return _counts(units, period, lambda line: line.counts.online_full + line.counts.online_partial)


@metric(
    "dossiers.overdue_count",
    title=tell("Số hồ sơ quá hạn chưa giải quyết"),
    unit=_DOSSIERS,
    description=tell("Số hồ sơ còn đang giải quyết và đã quá hạn ở cuối kỳ."),
)
def overdue_count(units: Sequence[str], period: Stretch) -> Figures:
    return _counts(units, period, lambda line: line.counts.open_overdue)


@metric(
    "dossiers.on_time_share",
    title=tell("Tỷ lệ hồ sơ giải quyết đúng hạn"),
    unit=SHARE,
    description=tell("Số hồ sơ kết thúc trước hạn và đúng hạn theo luật chia cho số hồ sơ kết thúc trong kỳ."),
)
def on_time_share(units: Sequence[str], period: Stretch) -> Figures:
    def share(line: BoardLine) -> tuple[int, int]:
        return line.counts.handled - line.counts.late, line.counts.handled

    return _shares(units, period, share, _NONE_HANDLED)


def _received(line: BoardLine) -> int:
    return line.counts.received - line.counts.carried_over


def board_of(period: Stretch) -> Board:
    ends = datetime.combine(period.last, time.max)
    return board(SYSTEM, BoardFilters(period.first, period.last, ends), grouping=Grouping.UNIT)


def _lines(period: Stretch) -> dict[str, BoardLine]:
    return {line.key: line for line in board_of(period).lines}


def _counts(units: Sequence[str], period: Stretch, count: Callable[[BoardLine], int]) -> Figures:
    """Missing where nothing is known of the unit: no data is not nothing to do."""
    lines = _lines(period)
    return {
        unit: Measured(Decimal(count(lines[unit])), provenance_of(count(lines[unit]), period))
        if unit in lines
        else Missing(NONE)
        for unit in units
    }


def _shares(
    units: Sequence[str], period: Stretch, share: Callable[[BoardLine], tuple[int, int]], nothing: Said
) -> Figures:
    found: dict[str, Measured | Missing] = {}
    lines = _lines(period)
    for unit in units:
        part, whole = share(lines[unit]) if unit in lines else (0, 0)
        known = Measured(Decimal(part) / whole, provenance_of(whole, period)) if whole else Missing(nothing)
        found[unit] = known if unit in lines else Missing(NONE)
    return found


def provenance_of(rows: int, period: Stretch) -> Provenance:
    selection = tell(_SELECTION, first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}")
    return Provenance(SOURCE, rows, period.last, selection)
