"""Figures that inspections offer to reports and indices, by unit and period.

They count what was known at the end of the period's last day. A self-inspection is counted by its own figure alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from caicach.inspections.domain.cycle import InspectionKind
from caicach.inspections.finding_lines import course_of, mended_days, past_findings
from caicach.inspections.models import Finding, Inspection
from caicach.kernel.instants import end_of, start_of
from caicach.kernel.metrics import SHARE, Figures, Measured, Missing, Provenance, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import Said, tell

SOURCE: Final = tell("Kiểm tra")
_HELD: Final = gettext_noop("đã lập biên bản từ {first} đến {last}")
_CONCLUDED: Final = gettext_noop("của cuộc kiểm tra kết luận từ {first} đến {last}")
_DUE: Final = gettext_noop("đến hạn khắc phục từ {first} đến {last}")
_NONE_CONCLUDED: Final = tell("Trong kỳ không có cuộc kiểm tra nào kết luận về đơn vị.")
_NONE_DUE: Final = tell("Trong kỳ không có tồn tại nào đến hạn khắc phục.")
_CASES: Final = tell("cuộc")
_FINDINGS: Final = tell("tồn tại")


@metric(
    "inspections.inspected_units",
    title=tell("Số đơn vị được kiểm tra"),
    unit=tell("đơn vị"),
    description=tell("1 nếu trong kỳ có biên bản kiểm tra của đoàn tại đơn vị, 0 nếu không; cộng lại là số đơn vị."),
)
def inspected_units(units: Sequence[str], period: Stretch) -> Figures:
    """1 or 0, so that the sum counts units. One SQL query."""
    counts = _inspections_by_unit(units, period, InspectionKind.OFFICE)
    return {unit: _measured(min(counts[unit], 1), period, _HELD, rows=counts[unit]) for unit in units}


@metric(
    "inspections.held_count",
    title=tell("Số cuộc kiểm tra tại đơn vị"),
    unit=_CASES,
    description=tell("Số cuộc kiểm tra của đoàn đã lập biên bản trong kỳ."),
)
def held_count(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    counts = _inspections_by_unit(units, period, InspectionKind.OFFICE)
    return {unit: _measured(counts[unit], period, _HELD) for unit in units}


@metric(
    "inspections.self_held_count",
    title=tell("Số cuộc tự kiểm tra"),
    unit=_CASES,
    description=tell("Số cuộc tự kiểm tra của đơn vị đã lập biên bản trong kỳ."),
)
def self_held_count(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    counts = _inspections_by_unit(units, period, InspectionKind.SELF)
    return {unit: _measured(counts[unit], period, _HELD) for unit in units}


@metric(
    "inspections.finding_count",
    title=tell("Số tồn tại phát hiện qua kiểm tra"),
    unit=_FINDINGS,
    description=tell("Số tồn tại của các cuộc kiểm tra kết luận trong kỳ."),
)
def finding_count(units: Sequence[str], period: Stretch) -> Figures:
    """Missing where nothing was concluded: not inspected is not without fault. Two SQL queries."""
    return _of_concluded(units, period, lambda rows: Counter(row.unit_id for row in rows))


@metric(
    "inspections.repeated_count",
    title=tell("Số tồn tại lặp lại"),
    unit=_FINDINGS,
    description=tell("Trong các tồn tại đó, số đã bị phát hiện ở một cuộc kiểm tra trước của cùng đơn vị."),
)
def repeated_count(units: Sequence[str], period: Stretch) -> Figures:
    """Three SQL queries."""
    first: dict[tuple[str, str], int] = {}
    for one in past_findings(units):
        key = (one.unit, "/".join(one.topic))
        first[key] = min(first.get(key, one.inspection), one.inspection)
    return _of_concluded(
        units,
        period,
        lambda rows: Counter(r.unit_id for r in rows if first.get((r.unit_id, r.topic), 0) < r.inspection_id),
    )


@metric(
    "inspections.mended_count",
    title=tell("Số tồn tại đã khắc phục"),
    unit=_FINDINGS,
    description=tell(
        "Trong các tồn tại của các cuộc kiểm tra kết luận trong kỳ, số đã khắc phục hoặc đã đóng đến cuối kỳ."
    ),
)
def mended_count(units: Sequence[str], period: Stretch) -> Figures:
    """Of what ``finding_count`` counts, so that the one is never more than the other. Three SQL queries."""

    def counted(found: Iterable[Finding]) -> Counter[str]:
        rows = list(found)
        mended = mended_days(rows)
        return Counter(row.unit_id for row in rows if course_of(row, mended).is_over(period.last))

    return _of_concluded(units, period, counted)


@metric(
    "inspections.due_count",
    title=tell("Số tồn tại đến hạn khắc phục"),
    unit=_FINDINGS,
    description=tell("Số tồn tại có hạn khắc phục trong kỳ; mẫu số của tỷ lệ khắc phục đúng hạn."),
)
def due_count(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    counts = Counter(row.unit_id for row in _due(units, period))
    return {unit: _measured(counts[unit], period, _DUE) for unit in units}


@metric(
    "inspections.mended_in_time_count",
    title=tell("Số tồn tại khắc phục đúng hạn"),
    unit=_FINDINGS,
    description=tell(
        "Trong các tồn tại đến hạn trong kỳ, số có nhiệm vụ khắc phục được chấp nhận, hoặc đã đóng, đúng hạn."
    ),
)
def mended_in_time_count(units: Sequence[str], period: Stretch) -> Figures:
    """Two SQL queries."""
    counts = _in_time(units, period)[1]
    return {unit: _measured(counts[unit], period, _DUE) for unit in units}


@metric(
    "inspections.mended_in_time_share",
    title=tell("Tỷ lệ tồn tại khắc phục đúng hạn"),
    unit=SHARE,
    description=tell("Số tồn tại khắc phục đúng hạn chia cho số tồn tại đến hạn khắc phục trong kỳ."),
)
def mended_in_time_share(units: Sequence[str], period: Stretch) -> Figures:
    """Two SQL queries."""
    due, in_time = _in_time(units, period)
    return {
        unit: Measured(
            Decimal(in_time[unit]) / due[unit], Provenance(SOURCE, due[unit], period.last, _selection(_DUE, period))
        )
        if due[unit]
        else Missing(_NONE_DUE)
        for unit in units
    }


def _in_time(units: Sequence[str], period: Stretch) -> tuple[Counter[str], Counter[str]]:
    rows = list(_due(units, period))
    mended = mended_days(rows)
    in_time = (row.unit_id for row in rows if course_of(row, mended).is_in_time(period.last))
    return Counter(row.unit_id for row in rows), Counter(in_time)


def _due(units: Sequence[str], period: Stretch) -> QuerySet[Finding]:
    """Findings of the team's inspections, concluded by the end of the period, whose day lies in it."""
    return Finding.objects.filter(
        unit_id__in=units,
        due_on__gte=period.first,
        due_on__lte=period.last,
        inspection__kind=InspectionKind.OFFICE.value,
        inspection__concluded_at__lt=end_of(period.last),
    ).order_by("pk")


