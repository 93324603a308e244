"""Tables of results: how those of a survey are reckoned and from how many answers on a count is shown."""

from django.db import models

from caicach.kernel.files.models import StoredFile
from caicach.surveys.collection.models import Survey
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.values import LEAST_THRESHOLD, MOST_THRESHOLD, THRESHOLD

Q = models.Q


class ResultRules(models.Model):
    """A design, or the size of the population of a simple random sample, or neither."""

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="+")
    threshold = models.PositiveSmallIntegerField(default=THRESHOLD)
    population = models.PositiveIntegerField(null=True)
    design = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(threshold__gte=LEAST_THRESHOLD, threshold__lte=MOST_THRESHOLD),
                name="survey_results_threshold",
            ),
            models.CheckConstraint(condition=Q(population=None) | Q(design=None), name="survey_results_one_basis"),
        )


class SatisfactionIndex(models.Model):
    """What is a survey's satisfaction: ``definition`` as ``domain.satisfaction.KEPT`` keeps it. Of units by a question,
    or of one unit."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    definition = models.JSONField()
    measure = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Indicator])
    unit = models.ForeignKey("organisations.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("survey", "name"), name="survey_results_index_once"),
            models.CheckConstraint(condition=Q(last_on__gte=models.F("first_on")), name="survey_results_index_period"),
        )


class PublishedResult(models.Model):
    """A figure of a survey that others ran, of a unit and a period, as it was published."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Indicator])
    first_on = models.DateField()
    last_on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=14)
    standard_error = models.DecimalField(max_digits=20, decimal_places=14, null=True)
    low = models.DecimalField(max_digits=20, decimal_places=14, null=True)
    high = models.DecimalField(max_digits=20, decimal_places=14, null=True)
    respondents = models.PositiveIntegerField(null=True)  # None: not published
    source = models.CharField(max_length=300)
    published_on = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "indicator", "first_on", "last_on"), name="survey_results_published_once"
            ),
            models.CheckConstraint(condition=Q(last_on__gte=models.F("first_on")), name="survey_results_period"),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | Q(low__lte=models.F("value"), high__gte=models.F("value")),
                name="survey_results_interval",
            ),
        )
