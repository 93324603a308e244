"""What a log is asked for, and what the reader of a file has to say about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

ACTIVITY: Final = "concept:name"
TIME: Final = "time:timestamp"


@dataclass(frozen=True, slots=True)
class Roles:
    """The columns (of a table) or keys of attributes (of XES) that say case, activity and time; empty: find them.

    ``more`` are columns of the case that limits need.
    """

    case: str = ""
    activity: str = ""
    time: str = ""
    more: tuple[str, ...] = ()


@dataclass(slots=True)
class Batch:
    """Events of a XES file in their order, by columns; ``case`` is the place of the trace, from 0. None: not said."""

    case: list[int] = field(default_factory=list)
    activity: list[str | None] = field(default_factory=list)
    time: list[str | None] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.case)


@dataclass(slots=True)
class Traces:
    """Traces that ended since the last batch: place, name, and one value for each of ``Roles.more``."""

    place: list[int] = field(default_factory=list)
    name: list[str | None] = field(default_factory=list)
    more: list[Sequence[str | None]] = field(default_factory=list)


@dataclass(slots=True)
class ReadingNotes:
    """What was found on the way; every default that was filled in is counted."""

    is_cut_off: bool = False
    traces: int = 0
    empty_traces: int = 0
    unnamed_traces: int = 0
    activities_by_default: int = 0
