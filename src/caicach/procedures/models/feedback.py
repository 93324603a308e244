"""Feedback of citizens and businesses, from receipt to the published answer."""

from django.db import models
from django.db.models import F, Q

from caicach.procedures.domain.feedback import FeedbackChannel, FeedbackKind


class Feedback(models.Model):
    """``sender`` and ``contact`` are personal data: never shown beside a published answer."""

    received_on = models.DateField()
    channel = models.CharField(max_length=8, choices=[(one.value, one.value) for one in FeedbackChannel])
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in FeedbackKind])
    sender = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    content = models.TextField()
    family = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    routed_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    refusal = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    published_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-received_on", "-id")
        indexes = (models.Index(fields=("unit", "received_on"), name="procedures_feedback_unit"),)
        constraints = (
            models.CheckConstraint(condition=~Q(content=""), name="procedures_feedback_content"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | (~Q(answer="") & Q(unit__isnull=False)),
                name="procedures_feedback_answered",
            ),
            models.CheckConstraint(
                condition=Q(refused_on__isnull=True) | ~Q(refusal=""), name="procedures_feedback_refused_why"
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(answered_on__isnull=False, answered_on__lte=F("published_on")),
                name="procedures_feedback_published_after",
            ),
        )
