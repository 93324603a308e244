"""The one-stop board and its lists, from the columnar store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Final

from caicach.dossiers.clocks import Clocks
from caicach.dossiers.domain.board import Board, BoardLine, DossierPage, Grouping, Kind, Question
from caicach.dossiers.domain.clock.values import Channel
from caicach.dossiers.domain.limiting import Told
from caicach.dossiers.domain.supervision.tables import Counts
from caicach.dossiers.engine import standing
from caicach.dossiers.engine.choosing import answering
from caicach.dossiers.engine.connecting import Connection
from caicach.dossiers.engine.moments import DAY
from caicach.dossiers.engine.reckoning import day_of
from caicach.dossiers.engine.standing import PartFiles
from caicach.dossiers.engine_in_force import engine_in_force
from caicach.dossiers.obtaining import limits_in_force, parts_in_force, seen_units
from caicach.dossiers.rules_in_force import stale_partitions
from caicach.kernel.access import Actor
from caicach.kernel.calendar.in_force import working_time_in_force
from caicach.kernel.ordering import Order
from caicach.kernel.periods import Stretch
from caicach.organisations import queries as organisations

SOON_DAYS: Final = 3
AGES: Final = standing.AGES
LIST_COLUMNS: Final = tuple(standing.LIST_COLUMNS)
"""What a list can be ordered by."""


@dataclass(frozen=True)
class BoardFilters:
    """Of the period from ``first`` to ``last``, both included, as known at ``now`` where that is earlier than its end.

    ``unit`` stands for itself and what is below it; ``is_alone`` for itself only. ``agency`` and ``over`` are of lists
    alone (``Question``).
    """

    first: date
    last: date
    now: datetime
    unit: str = ""
    is_alone: bool = False
    field: str = ""
    procedure: str = ""
    channel: Channel | None = None
    month: str = ""
    agency: str = ""
    over: tuple[int, int] | None = None
    kind: Kind = Kind.ALL
    order: Order | None = None

    @classmethod
    def of_period(cls, period: Stretch) -> "BoardFilters":
        """Everything of a period, as known at its end."""
        return cls(period.first, period.last, datetime.combine(period.last, time.max))

    @property
    def as_of(self) -> datetime:
        """The last moment that counts."""
        return min(self.now, datetime.combine(self.last, time.max))


def board(actor: Actor, filters: BoardFilters, *, grouping: Grouping | None) -> Board:
    """Figures by group with those of the whole, the backlog by age, and what looks odd; without a grouping of the whole
    alone, and who made dossiers late, for which every dossier of the period is read. Some five SQL queries."""
    parts, asked = parts_in_force(), question_of(actor, filters)
    if not parts:
        return Board((), _nothing(), (), {})
    with _board(parts, asked, has_settled=grouping is None) as db:
        whole = standing.lines(db, None)
        return Board(
            standing.lines(db, grouping) if grouping else whole,
            whole[0] if whole else _nothing(),
            standing.backlog(db, asked.now),
            MappingProxyType(standing.suspicious(db)),
            () if grouping else standing.late_agencies(db),
        )


def by_part(actor: Actor, filters: BoardFilters, grouping: Grouping) -> tuple[BoardLine, ...]:
    """As ``board``, each key with its part of the official table: ``II/Hộ tịch``."""
    parts, asked = parts_in_force(), question_of(actor, filters)
    if not parts:
        return ()
    with _board(parts, asked) as db:
        return standing.lines(db, grouping, by_part=True)


def dossiers(actor: Actor, filters: BoardFilters, *, page: int = 1, size: int = 50) -> DossierPage:
    """One page of a list, in its own order or as the filters order (``LIST_COLUMNS``). Some five SQL queries."""
    parts, asked = parts_in_force(), question_of(actor, filters)
    if not parts:
        return DossierPage((), 0, 1, size)
    with standing_of(parts, asked) as db:
        names = organisations.office_names_on(filters.as_of.date()) if filters.order else {}
        total, items = standing.rows(db, asked, limit=size, offset=(page - 1) * size, names=names)
    return DossierPage(items, total, page, size)


def choices(actor: Actor, filters: BoardFilters) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fields and procedures of the dossiers that the actor sees. Some three SQL queries."""
    parts, asked = parts_in_force(), question_of(actor, filters)
    if not parts:
        return (), ()
    with answering(engine_in_force(), "512MB") as db:
        return standing.choices(db, parts, asked)


def first_day(actor: Actor) -> date | None:
    """The first day of receipt there is, whoever's. One SQL query."""
    del actor
    found = [one.extent.first_received for one in parts_in_force() if one.extent and one.extent.first_received]
    return day_of(min(found) // DAY) if found else None


def is_stale() -> bool:
    """Whether some dossiers are still told by other limits or another calendar than those in force. Two SQL queries."""
    return bool(stale_partitions())


def question_of(actor: Actor, filters: BoardFilters) -> Question:
    units = seen_units(actor)
    if filters.unit:
        own = frozenset({filters.unit})
        below = own if filters.is_alone else own | organisations.subtree(filters.unit, on=filters.as_of.date())
        units = below if units is None else units & below
    days = working_time_in_force().calendar
    return Question(
        first=filters.first,
        now=filters.as_of,
        units=units,
        field=filters.field,
        procedure=filters.procedure,
        channel=filters.channel,
        month=filters.month,
        agency=filters.agency,
        over=filters.over,
        kind=filters.kind,
        order=filters.order,
        soon=days.add_working_days(filters.as_of.date(), SOON_DAYS) if filters.kind is Kind.SOON else None,
    )


@contextmanager
def _board(parts: Sequence[PartFiles], asked: Question, *, has_settled: bool = False) -> Iterator[Connection]:
    whole = replace(asked, agency="", over=None)  # sums of months know neither
    with answering(engine_in_force(), "512MB") as db:
        standing.add_board(db, parts, whole, _past(whole), has_settled=has_settled)
        yield db


@contextmanager
def standing_of(parts: Sequence[PartFiles], asked: Question) -> Iterator[Connection]:
    with answering(engine_in_force(), "512MB") as db:
        standing.add_standing(db, parts, asked, _past(asked))
        yield db


def _past(asked: Question) -> standing.Past:
    clocks = Clocks(limits_in_force(), working_time_in_force())
    begins = datetime.combine(asked.first, time())

    def past(told: Sequence[Told]) -> Sequence[standing.Then]:
        return clocks.past(told, begins=begins, now=asked.now)

    return past


def _nothing() -> BoardLine:
    return BoardLine("", Counts(), 0, 0, 0)
