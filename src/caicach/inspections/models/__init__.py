"""Programmes, inspections with the checklist they keep, answers as they were given, files, findings."""

from django.db import models
from django.db.models import F, Q

from caicach.inspections.domain.checklists import Choice, Severity
from caicach.inspections.domain.cycle import InspectionKind, Manner, State


class Programme(models.Model):
    """What is to be inspected in a year; ``levels`` say whose units count for the share."""

    year = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    basis = models.TextField(blank=True)
    contents = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    share_target = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    self_share_target = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    target_source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-year", "title", "id")
        constraints = (
            models.UniqueConstraint(fields=("year", "title"), name="inspections_programme_once"),
            models.CheckConstraint(
                condition=(Q(share_target__isnull=True) | Q(share_target__gte=0, share_target__lte=100))
                & (Q(self_share_target__isnull=True) | Q(self_share_target__gte=0, self_share_target__lte=100)),
                name="inspections_programme_shares",
            ),
        )


class Inspection(models.Model):
    """One inspection of one unit. The checklist is kept whole: a later version changes nothing of it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="inspections")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in InspectionKind])
    manner = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Manner])
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    unit_name = models.TextField()
    unit_level = models.CharField(max_length=20)
    part = models.CharField(max_length=300, blank=True)  # the division or place, where it is not the whole unit
    checklist_code = models.CharField(max_length=60)
    checklist_version = models.CharField(max_length=40)
    checklist_title = models.TextField()
    checklist_text = models.TextField()
    checklist_hash = models.CharField(max_length=64)
    sections = models.JSONField(default=list)  # numbers of the sections asked; empty for all
    asked = models.JSONField(default=list)  # codes of the items, fixed when it begins
    first_on = models.DateField()
    last_on = models.DateField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.PLANNED.value)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(null=True)
    minuted_at = models.DateTimeField(null=True)
    minuted_by_name = models.CharField(max_length=200, blank=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_by_name = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_reason = models.TextField(blank=True)
    unit_person = models.CharField(max_length=200, blank=True)  # who spoke for the unit at the place
    unit_post = models.CharField(max_length=200, blank=True)
    unit_says = models.TextField(blank=True)
    not_signed_reason = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    minutes_letter_id = models.BigIntegerField(null=True)
    conclusion_letter_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-first_on", "-id")
        indexes = (models.Index(fields=("unit", "state"), name="inspections_unit_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="inspections_days"),
            models.CheckConstraint(
                condition=Q(state__in=(State.PLANNED.value, State.CANCELLED.value)) | Q(begun_at__isnull=False),
                name="inspections_begun",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CONCLUDED.value) | Q(concluded_at__isnull=False, minuted_at__isnull=False),
                name="inspections_concluded",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CANCELLED.value) | ~Q(cancelled_reason=""), name="inspections_cancelled_why"
            ),
        )


class TeamMember(models.Model):
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="team")
    user_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    is_head = models.BooleanField(default=False)

    class Meta:
        ordering = ("inspection_id", "-is_head", "id")
        constraints = (
            models.UniqueConstraint(fields=("inspection", "user_id"), name="inspections_member_once"),
            models.UniqueConstraint(fields=("inspection",), condition=Q(is_head=True), name="inspections_one_head"),
        )


class AnswerEntry(models.Model):
    """An answer as one save kept it; only added, the highest number of an item counts."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    choice = models.CharField(max_length=16, blank=True, choices=[(c.value, c.value) for c in Choice])
    count = models.PositiveIntegerField(null=True)
    whole = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    observed_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("inspection_id", "item", "number")
        constraints = (
            models.UniqueConstraint(fields=("inspection", "item", "number"), name="inspections_answer_once"),
            models.CheckConstraint(
                condition=Q(count__isnull=True) | Q(whole__isnull=True) | Q(count__lte=F("whole")),
                name="inspections_answer_parts",
            ),
        )


class InspectionFile(models.Model):
    """A photo of the place, or the minutes as signed; ``item`` is empty for the whole."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="files")
    item = models.CharField(max_length=20, blank=True)
    is_signed_minutes = models.BooleanField(default=False)
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("inspection_id", "id")


class Finding(models.Model):
    """What an inspection found, from its minutes on; final when it is concluded."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=90)  # checklist and item it was found by; of a recheck those of the first
    item = models.CharField(max_length=20)
    text = models.TextField()
    severity = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Severity])
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    due_on = models.DateField(null=True)
    unit_says = models.TextField(blank=True)
    unit_said_at = models.DateTimeField(null=True)
    unit_said_by_name = models.CharField(max_length=200, blank=True)
    remedy = models.TextField(blank=True)
    owner = models.CharField(max_length=300, blank=True)
    task_id = models.BigIntegerField(null=True)
    planned_at = models.DateTimeField(null=True)
    planned_by_name = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    closing_note = models.TextField(blank=True)
    is_carried = models.BooleanField(default=False)

    class Meta:
        ordering = ("inspection_id", "id")
        indexes = (models.Index(fields=("unit", "topic"), name="inspections_finding_topic"),)
        constraints = (
            models.UniqueConstraint(fields=("inspection", "item"), name="inspections_finding_once"),
            models.CheckConstraint(condition=~Q(text=""), name="inspections_finding_text"),
            models.CheckConstraint(
                condition=Q(task_id__isnull=True) | (~Q(remedy="") & ~Q(owner="")), name="inspections_finding_owned"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closing_note=""), name="inspections_finding_closed_why"
            ),
        )


class Recheck(models.Model):
    """An earlier finding that an inspection asks first, in the order of its items 0.1, 0.2, …"""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="rechecks")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="rechecked_by")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("inspection_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("inspection", "position"), name="inspections_recheck_place"),
            models.UniqueConstraint(fields=("inspection", "finding"), name="inspections_recheck_once"),
        )
