"""Submissions leave on the day they were promised to leave, with their files and with who sent them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
from caicach.kernel.files import services as files
from caicach.surveys.collection.models import AnswerBlock, QualityDecision, Submission, Survey

_AT_ONCE = 500


def delete_expired_submissions(*, now: datetime) -> int:
    """Of surveys whose day is over; ``_AT_ONCE`` a transaction, so that none is long. Gives how many left."""
    today = timezone.localtime(now).date()
    return sum(_emptied(survey, now) for survey in Survey.objects.filter(retained_until__lt=today))


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
    Submission.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for file in kept:
        files.discard(file)
    if rows:
        new = {"count": len(rows), "retained_until": survey.retained_until.isoformat()}
        audit.record(SYSTEM, "surveys.submissions_expired", subject=("survey", survey.pk), now=now, new=new)
    return len(rows)
