"""A file of records or a publication decision comes to the register: read and compared; confirmed in ``confirming``."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import CaicachError, Conflict, NotAllowed, TooLarge
from caicach.kernel.files import services as files
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import DIED, MAX_DEATHS, Run
from caicach.kernel.said import Said, joint_sentence, sentence_of, sentences_of
from caicach.procedures.bounded import RecordFile, record_file
from caicach.procedures.domain.decisions import number_in
from caicach.procedures.domain.planning import Extent, ImportState
from caicach.procedures.import_steps import Comparison, FileRows, comparison_of, file_rows, kept_step, rows_of
from caicach.procedures.models import ImportStep, RegisterImport
from caicach.procedures.obtaining import import_seen

READ_KIND: Final = "procedures.read_import"
SOON: Final = 2.0
"""Seconds that a form waits for the reading; what takes longer is read by the worker."""
DIRECTLY: Final = 500
"""Lines that are compared and written while the form waits, and that a slice of the worker has."""


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """``extent`` None: whole records of a list, changes of an annex. ``number`` and ``signed_on`` of the decision where
    records name none; of a decision that is read they are its own unless given."""

    default_from: date | None = None
    extent: Extent | None = None
    number: str = ""
    signed_on: date | None = None


def bring_file(
    actor: Actor, *, data: bytes, filename: str, facts: ImportFacts, now: datetime, is_waited_for: bool = False
) -> int:
    """Keep a file to be looked at; its import's id. A file that is short and soon read is compared at once, any other
    by the worker, unless somebody waits for it (the command line).

    Raises InvalidInput for a file without records, TooLarge, NotAllowed for a secret document, of what is read at once.
    """
    require(actor, Permission.PROCEDURE_MANAGE)
    files.check_size(len(data), name=filename)
    read = record_file(data, name=filename) if is_waited_for else _read_soon(data, filename)
    row = _row(actor, facts, read, now)
    found = comparison_of(row, rows_of(row, read), now) if read else None
    with transaction.atomic():
        row.file = files.store(actor, data=data, name=filename, now=now)
        row.save()
        if found is None:
            _ask_to_read(actor, row, now)
        new = {"file": row.file.name, "rows": len(read.rows) if read else None, "from": str(facts.default_from or "")}
        audit.record(actor, "procedures.import.brought", subject=("procedure_import", row.pk), now=now, new=new)
    if found is not None:
        keep_comparison(row.pk, found)
    return row.pk


def _read_soon(data: bytes, filename: str) -> RecordFile | None:
    """None where it takes longer, or has more lines, than a form waits for."""
    try:
        read = record_file(data, name=filename, seconds=SOON)
    except TooLarge as error:
        if error.code != "document.too_costly":
            raise
        return None
    return read if len(read.rows) <= DIRECTLY else None


def _row(actor: Actor, facts: ImportFacts, read: RecordFile | None, now: datetime) -> RegisterImport:
    row = RegisterImport(
        extent=facts.extent.value if facts.extent else "",
        default_from=facts.default_from,
        decision_number=number_in(facts.number),
        decision_signed_on=facts.signed_on,
        made_at=now,
        made_by_name=actor.name,
        state=ImportState.WAITING.value,
    )
    if read:
        _learn(row, read)
    return row


def _learn(row: RegisterImport, read: RecordFile) -> None:
    """What nobody typed is as the file says."""
    row.extent = row.extent or (Extent.CHANGES if read.is_annex else Extent.WHOLE).value
    row.decision_number = row.decision_number or read.number
    row.decision_signed_on = row.decision_signed_on or read.signed_on


def _ask_to_read(actor: Actor, row: RegisterImport, now: datetime) -> None:
    key, link = f"{READ_KIND}:{row.pk}:{now.isoformat()}", f"/thu-tuc/nhap/{row.pk}/"
    queue.enqueue(
        kind=READ_KIND, key=key, payload={"import": row.pk}, now=now, asked_by=actor.user_id, link=link
    )  # fmt: skip


def compare_again(actor: Actor, *, import_id: int, now: datetime) -> None:
    """Compare a file anew with the register as it is now: the worker does, for that a file is read."""
    with transaction.atomic():
        row = import_seen(actor, import_id, for_update=True)
        if row.state in {ImportState.WRITING.value, ImportState.DONE.value}:
            raise import_confirmed(row)
        if row.state == ImportState.WAITING.value and row.file is not None:
            return
        row.state, row.key = ImportState.WAITING.value, ""
        row.save(update_fields=("state", "key"))
        row.steps.all().delete()
        _ask_to_read(actor, row, now)
        audit.record(actor, "procedures.import.asked_again", subject=("procedure_import", row.pk), now=now)


def read_import(payload: Payload, now: datetime, run: Run) -> None:
    """The worker's part: a file read and compared outside of transactions; a second run of it changes nothing."""
    row = RegisterImport.objects.select_related("file").filter(pk=int(payload["import"] or 0)).first()
    if row is None or row.state != ImportState.WAITING.value or row.file is None:
        return
    run.expect(1)
    if run.deaths >= MAX_DEATHS:
        _refuse(row, DIED, run, is_secret=False, now=now)
        return
    try:
        with run.at_risk():
            found = comparison_of(row, _read_whole(row), now)
    except NotAllowed as error:
        _refuse(row, joint_sentence(sentences_of(error)[1:]), run, is_secret=True, now=now)  # without the file's name
    except CaicachError as error:
        _refuse(row, sentence_of(error), run, is_secret=False, now=now)
    else:
        if keep_comparison(row.pk, found, run):
            new = {"rows": sum(found.counts.values())}
            audit.record(SYSTEM, "procedures.import.compared", subject=("procedure_import", row.pk), now=now, new=new)


