"""Reports of units in a regime, every version of what they state, what was done to them, and editions made of them."""

from django.db import models
from django.db.models import F, Q

from caicach.regimes.domain.cycle import Act, State


class FormFile(models.Model):
    """The text of a form as reports were made with it, named by its SHA-256; never changed."""

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    class Meta:
        ordering = ("digest",)


class UnitReport(models.Model):
    """The report of one unit for one period of one form. Days are those in force when the period was opened."""

    form = models.CharField(max_length=40)
    form_digest = models.CharField(max_length=64)
    edition = models.CharField(max_length=20)
    period = models.CharField(max_length=12)
    unit = models.CharField(max_length=40)
    unit_name = models.TextField()
    level = models.CharField(max_length=20)
    superior = models.CharField(
        max_length=40, blank=True
    )  # the unit that asked for it and joins it; empty: the province
    opens_on = models.DateField()
    closes_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.OPEN.value)
    version = models.PositiveIntegerField(default=0)  # the newest; 0 before anybody wrote
    accepted_version = models.PositiveIntegerField(null=True)
    first_sent_at = models.DateTimeField(null=True)
    is_late = models.BooleanField(default=False)  # whether it was first sent after its day
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("form", "period", "unit")
        constraints = (
            models.UniqueConstraint(fields=("form", "period", "unit"), name="regimes_report_once"),
            models.CheckConstraint(condition=~Q(superior=F("unit")), name="regimes_report_not_below_itself"),
            models.CheckConstraint(condition=Q(due_on__gte=F("closes_on")), name="regimes_report_due_after_closing"),
            models.CheckConstraint(
                condition=Q(accepted_version__isnull=True) | Q(accepted_version__lte=F("version")),
                name="regimes_report_accepted_version",
            ),
        )


class ReportVersion(models.Model):
    """What a unit stated, as one save kept it; never changed."""

    report = models.ForeignKey(UnitReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)
    below = models.JSONField(default=dict)  # what of the figures and rows was taken from reports of subordinate units
    before = models.JSONField(null=True)  # figures of the period before as they were then; null in versions of before
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("report_id", "number")
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="regimes_version_once"),)


class ReportAct(models.Model):
    """Sent, returned, accepted, opened again: who, when, of which version, why."""

    report = models.ForeignKey(UnitReport, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=8, choices=[(a.value, a.value) for a in Act])
    version = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("report_id", "id")


class Edition(models.Model):
    """One report made of many, frozen with the statements it was made of; ``number`` counts those of a period."""

    form = models.CharField(max_length=40)
    form_digest = models.CharField(max_length=64)
    period = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    issuer = models.TextField()
    superior = models.TextField(blank=True)
    symbol = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=200, blank=True)
    scope_name = models.TextField()
    participants = models.JSONField()
    own = models.JSONField(default=dict)
    edits = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    attached = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    letter_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (models.UniqueConstraint(fields=("form", "period", "number"), name="regimes_edition_once"),)


class OwnDue(models.Model):
    """The day that the province set for its units where the regime's text sets none; the newest row of a kind holds."""

    form = models.CharField(max_length=40)
    day = models.PositiveSmallIntegerField()
    months_before = models.PositiveSmallIntegerField(default=0)
    source = models.TextField()
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-id",)
        constraints = (models.CheckConstraint(condition=Q(day__gte=1, day__lte=28), name="regimes_due_day"),)
