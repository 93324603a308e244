"""Letters that go out: the draft with its versions, the units it speaks to, signatures and replies."""

from django.db import models
from django.db.models import Q

from caicach.correspondence.domain.letters import FIXED_STATES, LetterPurpose, LetterState, ReplyKind, SignatureRole
from caicach.correspondence.models.numbers import NumberSeries, OfficeProfile
from caicach.kernel.saying import SaidField

_FIXED = [state.value for state in FIXED_STATES]


class SentLetter(models.Model):
    """A letter of ours. ``document`` is its value; the header columns beside it are kept for lists and registers."""

    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in LetterState])
    purpose = models.CharField(max_length=12, choices=[(p.value, p.value) for p in LetterPurpose])
    version = models.PositiveIntegerField(default=1)  # grows with every write; a stale one is a Conflict
    changed_by = models.CharField(max_length=200, blank=True)
    profile = models.ForeignKey(OfficeProfile, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.JSONField()  # documents.as_json
    note = models.TextField(blank=True)

    doc_type = models.CharField(max_length=60, blank=True)
    issuer = models.TextField(blank=True)
    symbol = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    urgency = models.CharField(max_length=20, blank=True)
    addressed_to = models.TextField(blank=True)
    signer = models.CharField(max_length=200, blank=True)
    search_text = models.TextField(blank=True)  # folded
    copies = models.PositiveIntegerField(null=True)

    series = models.ForeignKey(NumberSeries, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(null=True)
    # Folded number|symbol|issuer|year, "" while there is no number: two letters that bear the same never both live.
    identity = models.CharField(max_length=64, blank=True)

    drafted_at = models.DateTimeField()
    drafted_by_id = models.BigIntegerField(null=True)
    drafted_by_name = models.CharField(max_length=200)
    numbered_at = models.DateTimeField(null=True)
    numbered_by_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    dispatched_at = models.DateTimeField(null=True)
    dispatched_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)  # recalled, replaced or cancelled
    ended_reason = SaidField(blank=True)

    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    scan = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField(null=True)

    mends = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="mended_by")
    answers = models.ForeignKey(
        "correspondence.ReceivedDocument", null=True, on_delete=models.PROTECT, related_name="answers"
    )
    # What the units are asked to send back, and by when; the day becomes a task of each when the letter goes out.
    demand = models.TextField(blank=True)
    demand_due_on = models.DateField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("series", "year", "number"), name="correspondence_letter_number_once"),
            models.UniqueConstraint(
                fields=("identity",),
                condition=~Q(identity="") & ~Q(state=LetterState.CANCELLED.value),
                name="correspondence_letter_identity_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_FIXED)
                | Q(number__isnull=False, year__isnull=False, issued_on__isnull=False, series__isnull=False),
                name="correspondence_letter_fixed_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[LetterState.RECALLED.value, LetterState.CANCELLED.value]) | ~Q(ended_reason=""),
                name="correspondence_letter_ended_why",
            ),
        )
        indexes = (
            models.Index(fields=("state", "-id"), name="corr_letter_state"),
            models.Index(fields=("year", "series", "number"), name="corr_letter_register"),
        )


class LetterVersion(models.Model):
    """The draft as it was saved; versions are added, never changed."""

    letter = models.ForeignKey(SentLetter, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("letter_id", "-number")
        constraints = (models.UniqueConstraint(fields=("letter", "number"), name="correspondence_version_once"),)


class LetterSubject(models.Model):
    """What a letter is about, by kind and id of another module («assignment», «report»)."""

    letter = models.ForeignKey(SentLetter, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=60)

    class Meta:
        ordering = ("letter_id", "id")
        constraints = (models.UniqueConstraint(fields=("letter", "kind", "ref"), name="correspondence_subject_once"),)
        indexes = (models.Index(fields=("kind", "ref"), name="corr_subject_ref"),)


class LetterUnit(models.Model):
    """A unit that the letter speaks to: it sees the letter once it is sent, and its reply is awaited."""

    letter = models.ForeignKey(SentLetter, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("letter_id", "unit_id")
        constraints = (models.UniqueConstraint(fields=("letter", "unit"), name="correspondence_letter_unit_once"),)


class LetterReply(models.Model):
    """What a unit answered, by which document or report, and on what day."""

    letter_unit = models.ForeignKey(LetterUnit, on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ReplyKind])
    document = models.ForeignKey(
        "correspondence.ReceivedDocument", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reference = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    replied_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("letter_unit_id", "replied_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(reference="") | ~Q(note=""), name="correspondence_reply_what"
            ),
        )


class LetterSignature(models.Model):
    """A signature put on the letter's file: whose, with what, and when."""

    letter = models.ForeignKey(SentLetter, on_delete=models.CASCADE, related_name="signatures")
    role = models.CharField(max_length=10, choices=[(r.value, r.value) for r in SignatureRole])
    method = models.CharField(max_length=10)
    subject = models.CharField(max_length=300)  # of the certificate, or the name under a wet signature
    serial = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField()
    signed_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("letter_id", "id")
        constraints = (models.UniqueConstraint(fields=("letter", "role"), name="correspondence_signature_role_once"),)
