"""Figures that surveys offer to reports and indices, by unit and period, each with its sampling error."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Max

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import SHARE, Figures, Measured, Missing, Provenance, SampleError, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import plain, sentence_of, tell
from caicach.surveys.collection.models import Submission
from caicach.surveys.results import queries
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.satisfaction import KEPT, SatisfactionFigure
from caicach.surveys.results.models import PublishedResult, SatisfactionIndex

_NONE: Final = tell("Không có kết quả khảo sát nào của đơn vị cho đúng kỳ này.")
_NONE_ENDED: Final = tell("Không có kết quả khảo sát nào của đơn vị có số liệu đến hết một ngày trong kỳ này.")
_UNCOUNTED: Final = tell("Nơi công bố không công bố số phiếu.")
_FEW: Final = tell("Quá ít phiếu trả lời của đơn vị: số liệu được giữ kín.")
_TWICE: Final = tell("Hai cuộc khảo sát cùng cho số liệu của đơn vị trong kỳ này.")
_NOT_DRAWN: Final = tell("Người trả lời không được chọn ngẫu nhiên: không có sai số chọn mẫu.")
_UNTOLD: Final = tell("Nơi công bố không công bố sai số.")


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
    found = {row.unit_id: _measured(row) for row in rows}
    return {unit: found.get(unit, Missing(_NONE)) for unit in units}


def _measured(row: PublishedResult) -> Measured:
    selection = tell("công bố ngày {day}", day=f"{row.published_on:%d/%m/%Y}")
    provenance = Provenance(plain(row.source), row.respondents, row.published_on, selection)
    interval = None if row.low is None or row.high is None else (row.low, row.high)
    if row.standard_error is None and interval is None:
        return Measured(row.value, provenance, SampleError(reason=_UNTOLD))
    return Measured(row.value, provenance, SampleError(row.standard_error, interval))


@metric(
    "surveys.own_satisfied_share",
    title=tell("Tỷ lệ hài lòng theo khảo sát của tỉnh"),
    unit=SHARE,
    description=tell("Tỷ lệ hài lòng của đơn vị trong kỳ, tính từ phiếu của cuộc khảo sát, kèm sai số chọn mẫu."),
)
def own_satisfied_share(units: Sequence[str], period: Stretch) -> Figures:
    """Seventeen SQL queries a survey."""
    return _own(units, period, Indicator.SATISFIED_SHARE)


@metric(
    "surveys.own_mean_score",
    title=tell("Điểm trung bình theo khảo sát của tỉnh"),
    unit=tell("điểm"),
    description=tell("Điểm trung bình của đơn vị trong kỳ, tính từ phiếu của cuộc khảo sát, kèm sai số chọn mẫu."),
)
def own_mean_score(units: Sequence[str], period: Stretch) -> Figures:
    """Seventeen SQL queries a survey."""
    return _own(units, period, Indicator.MEAN_SCORE)


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
    return _reported(units, period)


@metric(
    "surveys.reported_answer_count",
    title=tell("Phiếu trả lời của tỷ lệ hài lòng có kết quả trong kỳ báo cáo"),
    unit=tell("phiếu"),
    description=tell("Số phiếu trả lời mà tỷ lệ hài lòng có kết quả trong kỳ được tính từ đó."),
)
def reported_answer_count(units: Sequence[str], period: Stretch) -> Figures:
    """Seventeen SQL queries a survey."""
    found = _reported(units, period)
    return {unit: _answers_of(figure) for unit, figure in found.items()}


def _answers_of(figure: Measured | Missing) -> Measured | Missing:
    if isinstance(figure, Missing):
        return figure
    rows = figure.provenance.rows
    return Missing(_UNCOUNTED) if rows is None else Measured(Decimal(rows), figure.provenance)


def _reported(units: Sequence[str], period: Stretch) -> Figures:
    """Windows of reports are no periods of surveys: what counts is that a survey's own period ended in the window."""
    rows = SatisfactionIndex.objects.select_related("survey").filter(
        measure=Indicator.SATISFIED_SHARE.value, last_on__range=(period.first, period.last)
    )
    found: dict[str, Measured | Missing] = {}
    told: dict[str, date] = {}
    for row in rows.order_by("-last_on", "id"):
        for unit, figure in _of_survey(row).items():
            if unit not in told:
                found[unit], told[unit] = figure, row.last_on
            elif told[unit] == row.last_on:
                found[unit] = Missing(_TWICE)
    published = PublishedResult.objects.filter(
        unit_id__in=units,
        indicator=Indicator.SATISFIED_SHARE.value,
        last_on__range=(period.first, period.last),
    )
    for result in published.order_by("-last_on", "id"):
        found.setdefault(result.unit_id, _measured(result))
    return {unit: found.get(unit, Missing(_NONE_ENDED)) for unit in units}


def _own(units: Sequence[str], period: Stretch, indicator: Indicator) -> Figures:
    """Of this very period. A unit of which two surveys tell is answered by neither."""
    rows = SatisfactionIndex.objects.select_related("survey").filter(
        measure=indicator.value, first_on=period.first, last_on=period.last
    )
    found: dict[str, Measured | Missing] = {}
    wanted = set(units)
    for row in rows:
        for unit, figure in _of_survey(row).items():
            if unit in wanted:
                found[unit] = Missing(_TWICE) if unit in found else figure
    return {unit: found.get(unit, Missing(_NONE)) for unit in units}


def _of_survey(row: SatisfactionIndex) -> dict[str, Measured | Missing]:
    """By unit; the survey's own actor is the system: who asks for a metric is asked for the right to it there."""
    asked = KEPT.value(row.definition)
    try:
        figures = queries.found_satisfaction(SYSTEM, row.survey_id, asked)
    except InvalidInput as error:
        reason = sentence_of(error)
        return {row.unit_id: Missing(reason)} if row.unit_id else {}
    last = Submission.objects.filter(survey=row.survey_id).aggregate(on=Max("received_on"))["on"] or row.last_on
    of_index = (one for one in figures if not one.factor and bool(one.unit) == bool(asked.by))
    return {one.unit or str(row.unit_id): _figure(one, row, last) for one in of_index}


def _figure(one: SatisfactionFigure, row: SatisfactionIndex, last: date) -> Measured | Missing:
    if one.n is None or one.value is None:
        return Missing(_FEW)
    provenance = Provenance(
        tell("Khảo sát «{title}»", title=row.survey.title), one.n, last, tell("chỉ số «{name}»", name=row.name)
    )
    if one.standard_error is None:
        return Measured(_exact(one.value), provenance, SampleError(reason=_NOT_DRAWN))
    ends = one.interval and (_exact(one.interval[0]), _exact(one.interval[1]))
    return Measured(_exact(one.value), provenance, SampleError(_exact(one.standard_error), ends))


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))
