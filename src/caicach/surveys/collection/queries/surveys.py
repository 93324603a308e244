"""Reads: surveys for those who run them, forms for those who collect."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as files
from caicach.surveys.collection import models
from caicach.surveys.collection.domain.values import (
    Collector,
    CollectorLine,
    CollectorState,
    DayCount,
    LinkKind,
    LinksLine,
    OfferedForm,
    OfferedMedia,
    SurveyLine,
    SurveyState,
    SurveyView,
    VersionLine,
)
from caicach.surveys.collection.obtaining import (
    offered_version,
    offered_versions,
    survey_not_found,
    visible_surveys,
)


def survey_lines(actor: Actor) -> tuple[SurveyLine, ...]:
    """Newest first, with the submissions that count: those that no later one replaced, of who agreed to answer. Four
    queries."""
    return _lines(visible_surveys(actor))


def survey_view(actor: Actor, survey_id: int, *, now: datetime) -> SurveyView:
    """Nine queries. Raises NotFound."""
    lines = _lines(visible_surveys(actor).filter(pk=survey_id))
    if not lines:
        raise survey_not_found()
    row = models.Survey.objects.get(pk=survey_id)
    days = row.submissions.order_by("received_on").values_list("received_on").annotate(n=Count("pk"))
    return SurveyView(
        lines[0],
        row.opened_at,
        row.closed_at,
        _version_lines(row),
        _collector_lines(row, now),
        _links_lines(row, now),
        _day_counts(days),
    )


def _lines(surveys: QuerySet[models.Survey]) -> tuple[SurveyLine, ...]:
    later = models.Submission.objects.filter(survey=OuterRef("survey"), replaces=OuterRef("instance_id"))
    refused = models.Submission.objects.filter(has_consent=False).exclude(Exists(later)).order_by().values("survey")
    replaced = models.Submission.objects.exclude(replaces="").order_by().values("survey")
    gone = dict(replaced.annotate(n=Count("replaces", distinct=True)).values_list("survey", "n"))
    refusals = dict(refused.annotate(n=Count("pk")).values_list("survey", "n"))
    return tuple(
        SurveyLine(
            survey.pk,
            survey.title,
            state_of(survey),
            survey.is_anonymous,
            survey.retained_until,
            tuple(f"{version.form_id} {version.version}".strip() for version in survey.versions.all()),
            survey.received - refusals.get(survey.pk, 0) - gone.get(survey.pk, 0),
            refusals.get(survey.pk, 0),
            survey.run_by,
        )
        for survey in surveys.prefetch_related("versions").annotate(received=Count("submissions"))
    )


def _version_lines(survey: models.Survey) -> tuple[VersionLine, ...]:
    """The newest first."""
    rows = survey.versions.defer("xform").annotate(received=Count("submissions")).order_by("-pk")
    return tuple(
        VersionLine(row.pk, row.form_id, row.version, row.title, row.added_at, row.withdrawn_at, row.received)
        for row in rows
    )


def _collector_lines(survey: models.Survey, now: datetime) -> tuple[CollectorLine, ...]:
    origins = models.SubmissionOrigin.objects.filter(submission__survey=survey).order_by()
    counts = dict(origins.values_list("collector").annotate(n=Count("pk")))
    return tuple(
        CollectorLine(
            row.name,
            row.username,
            row.expires_at,
            _state(row, now),
            None if survey.is_anonymous else counts.get(row.pk, 0),
        )
        for row in survey.collectors.all()
    )


def _links_lines(survey: models.Survey, now: datetime) -> tuple[LinksLine, ...]:
    rows = survey.links.annotate(issued=Count("each"), used=Count("each__used_on"))
    return tuple(
        LinksLine(
            row.pk,
            kind := LinkKind(row.kind),
            row.label,
            row.expires_at,
            _state(row, now),
            row.issued,
            row.used if kind is LinkKind.ONCE else None,
        )
        for row in rows
    )


def _state(row: models.Collector | models.AnswerLinks, now: datetime) -> CollectorState:
    if row.revoked_at:
        return CollectorState.REVOKED
    return CollectorState.ACTIVE if row.expires_at > now else CollectorState.EXPIRED


def _day_counts(days: Iterable[tuple[date, int]]) -> tuple[DayCount, ...]:
    return tuple(DayCount(on, count) for on, count in days)


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
    rows = models.Collector.objects.filter(revoked_at=None, expires_at__gt=now, **by).order_by()
    return next((Collector(*row) for row in rows.values_list("pk", "survey_id", "name", "ha1")), None)


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
