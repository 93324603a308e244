"""Figures of dossiers by the legal clock; index 766 counts apart (``index_766``)."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from django.utils.translation import gettext_noop

from caicach.dossiers.domain.board import Board, BoardLine, Grouping
from caicach.dossiers.queries.boards import BoardFilters, board
from caicach.kernel.access import SYSTEM
from caicach.kernel.calendar.in_force import working_time_in_force
from caicach.kernel.metrics import SHARE, Figures, Measured, Missing, Provenance, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import Said, tell
from caicach.kernel.unchanged import while_unchanged

Line = TypeVar("Line")
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


@while_unchanged(working_time_in_force)
def board_of(period: Stretch) -> Board:
    """Of every unit, once for all figures that rest on it."""
    return board(SYSTEM, BoardFilters.of_period(period), grouping=Grouping.UNIT)


def _lines(period: Stretch) -> dict[str, BoardLine]:
    return {line.key: line for line in board_of(period).lines}


def _counts(units: Sequence[str], period: Stretch, count: Callable[[BoardLine], int]) -> Figures:
    """Missing where nothing is known of the unit: no data is not nothing to do."""

    def figure(line: BoardLine) -> Measured:
        return Measured(Decimal(count(line)), provenance_of(count(line), period))

    return of_units(units, _lines(period), figure)


def _shares(
    units: Sequence[str], period: Stretch, share: Callable[[BoardLine], tuple[int, int]], nothing: Said
) -> Figures:
    def figure(line: BoardLine) -> Measured | Missing:
        part, whole = share(line)
        return Measured(Decimal(part) / whole, provenance_of(whole, period)) if whole else Missing(nothing)

    return of_units(units, _lines(period), figure)


def of_units(
    units: Sequence[str],
    lines: Mapping[str, Line],
    figure: Callable[[Line], Measured | Missing],
    *,
    nothing: Said = NONE,
) -> Figures:
    """The figure of each unit's line; ``nothing``: why there is none where the unit has no line."""
    return {unit: figure(lines[unit]) if unit in lines else Missing(nothing) for unit in units}


def provenance_of(rows: int, period: Stretch) -> Provenance:
    selection = tell(_SELECTION, first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}")
    return Provenance(SOURCE, rows, period.last, selection)
