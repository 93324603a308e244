"""Figures that tasks offer to reports and indices, by unit and period.

They ask the facts known at the end of the period's last day, as boards and reports of that day do: what is accepted
later, with whatever earlier day, changes no figure of a period that is over.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_noop

from caicach.kernel.metrics import SHARE, Figures, Measured, Missing, Provenance, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import Said, tell
from caicach.plans.domain.states import TaskState
from caicach.plans.models import Assignment
from caicach.plans.state_sql import Moment

SOURCE: Final = tell("Theo dõi nhiệm vụ")
DUE: Final = gettext_noop("đến hạn từ {first} đến {last}")
_BY: Final = ("unit_id", "state")
NONE_DUE: Final = tell("Không có nhiệm vụ nào đến hạn trong kỳ.")
NONE_GIVEN: Final = tell("Đến hết kỳ chưa có nhiệm vụ nào giao cho đơn vị.")


@metric(
    "plans.on_time_share",
    title=tell("Tỷ lệ nhiệm vụ hoàn thành đúng hạn"),
    unit=SHARE,
    description=tell("Số nhiệm vụ đến hạn trong kỳ đã hoàn thành đúng hạn, chia cho số nhiệm vụ đến hạn trong kỳ."),
)
def on_time_share(units: Sequence[str], period: Stretch) -> Figures:
    """Of the assignments due in the period and not paused, the share done on time by its last day. Two SQL queries."""
    return share_on_time(units, period, Q(), NONE_DUE)


def share_on_time(
    units: Sequence[str], period: Stretch, narrowed: Q, none: Said, selection: str = DUE, **values: Said
) -> Figures:
    """The share done on time among the assignments that ``narrowed`` holds; ``none`` says why there is no figure."""
    moment = Moment(period.last)
    due = moment.stated(moment.given(_of(units))).filter(narrowed)
    due = due.filter(Q(due_then__gte=period.first, due_then__lte=period.last))
    lines = due.order_by().values_list(*_BY).annotate(n=Count("pk"))
    totals: Counter[str] = Counter()
    on_time: Counter[str] = Counter()
    for unit, state, count in lines:
        if state != TaskState.PAUSED.value:
            totals[unit] += count
        if state == TaskState.DONE_ON_TIME.value:
            on_time[unit] += count
    found = within(selection, period, **values)
    return {
        unit: _measured(Decimal(on_time[unit]) / totals[unit], totals[unit], period, found)
        if unit in totals
        else Missing(none)
        for unit in units
    }


@metric(
    "plans.overdue_count",
    title=tell("Số nhiệm vụ quá hạn chưa hoàn thành"),
    unit=tell("nhiệm vụ"),
    description=tell("Số nhiệm vụ đã quá hạn mà đến ngày cuối kỳ chưa hoàn thành."),
)
def overdue_count(units: Sequence[str], period: Stretch) -> Figures:
    """Assignments overdue at the end of the period. Two SQL queries."""
    selection = tell("quá hạn tại ngày {day}", day=f"{period.last:%d/%m/%Y}")
    late = Moment(period.last).late(_in_force(units, period))
    return _counted(units, period, late, selection)


@metric(
    "plans.due_count",
    title=tell("Số nhiệm vụ đến hạn trong kỳ"),
    unit=tell("nhiệm vụ"),
    description=tell("Số nhiệm vụ đến hạn trong kỳ, không kể việc tạm dừng; mẫu số của tỷ lệ đúng hạn."),
)
def due_count(units: Sequence[str], period: Stretch) -> Figures:
    """What ``plans.on_time_share`` divides by. Two SQL queries."""
    return _due_in(units, period, Q())


@metric(
    "plans.on_time_count",
    title=tell("Số nhiệm vụ đến hạn trong kỳ đã hoàn thành đúng hạn"),
    unit=tell("nhiệm vụ"),
    description=tell("Số nhiệm vụ đến hạn trong kỳ đã hoàn thành đúng hạn; tử số của tỷ lệ đúng hạn."),
)
def on_time_count(units: Sequence[str], period: Stretch) -> Figures:
    """What ``plans.on_time_share`` is a share of. Two SQL queries."""
    return _due_in(units, period, Q(state=TaskState.DONE_ON_TIME.value))


@metric(
    "plans.done_late_count",
    title=tell("Số nhiệm vụ đến hạn trong kỳ hoàn thành quá hạn"),
    unit=tell("nhiệm vụ"),
    description=tell("Số nhiệm vụ đến hạn trong kỳ đã hoàn thành nhưng sau hạn."),
)
def done_late_count(units: Sequence[str], period: Stretch) -> Figures:
    """Assignments due in the period and done after their day. Two SQL queries."""
    return _due_in(units, period, Q(state=TaskState.DONE_LATE.value))


@metric(
    "plans.done_count",
    title=tell("Số nhiệm vụ hoàn thành trong kỳ"),
    unit=tell("nhiệm vụ"),
    description=tell("Số nhiệm vụ được chấp nhận hoàn thành trong kỳ."),
)
def done_count(units: Sequence[str], period: Stretch) -> Figures:
    """Assignments accepted as done in the period. Two SQL queries."""
    selection = within(gettext_noop("được chấp nhận hoàn thành từ {first} đến {last}"), period)
    done = _in_force(units, period).filter(accepted_on__gte=period.first, accepted_on__lte=period.last)
    return _counted(units, period, done, selection)


def _due_in(units: Sequence[str], period: Stretch, wanted: Q) -> Figures:
    """Assignments due in the period and not paused, of which ``wanted`` are counted; 0 where a unit has other work."""
    moment = Moment(period.last)
    due = moment.stated(_in_force(units, period)).filter(Q(due_then__gte=period.first, due_then__lte=period.last))
    counted = due.exclude(Q(state=TaskState.PAUSED.value)).filter(wanted)
    return _counted(units, period, counted, within(DUE, period))


def within(template: str, period: Stretch, **values: Said) -> Said:
    """Which rows a figure counts: a sentence with the first and the last day of the period."""
    return tell(template, first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}", **values)


def _of(units: Sequence[str]) -> QuerySet[Assignment]:
    return Assignment.objects.filter(unit_id__in=units).order_by()


def _in_force(units: Sequence[str], period: Stretch) -> QuerySet[Assignment]:
    """Assignments in force at the end of the period that documents up to then gave to the units."""
    return Moment(period.last).given(_of(units))


def _counted(units: Sequence[str], period: Stretch, wanted: QuerySet[Assignment], selection: Said) -> Figures:
    """A unit with nothing in force has no figure."""
    known = set(_in_force(units, period).values_list("unit_id", flat=True).distinct())
    counts = dict(wanted.order_by().values_list("unit_id").annotate(n=Count("pk")))
    return {
        unit: _measured(Decimal(counts.get(unit, 0)), counts.get(unit, 0), period, selection)
        if unit in known
        else Missing(NONE_GIVEN)
        for unit in units
    }


def _measured(value: Decimal, rows: int, period: Stretch, selection: Said) -> Measured:
    return Measured(value, Provenance(SOURCE, rows, period.last, selection))
