"""Files with results from before the system: handed in, read by the worker, then taken in by a person or swept."""

from django.db import models
from django.db.models import Q

from caicach.indices.domain.past_files import PastFileState
from caicach.indices.models.years import ScoringYear
from caicach.kernel.saying import SaidField


class PastFile(models.Model):
    """A file of a past year with what the worker read in it; nothing of it counts before it is taken in.

    ``file`` is null once the file was refused and forgotten (a mark of secrecy).
    """

    year = models.IntegerField()
    set_code = models.CharField(max_length=100)
    set_name = models.CharField(max_length=300, blank=True)
    file = models.OneToOneField("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in PastFileState])
    reading = models.JSONField(null=True)
    failure = SaidField(blank=True, default="")
    attempts = models.IntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField()
    asked_by_name = models.CharField(max_length=200)
    taken_in = models.ForeignKey(ScoringYear, null=True, on_delete=models.PROTECT, related_name="+")
    taken_in_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("asked_by", "id"), name="indices_past_file_asked_by"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=PastFileState.READ.value) | Q(reading__isnull=False, file__isnull=False),
                name="indices_past_file_read",
            ),
            models.CheckConstraint(
                condition=Q(taken_in__isnull=True, taken_in_at__isnull=True)
                | Q(taken_in__isnull=False, taken_in_at__isnull=False, state=PastFileState.READ.value),
                name="indices_past_file_taken_in",
            ),
        )
