"""Tables of tasks, their assignments, reports and deadlines."""

from django.db import models
from django.db.models import F, Q

from caicach.drafts.models import TaskColumns
from caicach.kernel.saying import SaidField
from caicach.kernel.vocabulary import AddressRole, ProposalKind
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.domain.tasks import ReportState, TaskOrigin
from caicach.plans.models.plans import Objective, Plan
from caicach.plans.models.work import AwaitedEvent


class Task(TaskColumns):
    """What a confirmed document, a plan, a letter or a person orders; it never exists without its origin.

    A task of a directive bears its quote; one of a plan bears the plan, its number there and its section.
    """

    origin = models.CharField(max_length=10, choices=[(o.value, o.value) for o in TaskOrigin])
    origin_ref = models.CharField(max_length=200, blank=True)
    document = models.ForeignKey(
        "correspondence.ReceivedDocument", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # A proposal becomes one task, whoever confirms at that moment.
    proposal_id = models.BigIntegerField(null=True, unique=True)
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    objective = models.ForeignKey(Objective, null=True, on_delete=models.PROTECT, related_name="tasks")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField(default=0)  # among the tasks of its plan
    number = models.CharField(max_length=20, blank=True)  # TT of the plan's table
    section = models.JSONField(default=list)  # headings of the plan's table above it, outermost first
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ProposalKind])
    item = models.TextField(null=True)
    search_text = models.TextField()  # folded
    text_order = models.TextField(null=True)  # its place among texts: kernel.ordering.text_order
    quote_text = models.TextField(blank=True)
    quote_start = models.PositiveIntegerField(null=True)
    quote_end = models.PositiveIntegerField(null=True)
    effective_on = models.DateField()  # the date of the document, as confirmed: units and deadlines were taken on it
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by_name = models.CharField(max_length=200, blank=True)
    cancelled_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("document_id", "quote_start", "id")
        indexes = (
            models.Index(fields=("document", "quote_start"), name="plans_task_document"),
            models.Index(fields=("plan", "position"), name="plans_task_plan"),
            models.Index(fields=("text_order",), name="plans_task_text_order"),
            # What was called off since a day.
            models.Index(fields=("cancelled_at",), name="plans_task_cancelled"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(origin=TaskOrigin.DIRECTIVE.value, document__isnull=False, proposal_id__isnull=False)
                & Q(quote_end__gt=F("quote_start"))
                & ~Q(quote_text="")
                | Q(origin=TaskOrigin.PLAN.value, plan__isnull=False, document__isnull=True)
                | Q(origin__in=(TaskOrigin.LETTER.value, TaskOrigin.REMEDY.value), document__isnull=True)
                & ~Q(origin_ref="")
                | Q(origin=TaskOrigin.MANUAL.value, document__isnull=True),
                name="plans_task_origin",
            ),
            models.CheckConstraint(
                condition=Q(objective__isnull=True) | Q(plan__isnull=False), name="plans_task_objective_of_plan"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="plans_task_not_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_reason=""), name="plans_task_cancelled_why"
            ),
        )


_OF_STATE = (
    "accepted_on", "due_on", "completed_on", "judged_due_on", "claimed_on", "begun_on", "paused_on",
    "lead_accepted_on", "is_awaiting", "given_on",
)  # fmt: skip
BEFORE_GIVEN = Q(due_on__lt=F("given_on")) | Q(accepted_on__lt=F("given_on")) | Q(begun_on__lt=F("given_on"))
"""Dates that lie before the day on which the task was given: hardly any, and each a case of its own."""


