"""Portals of units, audits of them, and what was found wrong until it is mended."""

from django.db import models
from django.db.models import Q

from caicach.kernel.saying import SaidField
from caicach.procedures.auditing.findings import Status


class Portal(models.Model):
    """The site on which a unit publishes; one of each unit."""

    unit = models.OneToOneField("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    url = models.URLField(max_length=500)
    most_pages = models.PositiveIntegerField(default=2000)
    renders = models.BooleanField(default=False)  # pages made by scripts are drawn in a browser
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("unit_id",)
        constraints = (models.CheckConstraint(condition=Q(most_pages__gte=1), name="procedures_portal_pages"),)


class Audit(models.Model):
    """A portal held against the register of a day. ``runs``: how often it was begun or taken up."""

    portal = models.ForeignKey(Portal, on_delete=models.PROTECT, related_name="audits")
    url = models.URLField(max_length=500)
    register_on = models.DateField()
    most_pages = models.PositiveIntegerField()
    renders = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=200)
    runs = models.PositiveIntegerField(default=1)
    done_at = models.DateTimeField(null=True)
    tally = models.JSONField(default=dict)
    statuses = models.JSONField(default=dict)
    pages = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    outcomes = models.JSONField(default=dict)  # by family: status, reason, address
    evidence = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("portal",), condition=Q(done_at__isnull=True), name="procedures_audit_one_open"
            ),
        )


class PortalFinding(models.Model):
    """Something wrong on a portal, as last seen; found again after it was closed it is another row."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    family = models.CharField(max_length=40)
    field = models.CharField(max_length=30, blank=True)
    code = models.CharField(max_length=60, blank=True)
    name = models.TextField()
    status = models.CharField(max_length=14, choices=[(one.value, one.value) for one in Status])
    reason = models.CharField(max_length=60, blank=True)
    url = models.TextField(blank=True)
    register_text = models.TextField(blank=True)
    portal_text = models.TextField(blank=True)
    note = SaidField()
    digest = models.CharField(max_length=64, blank=True)
    seen_at = models.CharField(max_length=30, blank=True)
    opened_in = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="opened")
    seen_in = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="faults")
    remedy = models.TextField(blank=True)
    owner = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    task_id = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_in = models.ForeignKey(Audit, on_delete=models.PROTECT, null=True, related_name="closed")
    closed_by_name = models.CharField(max_length=200, blank=True)
    closing_note = models.TextField(blank=True)
    closing_url = models.TextField(blank=True)
    closing_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("unit_id", "family", "field", "id")
        indexes = (models.Index(fields=("unit", "closed_at"), name="procedures_finding_open"),)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "family", "field"),
                condition=Q(closed_at__isnull=True),
                name="procedures_finding_open_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closing_note=""), name="procedures_finding_closed_why"
            ),
            models.CheckConstraint(
                condition=Q(task_id__isnull=True) | (~Q(remedy="") & ~Q(owner="")), name="procedures_finding_owned"
            ),
        )
