"""Tables of documents received; private to this module."""

from django.db import models
from django.db.models import Q

from caicach.correspondence.domain.received import ReceivedState
from caicach.drafts.models import DraftRow
from caicach.kernel.vocabulary import ProposalKind

_LIVE = ~Q(state__in=[ReceivedState.WITHDRAWN.value, ReceivedState.REFUSED.value])


def choices(kind: type[ReceivedState] | type[ProposalKind]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in kind]


class ReceivedDocument(models.Model):
    """A document that came in. Header values here are those in force, kept for lists, search and recognition."""

    state = models.CharField(max_length=12, choices=choices(ReceivedState))
    version = models.PositiveIntegerField(default=1)  # grows with every write; a stale one is a Conflict
    changed_by = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    file_sha256 = models.CharField(max_length=64)
    filename = models.CharField(max_length=255, blank=True)
    format = models.CharField(max_length=8, blank=True)
    arrived_on = models.DateField()
    # Place in the register of incoming documents; a duplicate or a document refused as secret has none there.
    arrival_year = models.PositiveSmallIntegerField(null=True)
    arrival_number = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField()
    received_by_id = models.BigIntegerField(null=True)
    received_by_name = models.CharField(max_length=200)

    # Texts without a bound: a reader may take a line of noise for a number, and that is no error of the database.
    doc_type = models.TextField(null=True)
    superior = models.TextField(null=True)
    issuer = models.TextField(null=True)
    number = models.TextField(null=True)
    symbol = models.TextField(null=True)
    issued_on = models.DateField(null=True)
    date_partial = models.CharField(max_length=10, null=True)
    subject = models.TextField(null=True)
    urgency = models.CharField(max_length=20, null=True)
    effective_on = models.DateField(null=True)
    effective_on_reason = models.TextField(blank=True)
    # Folded number|symbol|issuer|date, "" where one of them is blank: then only the content tells a duplicate.
    identity = models.CharField(max_length=64, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    search_text = models.TextField(blank=True)  # folded
    # Places among texts, empty where nothing is said: kernel.ordering.text_order.
    reference_order = models.TextField(null=True)
    issuer_order = models.TextField(null=True)

    failure = models.JSONField(null=True)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    claim = models.CharField(max_length=32, blank=True)  # token of the worker that reads it now
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("file_sha256",), condition=_LIVE, name="correspondence_document_file_once"),
            models.UniqueConstraint(
                fields=("identity",), condition=_LIVE & ~Q(identity=""), name="correspondence_document_identity_once"
            ),
            models.UniqueConstraint(
                fields=("content_sha256",),
                condition=_LIVE & ~Q(content_sha256=""),
                name="correspondence_document_content_once",
            ),
            models.UniqueConstraint(
                fields=("arrival_year", "arrival_number"), name="correspondence_document_arrival_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReceivedState.CONFIRMED.value) | Q(effective_on__isnull=False),
                name="correspondence_document_confirmed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReceivedState.REFUSED.value)
                | Q(file__isnull=True, filename="", subject__isnull=True, content_sha256=""),
                name="correspondence_document_refused_keeps_nothing",
            ),
        )
        indexes = (
            models.Index(fields=("state", "received_at"), name="corr_document_state"),
            models.Index(fields=("-received_at", "-id"), name="corr_document_newest"),
            models.Index(fields=("reference_order",), name="corr_document_reference"),
            models.Index(fields=("issuer_order",), name="corr_document_issuer"),
            models.Index(fields=("issued_on",), name="corr_document_issued"),
            models.Index(fields=("arrived_on",), name="corr_document_arrived"),
        )


class DocumentReading(models.Model):
    """What one run of the reader found. Readings are added, never changed: the newest is shown."""

    document = models.ForeignKey(ReceivedDocument, on_delete=models.CASCADE, related_name="readings")
    number = models.PositiveIntegerField()
    text = models.TextField()
    page_starts = models.JSONField()
    body = models.JSONField()  # documents.as_json
    reader_version = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ("document_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="correspondence_reading_number_once"),
        )


class SignatureCheck(models.Model):
    """The signatures of the file as they were judged when it came in; never judged anew. None: it bears none."""

    document = models.OneToOneField(ReceivedDocument, on_delete=models.CASCADE, related_name="signature_check")
    checked_at = models.DateTimeField()
    findings = models.JSONField()  # signing.bounded.findings_as_json
    roots = models.PositiveIntegerField()  # certificates that the installation trusted then
    asked = models.BooleanField()  # authorities could be asked about revocation


class HeaderCorrection(models.Model):
    """A header value as a person says it is; laid over every reading, older or newer."""

    document = models.ForeignKey(ReceivedDocument, on_delete=models.CASCADE, related_name="corrections")
    path = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    corrected_at = models.DateTimeField()
    corrected_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("document_id", "path")
        constraints = (
            models.UniqueConstraint(fields=("document", "path"), name="correspondence_correction_path_once"),
        )


class TaskProposal(DraftRow):
    """A task or obligation proposed by the reading or by a person; ``quote_*`` are offsets of the newest text."""

    document = models.ForeignKey(ReceivedDocument, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=12, choices=choices(ProposalKind))
    item = models.TextField(null=True)
    quote_start = models.PositiveIntegerField()
    quote_end = models.PositiveIntegerField()
    quote_text = models.TextField()
    # Where the reader had found it; kept through a person's edits so that a new reading recognises it.
    read_start = models.PositiveIntegerField(null=True)
    read_end = models.PositiveIntegerField(null=True)
    split_from = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="parts")

    class Meta:
        ordering = ("document_id", "quote_start", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(quote_text=""), name="correspondence_proposal_quote_text"),
            models.CheckConstraint(
                condition=Q(quote_end__gt=models.F("quote_start")), name="correspondence_proposal_quote_range"
            ),
            models.CheckConstraint(
                condition=Q(due_days__isnull=True) | Q(due_unit__isnull=False), name="correspondence_proposal_due_unit"
            ),
        )


class DocumentUnit(models.Model):
    """A unit that the confirmed document gave work to: it may see the document."""

    document = models.ForeignKey(ReceivedDocument, on_delete=models.CASCADE, related_name="units", db_index=False)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ("document_id", "unit")
        constraints = (models.UniqueConstraint(fields=("document", "unit"), name="correspondence_document_unit_once"),)
        indexes = (models.Index(fields=("unit", "document"), name="corr_document_unit"),)
