"""Files of past years: kept with who asked, read by the worker in the child, swept where nobody takes them in."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from caicach.indices.bounded import past_bounded, past_to_keep
from caicach.indices.domain.past_files import PastFileState
from caicach.indices.domain.past_results import PastReading
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import PastFile, ScoringYear
from caicach.indices.obtaining_past_files import files_without_row, left_over
from caicach.indices.past_units import units_of_year
from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import CaicachError, NotAllowed
from caicach.kernel.files import queries as stored
from caicach.kernel.files import services as files
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import Run
from caicach.kernel.said import Said, joint_sentence, sentence_of, sentences_of, tell

READ_KIND: Final = "indices.read_past_file"
MAX_DEATHS: Final = 3
DIED: Final = tell(
    "Máy chủ dừng giữa chừng {count} lần khi đọc tệp này; hãy gửi bản DOCX, XLSX hoặc PDF có chữ.",
    count=str(MAX_DEATHS),
)


@transaction.atomic
def hand_in_past_file(
    actor: Actor, *, year: int, set_code: str, set_name: str, data: bytes, filename: str, now: datetime
) -> int:
    """Keep the file and have the worker read it; nothing of it counts before ``import_past``. Returns its id."""
    require(actor, Permission.INDEX_MANAGE)
    files.check_size(len(data), name=filename)
    kept = files.store(actor, data=data, name=filename, now=now)
    row = PastFile.objects.create(
        year=year,
        set_code=set_code,
        set_name=set_name,
        file=kept,
        filename=kept.name,
        state=PastFileState.WAITING.value,
        asked_at=now,
        asked_by=actor.user_id or 0,
        asked_by_name=actor.name,
    )
    queue.enqueue(
        kind=READ_KIND,
        key=f"{READ_KIND}:{row.pk}",
        payload={"past_file": row.pk},
        now=now,
        asked_by=actor.user_id,
        link=f"/chi-so/nhap/{row.pk}/",
    )
    new = {"year": year, "set_code": set_code, "sha256": kept.sha256}
    audit.record(actor, "indices.past_file.handed_in", subject=("past_file", row.pk), now=now, new=new)
    return row.pk


def read_past_file(payload: Payload, now: datetime, run: Run) -> None:
    """Read one file outside of any transaction and keep what was read in one; a second run of it changes nothing.

    A file that cannot be read, or bears a mark of secrecy, is told on its page; of a secret one nothing is kept.
    """
    waiting = PastFile.objects.filter(pk=int(payload["past_file"] or 0), state=PastFileState.WAITING.value)
    row = waiting.select_related("file").first()
    if row is None or row.file is None:
        return
    run.expect(1)
    if row.attempts >= MAX_DEATHS:
        _refuse(row, DIED, run, is_secret=False, now=now)
        return
    waiting.update(attempts=F("attempts") + 1)
    try:
        units, codes = units_of_year(row.year), _codes(row.set_code)
        reading = past_bounded(stored.read_bytes(row.file), filename=row.filename, units=units, codes=codes)
    except (SystemExit, KeyboardInterrupt):  # the worker was told to stop: no fault of the file
        waiting.update(attempts=F("attempts") - 1)
        raise
    except NotAllowed as error:
        _refuse(row, joint_sentence(sentences_of(error)[1:]), run, is_secret=True, now=now)  # without the file's name
    except CaicachError as error:
        _refuse(row, sentence_of(error), run, is_secret=False, now=now)
    else:
        _keep(row, reading, run, now)


@transaction.atomic
def _keep(row: PastFile, reading: PastReading, run: Run, now: datetime) -> None:
    row.state, row.reading = PastFileState.READ.value, past_to_keep(reading)
    row.save(update_fields=("state", "reading"))
    run.advance()
    new = {"scores": len(reading.scores), "findings": len(reading.findings), "problems": len(reading.problems)}
    audit.record(SYSTEM, "indices.past_file.read", subject=("past_file", row.pk), now=now, new=new)


@transaction.atomic
def _refuse(row: PastFile, why: Said, run: Run, *, is_secret: bool, now: datetime) -> None:
    row.state, row.failure, kept = PastFileState.REFUSED.value, why, row.file
    if is_secret:
        row.file, row.filename = None, ""
    row.save()
    if is_secret and kept is not None:
        files.discard(kept)
    run.advance(failure=why)
    audit.record(SYSTEM, "indices.past_file.refused", subject=("past_file", row.pk), now=now, why=str(why))


def _codes(set_code: str) -> frozenset[str]:
    known = ScoringYear.objects.filter(set_code=set_code).exclude(definition_text="").order_by("-year").first()
    return frozenset(node.code for node in definition_of(known).walk()) if known else frozenset()


@transaction.atomic
def sweep_past_files(*, now: datetime) -> int:
    """Forget files that nobody took in within ``KEPT_FOR``; returns how many rows went.

    Builds before this one kept what was looked at without a row: such a file goes too, unless the trail says that it
    was taken in.
    """
    rows = list(PastFile.objects.select_related("file").filter(left_over(now)).order_by("pk"))
    for row in rows:
        identity, old, kept = row.pk, {"year": row.year, "set_code": row.set_code}, row.file
        row.delete()
        if kept is not None:
            files.discard(kept)
        audit.record(SYSTEM, "indices.past_file.swept", subject=("past_file", identity), now=now, old=old)
    for file in files_without_row(now):
        files.discard(file)
    return len(rows)
