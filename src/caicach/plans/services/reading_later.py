"""A plan's file at the form: read while the person waits where that is soon done, else by the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.correspondence import queries as letters
from caicach.kernel.access import Actor
from caicach.kernel.errors import CaicachError, NotAllowed, TooLarge
from caicach.kernel.files import services as files
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import Run
from caicach.kernel.said import as_json, joint_sentence, sentence_of, sentences_of, tell
from caicach.organisations import queries as organisations
from caicach.plans.domain.plans import NewPlan
from caicach.plans.models import PlanFile
from caicach.plans.obtaining import locked_plan
from caicach.plans.services.importing import (
    create_plan_of,
    import_new_plan,
    import_plan_file,
    plan_file_of,
    read_plan_again,
    refuse_closed,
)

READ_KIND: Final = "plans.read_file"
SOON: Final = 2.0
"""Seconds that a form waits for the reading of a file."""
WAITING: Final = tell("Tệp đang được đọc ở phía sau.")


@dataclass(frozen=True, slots=True)
class Brought:
    """``lines`` that came to the plan; None where the worker reads the file, in ``job_id``."""

    plan_id: int
    lines: int | None
    job_id: int | None = None


def bring_new_plan(
    actor: Actor, *, plan: NewPlan, data: bytes, filename: str, now: datetime, document_id: int | None = None
) -> Brought:
    """A new plan with the rows of a file, or with the file that the worker will read. Raises what the import raises."""

    def soon() -> Brought:
        plan_id = import_new_plan(
            actor, plan=plan, data=data, filename=filename, now=now, document_id=document_id, seconds=SOON
        )
        return Brought(plan_id, 0)

    def later() -> Brought:
        plan_id = create_plan_of(actor, plan=plan, document_id=document_id, now=now)
        return _ask(actor, plan_id, _unread(actor, plan_id, data, filename, now), now)

    return _soon_or(later, soon)


def bring_received_plan(actor: Actor, *, plan: NewPlan, document_id: int, now: datetime) -> Brought:
    """A new plan from the table of a document received."""
    source = letters.source_file(actor, document_id)
    return bring_new_plan(actor, plan=plan, data=source.data, filename=source.name, now=now, document_id=document_id)


def bring_plan_file(actor: Actor, *, plan_id: int, data: bytes, filename: str, now: datetime) -> Brought:
    """The rows of one more file, or of the same file anew."""

    def soon() -> Brought:
        lines = import_plan_file(actor, plan_id=plan_id, data=data, filename=filename, now=now, seconds=SOON)
        return Brought(plan_id, lines)

    return _soon_or(lambda: _ask(actor, plan_id, _unread(actor, plan_id, data, filename, now), now), soon)


def bring_again(actor: Actor, *, plan_id: int, file_id: int, now: datetime) -> Brought:
    """A file of the plan read anew, with the reader of today."""

    def soon() -> Brought:
        return Brought(plan_id, read_plan_again(actor, plan_id=plan_id, file_id=file_id, now=now, seconds=SOON))

    return _soon_or(lambda: _ask(actor, plan_id, file_id, now), soon)


def _soon_or(later: Callable[[], Brought], soon: Callable[[], Brought]) -> Brought:
    """``later`` is one transaction."""
    try:
        return soon()
    except TooLarge as error:
        if error.code != "document.too_costly":
            raise
    with transaction.atomic():
        return later()


def _unread(actor: Actor, plan_id: int, data: bytes, filename: str, now: datetime) -> int:
    """The file kept with the plan, before anybody read it; its id."""
    plan = locked_plan(actor, plan_id)
    refuse_closed(plan)
    file = plan_file_of(actor, plan, data, filename, now)
    if not file.pk:
        file.read_at, file.read_by_name, file.warnings = now, actor.name, [as_json(WAITING)]
        file.save()
    return file.pk


def _ask(actor: Actor, plan_id: int, file_id: int, now: datetime) -> Brought:
    key, link = f"{READ_KIND}:{file_id}:{now.isoformat()}", f"/ke-hoach/{plan_id}/soat/"
    payload: Payload = {"plan": plan_id, "file": file_id, "user": actor.user_id}
    queue.enqueue(kind=READ_KIND, key=key, payload=payload, now=now, asked_by=actor.user_id, link=link)
    return Brought(plan_id, None, jobs.followed_job(actor, key=key).pk)


def read_file(payload: Payload, now: datetime, run: Run) -> None:
    """The worker's part, with the rights that the person has when it is done. A file that cannot be read says why in
    the job and beside the file; one that bears a mark of secrecy is forgotten."""
    plan_id, file_id = int(payload["plan"] or 0), int(payload["file"] or 0)
    actor = organisations.actor_of(int(payload["user"] or 0), timezone.localdate(now))
    run.expect(1)
    try:
        read_plan_again(actor, plan_id=plan_id, file_id=file_id, now=now)
    except CaicachError as error:
        is_secret = isinstance(error, NotAllowed) and error.code == "document.secret"
        why = joint_sentence(sentences_of(error)[1:]) if is_secret else sentence_of(error)
        with transaction.atomic():
            file = PlanFile.objects.select_related("file").filter(pk=file_id).first()
            if file is not None and is_secret and not file.lines.exists():
                kept = file.file
                file.delete()
                files.discard(kept)
            elif file is not None:
                PlanFile.objects.filter(pk=file_id).update(warnings=[as_json(why)])
            run.advance(failure=why)
    else:
        run.advance()
