"""What was said of every component of every sheet, by whom and when: rows are added, never changed."""

from django.db import models
from django.db.models import Q

from caicach.indices.domain.cycle import ObjectionState, Stage
from caicach.indices.models.years import Sheet
from caicach.kernel.saying import SaidField


class ScoreEntry(models.Model):
    """The cells of a component as one person or one metric gave them; a correction is a new row with the next number.

    ``is_current`` marks the newest of a stage: two people who write at once meet its constraint. ``points`` are what
    the engine made of the cells at that moment, for the eye; results are computed anew from the cells.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="entries")
    component = models.CharField(max_length=100)
    stage = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Stage])
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    value = models.TextField(blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    points = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    note = models.TextField(blank=True)  # explanation of the unit, reason of an appraiser or of the council
    agrees = models.BooleanField(default=False)  # takes over the cells of the stage before
    request = models.TextField(blank=True)  # what the appraiser asks the unit to explain
    source = models.TextField(blank=True)  # metric, or the survey's report
    provenance = models.JSONField(default=dict)  # of a metric, ``metrics.provenance_as_json``
    missing_reason = SaidField(blank=True)  # why a metric has no figure
    sample_size = models.PositiveIntegerField(null=True)
    standard_error = models.DecimalField(max_digits=20, decimal_places=10, null=True)  # in the unit of ``value``
    sampling = models.JSONField(default=dict)  # of a figure from a sample, ``domain.sampled_points.SAMPLING``
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("sheet_id", "component", "id")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "component", "stage", "number"), name="indices_entry_number_once"),
            models.UniqueConstraint(
                fields=("sheet", "component", "stage"), condition=Q(is_current=True), name="indices_entry_one_current"
            ),
            models.CheckConstraint(
                condition=~Q(value="", numerator="", denominator="")
                | Q(stage=Stage.EXPLANATION.value)
                | ~Q(missing_reason="")
                | ~Q(request=""),
                name="indices_entry_says_something",
            ),
            models.CheckConstraint(condition=~Q(value="-") | ~Q(note=""), name="indices_entry_not_applicable_why"),
            models.CheckConstraint(
                condition=~Q(stage=Stage.COUNCIL.value) | ~Q(note=""), name="indices_entry_council_why"
            ),
            models.CheckConstraint(
                condition=Q(standard_error__isnull=True) | Q(standard_error__gte=0), name="indices_entry_error_positive"
            ),
        )


class ScoreEvidence(models.Model):
    """A file behind what was said of a component; taken away, it stays in the history."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="evidence")
    component = models.CharField(max_length=100)
    stage = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Stage])
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("sheet_id", "component", "id")


class Objection(models.Model):
    """A unit does not accept what the appraisal came to; the council decides, with its reason."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="objections")
    component = models.CharField(max_length=100)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ObjectionState])
    raised_at = models.DateTimeField()
    raised_by_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("sheet_id", "component", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="indices_objection_text"),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.OPEN.value) | ~Q(decision_reason=""),
                name="indices_objection_decided_why",
            ),
            models.UniqueConstraint(
                fields=("sheet", "component"),
                condition=Q(state=ObjectionState.OPEN.value),
                name="indices_objection_one_open",
            ),
        )
