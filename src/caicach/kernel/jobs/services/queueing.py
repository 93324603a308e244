"""Into the queue, and out of it for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.kernel.jobs.domain import JobState, Payload
from caicach.kernel.jobs.models import Job
from caicach.kernel.jobs.registry import REGISTRY, Registry

KEPT: Final = timedelta(days=60)
"""A key stays taken this long after its job was done."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """``key`` is unique for ever: the same key asked for twice is one job. ``run_at`` None: as soon as can be."""

    kind: str
    key: str
    payload: Payload
    run_at: datetime | None = None


def enqueue(*, kind: str, key: str, payload: Payload, now: datetime, run_at: datetime | None = None) -> None:
    """Have a job done once; inside the caller's transaction, so it exists only if what asked for it does."""
    enqueue_all([NewJob(kind, key, payload, run_at)], now=now)


def enqueue_all(jobs: Iterable[NewJob], *, now: datetime, registry: Registry = REGISTRY) -> None:
    """Many jobs in one statement; those whose key is taken already are left as they are."""
    rows = [
        Job(
            kind=registry.kind(new.kind).name,
            key=new.key,
            payload=dict(new.payload),
            state=JobState.WAITING.value,
            run_at=new.run_at or now,
            created_at=now,
        )
        for new in jobs
    ]
    Job.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


@transaction.atomic
def try_again(actor: Actor, *, job_id: int, now: datetime) -> None:
    """Put a job that was given up back into the queue, with all its attempts; a waiting one is run at once."""
    require(actor, Permission.JOBS_MANAGE)
    stopped = Job.objects.filter(pk=job_id, state__in=[JobState.DEAD.value, JobState.WAITING.value])
    if not stopped.update(state=JobState.WAITING.value, run_at=now, attempts=0, finished_at=None):
        raise Conflict(
            "jobs.not_stopped",
            what="Không chạy lại được việc này.",
            why="Việc đang chạy, đã xong, hoặc không còn trong hàng đợi.",
            todo="Hãy tải lại trang.",
        )
    audit.record(actor, "jobs.job.tried_again", subject=("job", job_id), now=now)


def tidy(*, now: datetime) -> int:
    """Forget jobs done long ago; those given up stay until a person looks. Returns how many."""
    return Job.objects.filter(state=JobState.DONE.value, finished_at__lt=now - KEPT).delete()[0]
