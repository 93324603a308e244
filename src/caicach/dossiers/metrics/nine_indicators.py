"""Points by TT 01/2018/TT-VPCP, Điều 13, in periods until 30/6/2025: the three indicators that rest on dossiers."""

from collections.abc import Sequence
from typing import Final

from caicach.dossiers.domain.board import Grouping
from caicach.dossiers.domain.nine import Indicator, NineLine
from caicach.dossiers.metrics.by_law import of_units, provenance_of
from caicach.dossiers.queries.boards import BoardFilters
from caicach.dossiers.queries.nine import nine
from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import Figures, Measured, Missing, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import sentence_of, tell

_POINTS: Final = tell("điểm (0 đến 2)")
_NONE_JUDGED: Final = tell("Trong kỳ không có hồ sơ nào của đơn vị kết thúc mà chấm được chỉ số này.")


@metric(
    "dossiers.total_time_points",
    title=tell("Điểm thời gian giải quyết (TT 01/2018, chỉ số 1)"),
    unit=_POINTS,
    description=tell("Trung bình mỗi hồ sơ kết thúc trong kỳ: trước hạn 2 điểm, đúng hạn 1, trễ hạn 0."),
)
def total_time_points(units: Sequence[str], period: Stretch) -> Figures:
    """Some five SQL queries, as all of these."""
    return _points(units, period, Indicator.TOTAL_TIME)


@metric(
    "dossiers.agency_time_points",
    title=tell("Điểm thời gian của từng cơ quan (TT 01/2018, chỉ số 2)"),
    unit=_POINTS,
    description=tell(
        "Trung bình mỗi cơ quan có phần thời hạn riêng, trong hồ sơ kết thúc trong kỳ: ngắn hơn 2 điểm, đúng 1, quá 0."
    ),
)
def agency_time_points(units: Sequence[str], period: Stretch) -> Figures:
    return _points(units, period, Indicator.AGENCY_TIME)


@metric(
    "dossiers.contacts_points",
    title=tell("Điểm số lần phải liên hệ (TT 01/2018, chỉ số 3)"),
    unit=_POINTS,
    description=tell(
        "Trung bình mỗi hồ sơ kết thúc trong kỳ: không phải bổ sung 2 điểm, một lần 1, nhiều hơn 0; liên hệ khác "
        "không biết."
    ),
)
def contacts_points(units: Sequence[str], period: Stretch) -> Figures:
    return _points(units, period, Indicator.CONTACTS)


def _points(units: Sequence[str], period: Stretch, indicator: Indicator) -> Figures:
    def figure(line: NineLine) -> Measured | Missing:
        told = line.of(indicator)
        if told is None or told.score is None:
            return Missing(_NONE_JUDGED)
        return Measured(told.score, provenance_of(told.count, period))

    try:
        lines = nine(SYSTEM, BoardFilters.of_period(period), grouping=Grouping.UNIT)
    except InvalidInput as error:
        return dict.fromkeys(units, Missing(sentence_of(error)))
    return of_units(units, {line.key: line for line in lines}, figure, nothing=_NONE_JUDGED)
