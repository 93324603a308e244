"""The one table of the pages: failures to sign in, under a hash of account and address."""

from django.db import models


class SignInAttempts(models.Model):
    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField()
    last_failed_at = models.DateTimeField(db_index=True)
