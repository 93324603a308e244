"""What is kept beside the dossiers of a partition so that a board need not read them all.

``settled``: counts of those that have ended for good, by what a board can ask for; ``open``: all others, row by row.
Where the period holds every receipt of the partition and no later step is known, both together are its dossiers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from caicach.dossiers.domain.board import Kind
from caicach.dossiers.engine.connecting import Connection, first
from caicach.dossiers.engine.counted import LEAF_KINDS, listed_by

BULK: Final = 10
"""So many received by one unit in one minute are a bulk."""
_LAST_MINUTES: Final = 5 * 60_000_000
ENDED: Final = "verdict IN ('early', 'on_time', 'late', 'not_judged')"
_SETTLED: Final = (
    f"coalesce(problem IS NULL AND NOT is_reopened AND received_us IS NOT NULL AND ended_us IS NOT NULL AND {ENDED} "
    "AND is_late_766 IS NOT NULL, false)"
)
MONTH: Final = "strftime(make_timestamp(received_us), '%Y-%m')"
IS: Final[Mapping[Kind, str]] = {
    Kind.ALL: "verdict IS NOT NULL",
    Kind.RECEIVED: "verdict IS NOT NULL AND NOT is_carried",
    Kind.SENT_ONLINE: "verdict IS NOT NULL AND NOT is_carried AND channel IN ('online', 'online_partial')",
    Kind.HANDLED: ENDED,
    Kind.EARLY: "verdict = 'early'",
    Kind.ON_TIME: "verdict IN ('on_time', 'not_judged')",
    Kind.KEPT: "verdict IN ('early', 'on_time', 'not_judged')",
    Kind.LATE: "verdict = 'late'",
    Kind.IN_HAND: "verdict IN ('open_in_time', 'open_overdue', 'suspended', 'not_started')",
    Kind.IN_TIME: "verdict IN ('open_in_time', 'suspended', 'not_started')",
    Kind.OVERDUE: "verdict = 'open_overdue'",
    Kind.WAITING: "verdict = 'suspended'",
    Kind.SOON: "verdict = 'open_in_time'",
    Kind.LATE_766: "verdict IS NOT NULL AND is_late_766",
    Kind.NO_APOLOGY: "verdict IN ('late', 'open_overdue') AND apologies = 0",
    Kind.ASKED_AGAIN: "verdict IS NOT NULL AND requests > 1",
    Kind.ANSWERED_LATE: "is_answer_late",
    Kind.PAUSED_LAST_DAY: "paused_on_last_day",
    Kind.LAST_MINUTE: f"verdict = 'on_time' AND NOT is_hours AND due_us - ended_us <= {_LAST_MINUTES}",
    Kind.IN_BULK: "verdict IS NOT NULL AND in_bulk",
    Kind.REOPENED: "is_reopened",
    Kind.UNJUDGED: "verdict IS NULL AND received_us IS NOT NULL",
    **{kind: listed_by(kind) for kind in LEAF_KINDS},
}
OPEN_KINDS: Final = frozenset({Kind.IN_HAND, Kind.IN_TIME, Kind.OVERDUE, Kind.WAITING, Kind.SOON, Kind.UNJUDGED})
"""What no settled dossier is."""
SUSPICIOUS: Final = (
    Kind.NO_APOLOGY,
    Kind.ASKED_AGAIN,
    Kind.ANSWERED_LATE,
    Kind.LAST_MINUTE,
    Kind.PAUSED_LAST_DAY,
    Kind.IN_BULK,
    Kind.REOPENED,
)
_NEW: Final = "verdict IS NOT NULL AND NOT is_carried AND channel ="
FIGURES: Final[Mapping[str, str]] = {  # the thirteen of ``Counts`` in its order, then those of a line, then oddities
    "online": f"{_NEW} 'online'",
    "online_partial": f"{_NEW} 'online_partial'",
    "post": f"{_NEW} 'post'",
    "direct": f"{_NEW} 'direct'",
    "carried": "verdict IS NOT NULL AND is_carried",
    **{kind.value: IS[kind] for kind in (Kind.EARLY, Kind.ON_TIME, Kind.LATE, Kind.IN_TIME, Kind.OVERDUE)},
    Kind.WAITING.value: IS[Kind.WAITING],
    "not_judged": "verdict = 'not_judged'",
    "ended_before": "verdict IS NOT NULL AND is_carried AND ended_before",
    Kind.UNJUDGED.value: IS[Kind.UNJUDGED],
    Kind.LATE_766.value: IS[Kind.LATE_766],
    "judged_766": "verdict IS NOT NULL",
    **{kind.value: IS[kind] for kind in SUSPICIOUS},
}
COLUMNS: Final = ("unit", "part", "field", "procedure", "channel", "month")
"""What a board groups or chooses by."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Of the dossiers of a partition, in microseconds: receipts, the last step of any, the last end of the settled."""

    first_received: int | None = None
    last_received: int | None = None
    last_step: int | None = None
    last_settled: int | None = None


def figures_of(source: str, columns: Sequence[str] = COLUMNS, more: Mapping[str, str] | None = None) -> str:
    """SQL: the figures of ``source`` and those beside, by some or all of what a board groups or chooses by."""
    keys = ", ".join(f"{MONTH} AS month" if one == "month" else one for one in columns)
    figures = ", ".join(f"count(*) FILTER ({where}) AS {name}" for name, where in {**FIGURES, **(more or {})}.items())
    return f"SELECT {keys}, {figures} FROM {source} GROUP BY ALL"


IN_BULK: Final = "b.minute IS NOT NULL"
"""SQL: whether the unit of the row received so many in that minute; ``b`` is its row of ``bulks``."""


def bulks(source: str) -> str:
    """SQL: the minutes in which a unit received a bulk; codes of one day lie in one partition."""
    return (
        f"SELECT unit, received_us // 60000000 AS minute FROM {source} WHERE received_us IS NOT NULL "
        f"GROUP BY ALL HAVING count(*) >= {BULK}"
    )


def summary(db: Connection) -> tuple[str, str, Extent]:
    """SQL of ``settled`` and of ``open`` over the table ``dossiers``, and its extent."""
    extent = first(
        db,
        f"SELECT min(received_us), max(received_us), max(last_us), max(ended_us) FILTER ({_SETTLED}) FROM dossiers",
    )
    settled = f"(SELECT *, false AS is_carried, false AS ended_before FROM dossiers WHERE {_SETTLED})"
    return figures_of(settled), f"SELECT * FROM dossiers WHERE NOT {_SETTLED} ORDER BY code", Extent(*extent)
