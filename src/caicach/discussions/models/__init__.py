"""Tables of remarks; private to this module."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from caicach.discussions.domain.remarks import ThingKind


class Remark(models.Model):
    """What somebody said of a thing. Its words are those in force; each former wording is a row of its own."""

    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ThingKind])
    thing_id = models.BigIntegerField()
    part = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    is_question = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    called = models.JSONField(default=list)  # names of accounts, as they were called

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="discussions_remark_says_something"),
            models.CheckConstraint(
                condition=Q(kind=ThingKind.CELL.value) & ~Q(part="") | ~Q(kind=ThingKind.CELL.value) & Q(part=""),
                name="discussions_remark_part_of_cell",
            ),
        )
        indexes = (models.Index(fields=("kind", "thing_id", "part"), name="discussions_remark_of_thing"),)


class Wording(models.Model):
    """Words of a remark before a change; never changed afterwards."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="wordings")
    version = models.PositiveIntegerField()
    text = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("remark_id", "version")
        constraints = (models.UniqueConstraint(fields=("remark", "version"), name="discussions_wording_version_once"),)
