"""Reading the queue, for the operator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import NotFound
from caicach.kernel.jobs.domain import JobRow, JobState, Payload, Progress, ScheduleRow, next_day
from caicach.kernel.jobs.models import Job, ScheduleMark
from caicach.kernel.jobs.registry import REGISTRY
from caicach.kernel.pages import Page, page_number
from caicach.kernel.said import from_json

SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class JobCounts:
    waiting: int = 0
    running: int = 0
    done: int = 0
    dead: int = 0
    stopped: int = 0


def job_counts(actor: Actor) -> JobCounts:
    """How many jobs stand in each state. One SQL query."""
    require(actor, Permission.JOBS_MANAGE)
    return JobCounts(**dict(Job.objects.order_by("state").values_list("state").annotate(n=Count("pk"))))


def waiting_since(*, now: datetime) -> datetime | None:
    """Since when the job that is due longest has waited; None where nothing is due. One SQL query."""
    due = Job.objects.filter(state=JobState.WAITING.value, run_at__lte=now).order_by("run_at")
    return due.values_list("run_at", flat=True).first()


def payload_of(*, key: str) -> Payload | None:
    """What a job was told, for the module that asked for it. One SQL query."""
    return Job.objects.filter(key=key).values_list("payload", flat=True).first()


def jobs(actor: Actor, *, state: JobState | None = None, page: int = 1) -> Page[JobRow]:
    """Jobs, newest first. Two SQL queries."""
    require(actor, Permission.JOBS_MANAGE)
    found = Job.objects.order_by("-id")
    if state is not None:
        found = found.filter(state=state.value)
    total = found.count()
    number = page_number(page, total=total, size=SIZE)
    rows = found[(number - 1) * SIZE : number * SIZE]
    return Page(tuple(_row(row) for row in rows), total, number, SIZE)


def _row(row: Job) -> JobRow:
    known = row.kind in REGISTRY.kinds()
    return JobRow(
        id=row.pk,
        kind=row.kind,
        title=REGISTRY.title_of(row.kind),
        key=row.key,
        state=JobState(row.state),
        run_at=row.run_at,
        attempts=row.attempts,
        max_attempts=REGISTRY.kind(row.kind).max_attempts if known else row.attempts,
        last_error=row.last_error,
        created_at=row.created_at,
        finished_at=row.finished_at,
        link=row.link,
        is_long=known and REGISTRY.kind(row.kind).is_long,
        progress=_progress(row),
        asked_by=row.asked_by,
    )


def schedules(actor: Actor, *, now: datetime, calendar: WorkingCalendar) -> tuple[ScheduleRow, ...]:
    """What the system does by itself, by the time of the day. Two SQL queries."""
    require(actor, Permission.JOBS_MANAGE)
    marks = dict(ScheduleMark.objects.order_by("name").values_list("name", "last_on"))
    keys = [f"{name}:{last_on.isoformat()}" for name, last_on in marks.items()]
    jobs_made = {job.key.rpartition(":")[0]: _row(job) for job in Job.objects.filter(key__in=keys).order_by("id")}
    local = timezone.localtime(now)
    rows = []
    for schedule in REGISTRY.schedules():
        day = next_day(schedule, local, calendar, last=marks.get(schedule.name))
        rows.append(
            ScheduleRow(
                title=REGISTRY.title_of(schedule.kind),
                at=schedule.at,
                working_days_only=schedule.working_days_only,
                last=jobs_made.get(schedule.name),
                next_at=timezone.make_aware(datetime.combine(day, schedule.at)),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.at, row.title)))


def job_of(actor: Actor, job_id: int) -> JobRow:
    """One job, for the person who asked for it and for the operator. One SQL query."""
    return _row(followed_job(actor, pk=job_id))


def followed_job(actor: Actor, **which: object) -> Job:
    """The row of a job that this person may follow and stop; NotFound for anybody else."""
    job = Job.objects.filter(**which).first()
    is_own = job is not None and job.asked_by is not None and job.asked_by == actor.user_id
    if job is None or not (is_own or actor.may(Permission.JOBS_MANAGE)):
        raise NotFound(
            "jobs.unknown",
            what="Không tìm thấy việc này.",
            why="Việc không còn trong hàng đợi, hoặc bạn không phải người yêu cầu.",
            todo="Hãy mở lại trang nơi bạn đã bắt đầu việc đó.",
        )
    return job


def _progress(row: Job) -> Progress:
    return Progress(
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        since=row.started_at,
        failed=row.failed,
        failures=tuple(map(from_json, row.failures)),
        is_stop_asked=row.is_stop_asked,
        last_error=row.last_error,
    )
