"""Reports that were made and the rows behind their figures; private to this module."""

from django.db import models
from django.db.models import F, Q

from caicach.kernel.saying import SaidField
from caicach.reports.domain.progress import Part


class Report(models.Model):
    """A progress report; with its rows it is made once and never changed. ``scope_unit`` is empty for the province."""

    title = SaidField()
    issuer = models.TextField()
    superior = models.TextField(blank=True)
    scope_unit = models.CharField(max_length=40, blank=True)
    scope_name = models.TextField()
    scope_units = models.JSONField(default=list)  # the unit and everything below it, when the report was made
    first_on = models.DateField()
    last_on = models.DateField()
    cut_off_on = models.DateField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    letter_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="reports_report_period"),
            models.CheckConstraint(condition=Q(cut_off_on__lte=F("last_on")), name="reports_report_cut_off"),
        )


class ReportRow(models.Model):
    """A frozen row: ``data`` is its written form, the other columns say who may see it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField()
    part = models.CharField(max_length=6, choices=[(p.value, p.value) for p in Part])
    unit = models.CharField(max_length=40)
    data = models.JSONField()

    class Meta:
        ordering = ("report_id", "position")
        constraints = (models.UniqueConstraint(fields=("report", "position"), name="reports_row_once"),)


class FirstRule(models.Model):
    """Which work comes first after a block of holidays; the newest row is in force, the others are its history."""

    areas = models.JSONField(default=list)
    keywords = models.JSONField(default=list)
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-id",)
