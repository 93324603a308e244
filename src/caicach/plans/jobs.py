"""Periodic work of tasks; each a call to one service, idempotent."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext_noop

from caicach.kernel.access import SYSTEM
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import daily, job
from caicach.plans.services.series import open_occurrences


@job("plans.open_occurrences", title=gettext_noop("Mở kỳ mới của nhiệm vụ lặp lại"))
def open_due_occurrences(_payload: Payload, now: datetime) -> None:
    """Open the periods of recurring tasks that are due to stand open. Safe to run again or late."""
    open_occurrences(SYSTEM, on=timezone.localdate(now), now=now)


daily("plans.open_occurrences", kind="plans.open_occurrences", at=time(0, 30))
