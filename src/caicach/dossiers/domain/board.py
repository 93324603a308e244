"""What the one-stop board says: figures of a period by unit, field, procedure, channel, month, and their rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from caicach.dossiers.domain.clock.values import Channel, Verdict
from caicach.dossiers.domain.process import Way
from caicach.dossiers.domain.supervision.tables import Counts
from caicach.kernel.ordering import Order


class Grouping(StrEnum):
    UNIT = "unit"
    FIELD = "field"
    PROCEDURE = "procedure"
    CHANNEL = "channel"
    MONTH = "month"


class Kind(StrEnum):
    """Which dossiers of the period a list holds."""

    ALL = "all"
    RECEIVED = "received"
    SENT_ONLINE = "sent_online"  # received in the period, by a service online in whole or in part
    HANDLED = "handled"
    EARLY = "early"
    ON_TIME = "on_time"
    KEPT = "kept"  # early or on time
    LATE = "late"
    IN_HAND = "in_hand"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    WAITING = "waiting"
    SOON = "soon"
    LATE_766 = "late_766"
    NO_APOLOGY = "no_apology"
    ASKED_AGAIN = "asked_again"
    ANSWERED_LATE = "answered_late"
    PAUSED_LAST_DAY = "paused_last_day"
    LAST_MINUTE = "last_minute"
    IN_BULK = "in_bulk"
    REOPENED = "reopened"
    UNJUDGED = "unjudged"
    NOT_ONLINE = "not_online"
    NOT_PAID_ONLINE = "not_paid_online"
    NO_RESULT = "no_result"
    NOT_DIGITISED = "not_digitised"
    NOT_REUSED = "not_reused"
    NOT_SHARED = "not_shared"
    NOT_IDENTIFIED = "not_identified"
    DISLIKED = "disliked"


@dataclass(frozen=True)
class Question:
    """Dossiers received in the period, or in hand at its beginning, as known at ``now``; ``units`` None: all of them.

    ``soon``: what is due until then is about to be late. ``agency``: who had it when time ran out, or has it now.
    ``over``: overdue by more days than the first, and at most the second where it is not 0. ``way``: received in the
    period and gone from the first of these steps right to the second, or through the second where there is no first.
    """

    first: date
    now: datetime
    units: frozenset[str] | None
    field: str = ""
    procedure: str = ""
    channel: Channel | None = None
    month: str = ""
    kind: Kind = Kind.ALL
    soon: date | None = None
    agency: str = ""
    over: tuple[int, int] | None = None
    way: Way | None = None
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class BoardLine:
    """``unjudged``: no clock can be told of them, and they are in no other figure. ``late_766``: late by index 766."""

    key: str
    counts: Counts
    unjudged: int
    late_766: int
    judged_766: int

    @property
    def on_time_share(self) -> Decimal | None:
        """Of what was handled, by the law, what was on time or early; None where nothing was."""
        handled = self.counts.handled
        return Decimal(handled - self.counts.late) / handled if handled else None


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier in a list; ``late_by`` is who had it when time ran out, or has it now."""

    code: str
    unit: str
    procedure: str
    field: str
    channel: Channel
    received_at: datetime | None
    due_on: date | None
    ended_at: datetime | None
    verdict: Verdict | None
    late_by: str
    requests: int
    apologies: int
    is_late_766: bool | None
    problem: str


@dataclass(frozen=True, slots=True)
class LateAgency:
    """Who had dossiers when their time ran out, or went over its part: those ended late, and those overdue."""

    name: str
    late: int
    overdue: int


@dataclass(frozen=True)
class DossierPage:
    items: tuple[DossierLine, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class Board:
    """``backlog``: those overdue by more days than the first, up to the second; ``suspicious``: counts by kind of list;
    ``agencies``: who made dossiers late, where that was asked; ``soon``: those about to be late, where it was."""

    lines: tuple[BoardLine, ...]
    total: BoardLine
    backlog: tuple[tuple[tuple[int, int], int], ...]
    suspicious: Mapping[Kind, int]
    agencies: tuple[LateAgency, ...] = ()
    soon: int = 0
