"""Into the queue, and out of it for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.kernel.jobs.domain import JobState, Payload
from caicach.kernel.jobs.models import Job
from caicach.kernel.jobs.queries import followed_job
from caicach.kernel.jobs.registry import REGISTRY, Registry

KEPT: Final = timedelta(days=60)
"""A key stays taken this long after its job was done."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """``key`` is unique for ever: the same key asked for twice is one job. ``run_at`` None: as soon as can be.

    ``asked_by``: the user who may see how far it is and stop it. ``link``: the page of what it works on, «/path/».
    """

    kind: str
    key: str
    payload: Payload
    run_at: datetime | None = None
    asked_by: int | None = None
    link: str = ""


def enqueue(
    *,
    kind: str,
    key: str,
    payload: Payload,
    now: datetime,
    run_at: datetime | None = None,
    asked_by: int | None = None,
    link: str = "",
) -> None:
    """Have a job done once; inside the caller's transaction, so it exists only if what asked for it does."""
    enqueue_all([NewJob(kind, key, payload, run_at, asked_by, link)], now=now)


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
            asked_by=new.asked_by,
            link=new.link,
        )
        for new in jobs
    ]
    Job.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


@transaction.atomic
def try_again(actor: Actor, *, job_id: int, now: datetime) -> None:
    """Put a job that was given up or stopped back into the queue, with all its attempts; a waiting one is run at once.

    A long one goes on behind its last slice.
    """
    require(actor, Permission.JOBS_MANAGE)
    stopped = Job.objects.filter(
        pk=job_id, state__in=[s.value for s in (JobState.DEAD, JobState.STOPPED, JobState.WAITING)]
    )
    if not stopped.update(state=JobState.WAITING.value, run_at=now, attempts=0, finished_at=None, is_stop_asked=False):
        raise Conflict(
            "jobs.not_stopped",
            what="Không chạy lại được việc này.",
            why="Việc đang chạy, đã xong, hoặc không còn trong hàng đợi.",
            todo="Hãy tải lại trang.",
        )
    audit.record(actor, "jobs.job.tried_again", subject=("job", job_id), now=now)


@transaction.atomic
def ask_to_stop(actor: Actor, *, key: str, now: datetime) -> None:
    """Stop a job: one that waits is not begun, a long one that runs ends behind the slice it is at.

    For the person who asked for it, and for the operator. What was done stays.
    """
    job = followed_job(actor, key=key)
    same = Job.objects.filter(pk=job.pk, state=job.state)
    is_long = job.kind in REGISTRY.kinds() and REGISTRY.kind(job.kind).is_long
    is_stopped = job.state == JobState.WAITING.value and same.update(state=JobState.STOPPED.value, finished_at=now)
    is_asked = job.state == JobState.RUNNING.value and is_long and same.update(is_stop_asked=True)
    if not is_stopped and not is_asked:
        raise Conflict(
            "jobs.cannot_stop",
            what="Không dừng được việc này.",
            why="Việc đã xong, vừa được làm tiếp, hoặc thuộc loại phải làm trọn một lần.",
            todo="Hãy tải lại trang.",
        )
    audit.record(actor, "jobs.job.stop_asked", subject=("job", job.pk), now=now)


def tidy(*, now: datetime) -> int:
    """Forget jobs done long ago; those given up stay until a person looks. Returns how many."""
    return Job.objects.filter(state=JobState.DONE.value, finished_at__lt=now - KEPT).delete()[0]


def learn_sizes() -> None:
    """Tell the planner of the embedded database how many rows there are; PostgreSQL does that by itself.

    Without it SQLite guesses the same size for every table, and a page of 1,500 rows was asked for in minutes.
    ``analysis_limit`` bounds the work by rows looked at in each index.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
