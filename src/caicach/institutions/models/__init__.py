"""Tables of institutions; private to this module."""

from django.db import models
from django.db.models import F, Q

from caicach.institutions.domain.documents import DocumentKind, Origin
from caicach.institutions.domain.rules import Approver, Measure, RuleKind


class LegalDocument(models.Model):
    """A legal document that has to be issued, in the programme of a year, until it is issued, reviewed and mended.

    ``key`` is the folded title: one of it for each unit and year. ``steps`` are days by step.
    """

    year = models.PositiveIntegerField()
    title = models.TextField()
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=18, choices=[(one.value, one.value) for one in DocumentKind])
    origin = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Origin])
    basis = models.TextField(blank=True)
    basis_effective_on = models.DateField(null=True)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    is_shortened = models.BooleanField(default=False)
    task_id = models.BigIntegerField(null=True)
    steps = models.JSONField(default=dict)
    number = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    doubts = models.JSONField(default=list)
    reviewed_on = models.DateField(null=True)
    fault = models.TextField(blank=True)
    mended_on = models.DateField(null=True)
    mended_by = models.TextField(blank=True)
    dropped_on = models.DateField(null=True)
    dropped_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-year", "due_on", "id")
        indexes = (models.Index(fields=("unit", "year"), name="institutions_document_unit"),)
        constraints = (
            models.UniqueConstraint(fields=("year", "unit", "key"), name="institutions_document_once"),
            models.CheckConstraint(condition=~Q(title=""), name="institutions_document_titled"),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | ~Q(number=""), name="institutions_document_numbered"
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(signed_on__isnull=False, signed_on__lte=F("sent_on")),
                name="institutions_document_sent_after",
            ),
            models.CheckConstraint(
                condition=Q(fault="") | Q(reviewed_on__isnull=False), name="institutions_document_fault_reviewed"
            ),
            models.CheckConstraint(
                condition=Q(mended_on__isnull=True) | ~Q(fault=""), name="institutions_document_mended_fault"
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True) | ~Q(dropped_why=""), name="institutions_document_dropped_why"
            ),
        )


class BusinessRule(models.Model):
    """A rule on business: ``key`` is the folded name with the text that it stands in, once for each unit."""

    name = models.TextField()
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=18, choices=[(one.value, one.value) for one in RuleKind])
    field = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    code = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    counted_on = models.DateField()
    measure = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Measure])
    approver = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Approver])
    decision = models.TextField(blank=True)
    approved_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    cost_before = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    cost_after = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    days_before = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    days_after = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    document = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, null=True, related_name="rules")
    done_in = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("unit_id", "name", "id")
        constraints = (
            models.UniqueConstraint(fields=("unit", "key"), name="institutions_rule_once"),
            models.CheckConstraint(condition=~Q(name=""), name="institutions_rule_named"),
            models.CheckConstraint(
                condition=(Q(cost_before__isnull=True) | Q(cost_before__gte=0))
                & (Q(cost_after__isnull=True) | Q(cost_after__gte=0))
                & (Q(days_before__isnull=True) | Q(days_before__gte=0))
                & (Q(days_after__isnull=True) | Q(days_after__gte=0)),
                name="institutions_rule_costs",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True)
                | (Q(measure__in=("cut", "simplify")) & (~Q(done_in="") | Q(document__isnull=False))),
                name="institutions_rule_done_by",
            ),
        )
