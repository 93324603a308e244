"""Tables of results: how those of a survey are reckoned and from how many answers on a count is shown."""

from django.db import models

from caicach.kernel.files.models import StoredFile
from caicach.surveys.collection.models import Survey
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
