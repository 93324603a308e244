"""Tables of collection. What was answered and who sent it stand in different tables, and of an anonymous survey the
second is never written."""

import secrets

from django.db import models

from caicach.kernel.files.models import StoredFile
from caicach.surveys.collection.domain.data_requests import RequestKind, RequestOutcome
from caicach.surveys.collection.domain.fieldwork import Disposition
from caicach.surveys.collection.domain.values import LinkKind

Q, F = models.Q, models.F


class Survey(models.Model):
    title = models.CharField(max_length=300)
    run_by = models.CharField(max_length=300, blank=True)  # "": the province itself
    is_anonymous = models.BooleanField()
    retained_until = models.DateField()
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__lte=F("closed_at")), name="surveys_closed_after_opened"
            ),
        )


class FormVersion(models.Model):
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    form_id = models.CharField(max_length=200)
    version = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    xform = models.TextField()
    digest = models.CharField(max_length=32)  # MD5 of the XForm, as the protocol wants it
    workbook = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("survey", "form_id", "version"), name="surveys_version_once"),)


class FormMedia(models.Model):
    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="media")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=32)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("version", "name"), name="surveys_media_once"),)


class Collector(models.Model):
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="collectors")
    name = models.CharField(max_length=200)
    username = models.CharField(max_length=60, unique=True)
    ha1 = models.CharField(max_length=32)
    token_digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="surveys_collector_expires_after_issue"
            ),
        )


class AnswerLinks(models.Model):
    """Links given out together: for one answer each, or one link at a desk or on a poster for many."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in LinkKind])
    label = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="surveys_links_expire_after_issue"),
        )


class AnswerLink(models.Model):
    """``used_on``: a day, of a link for one answer; nothing ties it to the answer. Of a link that carries a cell of a
    sample it is the day of issue, lest the day tell which answer of the cell came by it."""

    links = models.ForeignKey(AnswerLinks, on_delete=models.CASCADE, related_name="each")
    cell = models.ForeignKey("SampleCell", null=True, on_delete=models.SET_NULL, related_name="links")
    token_digest = models.CharField(max_length=64, unique=True)
    used_on = models.DateField(null=True)


class PaperEntry(models.Model):
    """A paper form that was typed: by whom and in which batch says ``links``. The first entry of a number is a
    submission; another one, of another batch, is kept beside it to be compared, and counts in nothing."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    links = models.ForeignKey(AnswerLinks, on_delete=models.PROTECT, related_name="entries")
    number = models.CharField(max_length=60)
    instance_id = models.CharField(max_length=200)
    submission = models.OneToOneField("Submission", null=True, on_delete=models.CASCADE, related_name="paper")
    xml = models.TextField(blank=True)
    entered_on = models.DateField()

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("links", "number"), name="surveys_paper_once_a_batch"),
            models.UniqueConstraint(
                fields=("survey", "number"), condition=Q(submission__isnull=False), name="surveys_paper_counts_once"
            ),
            models.CheckConstraint(condition=Q(submission=None) ^ Q(xml=""), name="surveys_paper_submission_or_beside"),
        )


class AnswerBlock(models.Model):
    """Answers of some submissions by column: a question is read without reading every questionnaire. Made of the
    submissions, and given up with any of them."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    size = models.PositiveIntegerField()


class AnswerColumn(models.Model):
    """``texts``: a deflated JSON list, one text for each submission of the block, in the order of instance ids."""

    block = models.ForeignKey(AnswerBlock, on_delete=models.CASCADE, related_name="columns")
    path = models.CharField(max_length=1000)
    texts = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("block", "path"), name="surveys_answer_column_once"),)


def _any_number() -> int:
    """Keys in the order of arrival would tell who answered when, beside a list of who came to the desk."""
    return secrets.randbits(62)


class Submission(models.Model):
    """The XML as it was sent, of anonymous surveys with times cut to durations; of when only the day.

    ``has_consent``: None where the form asks for none; where it is False every answer was emptied before it was kept.
    ``cell``: of the sample, by whose link it came; it tells no unit.
    ``marks``: how answers stand against the rules of the form, kind and path; None where nobody looked yet.
    """

    id = models.BigAutoField(primary_key=True, default=_any_number)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="submissions")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="submissions")
    instance_id = models.CharField(max_length=200)
    replaces = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    xml = models.TextField()
    received_on = models.DateField()
    has_consent = models.BooleanField(null=True)
    block = models.ForeignKey(AnswerBlock, null=True, on_delete=models.SET_NULL, related_name="+")
    marks = models.JSONField(null=True)
    cell = models.ForeignKey("SampleCell", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("survey", "instance_id"), name="surveys_submission_once"),)
        indexes = (
            models.Index(fields=("survey", "replaces"), name="surveys_submission_replaces"),
            models.Index(fields=("survey",), condition=Q(has_consent=False), name="surveys_submission_refused"),
            models.Index(fields=("survey",), condition=Q(marks__isnull=True), name="surveys_submission_unlooked"),
        )


class SubmissionOrigin(models.Model):
    """Who sent a submission and when; never written for an anonymous survey."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="origin")
    collector = models.ForeignKey(Collector, null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    device = models.CharField(max_length=200, blank=True)


class SetAsideAnswer(models.Model):
    """What a table answered though the form did not ask for it: kept beside the submission, and counts in nothing."""

    id = models.BigAutoField(primary_key=True, default=_any_number)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="set_aside")
    path = models.CharField(max_length=1000)
    text = models.TextField()

    class Meta:
        ordering = ("path",)
        constraints = (models.UniqueConstraint(fields=("submission", "path"), name="surveys_set_aside_once"),)


