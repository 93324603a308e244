"""What procedures cost: dated parameters, the burden of each now and after simplification, targets of cuts."""

from django.db import models
from django.db.models import Q


class HourlyIncome(models.Model):
    since = models.DateField(unique=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.TextField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-since",)
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(source=""), name="procedures_income_sourced"),
        )


class ProcedureCost(models.Model):
    """``current`` and ``after`` are burdens; ``options`` what the simplification does."""

    family = models.CharField(max_length=40, unique=True)
    current = models.JSONField()
    after = models.JSONField(null=True)
    options = models.JSONField(default=list)
    decided_on = models.DateField(null=True)
    decision = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("family",)
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(after__isnull=False), name="procedures_cost_decided_after"
            ),
        )


class CutTarget(models.Model):
    """In percent of the cost, and of the number of procedures, by the end of a year."""

    year = models.PositiveIntegerField(unique=True)
    cost_share = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    count_share = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    source = models.TextField()

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(source="")
                & (Q(cost_share__isnull=True) | Q(cost_share__gte=0, cost_share__lte=100))
                & (Q(count_share__isnull=True) | Q(count_share__gte=0, count_share__lte=100)),
                name="procedures_target_shares",
            ),
        )
