"""Periodic work of tasks, with no setting needed; each a call to one service, idempotent."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_noop

from caicach.kernel.access import SYSTEM
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import daily, job, long_job
from caicach.kernel.jobs.runs import Run
from caicach.plans.queries.reminders import ROUND
from caicach.plans.services.calendar_orders import ask_for_calendar
from caicach.plans.services.confirming_later import CONFIRM_KIND, confirm_in_slices
from caicach.plans.services.reading_later import READ_KIND, read_file
from caicach.plans.services.recounting import find_recounts
from caicach.plans.services.reminding import send_round
from caicach.plans.services.series import open_occurrences


@job("plans.open_occurrences", title=gettext_noop("Mở kỳ mới của nhiệm vụ lặp lại"))
def open_due_occurrences(_payload: Payload, now: datetime) -> None:
    """Open the periods of recurring tasks that are due to stand open. Safe to run again or late."""
    open_occurrences(SYSTEM, on=timezone.localdate(now), now=now)


@job(ROUND, title=gettext_noop("Nhắc việc trong ngày"), is_atomic=False)
def remind(payload: Payload, now: datetime) -> None:
    """Not atomic, for gathering takes seconds: the messages are one transaction, and their keys make them once."""
    send_round(SYSTEM, on=date.fromisoformat(str(payload["on"])), now=now)


@long_job(CONFIRM_KIND, title=gettext_noop("Giao các dòng đã ổn của kế hoạch"))
def confirm(payload: Payload, now: datetime, run: Run) -> None:
    """Give the rows of a plan that are fine, a slice at a time; what was given is not given again."""
    confirm_in_slices(payload, now, run)


@long_job(READ_KIND, title=gettext_noop("Đọc tệp của kế hoạch"), max_attempts=4)
def take_rows(payload: Payload, now: datetime, run: Run) -> None:
    """A file that takes longer than a form waits: in a child, outside of transactions; its rows are kept in one."""
    read_file(payload, now, run)


@job("plans.find_recounts", title=gettext_noop("Tìm thời hạn lệch với lịch làm việc hiện hành"))
def recount(payload: Payload, now: datetime) -> None:
    """Propose deadlines that the calendar of today counts to another day. Safe to run again."""
    find_recounts(on=date.fromisoformat(str(payload["on"])), now=now)


@job("plans.ask_for_order", title=gettext_noop("Nhắc cập nhật lịch làm việc năm sau"))
def ask_for_order(payload: Payload, now: datetime) -> None:
    """Tell office and administrators, once a month, that the order on days off is due. Safe to run again."""
    ask_for_calendar(on=date.fromisoformat(str(payload["on"])), now=now)


daily("plans.open_occurrences", kind="plans.open_occurrences", at=time(0, 30))
daily("plans.find_recounts", kind="plans.find_recounts", at=time(0, 45))
daily("plans.ask_for_order", kind="plans.ask_for_order", at=time(7, 10), working_days_only=True)
daily(ROUND, kind=ROUND, at=time(7), working_days_only=True)
