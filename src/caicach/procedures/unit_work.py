"""What units have in hand here: procedures they must publish, faults of their portals, feedback without an answer."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_noop

from caicach.organisations.work_of_units import Counted, UnitWork, by_unit, offer
from caicach.procedures.models import Feedback, PortalFinding, PublishingDuty


def _duties(units: Collection[str], on: date) -> Counted:
    return by_unit(PublishingDuty.objects.all(), units)


def _faults(units: Collection[str], on: date) -> Counted:
    return by_unit(PortalFinding.objects.filter(closed_at=None), units)


def _feedback(units: Collection[str], on: date) -> Counted:
    return by_unit(Feedback.objects.filter(answered_on=None, refused_on=None), units)


offer(
    UnitWork(
        "procedures.duties",
        gettext_noop("thủ tục đơn vị phải công khai"),
        gettext_noop("Vẫn ghi đơn vị cũ; nhập lại danh mục thủ tục với đơn vị kế tiếp."),
        _duties,
        route="web:procedures",
    )
)
offer(
    UnitWork(
        "procedures.faults",
        gettext_noop("tồn tại công khai thủ tục chưa sửa"),
        gettext_noop("Vẫn ghi ở trang của đơn vị cũ cho đến lượt rà soát sau."),
        _faults,
        route="web:portal_findings",
    )
)
offer(
    UnitWork(
        "procedures.feedback",
        gettext_noop("phản ánh, kiến nghị chưa trả lời"),
        gettext_noop("Vẫn giao cho đơn vị cũ; chuyển từng phản ánh cho đơn vị kế tiếp."),
        _feedback,
        route="web:feedback",
    )
)
