"""Making a backup of an installation that runs, restoring it into an empty place, going back to one."""

import hashlib
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, transaction

import caicach
from caicach.kernel import schema
from caicach.kernel.backups import rows
from caicach.kernel.backups.archive import (
    FORMAT,
    MANIFEST,
    SECRETS,
    STORED_FILES,
    Manifest,
    TablePart,
    check,
    file_member,
    manifest_bytes,
    new_archive,
    opened_archive,
    rows_member,
)
from caicach.kernel.backups.given import GivenSettings
from caicach.kernel.calendar.in_force import ADDED_YEARS
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files.queries import path_of
from caicach.kernel.files.services import kept_while, put_back
from caicach.kernel.files.values import Withheld
from caicach.kernel.snapshot import snapshot

HASH_LENGTH: Final = 64


def make_backup(target: Path, *, given: GivenSettings, now: datetime) -> Manifest:
    """Write the installation as of one moment into a new file and read it back; people go on working meanwhile.

    The rows first, then the files they name: a file never changes, and none is removed while this runs. ``lost`` of the
    result names stored files that were damaged before. Raises Conflict where ``target`` exists, OSError of the disk.
    """
    with kept_while(), snapshot() as using, new_archive(target) as archive:
        nodes = schema.schema_now(using).applied
        every = rows.kept_tables(schema.models_after(nodes))
        last = rows.sequences(every, using)
        tables = tuple(_write_rows(archive, model, using, last.get(model._meta.db_table)) for model in every)
        count, size, lost = _write_files(archive, _hashes(every, using))
        if given.sealed is not None:
            archive.writestr(SECRETS, given.sealed)
        manifest = Manifest(
            format=FORMAT,
            version=caicach.__version__,
            made_at=now.isoformat(),
            database=connection.vendor,
            migrations=nodes,
            tables=tables,
            files=count,
            file_bytes=size,
            lost=lost,
            settings=dict(given.plain),
            calendar=_calendar(),
        )
        archive.writestr(MANIFEST, manifest_bytes(manifest))
    return manifest


def _write_rows(archive: zipfile.ZipFile, model: rows.Model, using: str, sequence: int | None) -> TablePart:
    digest, count, table = hashlib.sha256(), 0, model._meta.db_table
    with archive.open(rows_member(table), "w", force_zip64=True) as member:
        for line in rows.lines_of(model, using):
            digest.update(line)
            member.write(line)
            count += 1
    return TablePart(table, rows.columns_of(model), count, digest.hexdigest(), sequence)


def _hashes(every: Iterable[rows.Model], using: str) -> list[str]:
    stored = next((model for model in every if model._meta.db_table == STORED_FILES), None)
    if stored is None:
        return []
    there = stored._base_manager.using(using)
    if any(field.name == "withheld" for field in stored._meta.get_fields()):
        there = there.exclude(withheld=Withheld.REMOVED.value)
    return list(there.order_by("sha256").values_list("sha256", flat=True).distinct())


def _write_files(archive: zipfile.ZipFile, hashes: Iterable[str]) -> tuple[int, int, tuple[str, ...]]:
    """How many were written and their bytes; the hashes whose bytes are missing or are no longer what they were."""
    count, size, lost = 0, 0, []
    for sha256 in hashes:
        try:
            data = path_of(sha256).read_bytes()
        except FileNotFoundError:
            data = b""
        if hashlib.sha256(data).hexdigest() != sha256:
            lost.append(sha256)
            continue
        archive.writestr(zipfile.ZipInfo(file_member(sha256)), data, zipfile.ZIP_STORED)
        count, size = count + 1, size + len(data)
    return count, size, tuple(lost)


def _calendar() -> str | None:
    path = settings.DATA_DIR / ADDED_YEARS
    return path.read_text(encoding="utf-8") if path.is_file() else None


