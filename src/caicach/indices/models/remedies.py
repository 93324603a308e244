"""What winning points back would cost, changes somebody wants to keep, and remedies that became tasks."""

from django.db import models
from django.db.models import Q

from caicach.indices.models.years import ScoringYear
from caicach.kernel.saying import SaidField


class RemedyEffort(models.Model):
    """Effort and feasibility of one component of one unit, as a person said it; without a row they are assumed."""

    year = models.ForeignKey(ScoringYear, on_delete=models.CASCADE, related_name="efforts")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    component = models.CharField(max_length=100)
    days = models.DecimalField(max_digits=10, decimal_places=2)
    is_feasible = models.BooleanField(default=True)
    until = models.DateField(null=True)
    probability = models.DecimalField(max_digits=5, decimal_places=4, default=1)
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("year_id", "unit_id", "component")
        constraints = (
            models.UniqueConstraint(fields=("year", "unit", "component"), name="indices_effort_once"),
            models.CheckConstraint(condition=Q(days__gte=0), name="indices_effort_days"),
            models.CheckConstraint(
                condition=Q(probability__gt=0, probability__lte=1), name="indices_effort_probability"
            ),
        )


class Scenario(models.Model):
    """Changes of a what-if that are kept by name: rows of component, value, numerator, denominator."""

    year = models.ForeignKey(ScoringYear, on_delete=models.CASCADE, related_name="scenarios")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    changes = models.JSONField(default=list)
    saved_at = models.DateTimeField()
    saved_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("year_id", "unit_id", "name")
        constraints = (
            models.UniqueConstraint(fields=("year", "unit", "name"), name="indices_scenario_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="indices_scenario_name"),
        )


class AcceptedRemedy(models.Model):
    """A step that was accepted: the cells to reach, the points expected of it, the task of plans that brings it."""

    year = models.ForeignKey(ScoringYear, on_delete=models.PROTECT, related_name="remedies")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    component = models.CharField(max_length=100)
    value = models.TextField(blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    words = SaidField()
    points_before = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    expected_points = models.DecimalField(max_digits=20, decimal_places=10)
    days = models.DecimalField(max_digits=10, decimal_places=2)
    task_id = models.BigIntegerField(unique=True)
    accepted_at = models.DateTimeField()
    accepted_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("year_id", "unit_id", "component")
        constraints = (
            models.UniqueConstraint(fields=("year", "unit", "component"), name="indices_remedy_once"),
            models.CheckConstraint(condition=Q(expected_points__gt=0), name="indices_remedy_wins"),
        )
