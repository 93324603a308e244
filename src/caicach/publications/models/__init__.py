"""Published editions in their chain; a row is never changed."""

from django.db import models
from django.db.models import Q

from caicach.kernel.saying import SaidField
from caicach.publications.domain.values import PublicKind


class PublishedEdition(models.Model):
    """``sealed`` is the text that was hashed; title and period stand beside it for lists, and ``verify`` compares."""

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in PublicKind])
    series = models.CharField(max_length=80)
    title = SaidField()
    first_on = models.DateField()
    last_on = models.DateField()
    sealed = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, to_field="number", null=True, related_name="corrected_by"
    )
    source_ref = models.CharField(max_length=200)  # what it was made of, for the trail: never shown outside
    published_at = models.DateTimeField()
    published_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number",)
        indexes = (models.Index(fields=("series", "-number"), name="publications_series"),)
        constraints = (
            models.CheckConstraint(condition=Q(first_on__lte=models.F("last_on")), name="publications_period"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | Q(corrects__lt=models.F("number")),
                name="publications_corrects_earlier",
            ),
        )
