"""Figures that surveys offer to reports and indices, by unit and period, each with its sampling error."""

from collections.abc import Sequence
from typing import Final

from caicach.kernel.metrics import Figures, Measured, Missing, Provenance, SampleError, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import plain, tell
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.models import PublishedResult

_NONE: Final = tell("Không có kết quả khảo sát nào của đơn vị cho đúng kỳ này.")
_UNTOLD: Final = tell("Nơi công bố không công bố sai số.")


@metric(
    "surveys.satisfied_share",
    title=tell("Tỷ lệ hài lòng theo kết quả khảo sát đã công bố"),
    unit=tell("phần (0 đến 1)"),
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
    found = {row.unit_id: _measured(row) for row in rows}
    return {unit: found.get(unit, Missing(_NONE)) for unit in units}


def _measured(row: PublishedResult) -> Measured:
    selection = tell("công bố ngày {day}", day=f"{row.published_on:%d/%m/%Y}")
    provenance = Provenance(plain(row.source), row.respondents, row.published_on, selection)
    interval = None if row.low is None or row.high is None else (row.low, row.high)
    if row.standard_error is None and interval is None:
        return Measured(row.value, provenance, SampleError(reason=_UNTOLD))
    return Measured(row.value, provenance, SampleError(row.standard_error, interval))
