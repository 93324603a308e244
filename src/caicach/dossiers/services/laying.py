"""Partitions of the store: staged rows laid over one of them, clocks told again where the rules changed.

What is read and reckoned is outside of the transaction that switches; where somebody else was faster it is done again.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from caicach.dossiers.engine.partitions import (
    DOSSIERS_FILE,
    EVENTS_FILE,
    OPEN_FILE,
    SETTLED_FILE,
    Arriving,
    Laid,
    Rules,
    partition_again,
    partition_with,
)
from caicach.dossiers.engine.summary import Extent
from caicach.dossiers.models import DossierImport, Partition, StagedRows
from caicach.dossiers.obtaining import EXTENTS
from caicach.dossiers.rules_in_force import rules_in_force, stale_partitions
from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.files import services as files
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.queries import path_of
from caicach.kernel.in_order import in_order, processors
from caicach.kernel.jobs.runs import Run

Advance = Callable[[int], None]
AT_ONCE: Final = 4
"""So many partitions are reckoned beside each other at most: each takes memory of its own."""
_RELATED = ("events", "dossiers", "settled", "open")


def reckon_again(now: datetime, run: Run | None = None) -> None:
    """The clocks of dossiers that were told by other limits, another calendar or other rules than those in force."""
    names = stale_partitions()
    if run:
        run.expect_more(len(names))
    for name in names:
        if run:
            run.check()
        while not _reckon_one(name, now, run):
            pass


def _reckon_one(name: str, now: datetime, run: Run | None) -> bool:
    """False where somebody else changed the partition meanwhile."""
    row = Partition.objects.select_related(*_RELATED).get(name=name)
    with new_folder() as folder:
        rules, digest = rules_in_force()
        extent = partition_again((path_of(row.events.sha256), path_of(row.dossiers.sha256)), rules, folder)
        with transaction.atomic():
            locked = Partition.objects.select_for_update().get(pk=row.pk)
            if locked.events_id != row.events_id or locked.dossiers_id != row.dossiers_id:
                return False
            _switch(locked, folder, extent, digest, now)
            _discard(row, is_again=True)
            if run:
                run.advance(1)
    return True


def lay_parts(row: DossierImport, now: datetime, advance: Advance, check: Callable[[], None]) -> None:
    """Lay all staged rows of an import over their partitions, each in a transaction of its own; while one is put in
    force the next is reckoned: most of that is the engine's, which leaves the interpreter to others."""
    staged = row.parts.select_related("events", "facts").order_by("partition")
    with new_folder() as folder:
        begun = (_begun(row, part, folder) for part in staged)
        for made in in_order(_reckoned, begun, at_once=min(processors(), AT_ONCE), is_large=lambda _: False):
            check()
            while not _put_in_force(row, made, now, advance):
                made = _reckoned(_begun(row, made.part, folder))  # noqa: PLW2901 -- the same part again
            shutil.rmtree(made.folder)


@dataclass(frozen=True, slots=True)
class _Making:
    """A partition as it is, with what arrives, the rules in force and a folder for its files; then ``laid``."""

    part: StagedRows
    before: Partition | None
    arriving: Arriving
    rules: Rules
    digest: str
    folder: Path
    laid: Laid | None = None


def _begun(row: DossierImport, part: StagedRows, folder: Path) -> _Making:
    """All that the database tells: those who reckon do not ask it."""
    before = Partition.objects.select_related(*_RELATED).filter(name=part.partition).first()
    arriving = Arriving(path_of(part.events.sha256), path_of(part.facts.sha256), row.source_id, row.pk, row.is_of_steps)
    rules, digest = rules_in_force()
    return _Making(part, before, arriving, rules, digest, Path(tempfile.mkdtemp(dir=folder)))


def _reckoned(making: _Making) -> _Making:
    before = making.before
    stored = (path_of(before.events.sha256), path_of(before.dossiers.sha256)) if before else None
    laid = partition_with(stored, making.arriving, making.rules, making.folder)
    return replace(making, laid=laid)


def _put_in_force(row: DossierImport, made: _Making, now: datetime, advance: Advance) -> bool:
    """The partition made anew, the staged rows forgotten; False where it was changed meanwhile."""
    part, before, laid, folder = made.part, made.before, made.laid, made.folder
    assert laid is not None
    with transaction.atomic():
        locked = Partition.objects.select_for_update().filter(name=part.partition).first()
        if (locked and locked.dossiers_id) != (before and before.dossiers_id):
            return False
        if laid.extent:
            of_name = locked or Partition(name=part.partition)
            of_name.events = kept_file(SYSTEM, folder / EVENTS_FILE, now)
            of_name.count = laid.count
            _switch(of_name, folder, laid.extent, made.digest, now)
            if before:
                _discard(before)
        counted = DossierImport.objects.select_for_update().get(pk=row.pk)
        counted.new += laid.change.new
        counted.changed += laid.change.changed
        counted.same += laid.change.same
        counted.older += laid.change.older
        counted.save(update_fields=("new", "changed", "same", "older"))
        events, facts = part.events, part.facts
        part.delete()
        files.discard(events)
        files.discard(facts)
        advance(1)
    return True


def _switch(row: Partition, folder: Path, extent: Extent, digest: str, now: datetime) -> None:
    row.dossiers = kept_file(SYSTEM, folder / DOSSIERS_FILE, now)
    row.settled = kept_file(SYSTEM, folder / SETTLED_FILE, now)
    row.open = kept_file(SYSTEM, folder / OPEN_FILE, now)
    row.extent, row.rules, row.changed_at = EXTENTS.plain(extent), digest, now
    row.save()


def _discard(row: Partition, *, is_again: bool = False) -> None:
    """The files that the partition had; told again, its steps are the same. A board that found them in force may be
    reading them."""
    for old in (None if is_again else row.events, row.dossiers, row.settled, row.open):
        if old:
            files.supersede(old)


def kept_file(actor: Actor, path: Path, now: datetime) -> StoredFile:
    return files.store(actor, data=path.read_bytes(), name=path.name, now=now, is_own=True)


@contextmanager
def new_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="caicach-dossiers-") as folder:
        yield Path(folder)
