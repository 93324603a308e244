"""Which survey tells the satisfaction of a unit, and what it tells: asked by the metrics, and by the link from a figure
to its survey, so that the two never name different surveys."""

from collections import ChainMap
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Max, QuerySet

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import Measured, Missing, Provenance, SampleError
from caicach.kernel.periods import Stretch
from caicach.kernel.said import plain, sentence_of, tell
from caicach.kernel.unchanged import while_unchanged
from caicach.surveys.collection.models import Submission
from caicach.surveys.results import queries
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.satisfaction import KEPT, SatisfactionFigure
from caicach.surveys.results.models import PublishedResult, SatisfactionIndex

_NONE: Final = tell("Không có kết quả khảo sát nào của đơn vị cho đúng kỳ này.")
_NONE_ENDED: Final = tell("Không có kết quả khảo sát nào của đơn vị có số liệu đến hết một ngày trong kỳ này.")
_FEW: Final = tell("Quá ít phiếu trả lời của đơn vị: số liệu được giữ kín.")
_TWICE: Final = tell("Hai chỉ số hài lòng cùng cho số liệu của đơn vị trong kỳ này.")
_NOT_DRAWN: Final = tell("Người trả lời không được chọn ngẫu nhiên: không có sai số chọn mẫu.")
_UNTOLD: Final = tell("Nơi công bố không công bố sai số.")


@dataclass(frozen=True, slots=True)
class Told:
    """The figure of a unit, or why there is none. ``survey_id``: the survey of the province whose figure it is, or for
    whose sake there is none; None where others published it, where two surveys contradict, or where none speaks."""

    figure: Measured | Missing
    survey_id: int | None = None


def own_figures(units: Sequence[str], period: Stretch, indicator: Indicator) -> dict[str, Told]:
    """Of this very period, of surveys whose collection is over. A unit of which two indices have a figure is answered
    by neither. Seventeen SQL queries a survey, none of them again until something is written."""
    rows = _indices(indicator).filter(first_on=period.first, last_on=period.last)
    figures, without = _newest(rows)
    found = ChainMap(figures, without, _open(rows))
    return {unit: found.get(unit, Told(Missing(_NONE))) for unit in units}


def reported_figures(units: Sequence[str], period: Stretch) -> dict[str, Told]:
    """Share satisfied. Windows of reports are no periods of surveys: what counts is that a survey's own period ended in
    the window. Of surveys whose collection is over the newest that has a figure tells, those of the province before a
    published one; only where neither has one is it told why. Seventeen SQL queries a survey, none of them again until
    something is written."""
    measure, ended = Indicator.SATISFIED_SHARE, (period.first, period.last)
    rows = _indices(measure).filter(last_on__range=ended)
    figures, without = _newest(rows)
    results = PublishedResult.objects.filter(unit_id__in=units, indicator=measure.value, last_on__range=ended)
    published: dict[str, Told] = {}
    for result in results.order_by("-last_on", "id"):
        published.setdefault(result.unit_id, Told(published_measure(result)))
    found = ChainMap(figures, published, without, _open(rows))
    return {unit: found.get(unit, Told(Missing(_NONE_ENDED))) for unit in units}


def published_measure(row: PublishedResult) -> Measured:
    selection = tell("công bố ngày {day}", day=f"{row.published_on:%d/%m/%Y}")
    provenance = Provenance(plain(row.source), row.respondents, row.published_on, selection)
    interval = None if row.low is None or row.high is None else (row.low, row.high)
    if row.standard_error is None and interval is None:
        return Measured(row.value, provenance, SampleError(reason=_UNTOLD))
    return Measured(row.value, provenance, SampleError(row.standard_error, interval))


def _indices(indicator: Indicator) -> QuerySet[SatisfactionIndex]:
    rows = SatisfactionIndex.objects.select_related("survey").filter(measure=indicator.value)
    return rows.order_by("-last_on", "id")


def _newest(rows: QuerySet[SatisfactionIndex]) -> tuple[dict[str, Told], dict[str, Told]]:
    """By unit, the figure of the newest index that has one; two that end on one day tell against each other. Then, by
    unit, why the newest index has none: an empty survey, or one whose answers are deleted, hides no other."""
    found: dict[str, Told] = {}
    without: dict[str, Told] = {}
    days: dict[str, date] = {}
    for row in rows.exclude(survey__closed_at=None):
        for unit, figure in _figures_by_unit(row.pk):
            if isinstance(figure, Missing):
                without.setdefault(unit, Told(figure, row.survey_id))
            elif unit not in found:
                found[unit], days[unit] = Told(figure, row.survey_id), row.last_on
            elif days[unit] == row.last_on:
                is_one = found[unit].survey_id == row.survey_id
                found[unit] = Told(Missing(_TWICE), row.survey_id if is_one else None)
    return found, without


def _open(rows: QuerySet[SatisfactionIndex]) -> dict[str, Told]:
    """By unit, that a survey which speaks of it still collects; one that was never opened says nothing yet."""
    found: dict[str, Told] = {}
    for row in rows.filter(survey__closed_at=None).exclude(survey__opened_at=None):
        reason = tell(
            "Khảo sát «{title}» chưa thu phiếu xong: số liệu chỉ được nêu sau khi đóng khảo sát.",
            title=row.survey.title,
        )
        for unit in _units_of(row):
            found.setdefault(unit, Told(Missing(reason), row.survey_id))
    return found


def _units_of(row: SatisfactionIndex) -> Collection[str]:
    if row.unit_id:
        return (row.unit_id,)
    by = KEPT.value(row.definition).by
    return next((one.choices for one in queries.result_questions(SYSTEM, row.survey_id) if one.column == by), ())


@while_unchanged()
def _figures_by_unit(index_id: int) -> tuple[tuple[str, Measured | Missing], ...]:
    """Asked as the system: who asks for a metric is asked for the right to it there."""
    row = SatisfactionIndex.objects.select_related("survey").get(pk=index_id)
    asked, title = KEPT.value(row.definition), row.survey.title
    last = Submission.objects.filter(survey=row.survey_id).aggregate(on=Max("received_on"))["on"]
    if last is None:
        none = Missing(tell("Khảo sát «{title}» không có phiếu nào, hoặc phiếu đã bị xoá theo ngày giữ.", title=title))
        return tuple((unit, none) for unit in _units_of(row))
    try:
        figures = queries.found_satisfaction(SYSTEM, row.survey_id, asked)
    except InvalidInput as error:
        reason = Missing(sentence_of(error))
        return tuple((unit, reason) for unit in _units_of(row))
    of_index = (one for one in figures if not one.factor and bool(one.unit) == bool(asked.by))
    return tuple((one.unit or str(row.unit_id), _figure(one, row, last)) for one in of_index)


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
