"""Tables of the work on an assignment: series, pauses, events waited for, requests, delegation, sub-tasks. Private."""

from django.db import models
from django.db.models import F, Q

from caicach.kernel.saying import SaidField
from caicach.plans.domain.extending import RequestState
from caicach.plans.domain.recounting import RecountState
from caicach.plans.domain.recurring import Cadence, DueKind


class TaskSeries(models.Model):
    """How a recurring task repeats: an assignment per unit and period, opened ahead until the series ends."""

    task = models.OneToOneField("plans.Task", on_delete=models.PROTECT, related_name="series")
    cadence = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Cadence])
    due_kind = models.CharField(max_length=24, choices=[(k.value, k.value) for k in DueKind])
    due_number = models.PositiveIntegerField()
    due_month = models.PositiveSmallIntegerField(null=True)  # of the period, from 1; None: as due_kind says
    ahead_days = models.PositiveIntegerField()
    first_on = models.DateField()  # a day of the first period
    ends_on = models.DateField(null=True)  # no period that begins later is opened
    started_at = models.DateTimeField()
    started_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("task_id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("first_on")), name="plans_series_range_in_order"
            ),
        )


class AwaitedEvent(models.Model):
    """Something after which deadlines count; ``happened_on`` stays empty until it is recorded, once."""

    name = models.TextField()
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)
    happened_on = models.DateField(null=True)
    reference = models.TextField(blank=True)  # the document that says so
    recorded_at = models.DateTimeField(null=True)
    recorded_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="plans_event_named"),
            models.CheckConstraint(
                condition=Q(happened_on__isnull=True) | (~Q(reference="") & Q(recorded_at__isnull=False)),
                name="plans_event_recorded_whole",
            ),
        )


class DeadlineRecount(models.Model):
    """A deadline that the calendar of today counts to another day: proposed, and decided once by the office."""

    assignment = models.ForeignKey("plans.Assignment", on_delete=models.PROTECT, related_name="recounts")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in RecountState])
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    reason = SaidField()
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("old_due_on", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(old_due_on=F("new_due_on")), name="plans_recount_moves"),
            models.CheckConstraint(
                condition=Q(state=RecountState.WAITING.value, decided_at__isnull=True)
                | ~Q(state=RecountState.WAITING.value) & Q(decided_at__isnull=False),
                name="plans_recount_decided_when",
            ),
            # What was left as it is, is not proposed again.
            models.UniqueConstraint(fields=("assignment", "old_due_on", "new_due_on"), name="plans_recount_once"),
        )
        indexes = (
            models.Index(
                fields=("old_due_on",), condition=Q(state=RecountState.WAITING.value), name="plans_recount_waiting"
            ),
        )


class Pause(models.Model):
    """A stretch of days on which no clock runs: ``paused_on`` is its first, ``resumed_on`` the first day after it."""

    assignment = models.ForeignKey("plans.Assignment", on_delete=models.PROTECT, related_name="pauses")
    paused_on = models.DateField()
    reason = models.TextField()
    decision = models.TextField(blank=True)  # the document that decided it
    paused_at = models.DateTimeField()
    paused_by_name = models.CharField(max_length=200)
    resumed_on = models.DateField(null=True)
    resumed_at = models.DateTimeField(null=True)
    resumed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("assignment_id", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="plans_pause_why"),
            models.CheckConstraint(
                condition=Q(resumed_on__isnull=True) | Q(resumed_on__gte=F("paused_on")), name="plans_pause_in_order"
            ),
            models.UniqueConstraint(
                fields=("assignment",), condition=Q(resumed_on__isnull=True), name="plans_pause_one_open"
            ),
        )


class ExtensionRequest(models.Model):
    """A unit asks for a later deadline; decided once."""

    assignment = models.ForeignKey("plans.Assignment", on_delete=models.PROTECT, related_name="extension_requests")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in RequestState])
    proposed_on = models.DateField()
    reason = models.TextField()
    requested_at = models.DateTimeField()
    requested_by_name = models.CharField(max_length=200)
    granted_on = models.DateField(null=True)
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("assignment_id", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="plans_request_why"),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED.value) | ~Q(decision_reason=""),
                name="plans_request_refused_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.GRANTED.value) | Q(granted_on__isnull=False),
                name="plans_request_granted_day",
            ),
            models.UniqueConstraint(
                fields=("assignment",), condition=Q(state=RequestState.WAITING.value), name="plans_request_one_waiting"
            ),
        )
        indexes = (
            models.Index(
                fields=("requested_at",), condition=Q(state=RequestState.WAITING.value), name="plans_request_waiting"
            ),
        )


class Delegation(models.Model):
    """Who in the unit does the work, from when; ``user`` None takes it back. The newest is in force."""

    assignment = models.ForeignKey("plans.Assignment", on_delete=models.PROTECT, related_name="delegations")
    user = models.ForeignKey("organisations.User", null=True, on_delete=models.PROTECT, related_name="+")
    user_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    delegated_at = models.DateTimeField()
    delegated_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("assignment_id", "id")


class SubTask(models.Model):
    """A part of a unit's own work on an assignment; the unit makes, gives and finishes it."""

    assignment = models.ForeignKey("plans.Assignment", on_delete=models.PROTECT, related_name="sub_tasks")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    text = models.TextField()
    owner = models.ForeignKey("organisations.User", null=True, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    weight = models.PositiveIntegerField(default=1)
    progress = models.PositiveIntegerField(default=0)  # per cent; counts where the sub-task has no parts of its own
    done_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("assignment_id", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="plans_subtask_text"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="plans_subtask_weight"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="plans_subtask_progress"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="plans_subtask_no_circle"
            ),
        )
