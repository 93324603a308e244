"""Figures of what the province orders every year: by area of the reform, of heads, of quality and of extensions."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Count, Q
from django.utils.translation import gettext_noop

from caicach.kernel.instants import end_of
from caicach.kernel.metrics import SHARE, Figures, Measured, Missing, Provenance, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import Said, tell
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.tasks import Quality
from caicach.plans.metrics import SOURCE, share_on_time, within
from caicach.plans.models import Assignment, DeadlineChange
from caicach.plans.state_sql import Moment

NONE_OF_AREA: Final = tell("Không có nhiệm vụ nào của lĩnh vực đến hạn trong kỳ.")
NONE_OF_HEADS: Final = tell("Không có nhiệm vụ nào ghi người đứng đầu chịu trách nhiệm đến hạn trong kỳ.")
JUDGED: Final = gettext_noop("được chấp nhận hoàn thành từ {first} đến {last}, có đánh giá")
NONE_JUDGED: Final = tell("Không có nhiệm vụ nào hoàn thành trong kỳ được đánh giá chất lượng.")
NONE_GIVEN: Final = tell("Đến hết kỳ chưa có nhiệm vụ nào giao cho đơn vị.")


def _of_area(units: Sequence[str], period: Stretch, area: ReformArea) -> Figures:
    narrowed = Q(task__area=area.value)
    selection = gettext_noop("lĩnh vực «{area}», đến hạn từ {first} đến {last}")
    return share_on_time(units, period, narrowed, NONE_OF_AREA, selection, area=tell(area.label))


@metric(
    "plans.institutions_on_time_share",
    title=tell("Tỷ lệ nhiệm vụ cải cách thể chế đúng hạn"),
    unit=SHARE,
    description=tell("Như tỷ lệ nhiệm vụ đúng hạn, chỉ tính nhiệm vụ thuộc cải cách thể chế."),
)
def institutions_on_time(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _of_area(units, period, ReformArea.INSTITUTIONS)


@metric(
    "plans.procedures_on_time_share",
    title=tell("Tỷ lệ nhiệm vụ cải cách thủ tục hành chính đúng hạn"),
    unit=SHARE,
    description=tell("Như tỷ lệ nhiệm vụ đúng hạn, chỉ tính nhiệm vụ thuộc cải cách thủ tục hành chính."),
)
def procedures_on_time(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _of_area(units, period, ReformArea.PROCEDURES)


@metric(
    "plans.digital_on_time_share",
    title=tell("Tỷ lệ nhiệm vụ chính quyền số đúng hạn"),
    unit=SHARE,
    description=tell("Như tỷ lệ nhiệm vụ đúng hạn, chỉ tính nhiệm vụ chính quyền điện tử, chính quyền số."),
)
def digital_on_time(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _of_area(units, period, ReformArea.DIGITAL_GOVERNMENT)


@metric(
    "plans.heads_on_time_share",
    title=tell("Tỷ lệ nhiệm vụ người đứng đầu chịu trách nhiệm đúng hạn"),
    unit=SHARE,
    description=tell("Như tỷ lệ nhiệm vụ đúng hạn, chỉ tính nhiệm vụ ghi rõ người đứng đầu chịu trách nhiệm."),
)
def heads_on_time(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    narrowed = Q(post_code__isnull=False)
    selection = gettext_noop("người đứng đầu chịu trách nhiệm, đến hạn từ {first} đến {last}")
    return share_on_time(units, period, narrowed, NONE_OF_HEADS, selection)


@metric(
    "plans.good_quality_share",
    title=tell("Tỷ lệ nhiệm vụ đạt chất lượng tốt"),
    unit=SHARE,
    description=tell("Số nhiệm vụ hoàn thành trong kỳ được đánh giá tốt, chia cho số được đánh giá chất lượng."),
)
def good_quality(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    done = Moment(period.last).given(Assignment.objects.filter(unit_id__in=units, quality__isnull=False))
    done = done.exclude(quality="").filter(accepted_on__gte=period.first, accepted_on__lte=period.last)
    good = Count("pk", filter=Q(quality=Quality.GOOD.value))
    rows = done.order_by().values("unit_id").annotate(n=Count("pk"), good=good).order_by("unit_id")
    counts = {row["unit_id"]: (row["good"], row["n"]) for row in rows}
    selection = within(JUDGED, period)
    return {
        unit: _measured(Decimal(counts[unit][0]) / counts[unit][1], counts[unit][1], period, selection)
        if unit in counts
        else Missing(NONE_JUDGED)
        for unit in units
    }


@metric(
    "plans.extension_count",
    title=tell("Số lần gia hạn nhiệm vụ"),
    unit=tell("lần"),
    description=tell("Số lần thời hạn nhiệm vụ của đơn vị được thay đổi trong kỳ."),
)
def extension_count(units: Sequence[str], period: Stretch) -> Figures:
    """Two SQL queries."""
    given = Moment(period.last).given(Assignment.objects.filter(unit_id__in=units)).order_by()
    known = set(given.values_list("unit_id", flat=True).distinct())
    made = DeadlineChange.objects.filter(assignment__in=given.values("pk"), old_due_on__isnull=False)
    begin = end_of(period.first - timedelta(days=1))
    made = made.filter(decided_at__gte=begin, decided_at__lt=end_of(period.last))
    rows = made.order_by().values("assignment__unit_id").annotate(n=Count("pk")).order_by("assignment__unit_id")
    counts = {row["assignment__unit_id"]: row["n"] for row in rows}
    selection = within(gettext_noop("gia hạn từ {first} đến {last}"), period)
    return {
        unit: _measured(Decimal(counts.get(unit, 0)), counts.get(unit, 0), period, selection)
        if unit in known
        else Missing(NONE_GIVEN)
        for unit in units
    }


def _measured(value: Decimal, rows: int, period: Stretch, selection: Said) -> Measured:
    return Measured(value, Provenance(SOURCE, rows, period.last, selection))
