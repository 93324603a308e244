"""Lines of the trail, and the seals that chain them."""

from django.db import models


class AuditLine(models.Model):
    """One change: who did what to which thing, the values before and after, and why."""

    stream = models.CharField(max_length=40)
    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    # Keyed with the secret of the installation; lines from before 30/11/2026 have none and are sealed.
    mark = models.CharField(max_length=64, null=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("subject_kind", "subject_id", "id"), name="audit_line_subject"),
            models.Index(fields=("stream", "id"), name="audit_line_stream"),
        )


class AuditSeal(models.Model):
    """The place of a line in the chain of its stream: hash over the previous hash, the line's content and the states.

    ``states`` is the canonical text of {kind of thing: {id: digest of its rows}}, of what the line was about.
    """

    stream = models.CharField(max_length=40)
    number = models.BigIntegerField()
    line_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    states = models.TextField(null=True)

    class Meta:
        ordering = ("stream", "number")
        constraints = (models.UniqueConstraint(fields=("stream", "number"), name="audit_seal_number_unique"),)
