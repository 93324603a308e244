"""Schedules make their jobs: each day once, whoever looks, and after a stop only for the last day missed."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.jobs.domain import Schedule, last_due_day
from caicach.kernel.jobs.models import ScheduleMark
from caicach.kernel.jobs.registry import REGISTRY, Registry
from caicach.kernel.jobs.services.queueing import NewJob, enqueue_all


def tick(*, now: datetime, calendar: WorkingCalendar, registry: Registry = REGISTRY) -> tuple[str, ...]:
    """Make the job of every schedule whose moment came since the last look; returns the keys of the jobs made.

    One SQL query where nothing is due.
    """
    local = timezone.localtime(now)
    marks = dict(ScheduleMark.objects.order_by("name").values_list("name", "last_on"))
    made = []
    for schedule in registry.schedules():
        day, last = last_due_day(schedule, local, calendar), marks.get(schedule.name)
        if day is not None and (last is None or last < day) and _advance(schedule, last, day, now, registry):
            made.append(_key(schedule, day))
    return tuple(made)


def _advance(schedule: Schedule, last: date | None, day: date, now: datetime, registry: Registry) -> bool:
    """Move the mark and make the job, both or neither; False where another process did."""
    try:
        with transaction.atomic():
            if not _moved(schedule, last, day):
                return False
            new = NewJob(schedule.kind, _key(schedule, day), {"on": day.isoformat()})
            enqueue_all([new], now=now, registry=registry)
    except IntegrityError:
        return False
    return True


def _moved(schedule: Schedule, last: date | None, day: date) -> bool:
    if last is None:
        ScheduleMark.objects.create(name=schedule.name, last_on=day)
        return True
    return bool(ScheduleMark.objects.filter(name=schedule.name, last_on=last).update(last_on=day))


def _key(schedule: Schedule, day: date) -> str:
    return f"{schedule.name}:{day.isoformat()}"
