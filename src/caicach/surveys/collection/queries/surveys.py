"""Reads: surveys for those who run them, forms for those who collect."""

import hashlib
from datetime import datetime

from django.db.models import Count

from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as files
from caicach.surveys.collection import models
from caicach.surveys.collection.domain.values import Collector, OfferedForm, OfferedMedia, SurveyLine, SurveyState
from caicach.surveys.collection.obtaining import offered_version, offered_versions, visible_surveys


def survey_lines(actor: Actor) -> tuple[SurveyLine, ...]:
    """Newest first, with the submissions that count: those that no later one replaced. Three queries."""
    surveys = visible_surveys(actor).prefetch_related("versions")
    replaced = (
        models.Submission.objects.exclude(replaces="").values("survey").annotate(n=Count("replaces", distinct=True))
    )
    gone = dict(replaced.values_list("survey", "n"))
    return tuple(
        SurveyLine(
            survey.pk,
            survey.title,
            state_of(survey),
            survey.is_anonymous,
            survey.retained_until,
            tuple(f"{version.form_id} {version.version}".strip() for version in survey.versions.all()),
            survey.received - gone.get(survey.pk, 0),
        )
        for survey in surveys.annotate(received=Count("submissions"))
    )


def state_of(survey: models.Survey) -> SurveyState:
    if survey.opened_at is None:
        return SurveyState.DRAFT
    return SurveyState.OPEN if survey.closed_at is None else SurveyState.CLOSED


def collector_of_token(token: str, *, now: datetime) -> Collector | None:
    """One query."""
    return _collector(now, token_digest=hashlib.sha256(token.encode()).hexdigest())


def collector_of_username(username: str, *, now: datetime) -> Collector | None:
    """One query."""
    return _collector(now, username=username)


def _collector(now: datetime, **by: str) -> Collector | None:
    row = models.Collector.objects.filter(revoked_at=None, expires_at__gt=now, **by).first()
    return None if row is None else Collector(row.pk, row.survey_id, row.name, row.ha1)


def offered_forms(collector: Collector) -> tuple[OfferedForm, ...]:
    """The newest version of each form, as a collecting program keeps one. One query."""
    newest = {row.form_id: row for row in offered_versions(collector.survey_id).annotate(files=Count("media"))}
    return tuple(
        OfferedForm(row.pk, row.form_id, row.version, row.title, row.digest, row.files > 0) for row in newest.values()
    )


def offered_xform(collector: Collector, version_id: int) -> str:
    """Raises NotFound. One query."""
    return offered_version(collector.survey_id, version_id).xform


def offered_media(collector: Collector, version_id: int) -> tuple[OfferedMedia, ...]:
    """Raises NotFound. Two queries."""
    version = offered_version(collector.survey_id, version_id)
    return tuple(OfferedMedia(row.name, row.digest) for row in version.media.all())


def media_bytes(collector: Collector, version_id: int, name: str) -> tuple[str, bytes]:
    """Media type and content. Raises NotFound. Two queries."""
    row = offered_version(collector.survey_id, version_id).media.select_related("file").filter(name=name).first()
    if row is None:
        raise NotFound("survey.media_not_found", what="Biểu mẫu này không có tệp «{name}».", name=name)
    return row.file.media_type, files.read_bytes(row.file)