class Assignment(models.Model):
    """A task of one unit, in one period where it recurs. ``due_on`` is the deadline in force.

    ``original_due_on`` is written once: when the assignment is made or, where its deadline waits for an event or a
    series, when that sets it.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=10, choices=[(r.value, r.value) for r in AddressRole])
    post_code = models.CharField(max_length=60, null=True)
    post_title = models.CharField(max_length=300, null=True)
    holder_name = models.CharField(max_length=200, blank=True)  # who held the post on the day of the assignment
    period = models.CharField(max_length=12, blank=True)  # of a recurring task; empty for work done once
    phrase = models.TextField()
    reason = SaidField()
    given_on = models.DateField()  # the day of its task, kept beside what is counted with it
    original_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    begun_on = models.DateField(null=True)
    claimed_on = models.DateField(null=True)  # day of completion said by the report that waits
    completed_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)  # day on which completion was accepted: from its end on it counts
    lead_accepted_on = models.DateField(null=True)  # of who co-operates: day on which the last lead's was
    judged_due_on = models.DateField(null=True)  # the deadline in force on completed_on
    quality = models.CharField(max_length=20, null=True)
    is_cancelled = models.BooleanField(default=False)
    paused_on = models.DateField(null=True)  # first day of the pause that has not ended
    is_awaiting = models.BooleanField(default=False)  # the event after which the deadline counts has not happened
    event = models.ForeignKey(AwaitedEvent, null=True, on_delete=models.PROTECT, related_name="assignments")
    event_days = models.PositiveIntegerField(null=True)  # days after the event; None: set when it is recorded
    event_unit = models.CharField(max_length=16, null=True)
    delegate = models.ForeignKey(
        "organisations.User", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    delegate_name = models.CharField(max_length=200, blank=True)
    target_value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    target_unit = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("task_id", "-role", "unit_id")
        constraints = (
            models.UniqueConstraint(fields=("task", "unit", "period"), name="plans_assignment_unit_once"),
            models.CheckConstraint(
                condition=Q(original_due_on__isnull=True) | Q(due_on__isnull=False), name="plans_assignment_due_kept"
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(claimed_on__isnull=True),
                name="plans_assignment_done_settled",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True, accepted_on__isnull=True)
                | Q(completed_on__isnull=False, accepted_on__isnull=False),
                name="plans_assignment_done_accepted",
            ),
            models.CheckConstraint(
                condition=Q(lead_accepted_on__isnull=True) | ~Q(role=AddressRole.LEAD.value),
                name="plans_assignment_lead_follows_none",
            ),
            models.CheckConstraint(
                condition=Q(paused_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("paused_on")),
                name="plans_assignment_paused_in_time",
            ),
            models.CheckConstraint(
                condition=Q(is_awaiting=False) | Q(due_on__isnull=True, event__isnull=False),
                name="plans_assignment_awaits_event",
            ),
            models.CheckConstraint(
                condition=Q(event_days__isnull=True) | Q(event_unit__isnull=False, event__isnull=False),
                name="plans_assignment_event_unit",
            ),
            models.CheckConstraint(
                condition=Q(target_value__isnull=True) | Q(target_value__gt=0), name="plans_assignment_target"
            ),
        )
        indexes = (
            # Boards read these columns only, so that counting by unit or by task needs no row of the table itself.
            models.Index(
                fields=("unit", *_OF_STATE, "task"),
                condition=Q(is_cancelled=False),
                name="plans_assignment_unit_state",
            ),
            models.Index(
                fields=("task", *_OF_STATE, "unit"),
                condition=Q(is_cancelled=False),
                name="plans_assignment_task_state",
            ),
            # A trend counts these only.
            models.Index(
                fields=("accepted_on", "due_on", "lead_accepted_on"),
                condition=Q(is_cancelled=False),
                name="plans_assignment_trend",
            ),
            models.Index(fields=("given_on",), condition=Q(is_cancelled=False), name="plans_assignment_given"),
            models.Index(fields=("id",), condition=BEFORE_GIVEN, name="plans_assignment_before_given"),
            models.Index(fields=("delegate",), condition=Q(delegate__isnull=False), name="plans_assignment_delegate"),
            models.Index(
                fields=("due_on", "unit"),
                condition=Q(is_cancelled=False, accepted_on__isnull=True),
                name="plans_assignment_open_due",
            ),
        )


class ProgressReport(models.Model):
    """What a unit says of an assignment; decided once by the standing office."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ReportState])
    text = models.TextField()
    is_completed = models.BooleanField()
    figure = models.DecimalField(max_digits=18, decimal_places=4, null=True)  # against the target of the assignment
    is_late = models.BooleanField(default=False)  # filed after the deadline in force on that day
    completed_on = models.DateField(null=True)
    reported_at = models.DateTimeField()
    reported_by_id = models.BigIntegerField(null=True)
    reported_by_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decision_reason = models.TextField(blank=True)
    quality = models.CharField(max_length=20, null=True)

    class Meta:
        ordering = ("assignment_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("assignment", "number"), name="plans_report_number_once"),
            models.UniqueConstraint(
                fields=("assignment",), condition=Q(state=ReportState.WAITING.value), name="plans_report_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(is_completed=False, completed_on__isnull=True)
                | Q(is_completed=True, completed_on__isnull=False),
                name="plans_report_completed_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RETURNED.value) | ~Q(decision_reason=""),
                name="plans_report_returned_why",
            ),
        )
        indexes = (
            models.Index(
                fields=("reported_at",), condition=Q(state=ReportState.WAITING.value), name="plans_report_waiting"
            ),
            # Which claims waited at the end of a day, and what was decided since.
            models.Index(fields=("decided_at", "reported_at", "assignment"), name="plans_report_decided"),
        )


class Evidence(models.Model):
    """A file behind a report."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="evidence")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("report_id", "id")


class DeadlineChange(models.Model):
    """A new deadline beside the first one; never changed afterwards."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="deadline_changes")
    old_due_on = models.DateField(null=True)
    new_due_on = models.DateField()
    cause = models.CharField(
        max_length=10, choices=[(c.value, c.value) for c in DeadlineCause], default=DeadlineCause.EXTENSION.value
    )
    reason = models.TextField()
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("assignment_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason="") | Q(cause=DeadlineCause.GIVEN.value), name="plans_deadline_change_why"
            ),
        )
        indexes = (models.Index(fields=("decided_at", "assignment"), name="plans_deadline_change_decided"),)
