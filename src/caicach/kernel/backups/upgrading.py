"""Carrying the tables to a newer version: a backup first, a check afterwards, and back where either fails."""

from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from django.db import connection

from caicach.kernel import schema
from caicach.kernel.audit import services as audit
from caicach.kernel.backups import rows, services
from caicach.kernel.backups.archive import Manifest, TablePart
from caicach.kernel.backups.given import given_settings
from caicach.kernel.errors import CaicachError, Conflict
from caicach.kernel.jobs import workers
from caicach.kernel.schema import State

UNCHANGED: Final = ("audit_auditline", "audit_auditseal", "files_storedfile")
"""Tables whose rows no step may touch: the trail, and which file is which."""


def refuse_while_running(*, now: datetime) -> None:
    """Raise Conflict while a worker shows that it lives: it would write by the old tables."""
    living = workers.living(now=now) if workers.STEP in schema.schema_now().applied else ()
    if living:
        raise Conflict(
            "upgrade.running",
            what="Chưa nâng cấp: hệ thống đang chạy ({worker}).",
            why="Tiến trình của phiên bản cũ sẽ ghi vào bảng của phiên bản mới.",
            todo="Hãy dừng caicach-web và caicach-worker (systemctl stop), đợi một phút rồi chạy lại.",
            worker=living[0].name,
        )


def upgrade(place: Path, *, now: datetime) -> None:
    """Back up into ``place``, migrate, check. Raises Conflict where a step or the check failed and everything is as it
    was before.
    """
    manifest = services.make_backup(place, given=given_settings(), now=now)
    try:
        schema.migrate()
        _check(manifest)
        audit.take_in(now=now)
    except Exception as error:
        services.go_back(place)
        raise Conflict(
            "upgrade.failed",
            what="Nâng cấp không thành công; mọi dữ liệu đã trở lại như trước.",
            why="{said}",
            todo="Hãy tiếp tục dùng phiên bản cũ và báo cho người bảo trì. Bản sao lưu trước khi nâng cấp: {place}",
            said=_words_of(error),
            place=place,
        ) from error


def _words_of(error: Exception) -> str:
    return error.what if isinstance(error, CaicachError) else " ".join(f"{type(error).__name__}: {error}".split())


def go_back(source: Path, *, kept_at: Path, now: datetime) -> Manifest:
    """Bring the state of a backup in the place of today's, which is backed up into ``kept_at`` first."""
    if not schema.is_bare():
        services.make_backup(kept_at, given=given_settings(), now=now)
    return services.go_back(source)


def _check(before: Manifest) -> None:
    connection.check_constraints()
    state = schema.schema_now().state
    faults = [table.name for table in before.tables if table.name in UNCHANGED and not _begins_with(table)]
    if faults or state is not State.READY:
        raise Conflict(
            "upgrade.check",
            what="Kiểm tra sau nâng cấp thấy lỗi: {said}.",
            said=", ".join(faults) or state.value,
        )


def _begins_with(before: TablePart) -> bool:
    """Whether a table still begins with the rows it had; steps may add some behind them."""
    model = next(
        m for m in rows.kept_tables(schema.models_after(schema.schema_now().applied)) if m._meta.db_table == before.name
    )
    if rows.columns_of(model) != before.columns:
        return True  # a step gave the table other columns: the trail's own check tells the rest
    return rows.sum_of_lines(islice(rows.lines_of(model, connection.alias), before.rows)) == before.sha256
