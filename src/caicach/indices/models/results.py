"""Results that are frozen: the inputs they were computed from, their hashes, and the points of every node."""

from django.db import models

from caicach.indices.models.years import ScoringYear


class FrozenResult(models.Model):
    """One freeze of a year. The newest that is not withdrawn counts; imported results have no inputs."""

    year = models.ForeignKey(ScoringYear, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()
    frozen_by_name = models.CharField(max_length=200)
    inputs = models.TextField(blank=True)  # canonical JSON, see domain.frozen
    inputs_hash = models.CharField(max_length=64, blank=True)
    definition_hash = models.CharField(max_length=64, blank=True)
    result_hash = models.CharField(max_length=64)
    warnings = models.JSONField(default=list)  # sentences, ``said.as_json``
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("year_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("year", "number"), name="indices_result_number_once"),
            models.UniqueConstraint(
                fields=("year",), condition=models.Q(withdrawn_at__isnull=True), name="indices_result_one_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="indices_result_withdrawn_why",
            ),
        )


class UnitResult(models.Model):
    """A unit's line of a frozen result; its figures are rounded for lists.

    ``nodes`` holds the exact ones as texts: {code: [points or null, maximum, missing, applicable]}.
    """

    result = models.ForeignKey(FrozenResult, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=300)
    points = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    maximum = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    percentage = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    rank = models.PositiveIntegerField(null=True)
    group = models.CharField(max_length=200, blank=True)
    nodes = models.JSONField(default=dict)

    class Meta:
        ordering = ("result_id", "rank", "unit_id")
        constraints = (models.UniqueConstraint(fields=("result", "unit"), name="indices_unit_result_once"),)
