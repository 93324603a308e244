"""Tables of the rows of a plan while people review them; private to this module."""

from django.db import models
from django.db.models import Q

from caicach.drafts.models import DraftRow
from caicach.plans.models.plans import Objective, Plan


class PlanFile(models.Model):
    """A file whose task table was read into a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField()
    read_by_name = models.CharField(max_length=200)
    warnings = models.JSONField(default=list)  # sentences (``said.as_json``) about the file, no row of it

    class Meta:
        ordering = ("plan_id", "id")
        constraints = (models.UniqueConstraint(fields=("plan", "sha256"), name="plans_file_once"),)


class PlanLine(DraftRow):
    """One row: what was read, and what a person made of it. Confirmed, it is a task and never changes again."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines", db_index=False)
    file = models.ForeignKey(PlanFile, null=True, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    table = models.PositiveIntegerField(null=True)
    table_row = models.PositiveIntegerField(null=True)
    page = models.PositiveIntegerField(null=True)
    sheet = models.CharField(max_length=255, null=True)
    cells = models.JSONField(default=list)  # [title, text, is_merged] of the source
    number = models.CharField(max_length=20, blank=True)
    section = models.JSONField(default=list)
    objective = models.ForeignKey(Objective, null=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="parts")
    split_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    task = models.OneToOneField("plans.Task", null=True, on_delete=models.PROTECT, related_name="line")

    class Meta:
        ordering = ("plan_id", "position", "id")
        indexes = (models.Index(fields=("plan", "position"), name="plans_line_plan"),)
        constraints = (
            models.CheckConstraint(condition=Q(is_dropped=False) | ~Q(drop_reason=""), name="plans_line_dropped_why"),
            models.CheckConstraint(condition=Q(is_dropped=False) | Q(task__isnull=True), name="plans_line_not_both"),
            models.CheckConstraint(
                condition=Q(table__isnull=True, file__isnull=True) | Q(table__isnull=False, file__isnull=False),
                name="plans_line_place_of_file",
            ),
            models.CheckConstraint(
                condition=Q(due_days__isnull=True) | Q(due_unit__isnull=False), name="plans_line_due_unit"
            ),
        )
