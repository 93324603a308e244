"""A scoring year: its definition kept as text, its calendar, the units taking part, the appraisers of its fields."""

from django.db import models
from django.db.models import Q

from caicach.indices.domain.cycle import Origin, Step, Treatment


class ScoringYear(models.Model):
    """One set scored for one year. The definition is kept whole, so that a result can be replayed for ever.

    A year ``IMPORTED`` from before the system has results and findings, and perhaps no definition.
    """

    year = models.PositiveIntegerField()
    set_code = models.CharField(max_length=100)
    set_name = models.TextField()
    legal_number = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Origin])
    definition_file = models.TextField(blank=True)
    definition_text = models.TextField(blank=True)
    definition_hash = models.CharField(max_length=64, blank=True)
    is_illustrative = models.BooleanField(default=False)
    step = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Step])
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=200)
    moved_at = models.DateTimeField(null=True)  # on to the step where it stands, while that can be taken back
    published_at = models.DateTimeField(null=True)
    published_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-year", "set_code")
        constraints = (
            models.UniqueConstraint(fields=("year", "set_code"), name="indices_year_set_once"),
            models.CheckConstraint(
                condition=Q(origin=Origin.IMPORTED.value) | (~Q(definition_text="") & ~Q(definition_hash="")),
                name="indices_year_definition_kept",
            ),
            models.CheckConstraint(
                condition=~Q(step=Step.PUBLISHED.value) | Q(published_at__isnull=False),
                name="indices_year_published_when",
            ),
        )


class StepDate(models.Model):
    """The last day of a step, as the office set it; a guide and a date to remind of, no lock by itself."""

    year = models.ForeignKey(ScoringYear, on_delete=models.CASCADE, related_name="step_dates")
    step = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Step])
    due_on = models.DateField()

    class Meta:
        ordering = ("year_id", "due_on", "id")
        constraints = (models.UniqueConstraint(fields=("year", "step"), name="indices_step_date_once"),)


class Sheet(models.Model):
    """A unit's part in a year. A unit taken out keeps its row and its scores, with the reason."""

    year = models.ForeignKey(ScoringYear, on_delete=models.PROTECT, related_name="sheets")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=300)  # as it was called when the year was opened
    unit_type = models.CharField(max_length=60, blank=True)  # code of the definition
    added_reason = models.TextField(blank=True)
    treatment = models.CharField(max_length=20, choices=[(t.value, t.value) for t in Treatment])
    treatment_reason = models.TextField(blank=True)
    changed_on = models.DateField(null=True)  # the day on which the unit merged or was split within the year
    successor = models.ForeignKey("organisations.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by_name = models.CharField(max_length=200, blank=True)
    removed_reason = models.TextField(blank=True)
    locked_at = models.DateTimeField(null=True)
    locked_by_name = models.CharField(max_length=200, blank=True)
    explained_at = models.DateTimeField(null=True)  # explanations locked
    explained_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("year_id", "unit_id")
        constraints = (
            models.UniqueConstraint(fields=("year", "unit"), name="indices_sheet_unit_once"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | ~Q(removed_reason=""), name="indices_sheet_removed_why"
            ),
            models.CheckConstraint(
                condition=Q(treatment__in=[Treatment.WHOLE.value, Treatment.UNDECIDED.value]) | ~Q(treatment_reason=""),
                name="indices_sheet_treated_why",
            ),
            models.CheckConstraint(
                condition=~Q(treatment=Treatment.AS_SUCCESSOR.value) | Q(successor__isnull=False),
                name="indices_sheet_successor_named",
            ),
        )


class AppraiserField(models.Model):
    """A field, criterion or component of a year that a person answers for as appraiser."""

    year = models.ForeignKey(ScoringYear, on_delete=models.CASCADE, related_name="appraisers")
    user_id = models.BigIntegerField()
    user_name = models.CharField(max_length=200)
    node_code = models.CharField(max_length=100)

    class Meta:
        ordering = ("year_id", "node_code", "user_name", "id")
        constraints = (
            models.UniqueConstraint(fields=("year", "user_id", "node_code"), name="indices_appraiser_field_once"),
        )
