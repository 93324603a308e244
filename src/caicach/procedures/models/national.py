"""Exports of the national database: what it says of the procedures of the province, as a file of a day told it."""

from django.db import models
from django.db.models import Q

from caicach.kernel.saying import SaidField
from caicach.procedures.auditing.findings import Status


class NationalExport(models.Model):
    """A file as it was taken from the national database; its records are those of the newest one that was read."""

    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    taken_on = models.DateField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    read_at = models.DateTimeField(null=True)
    problem = SaidField(blank=True, default="")

    class Meta:
        ordering = ("-taken_on", "-id")


class NationalRecord(models.Model):
    """One procedure of the export, and how it stood to the register when it was read."""

    export = models.ForeignKey(NationalExport, on_delete=models.CASCADE, related_name="records")
    family = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    name = models.TextField()
    record = models.JSONField()
    status = models.CharField(max_length=14, choices=[(one.value, one.value) for one in Status])

    class Meta:
        ordering = ("export_id", "family")
        constraints = (
            models.UniqueConstraint(fields=("export", "family"), name="procedures_national_once"),
            models.CheckConstraint(condition=~Q(family=""), name="procedures_national_family"),
        )
