"""What happened to a dossier, and what the clock says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from caicach.dossiers.domain.clock.rules import RuleSet
from caicach.dossiers.domain.limits import Limit, LimitUnit
from caicach.kernel.said import Said


class Happening(StrEnum):
    """The ten national states, and what the clock needs besides."""

    REGISTERED = "registered"
    RECEIVED = "received"
    REFUSED = "refused"
    HANDLING = "handling"
    SUPPLEMENT_ASKED = "supplement_asked"
    DUTY_ASKED = "duty_asked"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    DONE = "done"
    RETURNED = "returned"
    COMPETENT_RECEIVED = "competent_received"
    TRANSFERRED = "transferred"
    REAPPOINTED = "reappointed"
    APOLOGISED = "apologised"


NATIONAL_STATES: Final = {number: happening for number, happening in enumerate(Happening, start=1) if number <= 10}
ENDS: Final = (Happening.DONE, Happening.RETURNED, Happening.REFUSED, Happening.WITHDRAWN, Happening.STOPPED)
OWED: Final = (Happening.DONE, Happening.RETURNED)
PAUSES: Final = (Happening.SUPPLEMENT_ASKED, Happening.DUTY_ASKED)


class Channel(StrEnum):
    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"
    ONLINE_PARTIAL = "online_partial"

    @property
    def is_online(self) -> bool:
        return self in {Channel.ONLINE, Channel.ONLINE_PARTIAL}


@dataclass(frozen=True, slots=True)
class Event:
    """``agency``: who has the dossier from here on. ``due_on``: the day promised, of a receipt or a re-appointment."""

    at: datetime
    what: Happening
    agency: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class History:
    """Events in order of time. ``is_away``: received away from the territory of the agency that handles it.

    ``field``: of its procedure; ``part``: whose it is in a table of the province, I its own, II the communes'."""

    code: str
    events: tuple[Event, ...]
    limit: Limit
    channel: Channel = Channel.DIRECT
    is_away: bool = False
    field: str = ""
    part: str = ""

    def first(self, *kinds: Happening) -> Event | None:
        return next((event for event in self.events if event.what in kinds), None)

    def every(self, *kinds: Happening) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.what in kinds)


class SpanKind(StrEnum):
    """``VOIDED``: ran, but the time began again from zero after a supplement."""

    RUNNING = "running"
    VOIDED = "voided"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Span:
    """``cause``: the pause that a suspended span is."""

    kind: SpanKind
    start: datetime
    end: datetime
    agency: str = ""
    cause: Happening | None = None


class Verdict(StrEnum):
    NOT_STARTED = "not_started"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    OPEN_IN_TIME = "open_in_time"
    OPEN_OVERDUE = "open_overdue"
    SUSPENDED = "suspended"
    NOT_JUDGED = "not_judged"  # refused, withdrawn, stopped: no result was owed


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that was not kept: ``code`` for programs, ``told`` for people, ``source`` the article."""

    code: str
    told: Said
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class Leg:
    """An agency's part: working time it used while the clock ran, what it had, and how far it went over."""

    agency: str
    used: timedelta
    allowed_days: int | None
    over: timedelta


@dataclass(frozen=True)
class LegalClock:
    """``first_due`` is the end by the receipt, ``due`` after pauses and a new start, ``new_due_on`` the day of the one
    re-appointment. Lateness is told against ``due``, and against ``new_due_on`` beside it."""

    rules: RuleSet
    starts_at: datetime | None
    first_due: datetime | None
    due: datetime | None
    new_due_on: date | None
    ended_at: datetime | None
    spans: Sequence[Span]
    verdict: Verdict
    verdict_of_new_due: Verdict | None
    breaches: Sequence[Breach]
    legs: Sequence[Leg]


@dataclass(frozen=True)
class Reckoning766:
    """Index 766's own way: pauses are taken out, a second request makes it late, and the end may be another.

    ``used`` of ``allowed``, both in ``unit``; None where they do not decide."""

    end: datetime | None
    is_late: bool | None
    requests: int
    used: Decimal | None
    unit: LimitUnit
    reason: Said
    allowed: int | None = None
