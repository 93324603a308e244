"""Tables of the search; private to it. They are made anew from the others at any time, and no backup holds them."""

from django.db import models


class Entry(models.Model):
    """One thing that can be found. ``head`` and ``body`` are folded words; ``title`` and ``note`` are shown."""

    kind = models.CharField(max_length=20)
    root = models.CharField(max_length=60)  # the row that says who may see it
    part = models.CharField(max_length=120, blank=True)  # where several things stand in one row
    head = models.TextField()
    body = models.TextField(blank=True)
    tags = models.TextField(blank=True)  # kind, and for whom it may be, as words
    title = models.TextField()
    note = models.TextField(blank=True)
    happened_on = models.DateField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("kind", "root", "part"), name="search_entry_once"),)


class Mark(models.Model):
    """A row that changed since its entries were written: put here by triggers, taken away by ``services.refresh``."""

    kind = models.CharField(max_length=20)
    root = models.CharField(max_length=60)

    class Meta:
        ordering = ("id",)


class Form(models.Model):
    """What the entries were written by: where this differs from the program, all are written anew."""

    digest = models.CharField(max_length=64)
