"""The register: decisions, versions of procedures by day, who must publish them, the files they came from."""

from django.db import models
from django.db.models import F, Q

from caicach.kernel.saying import SaidField
from caicach.organisations.domain.units import Level
from caicach.procedures.domain.decisions import Issuer
from caicach.procedures.domain.planning import Extent, ImportState, Outcome
from caicach.procedures.record.values import Change


class PublicationDecision(models.Model):
    """What published procedures; when it came where it has to come."""

    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Issuer])
    signed_on = models.DateField()
    effective_on = models.DateField(null=True)
    is_shortened = models.BooleanField(default=False)  # by the shortened order: other limits
    entered_on = models.DateField(null=True)  # in the national database, and public there
    sent_on = models.DateField(null=True)  # a ministry's, to the provinces
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-signed_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=("number", "signed_on"), name="procedures_decision_once"),
            models.CheckConstraint(condition=~Q(number=""), name="procedures_decision_number"),
            models.CheckConstraint(
                condition=Q(entered_on__isnull=True) | Q(entered_on__gte=F("signed_on")),
                name="procedures_decision_entered",
            ),
        )


class RegisterImport(models.Model):
    """A file brought to the register; nothing of it counts before it is confirmed.

    ``file`` is null once it was refused and forgotten (a mark of secrecy); ``extent`` is empty until it was read.
    ``compared_with``: how many files were in the register when this one was compared (-1 while one was being written);
    another number now, and the register is another. ``key`` names what the comparison found.
    """

    file = models.OneToOneField("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    extent = models.CharField(max_length=8, blank=True, choices=[(one.value, one.value) for one in Extent])
    default_from = models.DateField(null=True)
    decision_number = models.CharField(max_length=60, blank=True)
    decision_signed_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_name = models.CharField(max_length=200, blank=True)
    counts = models.JSONField(default=dict)
    state = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in ImportState], default=ImportState.WAITING.value
    )
    failure = SaidField(blank=True, default="")
    problems = models.JSONField(default=list)
    without_duty = models.PositiveIntegerField(default=0)
    compared_with = models.IntegerField(default=-1)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("state",), condition=Q(state=ImportState.WRITING.value), name="procedures_import_one_writes"
            ),
        )


class ImportStep(models.Model):
    """What becomes of one line of a file: gone once it is done, kept where nothing was to do."""

    register_import = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="steps")
    line = models.PositiveIntegerField()
    family = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Outcome])
    valid_from = models.DateField(null=True)
    record = models.JSONField()
    changed = models.JSONField(default=list)
    problem = SaidField(blank=True, default="")

    class Meta:
        ordering = ("register_import", "line")
        constraints = (models.UniqueConstraint(fields=("register_import", "line"), name="procedures_step_once"),)
        indexes = (models.Index(fields=("register_import", "outcome", "line"), name="procedures_step_outcome"),)


class ProcedureVersion(models.Model):
    """What a procedure is from a day on. ``valid_to`` follows from the next version; ``words`` are for lists."""

    family = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    name = models.TextField()
    field = models.TextField(blank=True)
    is_internal = models.BooleanField(default=False)
    change = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Change])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    record = models.JSONField()
    digest = models.CharField(max_length=64)
    words = models.TextField()
    decision = models.ForeignKey(PublicationDecision, on_delete=models.PROTECT, null=True, related_name="versions")
    source = models.ForeignKey(RegisterImport, on_delete=models.PROTECT, null=True, related_name="versions")

    class Meta:
        ordering = ("family", "valid_from")
        indexes = (models.Index(fields=("valid_from", "valid_to"), name="procedures_version_days"),)
        constraints = (
            models.UniqueConstraint(fields=("family", "valid_from"), name="procedures_version_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="procedures_version_range"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(family=""), name="procedures_version_named"),
        )


class PublishingDuty(models.Model):
    """Who must publish a procedure: one unit, or every unit of a level."""

    family = models.CharField(max_length=40)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Level])

    class Meta:
        ordering = ("family", "id")
        indexes = (models.Index(fields=("unit", "family"), name="procedures_duty_unit"),)
        constraints = (
            models.CheckConstraint(
                condition=(Q(unit__isnull=True) & ~Q(level="")) | (Q(unit__isnull=False) & Q(level="")),
                name="procedures_duty_one_target",
            ),
            models.UniqueConstraint(
                fields=("family", "unit"), condition=Q(unit__isnull=False), name="procedures_duty_unit_once"
            ),
            models.UniqueConstraint(
                fields=("family", "level"), condition=Q(unit__isnull=True), name="procedures_duty_level_once"
            ),
        )
