"""Tokens of programs that act for a user; only their hash is kept."""

from django.db import models


class ApiToken(models.Model):
    user = models.ForeignKey("organisations.User", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")), name="api_token_expires_after_issue"
            ),
        )
