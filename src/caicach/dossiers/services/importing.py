"""Taking in a file of dossiers: kept at the door, read by the worker, then laid over the store part by part."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.dossiers.domain.columns import COLUMN_MAPS, ColumnMap, is_personal
from caicach.dossiers.domain.intake import Intake, Staged, UnitName
from caicach.dossiers.models import AsideCount, DossierImport, Source, StagedRows
from caicach.dossiers.services.laying import Advance, kept_file, lay_parts, new_folder
from caicach.dossiers.staging import BOUNDS, digest_of, staged_bytes, staged_file
from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.bounded import too_large
from caicach.kernel.errors import CaicachError, InvalidInput
from caicach.kernel.files import queries as stored
from caicach.kernel.files import services as files
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import DIED, MAX_DEATHS, Run
from caicach.kernel.said import NOTHING, Said, sentence_of
from caicach.kernel.text.folding import fold
from caicach.organisations.domain.units import Level
from caicach.organisations.queries import actor_of, unit_facts

IMPORT_KIND: Final = "dossiers.import"
RECKON_KIND: Final = "dossiers.reckon"
_AHEAD: Final = timedelta(days=1)
"""Clocks of other systems run fast; what is later than this has not happened."""


@transaction.atomic
def receive_export(
    actor: Actor, *, source: str, filename: str, data: bytes, columns: ColumnMap | None = None, now: datetime
) -> int:
    """Keep an uploaded file until the worker has read it and laid it over the store; the id of the import.

    A file that is waiting already is not taken in again. Raises InvalidInput (``dossiers.no_source``,
    ``dossiers.personal_column``), TooLarge; what reading finds wrong is told on the import's page.
    """
    require(actor, Permission.DOSSIER_IMPORT)
    _refuse_asked(source, columns)
    if len(data) > BOUNDS.size:
        raise too_large(len(data), name=filename, limit=BOUNDS.size)
    of_source = _source(actor, source.strip(), None, now)
    digest = hashlib.sha256(data).hexdigest()
    row = DossierImport.objects.select_for_update().filter(source=of_source, sha256=digest).first()
    if row is not None and row.finished_at is None and not row.failure:
        return row.pk
    row = _begin(actor, row or DossierImport(source=of_source, sha256=digest), filename, now)
    row.file = files.store(actor, data=data, name=filename, now=now)
    row.given_columns = COLUMN_MAPS.plain(columns) if columns else {}
    row.save()
    _record(actor, "received", row, now)
    key, link = f"{IMPORT_KIND}:{row.pk}:{now.isoformat()}", f"/ho-so/nap/{row.pk}/"
    payload: Payload = {"import": row.pk, "user": actor.user_id}
    queue.enqueue(kind=IMPORT_KIND, key=key, payload=payload, now=now, asked_by=actor.user_id, link=link)
    return row.pk


def import_file(actor: Actor, *, source: str, path: Path, columns: ColumnMap | None = None, now: datetime) -> int:
    """Take in a file of this machine whole; after a death the same command goes on where it stood."""
    require(actor, Permission.DOSSIER_IMPORT)
    digest = digest_of(path)
    known = DossierImport.objects.filter(source__name=source, sha256=digest).first()
    is_unread = known is None or known.file_id is not None or bool(known.failure)
    if known is None or is_unread or (known.finished_at is not None and (known.aside or columns is not None)):
        with new_folder() as folder:
            found = staged_file(path, _asked(source, columns, now), folder)
            import_id = _keep(actor, source, path.name, digest, found, folder, now)
    else:
        import_id = known.pk
    _lay(import_id, now, _unwatched)
    return import_id


def import_in_slices(payload: Payload, now: datetime, run: Run) -> None:
    """The worker's way: the file read in a child, then a partition a slice; one that was laid is not laid again."""
    import_id = int(payload["import"] or 0)
    if not _read_waiting(import_id, int(payload.get("user") or 0), now, run):
        return
    parts = StagedRows.objects.filter(dossier_import_id=import_id)
    run.expect_more(parts.count())

    def advance(laid: int) -> None:
        run.advance(laid)

    _lay(import_id, now, advance, run.check)


def _read_waiting(import_id: int, user_id: int, now: datetime, run: Run) -> bool:
    """Read the file that waits, outside of transactions; false where it is refused. One that was read is not again."""
    row = DossierImport.objects.select_related("source", "file").filter(pk=import_id).order_by("pk").first()
    if row is None or row.failure:
        return False
    if row.file is None:
        return True
    if run.deaths >= MAX_DEATHS:
        _refuse(row, DIED, now, run)
        return False
    actor = actor_of(user_id, timezone.localdate(now)) if user_id else SYSTEM
    columns = COLUMN_MAPS.value(row.given_columns) if row.given_columns else None
    try:
        with run.at_risk(), new_folder() as folder:
            asked = _asked(row.source.name, columns, now)
            found = staged_bytes(stored.read_bytes(row.file), row.filename, asked, folder)
            _keep(actor, row.source.name, row.filename, row.sha256, found, folder, now)
    except CaicachError as error:
        _refuse(row, sentence_of(error), now, run)
        return False
    return True


@transaction.atomic
def _refuse(row: DossierImport, why: Said, now: datetime, run: Run) -> None:
    """The file is forgotten: it holds what the store never keeps."""
    _forget_file(row)
    row.failure = why
    row.save(update_fields=("file", "failure"))
    run.advance(failure=why)
    audit.record(SYSTEM, "dossiers.import.refused", subject=("dossier_import", row.pk), now=now, why=str(why))


