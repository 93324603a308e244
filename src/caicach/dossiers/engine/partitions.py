"""A partition of the store made anew: staged rows laid over it, or its clocks told again."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caicach.dossiers.engine.connecting import Embedded, connection, first, words
from caicach.dossiers.engine.intake import write_rows
from caicach.dossiers.engine.merging import Change, add_facts, merge
from caicach.dossiers.engine.reckoning import Others, Starts, reckon
from caicach.dossiers.engine.summary import Extent, summary
from caicach.kernel.calendar.hours import WorkingTime

EVENTS_FILE: Final = "events.parquet"
DOSSIERS_FILE: Final = "dossiers.parquet"
SETTLED_FILE: Final = "settled.parquet"
OPEN_FILE: Final = "open.parquet"
_MEMORY: Final = "600MB"
"""Of one partition; some are made beside each other."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What clocks are told by."""

    clock: WorkingTime
    starts: Starts
    others: Others


@dataclass(frozen=True, slots=True)
class Arriving:
    """The staged files of a partition, and whose they are."""

    events: Path
    facts: Path
    source: int
    number: int
    is_of_steps: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """What became of a partition; ``extent`` None where nothing changed and no file was written."""

    change: Change
    count: int
    extent: Extent | None


def partition_with(stored: tuple[Path, Path] | None, arriving: Arriving, rules: Rules, folder: Path) -> Laid:
    """Files of the partition in ``folder`` where anything changed."""
    with connection(_MEMORY) as db:
        change = merge(
            db,
            stored,
            (arriving.events, arriving.facts),
            source=arriving.source,
            number=arriving.number,
            is_of_steps=arriving.is_of_steps,
        )
        extent = None
        if change.is_any:
            write_rows(db, "SELECT * FROM events", folder / EVENTS_FILE)
            extent = _reckoned(db, rules, folder)
        return Laid(change, int(first(db, "SELECT count(*) FROM facts")[0]), extent)


def partition_again(stored: tuple[Path, Path], rules: Rules, folder: Path) -> Extent:
    """The clocks of a partition by other rules."""
    with connection(_MEMORY) as db:
        db.execute(f"CREATE TABLE events AS SELECT * FROM read_parquet({words(str(stored[0]))})")
        add_facts(db, stored[1])
        return _reckoned(db, rules, folder)


def _reckoned(db: Embedded, rules: Rules, folder: Path) -> Extent:
    reckon(db, rules.clock, rules.starts, rules.others)
    write_rows(db, "SELECT * FROM dossiers", folder / DOSSIERS_FILE)
    settled, still_open, extent = summary(db)
    write_rows(db, settled, folder / SETTLED_FILE)
    write_rows(db, still_open, folder / OPEN_FILE)
    return extent
