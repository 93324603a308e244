"""Sources of dossiers, their imports with what was set aside, and which files the columnar store consists of."""

from django.db import models

from caicach.kernel.saying import SaidField


class Source(models.Model):
    """A system that exports dossiers; ``columns`` say which column of its files is what."""

    name = models.CharField(max_length=100)
    columns = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=("name",), name="dossiers_source_once"),)


class DossierImport(models.Model):
    """One file taken in. Counts grow while the worker goes through its parts; ``finished_at`` says that it is whole.

    ``file`` is kept while it waits to be read, with the names of columns given beside it; ``failure``: why it was
    refused.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField()
    aside = models.PositiveBigIntegerField()
    new = models.PositiveBigIntegerField(default=0)
    changed = models.PositiveBigIntegerField(default=0)
    same = models.PositiveBigIntegerField(default=0)
    older = models.PositiveBigIntegerField(default=0)
    is_of_steps = models.BooleanField()
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    given_columns = models.JSONField(default=dict)
    failure = SaidField(blank=True, default="")
    aside_file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    received_by_name = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = (models.UniqueConstraint(fields=("source", "sha256"), name="dossiers_file_once"),)


class AsideCount(models.Model):
    """How many rows of an import were set aside for one reason."""

    dossier_import = models.ForeignKey(DossierImport, on_delete=models.CASCADE, related_name="reasons")
    reason = models.CharField(max_length=30)
    count = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("dossier_import_id", "-count", "reason")
        constraints = (models.UniqueConstraint(fields=("dossier_import", "reason"), name="dossiers_aside_once"),)


class StagedRows(models.Model):
    """Rows of an import that belong to one partition and are not in it yet."""

    dossier_import = models.ForeignKey(DossierImport, on_delete=models.CASCADE, related_name="parts")
    partition = models.CharField(max_length=10)
    events = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    facts = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("dossier_import_id", "partition")
        constraints = (models.UniqueConstraint(fields=("dossier_import", "partition"), name="dossiers_part_once"),)


class Partition(models.Model):
    """The dossiers whose codes name one month: their steps and their clocks, each a file sorted by case.

    ``settled``, ``open`` and ``extent`` sum them up for boards; ``rules`` are those that the clocks were told by.
    """

    name = models.CharField(max_length=10)
    events = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    dossiers = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    settled = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    open = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    extent = models.JSONField(default=dict)
    rules = models.CharField(max_length=64, default="")
    count = models.PositiveBigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("name",), name="dossiers_partition_once"),)


class LimitList(models.Model):
    """The limits of procedures as a text (``limits_reading``); the newest is in force for every dossier."""

    text = models.TextField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-id",)


class PortalFile(models.Model):
    """A saved answer of the national portal on index 766: of which period, who was in it that is no unit here, and
    which of its measures are not known."""

    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    period = models.CharField(max_length=10)
    strangers = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    received_at = models.DateTimeField()
    received_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = (models.UniqueConstraint(fields=("sha256", "period"), name="dossiers_portal_file_once"),)


class PortalFigureRow(models.Model):
    """What the portal said of a component of a unit; the newest file of a period holds."""

    file = models.ForeignKey(PortalFile, on_delete=models.CASCADE, related_name="figures")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    leaf = models.CharField(max_length=10)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    score = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    maximum = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("file_id", "unit_id", "leaf")
        indexes = (models.Index(fields=("unit", "leaf"), name="dossiers_portal_figure"),)
        constraints = (models.UniqueConstraint(fields=("file", "unit", "leaf"), name="dossiers_portal_figure_once"),)