def _inspections_by_unit(units: Sequence[str], period: Stretch, kind: InspectionKind) -> Counter[str]:
    rows = Inspection.objects.filter(
        unit_id__in=units, kind=kind.value, minuted_at__gte=start_of(period.first), minuted_at__lt=end_of(period.last)
    )
    return Counter(rows.order_by("pk").values_list("unit_id", flat=True))


def _of_concluded(
    units: Sequence[str], period: Stretch, counted: Callable[[Iterable[Finding]], Counter[str]]
) -> Figures:
    concluded = Inspection.objects.filter(
        unit_id__in=units,
        kind=InspectionKind.OFFICE.value,
        concluded_at__gte=start_of(period.first),
        concluded_at__lt=end_of(period.last),
    )
    known = set(concluded.order_by("pk").values_list("unit_id", flat=True))
    counts = counted(Finding.objects.filter(inspection__in=concluded).order_by("pk"))
    return {
        unit: _measured(counts[unit], period, _CONCLUDED) if unit in known else Missing(_NONE_CONCLUDED)
        for unit in units
    }


def _selection(template: str, period: Stretch) -> Said:
    return tell(template, first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}")


def _measured(count: int, period: Stretch, template: str, *, rows: int | None = None) -> Measured:
    found = Provenance(SOURCE, count if rows is None else rows, period.last, _selection(template, period))
    return Measured(Decimal(count), found)
