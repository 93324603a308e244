"""Figures that tasks offer to reports and indices, by unit and period; states are those of the period's last day."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.db.models import Count, Q, QuerySet

from caicach.kernel.metrics import Figures, Measured, Missing, Provenance, metric
from caicach.kernel.periods import Period
from caicach.plans.domain.states import TaskState
from caicach.plans.models import Assignment
from caicach.plans.state_sql import overdue, state_case

SOURCE: Final = "Theo dõi nhiệm vụ"
NONE_DUE: Final = "Không có nhiệm vụ nào đến hạn trong kỳ."
NONE_GIVEN: Final = "Đến hết kỳ chưa có nhiệm vụ nào giao cho đơn vị."


@metric(
    "plans.on_time_share",
    title="Tỷ lệ nhiệm vụ hoàn thành đúng hạn",
    unit="phần (0 đến 1)",
    description="Số nhiệm vụ đến hạn trong kỳ đã hoàn thành đúng hạn, chia cho số nhiệm vụ đến hạn trong kỳ.",
)
def on_time_share(units: Sequence[str], period: Period) -> Figures:
    """Of the assignments due in the period and not paused, the share done on time by its last day. One SQL query."""
    return share_on_time(units, period, Q(), NONE_DUE)


def share_on_time(units: Sequence[str], period: Period, narrowed: Q, none: str, said: str = "") -> Figures:
    """The share done on time among the assignments that ``narrowed`` holds; ``none`` says why there is no figure."""
    due = _given(units, period).filter(narrowed, due_on__gte=period.first, due_on__lte=period.last)
    running = due.annotate(state=state_case(period.last)).exclude(state=TaskState.PAUSED.value)
    lines = running.values("unit_id", "state").annotate(n=Count("pk"))
    totals: dict[str, int] = {}
    on_time: dict[str, int] = {}
    for line in lines.order_by("unit_id", "state"):
        unit, count = line["unit_id"], line["n"]
        totals[unit] = totals.get(unit, 0) + count
        on_time[unit] = on_time.get(unit, 0) + (count if line["state"] == TaskState.DONE_ON_TIME.value else 0)
    selection = f"{said}đến hạn từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}"
    return {
        unit: _measured(Decimal(on_time[unit]) / totals[unit], totals[unit], period, selection)
        if unit in totals
        else Missing(none)
        for unit in units
    }


@metric(
    "plans.overdue_count",
    title="Số nhiệm vụ quá hạn chưa hoàn thành",
    unit="nhiệm vụ",
    description="Số nhiệm vụ đã quá hạn mà đến ngày cuối kỳ chưa hoàn thành.",
)
def overdue_count(units: Sequence[str], period: Period) -> Figures:
    """Assignments overdue at the end of the period. One SQL query."""
    selection = f"quá hạn tại ngày {period.last:%d/%m/%Y}"
    return _counted(units, period, overdue(period.last), selection)


@metric(
    "plans.done_count",
    title="Số nhiệm vụ hoàn thành trong kỳ",
    unit="nhiệm vụ",
    description="Số nhiệm vụ có ngày hoàn thành (đã được chấp nhận) trong kỳ.",
)
def done_count(units: Sequence[str], period: Period) -> Figures:
    """Assignments completed in the period. One SQL query."""
    selection = f"hoàn thành từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y}"
    done = Q(completed_on__gte=period.first, completed_on__lte=period.last)
    return _counted(units, period, done, selection)


def _given(units: Sequence[str], period: Period) -> QuerySet[Assignment]:
    """Assignments in force that documents up to the end of the period gave to the units."""
    found = Assignment.objects.filter(is_cancelled=False, unit_id__in=units)
    return found.filter(task__effective_on__lte=period.last).order_by()


def _counted(units: Sequence[str], period: Period, wanted: Q, selection: str) -> Figures:
    lines = _given(units, period).values("unit_id").annotate(n=Count("pk", filter=wanted))
    counts: Mapping[str, int] = {line["unit_id"]: line["n"] for line in lines.order_by("unit_id")}
    return {
        unit: _measured(Decimal(counts[unit]), counts[unit], period, selection)
        if unit in counts
        else Missing(NONE_GIVEN)
        for unit in units
    }


def _measured(value: Decimal, rows: int, period: Period, selection: str) -> Measured:
    return Measured(value, Provenance(SOURCE, rows, period.last, selection))
