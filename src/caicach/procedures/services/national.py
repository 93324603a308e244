"""The export of the national database, brought to be held against the register beside what portals show."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import CaicachError, InvalidInput, NotAllowed
from caicach.kernel.files import queries as stored
from caicach.kernel.files import services as files
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.said import NOTHING, Said, joint_sentence, sentence_of, sentences_of
from caicach.procedures.auditing.findings import Status
from caicach.procedures.auditing.judging import status_of
from caicach.procedures.bounded import record_file
from caicach.procedures.comparing.fields import differences
from caicach.procedures.domain.versions import KEPT
from caicach.procedures.models import NationalExport, NationalRecord
from caicach.procedures.queries.register import register_on
from caicach.procedures.record.register import Register, by_family

NATIONAL_KIND: Final = "procedures.read_national"


@transaction.atomic
def bring_national(actor: Actor, *, data: bytes, filename: str, taken_on: date, now: datetime) -> int:
    """Keep an export of the national database; its id. The worker reads it."""
    require(actor, Permission.PROCEDURE_MANAGE)
    files.check_size(len(data), name=filename)
    if taken_on > timezone.localdate(now):
        raise InvalidInput(
            "procedures.national_day",
            what="Ngày lấy dữ liệu ở tương lai.",
            why="Tệp chỉ có thể lấy hôm nay hoặc trước đó.",
            todo="Hãy ghi ngày đã tải tệp từ Cơ sở dữ liệu quốc gia.",
            column="taken_on",
        )
    row = NationalExport.objects.create(
        file=files.store(actor, data=data, name=filename, now=now),
        taken_on=taken_on,
        made_at=now,
        made_by_name=actor.name,
        problem=NOTHING,
    )
    queue.enqueue(
        kind=NATIONAL_KIND,
        key=f"{NATIONAL_KIND}:{row.pk}",
        payload={"export": row.pk},
        now=now,
        asked_by=actor.user_id,
        link="/thu-tuc/kiem-tra/ba-noi/",
    )
    new = {"file": row.file.name, "taken_on": taken_on.isoformat()}
    audit.record(actor, "procedures.national.brought", subject=("national_export", row.pk), now=now, new=new)
    return row.pk


def read_national(payload: Payload, now: datetime) -> None:
    """The worker's part; a second run of it changes nothing. What cannot be read leaves the export before as it was."""
    row = NationalExport.objects.select_related("file").filter(pk=int(payload["export"] or 0)).first()
    if row is None or row.read_at is not None:
        return
    try:
        read = record_file(stored.read_bytes(row.file), name=row.file.name)
    except NotAllowed as error:
        with transaction.atomic():
            files.remove(row.file.sha256)
            _mark(row, now, problem=joint_sentence(sentences_of(error)[1:]))  # without the file's name
        return
    except CaicachError as error:
        _mark(row, now, problem=sentence_of(error))
        return
    found = by_family(((one.line, one.procedure) for one in read.rows), [], None)
    records = _records(row, found, register_on(timezone.localdate(now)))
    with transaction.atomic():
        if not NationalExport.objects.filter(records__isnull=False, taken_on__gt=row.taken_on).exists():
            NationalRecord.objects.all().delete()
            NationalRecord.objects.bulk_create(records, batch_size=500)
        _mark(row, now)
        new = {"records": len(records)}
        audit.record(SYSTEM, "procedures.national.read", subject=("national_export", row.pk), now=now, new=new)


def _records(row: NationalExport, found: Register, register: Register) -> list[NationalRecord]:
    made = []
    for key, one in found.current.items():
        due = register.current.get(key)
        status = status_of(differences(due, one, register.before.get(key, ()))) if due else Status.EXTRA
        made.append(
            NationalRecord(
                export=row, family=key[:40], code=one.code, name=one.name, record=KEPT.plain(one), status=status.value
            )
        )
    return made


def _mark(row: NationalExport, now: datetime, *, problem: Said = NOTHING) -> None:
    row.read_at, row.problem = now, problem
    row.save(update_fields=("read_at", "problem"))