class Attachment(models.Model):
    id = models.BigAutoField(primary_key=True, default=_any_number)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("submission", "name"), name="surveys_attachment_once"),)


class QualityDecision(models.Model):
    """What a person decided of a submission that raised a sign, or that was found wrong otherwise; it can be decided
    anew, and the trail keeps each."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    instance_id = models.CharField(max_length=200)
    is_left_out = models.BooleanField()
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("instance_id",)
        constraints = (
            models.UniqueConstraint(fields=("survey", "instance_id"), name="surveys_decision_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="surveys_decision_why"),
        )


class DataRequest(models.Model):
    """What a person asks about the personal data that a survey holds, until it is answered."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in RequestKind])
    asked_by = models.CharField(max_length=300)
    text = models.TextField()
    received_on = models.DateField()
    acknowledge_by = models.DateField()
    acknowledged_on = models.DateField(null=True)
    due_on = models.DateField()
    extended_from = models.DateField(null=True)
    extension_reason = models.TextField(blank=True)
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, blank=True, choices=[(o.value, o.value) for o in RequestOutcome])
    answer = models.TextField(blank=True)
    deleted_submission = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("closed_on", "due_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(extended_from=None) | ~Q(extension_reason=""), name="surveys_request_why"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="", answer="")
                | (Q(closed_on__gte=F("received_on")) & ~Q(outcome="") & ~Q(answer="")),
                name="surveys_request_closed",
            ),
        )


class AnswerImport(models.Model):
    """A table of answers that was brought: looked at, then taken in by the worker. ``columns``: head and question;
    ``faults``: line, column and reason of rows that are not taken in, the first hundreds; ``remarks``: column, reason,
    first lines and number of lines that are taken in. The file goes when its rows are in: what is deleted of a survey
    stands in no file beside it."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="imports")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    brought_by_name = models.CharField(max_length=200)
    columns = models.JSONField()
    faults = models.JSONField()
    remarks = models.JSONField(default=list)
    bad_rows = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    there = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(taken__lte=F("rows") - F("there")), name="surveys_import_within_rows"),
        )


class ReleaseRules(models.Model):
    """How single answers of an anonymous survey leave, as a person decided and why: ``content`` are paths of questions
    that describe nobody; ``is_whole``: nothing is left out or coarsened."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="release")
    is_whole = models.BooleanField()
    content = models.JSONField()
    least = models.PositiveSmallIntegerField()
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(least__gte=3, least__lte=100), name="surveys_release_least"),
            models.CheckConstraint(condition=~Q(reason=""), name="surveys_release_why"),
        )


class SampleDraw(models.Model):
    """A sample that was drawn: from what frame, by what design and seed, so that anybody who has the frame draws it
    again. ``sample`` is the table with weights and stand-ins; it may name people and goes when submissions do."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="draws")
    frame = models.CharField(max_length=300)
    frame_sha256 = models.CharField(max_length=64)
    frame_rows = models.PositiveIntegerField()
    design = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sample = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=200, default="ma")  # the column of the frame that tells units apart
    seed = models.CharField(max_length=100)
    strata = models.JSONField()
    drawn_at = models.DateTimeField()
    drawn_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-id",)


class SampleCell(models.Model):
    """What an answer carries of the sample it came from, as ``domain.cells.Cell`` has it; the same for several
    units."""

    draw = models.ForeignKey(SampleDraw, on_delete=models.CASCADE, related_name="cells")
    code = models.CharField(max_length=20)
    stratum = models.TextField()
    clusters = models.JSONField()
    weight = models.FloatField()
    populations = models.JSONField()
    units = models.PositiveIntegerField()
    stand_ins = models.PositiveIntegerField()
    merged = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("draw", "code"), name="surveys_cell_once"),
            models.CheckConstraint(condition=Q(weight__gt=0, units__gt=0), name="surveys_cell_weighs"),
        )


class FieldVisit(models.Model):
    """A day on which interviewers go somewhere, ours or those of a survey that others run, and who receives them."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="visits")
    area = models.CharField(max_length=200)
    planned_on = models.DateField()
    place = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ("planned_on", "area", "id")
        constraints = (models.CheckConstraint(condition=~Q(area=""), name="surveys_visit_where"),)


class SampledUnit(models.Model):
    """A unit of the sample, or one that stands in for another, with what came of it."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=200)
    area = models.CharField(max_length=200, blank=True)
    interviewer = models.CharField(max_length=200, blank=True)
    disposition = models.CharField(max_length=20, choices=[(d.value, d.value) for d in Disposition])
    stands_in_for = models.CharField(max_length=200, blank=True)
    cell = models.ForeignKey(SampleCell, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("survey", "code"), name="surveys_unit_once"),
            models.UniqueConstraint(
                fields=("survey", "stands_in_for"), condition=~Q(stands_in_for=""), name="surveys_one_stand_in"
            ),
        )
