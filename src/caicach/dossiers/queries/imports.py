"""Reads of imports: what came, what was set aside and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from caicach.dossiers.domain.columns import COLUMN_MAPS, ColumnMap
from caicach.dossiers.domain.intake import REASONS
from caicach.dossiers.engine.aside_rows import aside_rows
from caicach.dossiers.models import DossierImport, LimitList, Source
from caicach.dossiers.obtaining import import_seen
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.files.queries import path_of
from caicach.kernel.said import Said, plain
from caicach.kernel.tables import Cell, Table


@dataclass(frozen=True)
class ImportLine:
    """``waiting``: partitions that are not laid yet; ``reasons``: what was set aside, with how many rows.

    ``is_unread``: the worker has not read the file yet; ``failure``: why it was not taken in.
    """

    id: int
    source: str
    filename: str
    received_at: datetime
    received_by: str
    finished_at: datetime | None
    rows: int
    aside: int
    new: int
    changed: int
    same: int
    older: int
    waiting: int
    reasons: tuple[tuple[Said, int], ...]
    columns: ColumnMap
    is_unread: bool
    failure: Said

    @property
    def is_pending(self) -> bool:
        return self.finished_at is None and not self.failure


def imports(actor: Actor, *, most: int = 50) -> tuple[ImportLine, ...]:
    """The newest first. Three SQL queries."""
    require(actor, Permission.DOSSIER_IMPORT)
    rows = DossierImport.objects.select_related("source").prefetch_related("reasons", "parts")
    return tuple(map(_line, rows.order_by("-received_at", "-id")[:most]))


def import_line(actor: Actor, import_id: int) -> ImportLine:
    """Three SQL queries."""
    return _line(import_seen(actor, import_id))


def _line(row: DossierImport) -> ImportLine:
    reasons = tuple((REASONS.get(one.reason, plain(one.reason)), one.count) for one in row.reasons.all())
    return ImportLine(
        row.pk,
        row.source.name,
        row.filename,
        row.received_at,
        row.received_by_name,
        row.finished_at,
        row.rows,
        row.aside,
        row.new,
        row.changed,
        row.same,
        row.older,
        len(row.parts.all()),
        reasons,
        COLUMN_MAPS.value(row.source.columns) if row.source.columns else ColumnMap(),
        row.file_id is not None,
        row.failure,
    )


def aside_table(actor: Actor, import_id: int, *, head: tuple[str, str], title: str) -> Table:
    """Rows that were set aside, with the number of the row and the reason in words. Two SQL queries."""
    row = import_seen(actor, import_id)
    if row.aside_file is None:
        return Table(title, head, ())
    names, rows = aside_rows(path_of(row.aside_file.sha256))
    told: Iterator[tuple[Cell, ...]] = (
        (place, str(REASONS.get(reason, plain(reason))), *cells) for place, reason, cells in rows
    )
    return Table(title, (*head, *names), told)


def sources(actor: Actor) -> tuple[tuple[str, ColumnMap], ...]:
    """Names with their columns. One SQL query."""
    require(actor, Permission.DOSSIER_IMPORT)
    return tuple(
        (row.name, COLUMN_MAPS.value(row.columns) if row.columns else ColumnMap())
        for row in Source.objects.order_by("name")
    )


def limits_text(actor: Actor) -> str:
    """The limits in force as they were written. One SQL query."""
    require(actor, Permission.DOSSIER_IMPORT)
    row = LimitList.objects.order_by("-id").first()
    return row.text if row else ""
