"""Taking in a file of dossiers: staged at the door, then laid over the store part by part."""

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
from caicach.dossiers.services.laying import Advance, kept_file, lay_part, new_folder
from caicach.dossiers.staging import digest_of, staged_bytes, staged_file
from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.files import services as files
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.runs import Run
from caicach.kernel.text.folding import fold
from caicach.organisations.domain.units import Level
from caicach.organisations.queries import unit_facts

IMPORT_KIND: Final = "dossiers.import"
RECKON_KIND: Final = "dossiers.reckon"
_AHEAD: Final = timedelta(days=1)
"""Clocks of other systems run fast; what is later than this has not happened."""


def receive_export(
    actor: Actor, *, source: str, filename: str, data: bytes, columns: ColumnMap | None = None, now: datetime
) -> int:
    """Stage an uploaded file and have the worker lay it over the store; the id of the import.

    A file that is known already is not taken in again, unless rows of it were set aside. Raises InvalidInput
    (``dossiers.*``), TooLarge where the file costs too much to be read.
    """
    require(actor, Permission.DOSSIER_IMPORT)
    with new_folder() as folder:
        asked = _asked(source, columns, now)
        found = staged_bytes(data, files.clean_name(filename), asked, folder)
        digest = hashlib.sha256(data).hexdigest()
        return _keep(actor, source, filename, digest, found, folder, now, is_later=True)


def import_file(actor: Actor, *, source: str, path: Path, columns: ColumnMap | None = None, now: datetime) -> int:
    """Take in a file of this machine whole; after a death the same command goes on where it stood."""
    require(actor, Permission.DOSSIER_IMPORT)
    digest = digest_of(path)
    known = DossierImport.objects.filter(source__name=source, sha256=digest).first()
    if known is None or (known.finished_at is not None and (known.aside or columns is not None)):
        with new_folder() as folder:
            found = staged_file(path, _asked(source, columns, now), folder)
            import_id = _keep(actor, source, path.name, digest, found, folder, now, is_later=False)
    else:
        import_id = known.pk
    _lay(import_id, now, _unwatched)
    return import_id


def import_in_slices(import_id: int, now: datetime, run: Run) -> None:
    """The worker's way: a partition is a slice, and one that was laid is not laid again."""
    parts = StagedRows.objects.filter(dossier_import_id=import_id)
    run.expect(parts.count())

    def advance(laid: int) -> None:
        run.advance(laid)

    _lay(import_id, now, advance, run.check)


def _asked(source: str, columns: ColumnMap | None, now: datetime) -> Intake:
    if not source.strip():
        raise InvalidInput(
            "dossiers.no_source",
            what="Chưa ghi nguồn dữ liệu.",
            todo="Hãy ghi tên hệ thống xuất ra tệp, ví dụ «Một cửa tỉnh».",
            column="source",
        )
    if columns is None:
        row = Source.objects.filter(name=source.strip()).first()
        columns = COLUMN_MAPS.value(row.columns) if row and row.columns else ColumnMap()
    for name in columns.names.values():
        if is_personal(name):
            raise InvalidInput(
                "dossiers.personal_column",
                what="Không nhận cột «{name}».",
                why="Cột này ghi thông tin cá nhân; hệ thống không giữ thông tin của người nộp hồ sơ.",
                todo="Hãy bỏ cột này khỏi phần ghép cột.",
                name=name,
            )
    return Intake(columns, unit_names(), timezone.localdate(now) + _AHEAD)


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
def _keep(
    actor: Actor,
    source: str,
    filename: str,
    digest: str,
    found: Staged,
    folder: Path,
    now: datetime,
    *,
    is_later: bool,
) -> int:
    of_source = _source(actor, source.strip(), found.columns, now)
    row = DossierImport.objects.select_for_update().filter(source=of_source, sha256=digest).first()
    if row is not None and row.finished_at is None:
        return row.pk
    if row is None:
        row = DossierImport(source=of_source, sha256=digest)
    old_aside = row.aside_file
    row.filename, row.rows, row.aside = files.clean_name(filename), found.rows, sum(count for _, count in found.aside)
    row.new = row.changed = row.same = row.older = 0
    row.is_of_steps = found.columns.is_of_steps
    row.received_at, row.received_by_name, row.finished_at = now, actor.name, None
    row.aside_file = kept_file(actor, folder / found.aside_file, now) if found.aside_file else None
    row.save()
    if old_aside:
        files.discard(old_aside)
    row.reasons.all().delete()
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
    _record(actor, "received", row, now)
    if is_later:
        key = f"{IMPORT_KIND}:{row.pk}:{now.isoformat()}"
        link = f"/ho-so/nap/{row.pk}/"
        queue.enqueue(kind=IMPORT_KIND, key=key, payload={"import": row.pk}, now=now, asked_by=actor.user_id, link=link)
    return row.pk


def _source(actor: Actor, name: str, columns: ColumnMap, now: datetime) -> Source:
    """The source with the names of columns that were used; new names are kept for the next file."""
    plain = COLUMN_MAPS.plain(columns)
    row = Source.objects.select_for_update().filter(name=name).first()
    if row is None:
        row = Source.objects.create(name=name, columns=plain, made_at=now, made_by_name=actor.name)
        audit.record(actor, "dossiers.source.added", subject=("dossier_source", row.pk), now=now, new={"name": name})
    elif row.columns != plain:
        row.columns, row.version = plain, row.version + 1
        row.save(update_fields=("columns", "version"))
        subject = ("dossier_source", row.pk)
        audit.record(actor, "dossiers.source.changed", subject=subject, now=now, new={"columns": plain["names"]})
    return row


def _unwatched(_laid: int) -> None:
    """Nobody follows an import of the command line."""


def _lay(import_id: int, now: datetime, advance: Advance, check: Callable[[], None] = lambda: None) -> None:
    row = DossierImport.objects.select_related("source").get(pk=import_id)
    for part in row.parts.select_related("events", "facts").order_by("partition"):
        check()
        while not lay_part(row, part, now, advance):
            pass
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
