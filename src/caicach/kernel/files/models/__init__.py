"""What is kept of a stored file; the bytes lie under ``settings.FILES_DIR`` by hash."""

from django.db import models


class StoredFile(models.Model):
    """``withheld``: why nobody is given it (``values.Withheld``); of a removed one the hash stays, no bytes, and the
    SHA-256 of the name it was given by, for the trail.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()
    stored_by = models.BigIntegerField(null=True)
    withheld = models.CharField(max_length=10, default="")
    removed_name_sha256 = models.CharField(max_length=64, default="")

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=models.Q(size__gt=0), name="files_size_positive"),)
