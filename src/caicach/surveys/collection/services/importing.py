"""Answers that come as a table: looked at while the person waits, taken in by the worker in slices."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.kernel.files import queries as stored
from caicach.kernel.files import services as files
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import Run
from caicach.kernel.said import as_json, tell
from caicach.organisations import queries as organisations
from caicach.surveys.collection.answers_file import examined_answers
from caicach.surveys.collection.domain.importing import GivenRow, submission_xml
from caicach.surveys.collection.domain.submissions import submission_head
from caicach.surveys.collection.models import AnswerImport, SetAsideAnswer, Submission, SubmissionOrigin, Survey
from caicach.surveys.collection.obtaining import import_seen, locked_survey, refuse_past_retention, survey_seen
from caicach.surveys.collection.services.receiving import text_to_keep

IMPORT_KIND: Final = "surveys.answers.import"
_AT_ONCE: Final = 500
_FAULTS_KEPT: Final = 300
_LINES_KEPT: Final = 20
_LATE: Final = tell("Các dòng còn lại không nạp: cuộc khảo sát đã hết ngày giữ phiếu.")


def bring_answers(actor: Actor, *, survey_id: int, name: str, data: bytes, now: datetime) -> int:
    """The id of the import, to be looked at; no answer is taken in yet. By the newest form that is not withdrawn.

    Raises NotAllowed, NotFound, Conflict ("survey.not_to_fill"), InvalidInput ("survey.answers_…"), TooLarge.
    """
    require(actor, Permission.SURVEY_MANAGE)
    survey = survey_seen(actor, survey_id)
    version = survey.versions.filter(withdrawn_at=None).last()
    if version is None or survey.opened_at is None or survey.retained_until < timezone.localdate(now):
        raise Conflict(
            "survey.not_to_fill",
            what="Chưa nạp được câu trả lời.",
            why="Cuộc khảo sát chưa có bảng hỏi, chưa mở lần nào, hoặc đã hết hạn lưu phiếu.",
            todo="Hãy nạp bảng hỏi và mở cuộc khảo sát trước.",
        )
    given = examined_answers(data, name, version.xform, on=timezone.localdate(now))
    with transaction.atomic():
        file = files.store(actor, data=data, name=name, now=now)
        row = AnswerImport.objects.create(
            survey=survey,
            version=version,
            name=file.name,
            file=file,
            brought_at=now,
            brought_by_name=actor.name,
            columns=[list(column) for column in given.columns],
            faults=[[fault.line, fault.column, as_json(fault.said)] for fault in given.faults[:_FAULTS_KEPT]],
            remarks=[
                [one.column, as_json(one.said), list(one.lines[:_LINES_KEPT]), len(one.lines)]
                for one in given.remarks[:_FAULTS_KEPT]
            ],
            bad_rows=len({fault.line for fault in given.faults}),
            rows=len(given.rows),
        )
    return row.pk


@transaction.atomic
def take_in_answers(actor: Actor, *, survey_id: int, import_id: int, now: datetime) -> int:
    """Have the worker take the good rows in; the id of the job. Asked twice, it is one job.

    Raises NotAllowed, NotFound ("survey.no_import"), Conflict ("survey.retention_over").
    """
    survey = locked_survey(actor, survey_id)
    row = import_seen(actor, survey_id, import_id)
    key, link = f"{IMPORT_KIND}:{row.pk}", f"/khao-sat/{survey_id}/nap-tra-loi/{row.pk}/"
    if row.asked_at is None and row.file is not None:
        refuse_past_retention(survey, what="Chưa nạp được câu trả lời.", now=now)
        row.asked_at = now
        row.save(update_fields=["asked_at"])
        new = {"file": row.file.sha256, "rows": row.rows, "bad_rows": row.bad_rows}
        audit.record(actor, "surveys.answers_imported", subject=("survey", survey.pk), now=now, new=new)
        payload: Payload = {"survey": survey_id, "import": row.pk, "user": actor.user_id}
        queue.enqueue(kind=IMPORT_KIND, key=key, payload=payload, now=now, asked_by=actor.user_id, link=link)
    return jobs.followed_job(actor, key=key).pk


def import_in_slices(payload: Payload, now: datetime, run: Run) -> None:
    """The worker's part, with the rights that the person has when it is done. What is there already stays as it is;
    once the survey's day is over nothing more is taken in."""
    actor = organisations.actor_of(int(payload["user"] or 0), timezone.localdate(now))
    require(actor, Permission.SURVEY_MANAGE)
    row = import_seen(actor, int(payload["survey"] or 0), int(payload["import"] or 0))
    if row.file is None:
        return
    brought_on = timezone.localdate(row.brought_at)
    given = examined_answers(stored.read_bytes(row.file), row.name, row.version.xform, on=brought_on).rows
    run.expect(len(given))
    done = int(run.checkpoint.get("done") or 0)
    for start in range(done, len(given), _AT_ONCE):
        run.check()
        part = given[start : start + _AT_ONCE]
        with transaction.atomic():
            if not _is_received(row, now):
                run.advance(0, failure=_LATE)
                break
            _take(row, part, now)
            run.advance(len(part), checkpoint={"done": start + len(part)})
    with transaction.atomic():
        AnswerImport.objects.filter(pk=row.pk).update(file=None)
        files.discard(row.file)


def _is_received(row: AnswerImport, now: datetime) -> bool:
    return Survey.objects.filter(pk=row.survey_id, retained_until__gte=timezone.localdate(now)).exists()


def _take(row: AnswerImport, given: Sequence[GivenRow], now: datetime) -> None:
    """Under the lock of the survey: two imports that bring the same rows wait for one another."""
    survey = Survey.objects.select_for_update().get(pk=row.survey_id)
    names = [one.instance_id for one in given]
    there = set(Submission.objects.filter(survey=survey, instance_id__in=names).values_list("instance_id", flat=True))
    made = [_submission(row, one, now) for one in given if one.instance_id not in there]
    Submission.objects.bulk_create(made)
    by_name = {one.instance_id: one.set_aside for one in given}
    SetAsideAnswer.objects.bulk_create(
        SetAsideAnswer(submission=one, path=path, text=text)
        for one in made
        for path, text in by_name[one.instance_id].items()
    )
    if not survey.is_anonymous:
        device = row.name[:200]
        SubmissionOrigin.objects.bulk_create(
            SubmissionOrigin(submission=one, received_at=now, device=device) for one in made
        )
    AnswerImport.objects.filter(pk=row.pk).update(
        taken=F("taken") + len(made), there=F("there") + len(given) - len(made)
    )


def _submission(row: AnswerImport, given: GivenRow, now: datetime) -> Submission:
    head = submission_head(submission_xml(row.version.xform, given).encode())
    text, has_consent = text_to_keep(row.version, head.text)
    return Submission(
        survey_id=row.survey_id,
        version=row.version,
        instance_id=head.instance_id,
        sha256=head.sha256,
        xml=text,
        received_on=timezone.localdate(now),
        has_consent=has_consent,
        marks=[list(mark) for mark in given.marks],
    )