def _asked(source: str, columns: ColumnMap | None, now: datetime) -> Intake:
    _refuse_asked(source, columns)
    if columns is None:
        row = Source.objects.filter(name=source.strip()).first()
        columns = COLUMN_MAPS.value(row.columns) if row and row.columns else ColumnMap()
    return Intake(columns, unit_names(), timezone.localdate(now) + _AHEAD)


def _refuse_asked(source: str, columns: ColumnMap | None) -> None:
    if not source.strip():
        raise InvalidInput(
            "dossiers.no_source",
            what="Chưa ghi nguồn dữ liệu.",
            todo="Hãy ghi tên hệ thống xuất ra tệp, ví dụ «Một cửa tỉnh».",
            column="source",
        )
    for name in columns.names.values() if columns else ():
        if is_personal(name):
            raise InvalidInput(
                "dossiers.personal_column",
                what="Không nhận cột «{name}».",
                why="Cột này ghi thông tin cá nhân; hệ thống không giữ thông tin của người nộp hồ sơ.",
                todo="Hãy bỏ cột này khỏi phần ghép cột.",
                name=name,
            )


def unit_names() -> tuple[UnitName, ...]:
    """Every name, short name, office and code of units, with the days on which they bear it. One SQL query."""
    found: dict[tuple[str, str, object], UnitName] = {}
    for fact in unit_facts():
        if fact.level is Level.OUTSIDE:
            continue
        part = "II" if fact.level in {Level.COMMUNE, Level.DISTRICT} else "I"
        for name in (fact.code, fact.name, fact.short_name, fact.office_name, *fact.aliases):
            folded = " ".join(fold(name).split())
            found[folded, fact.code, fact.valid_from] = UnitName(
                folded, fact.code, part, fact.valid_from, fact.valid_to
            )
    return tuple(one for one in found.values() if one.folded)


@transaction.atomic
def _keep(actor: Actor, source: str, filename: str, digest: str, found: Staged, folder: Path, now: datetime) -> int:
    """What was read, kept until it is laid; the file itself is forgotten."""
    of_source = _source(actor, source.strip(), found.columns, now)
    row = DossierImport.objects.select_for_update().filter(source=of_source, sha256=digest).first()
    waited = row is not None and row.file is not None
    if row is not None and row.finished_at is None and not row.failure and not waited:
        return row.pk
    if row is None or not waited:
        row = _begin(actor, row or DossierImport(source=of_source, sha256=digest), filename, now)
    _forget_file(row)
    row.rows, row.aside = found.rows, sum(count for _, count in found.aside)
    row.is_of_steps = found.columns.is_of_steps
    row.aside_file = kept_file(actor, folder / found.aside_file, now) if found.aside_file else None
    row.save()
    AsideCount.objects.bulk_create(
        AsideCount(dossier_import=row, reason=reason, count=count) for reason, count in found.aside
    )
    for part in found.parts:
        StagedRows.objects.create(
            dossier_import=row,
            partition=part.name,
            events=kept_file(actor, folder / part.events_file, now),
            facts=kept_file(actor, folder / part.facts_file, now),
        )
    _record(actor, "read" if waited else "received", row, now)
    return row.pk


def _begin(actor: Actor, row: DossierImport, filename: str, now: datetime) -> DossierImport:
    """An import that nothing is known of yet: what an earlier one of the same file found is forgotten."""
    old_aside, row.aside_file = row.aside_file, None
    row.filename, row.failure = files.clean_name(filename), NOTHING
    row.rows = row.aside = row.new = row.changed = row.same = row.older = 0
    row.is_of_steps, row.given_columns = False, {}
    row.received_at, row.received_by_name, row.finished_at = now, actor.name, None
    row.save()
    row.reasons.all().delete()
    if old_aside:
        files.discard(old_aside)
    return row


def _forget_file(row: DossierImport) -> None:
    kept, row.file = row.file, None
    if kept is not None:
        row.save(update_fields=("file",))
        files.discard(kept)


def _source(actor: Actor, name: str, columns: ColumnMap | None, now: datetime) -> Source:
    """The source with the names of columns that were used, kept for the next file; None: as they were."""
    plain = COLUMN_MAPS.plain(columns) if columns else {}
    given = {"columns": plain, "made_at": now, "made_by_name": actor.name}
    row, is_new = Source.objects.select_for_update().get_or_create(name=name, defaults=given)
    if is_new:
        audit.record(actor, "dossiers.source.added", subject=("dossier_source", row.pk), now=now, new={"name": name})
    elif columns and row.columns != plain:
        row.columns, row.version = plain, row.version + 1
        row.save(update_fields=("columns", "version"))
        subject = ("dossier_source", row.pk)
        audit.record(actor, "dossiers.source.changed", subject=subject, now=now, new={"columns": plain["names"]})
    return row


def _unwatched(_laid: int) -> None:
    """Nobody follows an import of the command line."""


def _lay(import_id: int, now: datetime, advance: Advance, check: Callable[[], None] = lambda: None) -> None:
    row = DossierImport.objects.select_related("source").get(pk=import_id)
    lay_parts(row, now, advance, check)
    with transaction.atomic():
        locked = DossierImport.objects.select_for_update().get(pk=import_id)
        if locked.finished_at is None:
            locked.finished_at = now
            locked.save(update_fields=("finished_at",))
            counts = {"new": locked.new, "changed": locked.changed, "same": locked.same, "older": locked.older}
            _record(SYSTEM, "finished", locked, now, counts)


def _record(actor: Actor, act: str, row: DossierImport, now: datetime, counts: dict[str, int] | None = None) -> None:
    new: dict[str, object] = {"file": row.filename, "rows": row.rows, "aside": row.aside, **(counts or {})}
    audit.record(actor, f"dossiers.import.{act}", subject=("dossier_import", row.pk), now=now, new=new)
