"""What units have in hand here: reports of open periods."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_noop

from caicach.organisations.work_of_units import Counted, UnitWork, by_unit, offer
from caicach.regimes.domain.cycle import State
from caicach.regimes.models import UnitReport


def _reports(units: Collection[str], on: date) -> Counted:
    return by_unit(UnitReport.objects.exclude(state=State.ACCEPTED.value).filter(opens_on__lte=on), units)


offer(
    UnitWork(
        "regimes.reports",
        gettext_noop("báo cáo định kỳ chưa được chấp nhận"),
        gettext_noop("Đơn vị có mặt ngày chốt thì báo cáo; đơn vị kết thúc trong kỳ được hỏi cùng tên đơn vị kế tiếp."),
        _reports,
        route="web:periodic",
    )
)
