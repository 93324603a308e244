"""What units have in hand here: open assignments, and plans that are not closed."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_noop

from caicach.organisations.queries import bodies_begun
from caicach.organisations.work_of_units import Counted, UnitWork, by_unit, offer
from caicach.plans.domain.plans import PlanState
from caicach.plans.models import Assignment, Plan


def _assignments(units: Collection[str], on: date) -> Counted:
    """Those given to the bodies of the day: a code may have been another body's before. Two SQL queries."""
    former = Q(pk=None)
    for since, codes in bodies_begun(tuple(sorted(units)), on=on).items():
        former |= Q(unit_id__in=codes, given_on__lt=since)
    return by_unit(Assignment.objects.filter(is_cancelled=False, accepted_on=None).exclude(former), units)


def _plans(units: Collection[str], on: date) -> Counted:
    return by_unit(Plan.objects.exclude(state=PlanState.CLOSED.value).filter(last_year__gte=on.year), units)


offer(
    UnitWork(
        "plans.assignments",
        gettext_noop("phân công đang mở"),
        gettext_noop(
            "Ở lại đơn vị cũ cho đến khi cơ quan thường trực chuyển cho đơn vị kế tiếp; hạn, báo cáo đi cùng."
        ),
        _assignments,
        route="web:ended_units",
    )
)
offer(
    UnitWork(
        "plans.plans",
        gettext_noop("kế hoạch chưa đóng"),
        gettext_noop("Vẫn là kế hoạch của đơn vị cũ, chỉ để xem; đơn vị kế tiếp lập kế hoạch của mình."),
        _plans,
        route="web:plans",
    )
)
