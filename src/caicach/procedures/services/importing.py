"""A file of records or a publication decision comes to the register: looked at first, then confirmed as it was seen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.kernel.files import services as files
from caicach.procedures.bounded import record_file
from caicach.procedures.domain.decisions import issuer_of, number_in
from caicach.procedures.domain.duties import Target
from caicach.procedures.domain.planning import Extent, Step, counts_of
from caicach.procedures.domain.versions import digest_of, kept_plain, search_text
from caicach.procedures.import_steps import APPLIED, FileRows, duties_wanted, file_rows, key_of, steps_for
from caicach.procedures.models import ProcedureVersion, PublicationDecision, PublishingDuty, RegisterImport
from caicach.procedures.obtaining import import_seen
from caicach.procedures.record.codes import is_internal
from caicach.procedures.record.values import Change, Procedure

_BATCH = 500


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """``extent`` None: whole records of a list, changes of an annex. ``number`` and ``signed_on`` of the decision where
    records name none; of a decision that is read they are its own unless given."""

    default_from: date | None = None
    extent: Extent | None = None
    number: str = ""
    signed_on: date | None = None


def bring_file(actor: Actor, *, data: bytes, filename: str, facts: ImportFacts, now: datetime) -> int:
    """Keep a file to be looked at; its import's id. Not one transaction: reading takes seconds.

    Raises InvalidInput for a file without records, TooLarge, NotAllowed for a secret document.
    """
    require(actor, Permission.PROCEDURE_MANAGE)
    files.check_size(len(data), name=filename)
    read = record_file(data, name=filename)
    with transaction.atomic():
        row = RegisterImport.objects.create(
            file=files.store(actor, data=data, name=filename, now=now),
            extent=(facts.extent or (Extent.CHANGES if read.is_annex else Extent.WHOLE)).value,
            default_from=facts.default_from,
            decision_number=number_in(facts.number) or read.number,
            decision_signed_on=facts.signed_on or read.signed_on,
            made_at=now,
            made_by_name=actor.name,
        )
        new = {"file": row.file.name, "rows": len(read.rows), "from": str(facts.default_from or "")}
        audit.record(actor, "procedures.import.brought", subject=("procedure_import", row.pk), now=now, new=new)
    return row.pk


def confirm_import(actor: Actor, *, import_id: int, key: str, now: datetime) -> dict[str, int]:
    """Do what was looked at; how often each outcome. Raises Conflict where the register is another by now."""
    read = file_rows(import_seen(actor, import_id))
    return _keep(actor, import_id, read=read, key=key, now=now)


@transaction.atomic
def _keep(actor: Actor, import_id: int, *, read: FileRows, key: str, now: datetime) -> dict[str, int]:
    row = import_seen(actor, import_id, for_update=True)
    if row.confirmed_at is not None:
        raise Conflict(
            "procedures.import_confirmed",
            what="Lần nhập này đã được xác nhận.",
            why="{name} đã xác nhận.",
            todo="Hãy mở danh mục để xem.",
            name=row.confirmed_by_name,
        )
    steps = steps_for(row, read.rows)
    if key_of(steps) != key:
        raise Conflict(
            "procedures.import_changed",
            what="Chưa nhập: danh mục đã thay đổi từ khi bạn xem.",
            why="Có người đã nhập hoặc sửa thủ tục có trong tệp này.",
            todo="Hãy xem lại bảng đối chiếu mới rồi xác nhận.",
        )
    applied = [step for step in steps if step.outcome in APPLIED]
    _write_versions(row, applied, _decisions(actor, applied, now))
    _write_duties(duties_wanted(steps, timezone.localdate(now)))
    row.confirmed_at, row.confirmed_by_name, row.counts = now, actor.name, counts_of(steps)
    row.save(update_fields=("confirmed_at", "confirmed_by_name", "counts"))
    audit.record(actor, "procedures.import.confirmed", subject=("procedure_import", row.pk), now=now, new=row.counts)
    return counts_of(steps)


def _decisions(actor: Actor, steps: Iterable[Step], now: datetime) -> Mapping[tuple[str, date], int]:
    """Decisions that records name with their day, made where they are not known yet."""
    named: dict[tuple[str, date], date | None] = {}
    for step in steps:
        number, signed = number_in(step.procedure.decision), step.procedure.published_on
        if number and signed is not None:
            named.setdefault((number, signed), step.valid_from)
    found = {
        (number, signed): pk
        for pk, number, signed in PublicationDecision.objects.order_by("pk").values_list("pk", "number", "signed_on")
    }
    for (number, signed), effective in named.items():
        if (number, signed) not in found:
            row = PublicationDecision.objects.create(
                number=number,
                issuer=issuer_of(number).value,
                signed_on=signed,
                effective_on=effective,
                made_at=now,
                made_by_name=actor.name,
            )
            found[number, signed] = row.pk
            new = {"number": number, "signed": str(signed)}
            subject = ("publication_decision", row.pk)
            audit.record(actor, "procedures.decision.saved", subject=subject, now=now, new=new)
    return found


def _write_versions(row: RegisterImport, steps: Iterable[Step], decisions: Mapping[tuple[str, date], int]) -> None:
    rows = [_version(row, step, decisions) for step in steps]
    columns = ("code", "name", "field", "is_internal", "change", "record", "digest", "words", "decision", "source")
    ProcedureVersion.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=("family", "valid_from"),
        update_fields=columns,
    )
    _chain({one.family for one in rows})


def _version(row: RegisterImport, step: Step, decisions: Mapping[tuple[str, date], int]) -> ProcedureVersion:
    one: Procedure = step.procedure
    assert step.valid_from is not None
    named = (number_in(one.decision), one.published_on or date.min)
    return ProcedureVersion(
        family=step.family,
        code=one.code,
        name=one.name,
        field=one.field,
        is_internal=is_internal(one.code),
        change=(one.change or Change.NEW).value,
        valid_from=step.valid_from,
        record=kept_plain(one),
        digest=digest_of(one),
        words=search_text(one),
        decision_id=decisions.get(named),
        source=row,
    )


def _chain(families: set[str]) -> None:
    """A version holds until the next one begins."""
    versions: dict[str, list[ProcedureVersion]] = defaultdict(list)
    for row in ProcedureVersion.objects.only("pk", "family", "valid_from", "valid_to").order_by("family", "valid_from"):
        if row.family in families:
            versions[row.family].append(row)
    changed = []
    for rows in versions.values():
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            valid_to = following.valid_from if following else None
            if row.valid_to != valid_to:
                row.valid_to = valid_to
                changed.append(row)
    ProcedureVersion.objects.bulk_update(changed, ("valid_to",), batch_size=_BATCH)


def _write_duties(wanted: Mapping[str, Iterable[Target]]) -> None:
    rows = [
        PublishingDuty(family=key, unit_id=target.unit or None, level=target.level)
        for key, targets in wanted.items()
        for target in targets
    ]
    PublishingDuty.objects.bulk_create(rows, batch_size=_BATCH)


@transaction.atomic
def drop_import(actor: Actor, *, import_id: int, now: datetime) -> None:
    """Forget a file that was looked at and not confirmed."""
    row = import_seen(actor, import_id, for_update=True)
    if row.confirmed_at is not None:
        raise Conflict(
            "procedures.import_confirmed",
            what="Không bỏ được lần nhập đã xác nhận.",
            why="Danh mục đã nhận nội dung của tệp.",
            todo="Cần sửa thì nhập tệp đã sửa.",
        )
    stored = row.file
    audit.record(actor, "procedures.import.dropped", subject=("procedure_import", row.pk), now=now)
    row.delete()
    files.discard(stored)
