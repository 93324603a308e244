"""Tables of this module; private to it."""

from django.db import models
from django.db.models import Q

from caicach.kernel.jobs.domain import JobState
from caicach.kernel.saying import SaidField

FINISHED = (JobState.DONE, JobState.DEAD, JobState.STOPPED)


class Job(models.Model):
    """A piece of work to be done once. ``claim`` names the worker that has it until ``claimed_until``."""

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in JobState])
    run_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True)
    last_error = SaidField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    failed = models.PositiveIntegerField(default=0)
    failures = models.JSONField(default=list)  # sentences, ``said.as_json``
    checkpoint = models.JSONField(default=dict)
    is_stop_asked = models.BooleanField(default=False)
    link = models.CharField(max_length=200, blank=True)  # the page of what it works on
    asked_by = models.BigIntegerField(null=True)  # the person who may see and stop it, beside the operator

    class Meta:
        ordering = ("run_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("key",), name="jobs_job_key_once"),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING.value, claimed_until__isnull=False) & ~Q(claim="")
                | ~Q(state=JobState.RUNNING.value) & Q(claim="", claimed_until__isnull=True),
                name="jobs_job_running_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in FINISHED], finished_at__isnull=False)
                | Q(state__in=[JobState.WAITING.value, JobState.RUNNING.value], finished_at__isnull=True),
                name="jobs_job_finished_has_time",
            ),
        )
        indexes = (
            models.Index(fields=("run_at", "id"), condition=Q(state=JobState.WAITING.value), name="jobs_job_waiting"),
            models.Index(fields=("claimed_until",), condition=Q(state=JobState.RUNNING.value), name="jobs_job_running"),
            models.Index(fields=("state", "-id"), name="jobs_job_state"),
        )


class Worker(models.Model):
    """A process that does jobs, and when it was last seen to live."""

    name = models.CharField(max_length=200)  # host and process
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("started_at", "name")
        constraints = (models.UniqueConstraint(fields=("name",), name="jobs_worker_name_once"),)


class ScheduleMark(models.Model):
    """How far a schedule has come: the last day for which its job was made."""

    name = models.CharField(max_length=80)
    last_on = models.DateField()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("name",), name="jobs_schedule_name_once"),)
