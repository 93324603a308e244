"""What units have in hand here: sheets of years that are being scored, findings that are not closed."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_noop

from caicach.indices.domain.cycle import FindingState, Step
from caicach.indices.models import Finding, Sheet
from caicach.organisations.work_of_units import Counted, UnitWork, by_unit, offer


def _sheets(units: Collection[str], on: date) -> Counted:
    over = (Step.FROZEN.value, Step.PUBLISHED.value)
    return by_unit(Sheet.objects.filter(removed_at=None).exclude(year__step__in=over), units)


def _findings(units: Collection[str], on: date) -> Counted:
    return by_unit(Finding.objects.exclude(state=FindingState.CLOSED.value), units)


offer(
    UnitWork(
        "indices.sheets",
        gettext_noop("phiếu chấm điểm của kỳ đang chấm"),
        gettext_noop(
            "Giữ nguyên; cách chấm đơn vị đã sắp xếp lại được chọn trên trang của kỳ chấm, không tự tính bình quân."
        ),
        _sheets,
        route="web:index_years",
    )
)
offer(
    UnitWork(
        "indices.findings",
        gettext_noop("hạn chế trong chấm điểm chưa khép lại"),
        gettext_noop("Vẫn ghi ở đơn vị cũ; nhiệm vụ khắc phục chuyển cùng các phân công khác."),
        _findings,
        route="web:index_years",
    )
)
