"""Tables of the pages: failures to sign in, under a hash of account and address; forms that were sent."""

from django.db import models


class SignInAttempts(models.Model):
    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField()
    last_failed_at = models.DateTimeField(db_index=True)


class SentForm(models.Model):
    """A form that was sent, under a hash of what it said, and where its sender was led; kept for two days."""

    key = models.CharField(max_length=64, primary_key=True)
    sent_at = models.DateTimeField(db_index=True)
    answer = models.TextField(blank=True)
