"""Figures that surveys offer to reports and indices, by unit and period, each with its sampling error."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from caicach.kernel.metrics import SHARE, Figures, Measured, Missing, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import tell
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.models import PublishedResult
from caicach.surveys.results.telling import Told, own_figures, published_measure, reported_figures

_NONE: Final = tell("Không có kết quả khảo sát nào của đơn vị cho đúng kỳ này.")
_UNCOUNTED: Final = tell("Nơi công bố không công bố số phiếu.")


@metric(
    "surveys.satisfied_share",
    title=tell("Tỷ lệ hài lòng theo kết quả khảo sát đã công bố"),
    unit=SHARE,
    description=tell("Tỷ lệ hài lòng của đơn vị trong kỳ, theo kết quả đã công bố, kèm sai số hoặc lý do không có."),
)
def satisfied_share(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _published(units, period, Indicator.SATISFIED_SHARE)


@metric(
    "surveys.mean_score",
    title=tell("Điểm trung bình theo kết quả khảo sát đã công bố"),
    unit=tell("điểm"),
    description=tell("Điểm trung bình của đơn vị trong kỳ, theo kết quả đã công bố, kèm sai số hoặc lý do không có."),
)
def mean_score(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _published(units, period, Indicator.MEAN_SCORE)


def _published(units: Sequence[str], period: Stretch, indicator: Indicator) -> Figures:
    """Of this very period: a year's result says nothing of a quarter."""
    rows = PublishedResult.objects.filter(
        unit_id__in=units, indicator=indicator.value, first_on=period.first, last_on=period.last
    )
    found = {row.unit_id: published_measure(row) for row in rows}
    return {unit: found.get(unit, Missing(_NONE)) for unit in units}


@metric(
    "surveys.own_satisfied_share",
    title=tell("Tỷ lệ hài lòng theo khảo sát của tỉnh"),
    unit=SHARE,
    description=tell("Tỷ lệ hài lòng của đơn vị trong kỳ, tính từ phiếu của cuộc khảo sát, kèm sai số chọn mẫu."),
)
def own_satisfied_share(units: Sequence[str], period: Stretch) -> Figures:
    """Seventeen SQL queries a survey."""
    return _figures(own_figures(units, period, Indicator.SATISFIED_SHARE))


@metric(
    "surveys.own_mean_score",
    title=tell("Điểm trung bình theo khảo sát của tỉnh"),
    unit=tell("điểm"),
    description=tell("Điểm trung bình của đơn vị trong kỳ, tính từ phiếu của cuộc khảo sát, kèm sai số chọn mẫu."),
)
def own_mean_score(units: Sequence[str], period: Stretch) -> Figures:
    """Seventeen SQL queries a survey."""
    return _figures(own_figures(units, period, Indicator.MEAN_SCORE))


@metric(
    "surveys.reported_satisfied_share",
    title=tell("Tỷ lệ hài lòng có kết quả trong kỳ báo cáo"),
    unit=SHARE,
    description=tell(
        "Tỷ lệ hài lòng của đơn vị theo cuộc khảo sát gần nhất có số liệu đến hết một ngày trong kỳ, của tỉnh rồi mới "
        "đến kết quả đã công bố, kèm sai số hoặc lý do không có."
    ),
)
def reported_satisfied_share(units: Sequence[str], period: Stretch) -> Figures:
    """Seventeen SQL queries a survey."""
    return _figures(reported_figures(units, period))


@metric(
    "surveys.reported_answer_count",
    title=tell("Phiếu trả lời của tỷ lệ hài lòng có kết quả trong kỳ báo cáo"),
    unit=tell("phiếu"),
    description=tell("Số phiếu trả lời mà tỷ lệ hài lòng có kết quả trong kỳ được tính từ đó."),
)
def reported_answer_count(units: Sequence[str], period: Stretch) -> Figures:
    """Seventeen SQL queries a survey."""
    return {unit: _answers_of(told.figure) for unit, told in reported_figures(units, period).items()}


def _answers_of(figure: Measured | Missing) -> Measured | Missing:
    if isinstance(figure, Missing):
        return figure
    rows = figure.provenance.rows
    return Missing(_UNCOUNTED) if rows is None else Measured(Decimal(rows), figure.provenance)


def _figures(found: Mapping[str, Told]) -> Figures:
    return {unit: told.figure for unit, told in found.items()}
