"""What units have in hand here: inspections that are not concluded, findings that are not closed."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_noop

from caicach.inspections.domain.cycle import State
from caicach.inspections.models import Finding, Inspection
from caicach.organisations.work_of_units import Counted, UnitWork, by_unit, offer


def _inspections(units: Collection[str], on: date) -> Counted:
    over = (State.CONCLUDED.value, State.CANCELLED.value)
    return by_unit(Inspection.objects.exclude(state__in=over), units)


def _findings(units: Collection[str], on: date) -> Counted:
    return by_unit(Finding.objects.filter(closed_at=None, is_carried=False), units)


offer(
    UnitWork(
        "inspections.inspections",
        gettext_noop("cuộc kiểm tra chưa kết luận"),
        gettext_noop("Vẫn là cuộc kiểm tra đơn vị cũ; kết luận hoặc hủy trước khi đơn vị kết thúc."),
        _inspections,
        route="web:inspections",
    )
)
offer(
    UnitWork(
        "inspections.findings",
        gettext_noop("tồn tại qua kiểm tra chưa khép lại"),
        gettext_noop("Vẫn ghi ở đơn vị cũ; nhiệm vụ khắc phục chuyển cùng các phân công khác."),
        _findings,
        route="web:inspection_findings",
    )
)
