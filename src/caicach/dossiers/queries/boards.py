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
from caicach.dossiers.domain.process import Way
from caicach.dossiers.domain.supervision.tables import Counts
from caicach.dossiers.engine import standing
from caicach.dossiers.engine.choosing import answering
from caicach.dossiers.engine.connecting import Connection
from caicach.dossiers.engine.moments import DAY
from caicach.dossiers.engine.reckoning import day_of
from caicach.dossiers.engine.standing import PartFiles
from caicach.dossiers.engine.store_flow import add_way
from caicach.dossiers.engine_in_force import engine_in_force
from caicach.dossiers.obtaining import limits_in_force, parts_in_force, seen_units
from caicach.dossiers.rules_in_force import stale_partitions
from caicach.kernel.access import Actor
from caicach.kernel.calendar.in_force import working_time_in_force
from caicach.kernel.ordering import Order
from caicach.kernel.periods import Stretch
from caicach.kernel.unchanged import while_unchanged
from caicach.organisations import queries as organisations

SOON_DAYS: Final = 3
AGES: Final = standing.AGES
LIST_COLUMNS: Final = tuple(standing.LIST_COLUMNS)
"""What a list can be ordered by."""


@dataclass(frozen=True)
class BoardFilters:
    """Of the period from ``first`` to ``last``, both included, as known at ``now`` where that is earlier than its end.

    ``unit`` stands for itself and what is below it; ``is_alone`` for itself only. ``agency``, ``over`` and ``way``
    are of lists alone (``Question``).
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
    way: Way | None = None
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


_COLUMNS: Final = {
    Grouping.UNIT: ("unit",),
    Grouping.FIELD: ("field",),
    Grouping.PROCEDURE: ("procedure",),
    Grouping.CHANNEL: ("channel",),
    Grouping.MONTH: ("month",),
    None: ("channel",),  # few, and of every dossier
}
"""By what the figures of a board are counted: no finer than is asked, for that is what a look at them costs."""


def board(actor: Actor, filters: BoardFilters, *, grouping: Grouping | None, has_soon: bool = False) -> Board:
    """Figures by group with those of the whole, the backlog by age, and what looks odd; without a grouping of the whole
    alone, and who made dossiers late, for which every dossier of the period is read. ``has_soon``: also how many are
    about to be late. Of a period that is over it is kept while nothing is written. Some five SQL queries."""
    asked = question_of(actor, filters)
    if has_soon:
        asked = replace(asked, soon=_soon(filters))
    return _past_board(asked, grouping) if asked.now < filters.now else _board_of(asked, grouping)


@while_unchanged()
def _past_board(asked: Question, grouping: Grouping | None) -> Board:
    """Its moment is the end of the period, whenever somebody asks; what later steps say is told by the pure clock."""
    return _board_of(asked, grouping)


def _board_of(asked: Question, grouping: Grouping | None) -> Board:
    parts = parts_in_force()
    if not parts:
        return Board((), _nothing(), (), {})
    with _board(parts, asked, _COLUMNS[grouping], has_settled=grouping is None) as db:
        whole = standing.lines(db, None)
        return Board(
            standing.lines(db, grouping) if grouping else whole,
            whole[0] if whole else _nothing(),
            standing.backlog(db),
            MappingProxyType(standing.suspicious(db)),
            () if grouping else standing.late_agencies(db),
            standing.soon_due(db),
        )


def by_part(actor: Actor, filters: BoardFilters, grouping: Grouping) -> tuple[BoardLine, ...]:
    """As ``board``, each key with its part of the official table: ``II/Hộ tịch``."""
    parts, asked = parts_in_force(), question_of(actor, filters)
    if not parts:
        return ()
    with _board(parts, asked, ("part", *_COLUMNS[grouping])) as db:
        return standing.lines(db, grouping, by_part=True)


def dossiers(actor: Actor, filters: BoardFilters, *, page: int = 1, size: int = 50) -> DossierPage:
    """One page of a list, in its own order or as the filters order (``LIST_COLUMNS``). Some five SQL queries."""
    parts, asked = parts_in_force(), question_of(actor, filters)
    if not parts:
        return DossierPage((), 0, 1, size)
    with standing_of(parts, asked) as db:
        if asked.way:
            add_way(db, parts, asked)
        names = organisations.office_names_on(filters.as_of.date()) if filters.order else {}
        total, items = standing.rows(db, asked, limit=size, offset=(page - 1) * size, names=names)
    return DossierPage(items, total, page, size)


def choices(actor: Actor, filters: BoardFilters) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fields and procedures of the dossiers that the actor sees. Some three SQL queries."""
    return _choices(question_of(actor, filters).units)


@while_unchanged()
def _choices(units: frozenset[str] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    parts = parts_in_force()
    if not parts:
        return (), ()
    with answering(engine_in_force(), "512MB") as db:
        return standing.choices(db, parts, units)


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
        way=filters.way,
        kind=filters.kind,
        order=filters.order,
        soon=_soon(filters) if filters.kind is Kind.SOON else None,
    )


def _soon(filters: BoardFilters) -> date:
    """The last day of those that are about to be late."""
    return working_time_in_force().calendar.add_working_days(filters.as_of.date(), SOON_DAYS)


@contextmanager
def _board(
    parts: Sequence[PartFiles], asked: Question, columns: Sequence[str], *, has_settled: bool = False
) -> Iterator[Connection]:
    whole = replace(asked, agency="", over=None, way=None)  # sums of months know none of them
    with answering(engine_in_force(), "512MB") as db:
        standing.add_board(db, parts, whole, _past(whole), has_settled=has_settled, columns=columns)
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
