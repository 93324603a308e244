"""Figures that procedures offer to reports and indices, by unit and period."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_noop

from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.instants import end_of
from caicach.kernel.metrics import SHARE, Figures, Measured, Missing, Provenance, metric
from caicach.kernel.periods import Stretch
from caicach.kernel.said import Said, tell
from caicach.procedures.auditing.scores import Tally, tally_from
from caicach.procedures.domain.clocks import Clock, Standing, clocks_of
from caicach.procedures.domain.feedback import FeedbackCourse, answer_due
from caicach.procedures.models import Audit, Feedback, PortalFinding, PublicationDecision
from caicach.procedures.queries.feedback import course_of
from caicach.procedures.queries.register import facts_of

_AUDITS: Final = tell("Kiểm tra công khai thủ tục")
_DECISIONS: Final = tell("Quyết định công bố thủ tục")
_FEEDBACK: Final = tell("Phản ánh, kiến nghị")
_NO_FEEDBACK: Final = tell("Trong kỳ không có phản ánh, kiến nghị nào của đơn vị đến hạn trả lời.")
_LAST: Final = gettext_noop("lần kiểm tra ngày {day}; đã xem {seen} trên {due} thủ tục phải công khai")
_NONE_KEPT: Final = tell("Đến hết kỳ chưa có phản ánh, kiến nghị nào được ghi vào hệ thống.")
_RECEIVED: Final = gettext_noop("tiếp nhận từ {first} đến {last}")
_DUE: Final = gettext_noop("đến hạn từ {first} đến {last}")
_NOT_AUDITED: Final = tell("Đến hết kỳ chưa có lần kiểm tra cổng nào của đơn vị.")
_NOTHING_SEEN: Final = tell("Lần kiểm tra gần nhất không xem được thủ tục nào.")
_NONE_DUE: Final = tell("Trong kỳ không có quyết định công bố nào đến hạn.")


@metric(
    "procedures.shown_share",
    title=tell("Tỷ lệ thủ tục được công khai trên cổng"),
    unit=SHARE,
    description=tell(
        "Theo lần kiểm tra gần nhất đến hết kỳ: trong các thủ tục phải công khai đã xem được, phần có trên cổng."
    ),
)
def shown_share(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _by_last(units, period, lambda tally: tally.shown)


@metric(
    "procedures.whole_share",
    title=tell("Tỷ lệ thủ tục công khai đủ nội dung"),
    unit=SHARE,
    description=tell("Theo lần kiểm tra gần nhất đến hết kỳ: phần có trên cổng và không thiếu trường nào."),
)
def whole_share(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _by_last(units, period, lambda tally: tally.whole)


@metric(
    "procedures.correct_share",
    title=tell("Tỷ lệ thủ tục công khai đúng"),
    unit=SHARE,
    description=tell("Theo lần kiểm tra gần nhất đến hết kỳ: phần không có trường nào thiếu, thừa, cũ hay mâu thuẫn."),
)
def correct_share(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _by_last(units, period, lambda tally: tally.correct)


@metric(
    "procedures.open_findings",
    title=tell("Số tồn tại công khai thủ tục chưa khắc phục"),
    unit=tell("tồn tại"),
    description=tell("Tồn tại trên cổng của đơn vị đã phát hiện và chưa đóng vào cuối kỳ."),
)
def open_findings(units: Sequence[str], period: Stretch) -> Figures:
    """Missing where the portal was never audited. Two SQL queries."""
    end = end_of(period.last)
    known = _last(units, period)
    rows = PortalFinding.objects.filter(unit_id__in=units, opened_in__done_at__lt=end)
    counts: dict[str, int] = {}
    for unit, closed in rows.order_by().values_list("unit_id", "closed_at"):
        counts[unit] = counts.get(unit, 0) + (closed is None or closed >= end)
    return {
        unit: Measured(Decimal(counts.get(unit, 0)), _of_audit(known[unit])) if unit in known else Missing(_NOT_AUDITED)
        for unit in units
    }


@metric(
    "procedures.signed_in_time_share",
    title=tell("Tỷ lệ quyết định công bố ban hành đúng hạn"),
    unit=SHARE,
    description=tell(
        "Quyết định công bố có hạn ban hành trong kỳ, phần ký đúng hạn; số của toàn tỉnh, như nhau cho mọi đơn vị."
    ),
)
def signed_in_time_share(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _of_clock(units, period, Clock.SIGNED)


@metric(
    "procedures.entered_in_time_share",
    title=tell("Tỷ lệ quyết định công bố được công khai đúng hạn"),
    unit=SHARE,
    description=tell(
        "Quyết định công bố đến hạn công khai trên Cơ sở dữ liệu quốc gia trong kỳ, phần công khai đúng hạn; "
        "số của toàn tỉnh, như nhau cho mọi đơn vị."
    ),
)
def entered_in_time_share(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    return _of_clock(units, period, Clock.ENTERED)


@metric(
    "procedures.feedback_received_count",
    title=tell("Số phản ánh, kiến nghị tiếp nhận"),
    unit=tell("phản ánh, kiến nghị"),
    description=tell("Phản ánh, kiến nghị chuyển cho đơn vị, tiếp nhận trong kỳ."),
)
def feedback_received_count(units: Sequence[str], period: Stretch) -> Figures:
    """Two SQL queries."""
    return _received_feedback(units, period, lambda course: True)


@metric(
    "procedures.feedback_answered_count",
    title=tell("Số phản ánh, kiến nghị tiếp nhận trong kỳ đã trả lời"),
    unit=tell("phản ánh, kiến nghị"),
    description=tell("Trong các phản ánh, kiến nghị tiếp nhận trong kỳ, số đã trả lời hoặc từ chối đến hết kỳ."),
)
def feedback_answered_count(units: Sequence[str], period: Stretch) -> Figures:
    """Two SQL queries."""

    def is_answered(course: FeedbackCourse) -> bool:
        return course.handled_on is not None and course.handled_on <= period.last

    return _received_feedback(units, period, is_answered)


@metric(
    "procedures.feedback_due_count",
    title=tell("Số phản ánh, kiến nghị đến hạn trả lời"),
    unit=tell("phản ánh, kiến nghị"),
    description=tell("Phản ánh, kiến nghị chuyển cho đơn vị có hạn trả lời trong kỳ."),
)
def feedback_due_count(units: Sequence[str], period: Stretch) -> Figures:
    """One SQL query."""
    due = _due_feedback(units, period)
    return {unit: Measured(Decimal(len(due[unit])), _of_feedback(len(due[unit]), period)) for unit in units}


@metric(
    "procedures.feedback_in_time_share",
    title=tell("Tỷ lệ phản ánh, kiến nghị trả lời đúng hạn"),
    unit=SHARE,
    description=tell("Trong các phản ánh, kiến nghị đến hạn trả lời trong kỳ, phần đã trả lời hoặc từ chối đúng hạn."),
)
def feedback_in_time_share(units: Sequence[str], period: Stretch) -> Figures:
    """Missing where none was due: index 766 gives full points then, by its own rule. One SQL query."""
    due = _due_feedback(units, period)
    return {
        unit: Measured(Decimal(sum(due[unit])) / len(due[unit]), _of_feedback(len(due[unit]), period))
        if due[unit]
        else Missing(_NO_FEEDBACK)
        for unit in units
    }


def _received_feedback(units: Sequence[str], period: Stretch, counted: Callable[[FeedbackCourse], bool]) -> Figures:
    """Missing where nobody keeps feedback here yet: no data is not nothing received."""
    if not Feedback.objects.filter(received_on__lte=period.last).exists():
        return {unit: Missing(_NONE_KEPT) for unit in units}
    rows = Feedback.objects.filter(unit_id__in=units, received_on__gte=period.first, received_on__lte=period.last)
    found = Counter(row.unit_id for row in rows.order_by("pk") if counted(course_of(row)))
    chosen = tell(_RECEIVED, first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}")
    return {
        unit: Measured(Decimal(found[unit]), Provenance(_FEEDBACK, found[unit], period.last, chosen)) for unit in units
    }


def _due_feedback(units: Sequence[str], period: Stretch) -> dict[str, list[bool]]:
    """By unit, whether each that was due in the period was handled in time."""
    found: dict[str, list[bool]] = {unit: [] for unit in units}
    calendar = calendar_in_force()
    rows = Feedback.objects.filter(
        unit_id__in=units, received_on__gte=period.first - timedelta(days=90), received_on__lte=period.last
    )
    for row in rows.order_by("pk"):
        due, handled = answer_due(row.received_on, calendar), course_of(row).handled_on
        if due is not None and period.first <= due <= period.last and row.unit_id is not None:
            found[row.unit_id].append(handled is not None and handled <= due)
    return found


def _of_feedback(count: int, period: Stretch) -> Provenance:
    chosen = tell(_DUE, first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}")
    return Provenance(_FEEDBACK, count, period.last, chosen)


def _of_clock(units: Sequence[str], period: Stretch, clock: Clock) -> Figures:
    calendar = calendar_in_force()
    near = PublicationDecision.objects.filter(signed_on__lte=period.last + timedelta(days=60))
    states = [
        state
        for row in near.filter(signed_on__gte=period.first - timedelta(days=400)).order_by("pk")
        for state in clocks_of(facts_of(row), on=period.last, calendar=calendar)
        if state.clock is clock and state.due_on is not None and period.first <= state.due_on <= period.last
    ]
    if not states:
        return dict.fromkeys(units, Missing(_NONE_DUE))
    in_time = sum(state.standing is Standing.IN_TIME for state in states)
    chosen = tell(_DUE, first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}")
    found = Measured(Decimal(in_time) / len(states), Provenance(_DECISIONS, len(states), period.last, chosen))
    return dict.fromkeys(units, found)


def _by_last(units: Sequence[str], period: Stretch, count: Callable[[Tally], int]) -> Figures:
    last = _last(units, period)
    return {unit: _share(last.get(unit), count) for unit in units}


def _share(row: Audit | None, count: Callable[[Tally], int]) -> Measured | Missing:
    if row is None:
        return Missing(_NOT_AUDITED)
    tally = tally_from(row.tally)
    if not tally.seen:
        return Missing(_NOTHING_SEEN)
    return Measured(Decimal(count(tally)) / tally.seen, _of_audit(row))


def _of_audit(row: Audit) -> Provenance:
    tally, on = tally_from(row.tally), timezone.localdate(row.done_at)
    chosen: Said = tell(_LAST, day=f"{on:%d/%m/%Y}", seen=tally.seen, due=tally.due)
    return Provenance(_AUDITS, tally.seen, on, chosen)


def _last(units: Sequence[str], period: Stretch) -> dict[str, Audit]:
    rows = Audit.objects.filter(portal__unit__in=units, done_at__lt=end_of(period.last)).select_related("portal")
    return {row.portal.unit_id: row for row in rows.order_by("done_at", "pk")}
