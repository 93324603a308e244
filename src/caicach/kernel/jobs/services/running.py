"""Claiming a job, running it, and what becomes of it: done, tried again later, given up, or given back."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from caicach.kernel.errors import CaicachError
from caicach.kernel.jobs.domain import JobState, Retry, back_off
from caicach.kernel.jobs.models import Job
from caicach.kernel.jobs.registry import REGISTRY, JobKind, Registry
from caicach.kernel.jobs.runs import ClaimLost, Run, StopAsked, row_if_held
from caicach.kernel.jobs.services.leases import renewed_lease
from caicach.kernel.outcomes import Outcome, tell_outcome
from caicach.kernel.said import Said, from_json, plain, sentence_of, tell

DIED: Final = tell("Tiến trình chạy việc này đã dừng giữa chừng.")
log = logging.getLogger("caicach.jobs")


@dataclass(frozen=True, slots=True)
class Claimed:
    job: Job
    kind: JobKind
    token: str


def run_next(*, now: datetime, registry: Registry = REGISTRY) -> int | None:
    """Run the job that waits longest and return its id; None where nothing is due.

    Only kinds this program knows are taken. A worker that dies leaves its claim to expire, and another takes the job
    up, a long one behind its last slice; a worker that is told to stop gives the job back with its attempt.
    """
    claimed = _claim_next(now, registry)
    if claimed is None:
        return None
    try:
        _carry_out(claimed, now)
    except (SystemExit, KeyboardInterrupt):
        row_if_held(claimed.job.pk, claimed.token).update(**_freed(JobState.WAITING), attempts=F("attempts") - 1)
        raise
    except StopAsked:
        row_if_held(claimed.job.pk, claimed.token).update(**_freed(JobState.STOPPED), finished_at=now)
    except ClaimLost:
        log.warning("job %s was taken over by another worker", claimed.job.pk)
    except Retry as later:
        _put_off(claimed, later.why, now)
    except Exception as error:
        log.exception("job %s (%s) failed", claimed.job.pk, claimed.job.kind)
        _put_off(claimed, _error_words(error), now)
    return claimed.job.pk


def _claim_next(now: datetime, registry: Registry) -> Claimed | None:
    """The oldest that waits, or whose claim expired; of two workers at once one gets it."""
    due = Q(state=JobState.WAITING.value, run_at__lte=now) | Q(state=JobState.RUNNING.value, claimed_until__lt=now)
    for job in Job.objects.filter(due, kind__in=registry.kinds()).order_by("run_at", "id")[:20]:
        kind, unchanged = registry.kind(job.kind), Job.objects.filter(pk=job.pk, state=job.state, claim=job.claim)
        has_died = job.state == JobState.RUNNING.value
        if has_died and job.attempts >= kind.max_attempts:
            _give_up(unchanged, job, kind, DIED, now)
            continue
        token = secrets.token_hex(16)
        changed = {
            "state": JobState.RUNNING.value,
            "claim": token,
            "claimed_until": now + kind.lease,
            "attempts": F("attempts") + 1,
            "last_error": DIED if has_died else job.last_error,
            "started_at": job.started_at or now,
        }
        if _taken_up(unchanged, changed) if has_died else unchanged.update(**changed):
            job.refresh_from_db()
            return Claimed(job, kind, token)
    return None


def _taken_up(unchanged: QuerySet[Job], changed: dict[str, object]) -> int:
    """A job whose claim expired; not waited for where its worker is at it after all and holds the row (PostgreSQL)."""
    with transaction.atomic():
        if not unchanged.select_for_update(skip_locked=True).exists():
            return 0
        return unchanged.update(**changed)


def _carry_out(claimed: Claimed, now: datetime) -> None:
    job, kind = claimed.job, claimed.kind
    if kind.is_atomic:
        with transaction.atomic():
            if not _finish(claimed, now):  # first, so that the row is locked while the handler works
                raise ClaimLost
            kind.run(job.payload, now, None)
        return
    with renewed_lease(job.pk, token=claimed.token, lease=kind.lease, now=now):
        run = Run(job.pk, claimed.token, dict(job.checkpoint)) if kind.is_long else None
        if run is not None:
            run.check()
        kind.run(job.payload, now, run)
    with transaction.atomic():
        if _finish(claimed, now) and kind.is_long:
            _tell_failures(job, kind, now)


def _finish(claimed: Claimed, now: datetime) -> int:
    return row_if_held(claimed.job.pk, claimed.token).update(**_freed(JobState.DONE), finished_at=now, last_error="")


def _put_off(claimed: Claimed, why: Said, now: datetime) -> None:
    if claimed.job.attempts >= claimed.kind.max_attempts:
        _give_up(row_if_held(claimed.job.pk, claimed.token), claimed.job, claimed.kind, why, now)
    else:
        run_at = now + back_off(claimed.job.attempts)
        row_if_held(claimed.job.pk, claimed.token).update(**_freed(JobState.WAITING), run_at=run_at, last_error=why)


@transaction.atomic
def _give_up(unchanged: QuerySet[Job], job: Job, kind: JobKind, why: Said, now: datetime) -> None:
    if unchanged.update(**_freed(JobState.DEAD), finished_at=now, last_error=why):
        _tell(job, tell("Việc bạn yêu cầu không làm được: {job}", job=Said(kind.title)), why, now)


def _tell_failures(job: Job, kind: JobKind, now: datetime) -> None:
    failed, failures = Job.objects.values_list("failed", "failures").get(pk=job.pk)
    if failed:
        title = tell("Việc bạn yêu cầu có {count} phần không làm được: {job}", count=failed, job=Said(kind.title))
        _tell(job, title, from_json(failures[-1]), now)


def _tell(job: Job, title: Said, why: Said, now: datetime) -> None:
    """Who asked for it hears of it; a job of a schedule is the operator's alone."""
    if job.asked_by is not None:
        link = reverse("web:job", args=[job.pk])
        tell_outcome(Outcome(job.asked_by, f"jobs.ended:{job.pk}:{now.isoformat()}", title, why, link), now=now)


def _freed(state: JobState) -> dict[str, object]:
    return {"state": state.value, "claim": "", "claimed_until": None}


def _error_words(error: Exception) -> Said:
    if isinstance(error, CaicachError):
        return sentence_of(error)
    return plain(f"{type(error).__name__}: {error}"[:2000])
