"""Answers that leave, of an anonymous survey protected: who took them out stands in the trail before they do; a large
file is the worker's."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.collecting import collector_resting
from caicach.kernel.errors import CaicachError, NotFound
from caicach.kernel.files.kept import keep_file, kept_file, new_token
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import Run
from caicach.kernel.said import sentence_of
from caicach.kernel.tables import KINDS as TABLE_KINDS
from caicach.kernel.tables import TableFile, table_file
from caicach.organisations import queries as organisations
from caicach.surveys import statistical_files
from caicach.surveys.collection.obtaining import locked_survey
from caicach.surveys.collection.queries.answers import answer_cells, answer_variables
from caicach.surveys.collection.queries.releases import leaving_table
from caicach.surveys.collection.services.gathering import gather_answers

EXPORT_KIND: Final = "surveys.answers.export"
KINDS: Final = TABLE_KINDS | statistical_files.KINDS
_MOST_CELLS_AT_ONCE: Final = 2_000_000
"""What takes longer than some seconds is written by the worker."""


@transaction.atomic
def note_export(actor: Actor, *, survey_id: int, kind: str, now: datetime) -> None:
    """``kind`` names the file, as "answers.csv". Raises NotAllowed, NotFound."""
    survey = locked_survey(actor, survey_id)
    audit.record(actor, "surveys.answers_exported", subject=("survey", survey.pk), now=now, new={"file": kind})


def answers_file(actor: Actor, *, survey_id: int, kind: str, repeat: str = "") -> TableFile:
    """``kind`` is a key of KINDS. Raises NotFound, TooLarge ("survey.statistical_too_large")."""
    gather_answers(actor, survey_id=survey_id)
    turns = f"-{slugify(repeat)}" if repeat else ""
    table, name = leaving_table(actor, survey_id, repeat=repeat), f"khao-sat-{survey_id}-tra-loi{turns}"
    if kind in TABLE_KINDS:
        return table_file(table, kind, name)
    return statistical_files.statistical_file(table, answer_variables(actor, survey_id, repeat=repeat), kind, name)


def export_answers(actor: Actor, *, survey_id: int, kind: str, now: datetime, repeat: str = "") -> TableFile | int:
    """The file, or of a large survey the id of the job that makes it; ``repeat``: a row a turn of that group.

    Raises NotAllowed, NotFound, TooLarge.
    """
    if answer_cells(actor, survey_id, repeat=repeat) <= _MOST_CELLS_AT_ONCE:
        file = answers_file(actor, survey_id=survey_id, kind=kind, repeat=repeat)
        note_export(actor, survey_id=survey_id, kind=file.name, now=now)
        return file
    with transaction.atomic():
        locked_survey(actor, survey_id)
        token = new_token()
        key, link = f"{EXPORT_KIND}:{token}", f"/khao-sat/{survey_id}/tra-loi/tep/{token}/"
        user = actor.user_id
        payload: Payload = {"survey": survey_id, "kind": kind, "user": user, "token": token, "repeat": repeat}
        queue.enqueue(kind=EXPORT_KIND, key=key, payload=payload, now=now, asked_by=actor.user_id, link=link)
    return jobs.followed_job(actor, key=key).pk


def make_file_asked_for(payload: Payload, now: datetime, run: Run) -> None:
    """The worker's part, with the rights that the person has when it is done. The file waits for who asked, and is
    forgotten after twelve hours."""
    user = int(payload["user"] or 0)
    actor = organisations.actor_of(user, timezone.localdate(now))
    run.expect(1)
    try:
        with collector_resting():
            file = answers_file(
                actor,
                survey_id=int(payload["survey"] or 0),
                kind=str(payload["kind"]),
                repeat=str(payload.get("repeat") or ""),  # none in a job asked for before groups left by the page
            )
    except CaicachError as error:
        run.advance(failure=sentence_of(error))
        return
    with file.data:
        keep_file(user, name=file.name, data=file.data, token=str(payload["token"]))
    run.advance()


def file_asked_for(actor: Actor, *, survey_id: int, token: str, now: datetime) -> TableFile:
    """What the worker made, open; its leaving is noted. Raises NotAllowed, NotFound ("survey.no_export")."""
    kept = kept_file(actor.user_id or 0, token, now=now)
    if kept is None:
        raise NotFound(
            "survey.no_export",
            what="Không còn tệp này.",
            why="Tệp chỉ dành cho người đã yêu cầu và bị xoá sau 12 giờ.",
            todo="Hãy lập lại tệp từ trang câu trả lời.",
        )
    name, data = kept
    try:
        note_export(actor, survey_id=survey_id, kind=name, now=now)
    except BaseException:
        data.close()
        raise
    return TableFile(name, KINDS[name.rpartition(".")[2]], data)
