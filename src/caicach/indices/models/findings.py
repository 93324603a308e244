"""Shortcomings found in a year, each followed until the council closes it."""

from django.db import models
from django.db.models import Q

from caicach.indices.domain.cycle import FindingState
from caicach.indices.models.years import ScoringYear


class Finding(models.Model):
    """A shortcoming of a unit at a node of the set ("tồn tại, hạn chế"), with its remedy, evidence and closing."""

    year = models.ForeignKey(ScoringYear, on_delete=models.PROTECT, related_name="findings")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    node_code = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    lost_points = models.DecimalField(max_digits=20, decimal_places=6, null=True)  # where the minutes say it
    source = models.TextField(blank=True)  # minutes or table that it was imported from, with its place
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in FindingState])
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)
    remedy = models.TextField(blank=True)
    owner = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    planned_at = models.DateTimeField(null=True)
    planned_by_name = models.CharField(max_length=200, blank=True)
    task_id = models.BigIntegerField(null=True)  # the task of plans that carries the remedy out
    evidence_text = models.TextField(blank=True)
    evidenced_at = models.DateTimeField(null=True)
    evidenced_by_name = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    closing_note = models.TextField(blank=True)  # also why evidence was not enough, while it is not closed

    class Meta:
        ordering = ("year_id", "unit_id", "node_code", "id")
        indexes = (models.Index(fields=("unit", "state"), name="indices_finding_unit_state"),)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="indices_finding_text"),
            models.CheckConstraint(
                condition=Q(state=FindingState.OPEN.value) | (~Q(remedy="") & ~Q(owner="")),
                name="indices_finding_remedy_owned",
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.CLOSED.value) | ~Q(closing_note=""), name="indices_finding_closed_why"
            ),
        )


class FindingEvidence(models.Model):
    """A file that shows the remedy was carried out."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="evidence")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("finding_id", "id")