def restore(source: Path) -> Manifest:
    """Bring an installation back into an empty place: the files, then every row in one transaction, each table compared
    with the file again before it counts. Call it ``schema.alone``.

    The tables are those of the backup; an older one is then carried to this version (``schema.migrate``). Raises
    Conflict for a place that is not empty or a newer backup, InvalidInput for one that is not whole.
    """
    manifest = check(source)
    refuse_newer(manifest, source)
    if not schema.is_bare():
        raise _not_empty("DATABASE_URL")
    _refuse_strange_files(manifest, source)
    _bring(source, manifest, drop=False)
    return manifest


def go_back(source: Path) -> Manifest:
    """Put the rows of a backup in the place of what is there, or leave what is there. Call it ``schema.alone``."""
    manifest = check(source)
    refuse_newer(manifest, source)
    _bring(source, manifest, drop=True)
    return manifest


def refuse_newer(manifest: Manifest, source: Path) -> None:
    """Raise Conflict where the backup's tables had taken steps that this program does not know."""
    unknown = schema.unknown_steps(manifest.migrations)
    if unknown:
        raise Conflict(
            "backup.newer",
            what="Bản sao lưu «{path}» do phiên bản mới hơn tạo ra.",
            why="Chương trình này chưa biết bước {step} của cơ sở dữ liệu.",
            todo="Hãy dùng phiên bản chương trình đã tạo bản sao lưu ({version}) hoặc mới hơn.",
            path=source,
            step=".".join(unknown[0]),
            version=manifest.version,
        )


def _not_empty(place: str) -> Conflict:
    return Conflict(
        "backup.not_empty",
        what="Nơi khôi phục không trống: {place}.",
        why="Khôi phục không bao giờ ghi đè dữ liệu đang có.",
        todo="Hãy chỉ DATABASE_URL và CAICACH_DATA_DIR tới một nơi trống rồi chạy lại.",
        place=place,
    )


def _refuse_strange_files(manifest: Manifest, source: Path) -> None:
    """Files of a restore that was broken off may lie there already: they are those of the backup."""
    with opened_archive(source) as (archive, _):
        ours = {name.rpartition("/")[2] for name in archive.namelist() if name.startswith("files/")}
    there = {path.name for path in Path(settings.FILES_DIR).glob("*/*") if len(path.name) == HASH_LENGTH}
    if there - ours - set(manifest.lost):
        raise _not_empty(str(settings.FILES_DIR))


def _bring(source: Path, manifest: Manifest, *, drop: bool) -> None:
    with opened_archive(source) as (archive, _):
        for name in archive.namelist():
            if name.startswith("files/"):
                put_back(archive.read(name), sha256=name.rpartition("/")[2])
        _bring_calendar(manifest)
        connection.disable_constraint_checking()  # on SQLite only before a transaction; they are checked at its end
        try:
            with transaction.atomic():
                schema.without_time_out()
                if drop:
                    schema.drop_all()
                schema.make_tables(manifest.migrations)
                _fill(archive, manifest, schema.models_after(manifest.migrations))
                connection.check_constraints()
        finally:
            connection.enable_constraint_checking()


def _fill(archive: zipfile.ZipFile, manifest: Manifest, every: Iterable[rows.Model]) -> None:
    models = {model._meta.db_table: model for model in rows.kept_tables(every)}
    using = connection.alias
    for model in models.values():
        model._base_manager.using(using).all()._raw_delete(using)  # rows that the steps made
    for table in manifest.tables:
        with archive.open(rows_member(table.name)) as lines:
            rows.load(models[table.name], lines, using)
        rows.set_sequence(models[table.name], table.sequence or 0, using)
        if rows.sum_of(models[table.name], using) != table.sha256:
            raise InvalidInput(
                "backup.changed_on_the_way",
                what="Bảng {table} khôi phục xong không bằng bảng trong bản sao lưu.",
                why="Loại cơ sở dữ liệu này giữ một giá trị của bảng khác đi (số quá lớn hoặc quá dài).",
                todo="Không có gì đã được ghi. Hãy khôi phục vào loại cơ sở dữ liệu cũ ({database}).",
                table=table.name,
                database=manifest.database,
            )


def _bring_calendar(manifest: Manifest) -> None:
    path = settings.DATA_DIR / ADDED_YEARS
    if manifest.calendar is not None and not path.exists():
        path.write_text(manifest.calendar, encoding="utf-8")
