"""The columns of a draft, once for the tables of all sources: each adds where a draft stands in it, and its lock."""

from django.db import models

from caicach.drafts.domain.draft import DraftOrigin
from caicach.drafts.domain.task_fields import Priority


class TaskColumns(models.Model):
    """What a draft proposes and a task then says."""

    text = models.TextField()
    product = models.TextField(null=True)
    deadline_raw = models.TextField(null=True)
    deadline = models.JSONField(null=True)  # what the words set: documents.deadlines.as_json
    recurrence = models.CharField(max_length=20, null=True)
    budget_raw = models.TextField(null=True)
    area = models.CharField(max_length=40, null=True)
    priority = models.CharField(max_length=10, default=Priority.NORMAL.value)

    class Meta:
        abstract = True


class DraftRow(TaskColumns):
    """As read, with what a person made of it. A class of it has ``split_from``, the draft that this is a part of."""

    origin = models.CharField(max_length=10, choices=[(o.value, o.value) for o in DraftOrigin])
    lead = models.JSONField(default=list)  # phrases with their quotes: values_of_rows
    cooperate = models.JSONField(default=list)
    lead_units = models.JSONField(null=True)  # codes chosen by hand
    cooperate_units = models.JSONField(null=True)
    deadline_on = models.DateField(null=True)
    due_days = models.PositiveIntegerField(null=True)
    due_unit = models.CharField(max_length=16, null=True)
    area_reason = models.TextField(null=True)
    is_edited = models.BooleanField(default=False)
    is_uncertain = models.BooleanField(default=False)
    is_looked_at = models.BooleanField(default=False)
    is_accepted = models.BooleanField(default=True)
    is_dropped = models.BooleanField(default=False)
    drop_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
