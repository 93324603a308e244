"""Submissions leave on the day they were promised to leave, with their files and with who sent them."""

import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.kernel.files import services as files
from caicach.surveys.collection.domain.fieldwork import FORGOTTEN
from caicach.surveys.collection.models import (
    AnswerBlock,
    AnswerImport,
    FieldVisit,
    PaperEntry,
    QualityDecision,
    SampleDraw,
    SampledUnit,
    Submission,
    Survey,
)
from caicach.surveys.collection.services.surveys import close_survey

_AT_ONCE = 500
_LOOKED_AT_FOR: Final = timedelta(days=7)


def close_expired_surveys(*, now: datetime) -> int:
    """Those whose day is over receive nothing more, for it would be deleted in the next night. Gives how many; one
    that somebody closes meanwhile is closed, and stops nothing."""
    rows = Survey.objects.filter(retained_until__lt=timezone.localdate(now), closed_at=None).exclude(opened_at=None)
    count = 0
    for survey_id in tuple(rows.values_list("pk", flat=True)):
        with suppress(Conflict):
            close_survey(SYSTEM, survey_id=survey_id, now=now)
            count += 1
    return count


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
    Of the units stays what the response rates need, under numbers instead of their codes. Gives how many tables."""
    is_over = {"survey__retained_until__lt": timezone.localdate(now)}
    with transaction.atomic():
        FieldVisit.objects.filter(**is_over).delete()
        rows = SampleDraw.objects.filter(**is_over).exclude(sample=None)
        kept = [row.sample for row in rows.select_related("sample") if row.sample is not None]
        rows.update(sample=None)
        for file in kept:
            files.discard(file)
    coded = SampledUnit.objects.filter(**is_over).exclude(code__startswith=FORGOTTEN)
    for survey in Survey.objects.filter(pk__in=coded.values("survey")):
        _forget_codes(survey, now)
    return len(kept)


@transaction.atomic
def _forget_codes(survey: Survey, now: datetime) -> None:
    """In an order that tells nothing, after the numbers given before; a stand-in still stands in for the same unit."""
    rows = list(SampledUnit.objects.select_for_update().filter(survey=survey))
    given = [int(row.code.removeprefix(FORGOTTEN)) for row in rows if row.code.startswith(FORGOTTEN)]
    named = [row for row in rows if not row.code.startswith(FORGOTTEN)]
    secrets.SystemRandom().shuffle(named)
    numbers = {row.code: f"{FORGOTTEN}{number}" for number, row in enumerate(named, start=max(given, default=0) + 1)}
    for row in named:
        row.code, row.stands_in_for = numbers[row.code], numbers.get(row.stands_in_for, "")
    SampledUnit.objects.bulk_update(named, ["code", "stands_in_for"], batch_size=_AT_ONCE)
    new = {"count": len(named), "retained_until": survey.retained_until.isoformat()}
    audit.record(SYSTEM, "surveys.codes_forgotten", subject=("survey", survey.pk), now=now, new=new)


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
