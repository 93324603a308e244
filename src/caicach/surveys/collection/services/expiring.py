"""Submissions leave on the day they were promised to leave, with their files and with who sent them."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
from caicach.kernel.files import services as files
from caicach.surveys.collection.models import (
    AnswerBlock,
    AnswerImport,
    FieldVisit,
    PaperEntry,
    QualityDecision,
    SampleDraw,
    Submission,
    Survey,
)

_AT_ONCE = 500
_LOOKED_AT_FOR: Final = timedelta(days=7)


def delete_expired_submissions(*, now: datetime) -> int:
    """Of surveys whose day is over; ``_AT_ONCE`` a transaction, so that none is long. Gives how many left."""
    today = timezone.localtime(now).date()
    return sum(_emptied(survey, now) for survey in Survey.objects.filter(retained_until__lt=today))


def forget_imports(*, now: datetime) -> int:
    """Tables of answers that nobody took in within a week, and those of surveys whose day is over. Gives how many."""
    is_old = Q(brought_at__lt=now - _LOOKED_AT_FOR, asked_at=None)
    is_over = Q(survey__retained_until__lt=timezone.localdate(now))
    with transaction.atomic():
        rows = list(AnswerImport.objects.filter(is_old | is_over).select_related("file"))
        AnswerImport.objects.filter(pk__in=[row.pk for row in rows]).delete()
        for row in rows:
            if row.file is not None:
                files.discard(row.file)
    return len(rows)


def forget_samples(*, now: datetime) -> int:
    """Tables of samples, which may name people, of surveys whose day is over; visits with who received them go, too.
    Gives how many."""
    with transaction.atomic():
        FieldVisit.objects.filter(survey__retained_until__lt=timezone.localdate(now)).delete()
        rows = SampleDraw.objects.filter(survey__retained_until__lt=timezone.localdate(now)).exclude(sample=None)
        kept = [row.sample for row in rows.select_related("sample") if row.sample is not None]
        rows.update(sample=None)
        for file in kept:
            files.discard(file)
    return len(kept)


def _emptied(survey: Survey, now: datetime) -> int:
    total = 0
    while count := _one_batch(survey, now):
        total += count
    return total


@transaction.atomic
def _one_batch(survey: Survey, now: datetime) -> int:
    rows = list(Submission.objects.filter(survey=survey).prefetch_related("attachments__file")[:_AT_ONCE])
    kept = [attachment.file for row in rows for attachment in row.attachments.all()]
    AnswerBlock.objects.filter(survey=survey).delete()
    QualityDecision.objects.filter(survey=survey).delete()
    PaperEntry.objects.filter(survey=survey, submission=None).delete()
    Submission.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for file in kept:
        files.discard(file)
    if rows:
        new = {"count": len(rows), "retained_until": survey.retained_until.isoformat()}
        audit.record(SYSTEM, "surveys.submissions_expired", subject=("survey", survey.pk), now=now, new=new)
    return len(rows)
