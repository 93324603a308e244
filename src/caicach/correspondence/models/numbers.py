"""Who issues letters, and the numbers they take: series, counters, and every number ever given."""

from django.db import models
from django.db.models import Q

from caicach.correspondence.domain.numbering import NumberState


class OfficeProfile(models.Model):
    """How an issuer heads and ends its letters. A person edits it; letters keep what they were written with."""

    code = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=200)
    superior = models.CharField(max_length=200, blank=True)
    issuer = models.CharField(max_length=200)
    symbol = models.CharField(max_length=40)  # of the issuer: BCĐCCHC
    drafting_unit = models.CharField(max_length=40, blank=True)  # after the dash of a công văn: TGV
    place = models.CharField(max_length=100)
    organ_id = models.CharField(max_length=13, blank=True)  # mã định danh, for the office's document system
    address = models.CharField(max_length=300, blank=True)
    recipients = models.JSONField(default=list)  # «Nơi nhận», line by line
    signatories = models.JSONField(default=list)  # capacity, title, other_title, name
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("name", "code")
        constraints = (
            models.CheckConstraint(condition=~Q(issuer="") & ~Q(symbol=""), name="correspondence_profile_named"),
        )


class NumberSeries(models.Model):
    """A series of numbers of an issuer: for the types of document in ``kinds``, or, when empty, for all the others."""

    profile = models.ForeignKey(OfficeProfile, on_delete=models.PROTECT, related_name="series")
    name = models.CharField(max_length=100)
    kinds = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("profile_id", "id")
        constraints = (models.UniqueConstraint(fields=("profile", "name"), name="correspondence_series_name_once"),)


class NumberCounter(models.Model):
    """The last number given of a key in a year. Its row is locked until the transaction that takes a number ends."""

    key = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("key", "year")
        constraints = (models.UniqueConstraint(fields=("key", "year"), name="correspondence_counter_once"),)


class GivenNumber(models.Model):
    """A number that was given to a letter, reserved, or cancelled with its reason; never deleted, never given again."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="given")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in NumberState])
    letter = models.OneToOneField(
        "correspondence.SentLetter", null=True, on_delete=models.PROTECT, related_name="given_number"
    )
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("series_id", "-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=("series", "year", "number"), name="correspondence_number_once"),
            models.CheckConstraint(
                condition=Q(state=NumberState.USED.value) | ~Q(reason=""), name="correspondence_number_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=NumberState.USED.value) | Q(letter__isnull=False),
                name="correspondence_number_used_by",
            ),
        )