def _read_whole(row: RegisterImport) -> FileRows:
    read = file_rows(row)
    _learn(row, read)
    RegisterImport.objects.filter(pk=row.pk).update(
        extent=row.extent, decision_number=row.decision_number, decision_signed_on=row.decision_signed_on
    )
    return rows_of(row, read)


def keep_comparison(import_id: int, found: Comparison, run: Run | None = None) -> bool:
    """Lay down what a comparison found, a slice at a time; it counts with the last one. False where the file was
    dropped meanwhile."""
    slices = [found.steps[at : at + DIRECTLY] for at in range(0, len(found.steps), DIRECTLY)]
    for number, some in enumerate(slices or [()]):
        with transaction.atomic():
            row = RegisterImport.objects.select_for_update().filter(pk=import_id).order_by("pk").first()
            if row is None or row.state in {ImportState.WRITING.value, ImportState.DONE.value}:
                return False
            if number == 0:
                row.steps.all().delete()
            ImportStep.objects.bulk_create(kept_step(row, step) for step in some)
            if number >= len(slices) - 1:
                _mark_compared(row, found)
                if run is not None:
                    run.advance()
    return True


def _mark_compared(row: RegisterImport, found: Comparison) -> None:
    row.state, row.key, row.counts = ImportState.READ.value, found.key, found.counts
    row.problems, row.without_duty, row.compared_with = found.problems, found.without_duty, found.compared_with
    row.save()


@transaction.atomic
def _refuse(row: RegisterImport, why: Said, run: Run, *, is_secret: bool, now: datetime) -> None:
    row.state, row.failure, kept = ImportState.REFUSED.value, why, row.file
    if is_secret:
        row.file = None
    row.save(update_fields=("state", "failure", "file"))
    if is_secret and kept is not None:
        files.discard(kept)
    run.advance(failure=why)
    audit.record(
        SYSTEM, "procedures.import.refused", subject=("procedure_import", row.pk), now=now, why=str(why)
    )  # fmt: skip


@transaction.atomic
def drop_import(actor: Actor, *, import_id: int, now: datetime) -> None:
    """Forget a file that was looked at and not confirmed."""
    row = import_seen(actor, import_id, for_update=True)
    if row.state in {ImportState.WRITING.value, ImportState.DONE.value}:
        raise Conflict(
            "procedures.import_confirmed",
            what="Không bỏ được lần nhập đã xác nhận.",
            why="Danh mục đã nhận nội dung của tệp.",
            todo="Cần sửa thì nhập tệp đã sửa.",
        )
    stored = row.file
    audit.record(actor, "procedures.import.dropped", subject=("procedure_import", row.pk), now=now)
    row.delete()
    if stored is not None:
        files.discard(stored)


def import_confirmed(row: RegisterImport) -> Conflict:
    return Conflict(
        "procedures.import_confirmed",
        what="Lần nhập này đã được xác nhận.",
        why="{name} đã xác nhận.",
        todo="Hãy mở danh mục để xem.",
        name=row.confirmed_by_name,
    )
