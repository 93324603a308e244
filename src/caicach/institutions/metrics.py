"""Figures that institutions offer to reports and indices, by unit and period."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_noop

from caicach.institutions.domain.documents import Course, due_of
from caicach.institutions.domain.rules import RuleFacts, RuleProgress, progress_of
from caicach.institutions.models import BusinessRule, LegalDocument
from caicach.institutions.values_of_rows import course_of, effective_rule
from caicach.kernel.metrics import SHARE, Figures, Measured, Missing, Provenance, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import Said, tell

_DOCUMENTS: Final = tell("Danh mục văn bản phải ban hành")
_RULES: Final = tell("Danh mục quy định kinh doanh")
_COUNT: Final = tell("văn bản")
_RULE: Final = tell("quy định")
_IN: Final = gettext_noop("từ {first} đến {last}")
_NONE_DUE: Final = tell("Trong kỳ đơn vị không có văn bản nào đến hạn ban hành.")
_NO_FAULT: Final = tell("Đến hết kỳ chưa phát hiện văn bản nào của đơn vị trái pháp luật.")
_NO_RULES: Final = tell("Đến hết kỳ chưa thống kê quy định kinh doanh nào của đơn vị.")
_NO_COSTS: Final = tell("Chưa có chi phí trước cắt giảm của quy định nào.")


@metric(
    "institutions.due_count",
    title=tell("Số văn bản đến hạn ban hành"),
    unit=_COUNT,
    description=tell("Văn bản đơn vị chủ trì soạn thảo có hạn ban hành trong kỳ, theo kế hoạch hoặc theo luật."),
)
def due_count(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _counted(units, period, _is_due)


@metric(
    "institutions.issued_in_time_share",
    title=tell("Tỷ lệ văn bản ban hành đúng hạn"),
    unit=SHARE,
    description=tell("Trong các văn bản đến hạn ban hành trong kỳ, phần đã ký đúng hạn."),
)
def issued_in_time_share(units: Sequence[str], period: Stretch) -> Figures:
    """Missing where none was due. One SQL query."""
    return _shared(units, period, _is_due, _is_in_time, _NONE_DUE)


@metric(
    "institutions.overdue_count",
    title=tell("Số văn bản quá hạn chưa ban hành"),
    unit=_COUNT,
    description=tell("Văn bản có hạn ban hành đến hết kỳ mà cuối kỳ chưa ký."),
)
def overdue_count(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""

    def is_overdue(course: Course, within: Stretch) -> bool:
        due, signed = due_of(course.facts), course.issue.signed_on
        return due is not None and due <= within.last and (signed is None or signed > within.last)

    return _counted(units, period, is_overdue)


@metric(
    "institutions.issued_count",
    title=tell("Số văn bản quy phạm pháp luật đã ban hành"),
    unit=_COUNT,
    description=tell("Văn bản quy phạm pháp luật đơn vị chủ trì soạn thảo, ký trong kỳ."),
)
def issued_count(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _counted(units, period, lambda one, within: one.facts.kind.is_legal and _is_in(one.issue.signed_on, within))


@metric(
    "institutions.reviewed_count",
    title=tell("Số văn bản đã tự kiểm tra, rà soát"),
    unit=_COUNT,
    description=tell("Văn bản có ngày kiểm tra, rà soát trong kỳ."),
)
def reviewed_count(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _counted(units, period, lambda course, within: _is_in(course.review.reviewed_on, within))


@metric(
    "institutions.faulty_count",
    title=tell("Số văn bản phát hiện trái pháp luật"),
    unit=_COUNT,
    description=tell("Trong các văn bản kiểm tra, rà soát trong kỳ, số văn bản có nội dung trái pháp luật."),
)
def faulty_count(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _counted(
        units, period, lambda course, within: bool(course.review.fault) and _is_in(course.review.reviewed_on, within)
    )


@metric(
    "institutions.mended_share",
    title=tell("Tỷ lệ văn bản trái pháp luật đã xử lý"),
    unit=SHARE,
    description=tell("Trong các văn bản phát hiện trái pháp luật đến hết kỳ, phần đã xử lý xong đến hết kỳ."),
)
def mended_share(units: Sequence[str], period: Stretch) -> Figures:
    """Missing where nothing was found wrong. One SQL query."""

    def is_faulty(course: Course, within: Stretch) -> bool:
        reviewed = course.review.reviewed_on
        return bool(course.review.fault) and reviewed is not None and reviewed <= within.last

    def is_mended(course: Course, within: Stretch) -> bool:
        return course.review.mended_on is not None and course.review.mended_on <= within.last

    return _shared(units, period, is_faulty, is_mended, _NO_FAULT)


@metric(
    "institutions.rules_cut_count",
    title=tell("Số quy định kinh doanh đã cắt giảm, đơn giản hóa"),
    unit=_RULE,
    description=tell("Quy định kinh doanh cắt giảm hoặc đơn giản hóa xong trong kỳ, tính theo ngày thực thi."),
)
def rules_cut_count(units: Sequence[str], period: Stretch) -> Figures:
    """Missing where no rule of the unit was counted. One SQL query."""

    def count(rules: Sequence[RuleFacts]) -> Measured | Missing:
        done = sum(one.measure.changes and _is_in(one.done_on, period) for one in rules)
        return Measured(Decimal(done), Provenance(_RULES, len(rules), period.last, _within(period)))

    return _of_rules(units, period, count)


@metric(
    "institutions.rules_cut_share",
    title=tell("Tỷ lệ quy định kinh doanh đã cắt giảm, đơn giản hóa"),
    unit=SHARE,
    description=tell("Trong các quy định kinh doanh đã thống kê, phần đã cắt giảm hoặc đơn giản hóa xong đến hết kỳ."),
)
def rules_cut_share(units: Sequence[str], period: Stretch) -> Figures:
    """Missing where no rule of the unit was counted. One SQL query."""

    def share(rules: Sequence[RuleFacts]) -> Measured | Missing:
        found = progress_of(rules, on=period.last)
        done = Decimal(found.cut + found.simplified) / found.counted
        return Measured(done, Provenance(_RULES, found.counted, period.last, _within(period)))

    return _of_rules(units, period, share)


@metric(
    "institutions.rules_cost_saved_share",
    title=tell("Tỷ lệ chi phí tuân thủ quy định kinh doanh đã cắt giảm"),
    unit=SHARE,
    description=tell(
        "Chi phí đã cắt giảm đến hết kỳ chia cho chi phí trước cắt giảm, của các quy định đã tính được chi phí."
    ),
)
def rules_cost_saved_share(units: Sequence[str], period: Stretch) -> Figures:
    """Missing where no cost is known. One SQL query."""

    def share(rules: Sequence[RuleFacts]) -> Measured | Missing:
        found: RuleProgress = progress_of(rules, on=period.last)
        if not found.cost_before:
            return Missing(_NO_COSTS)
        return Measured(
            found.done_saving / found.cost_before, Provenance(_RULES, found.costed, period.last, _within(period))
        )

    return _of_rules(units, period, share)


def _is_in(day: date | None, period: Stretch) -> bool:
    return day is not None and period.first <= day <= period.last


def _is_due(course: Course, period: Stretch) -> bool:
    return _is_in(due_of(course.facts), period)


def _is_in_time(course: Course, _period: Stretch) -> bool:
    due, signed = due_of(course.facts), course.issue.signed_on
    return due is not None and signed is not None and signed <= due


Chosen = Callable[[Course, Stretch], bool]


def _counted(units: Sequence[str], period: Stretch, is_counted: Chosen) -> Figures:
    found = _courses(units, period)
    return {
        unit: Measured(Decimal(sum(is_counted(one, period) for one in rows)), _of_documents(len(rows), period))
        for unit, rows in found.items()
    }


def _shared(units: Sequence[str], period: Stretch, is_base: Chosen, is_part: Chosen, none: Said) -> Figures:
    figures: dict[str, Measured | Missing] = {}
    for unit, rows in _courses(units, period).items():
        base = [one for one in rows if is_base(one, period)]
        part = Decimal(sum(is_part(one, period) for one in base))
        figures[unit] = Measured(part / len(base), _of_documents(len(base), period)) if base else Missing(none)
    return figures


def _courses(units: Sequence[str], period: Stretch) -> dict[str, list[Course]]:
    """Of each unit, what stood in the list at the end of the period or was dropped after it."""
    found: dict[str, list[Course]] = {unit: [] for unit in units}
    for row in LegalDocument.objects.filter(unit_id__in=units).order_by("pk"):
        if row.dropped_on is None or row.dropped_on > period.last:
            found[row.unit_id].append(course_of(row))
    return found


def _of_rules(
    units: Sequence[str], period: Stretch, figure: Callable[[Sequence[RuleFacts]], Measured | Missing]
) -> Figures:
    found: dict[str, list[RuleFacts]] = {unit: [] for unit in units}
    rows = BusinessRule.objects.filter(unit_id__in=units, counted_on__lte=period.last).select_related("document")
    for row in rows.order_by("pk"):
        found[row.unit_id].append(effective_rule(row))
    return {unit: figure(rules) if rules else Missing(_NO_RULES) for unit, rules in found.items()}


def _of_documents(count: int, period: Stretch) -> Provenance:
    return Provenance(_DOCUMENTS, count, period.last, _within(period))


def _within(period: Stretch) -> Said:
    return tell(_IN, first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}")
