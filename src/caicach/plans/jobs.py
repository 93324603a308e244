"""Periodic work of tasks; each a call to one service, idempotent."""

from datetime import datetime

from django.utils import timezone

from caicach.kernel.access import SYSTEM
from caicach.plans.domain.recurring import OpenedOccurrences
from caicach.plans.services.series import open_occurrences


def open_due_occurrences(now: datetime) -> OpenedOccurrences:
    """Every day: open the periods of recurring tasks that are due to stand open. Safe to run again or late."""
    return open_occurrences(SYSTEM, on=timezone.localdate(now), now=now)
