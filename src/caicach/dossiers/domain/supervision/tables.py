"""The tables on handling of dossiers: II.06a/VPCP/KSTT until 31/7/2026, since then 07a and 07b of TT 09/2026/TT-BTP.

Both are counted from the same dossiers, so that one period can be told in both. A dossier counts by its receipt, by
the legal clock at the end of the period, and once. What no rule decides is decided here and said: a dossier that was
refused, withdrawn or stopped counts as handled on time, one that waits for its applicant as in time.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from caicach.dossiers.domain.clock.law import legal_clock
from caicach.dossiers.domain.clock.starting import MIDNIGHT, end_of_day
from caicach.dossiers.domain.clock.values import Channel, Happening, History, LegalClock, Verdict
from caicach.kernel.calendar.hours import WorkingTime

FORMS_OF_JUSTICE_SINCE: Final = date(2026, 8, 1)  # TT 09/2026/TT-BTP


@dataclass(frozen=True, slots=True)
class Counts:
    """A line. ``waiting`` is part of ``open_in_time``, ``not_judged`` of ``on_time``, ``reopened`` of ``carried_over``:
    ended before the period, taken up again since, so that nobody has it among those in hand of the period before."""

    online_full: int = 0
    online_partial: int = 0
    post: int = 0
    direct: int = 0
    carried_over: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    waiting: int = 0
    not_judged: int = 0
    reopened: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def received(self) -> int:
        return self.online_full + self.online_partial + self.post + self.direct + self.carried_over

    @property
    def handled(self) -> int:
        return self.early + self.on_time + self.late

    @property
    def in_hand(self) -> int:
        return self.open_in_time + self.open_overdue


@dataclass(frozen=True)
class Table:
    """``lines`` by part («I» own, «II» of the communes, of form 07b; else one part), then by field."""

    form: str
    columns: tuple[str, ...]
    lines: Mapping[tuple[str, str], tuple[int, ...]]
    total: tuple[int, ...]


_COLUMNS: Final[Mapping[str, tuple[tuple[str, Callable[[Counts], int]], ...]]] = {
    "II.06a": (
        ("3", lambda c: c.received),
        ("4", lambda c: c.online_full + c.online_partial),
        ("5", lambda c: c.direct + c.post),
        ("6", lambda c: c.carried_over),
        ("7", lambda c: c.handled),
        ("8", lambda c: c.early),
        ("9", lambda c: c.on_time),
        ("10", lambda c: c.late),
        ("11", lambda c: c.in_hand),
        ("12", lambda c: c.open_in_time),
        ("13", lambda c: c.open_overdue),
    ),
    "07": (
        ("3", lambda c: c.received),
        ("4", lambda c: c.online_full),
        ("5", lambda c: c.online_partial),
        ("6", lambda c: c.post),
        ("7", lambda c: c.direct),
        ("8", lambda c: c.carried_over),
        ("9", lambda c: c.handled),
        ("10", lambda c: c.early),
        ("11", lambda c: c.on_time),
        ("12", lambda c: c.late),
        ("13", lambda c: c.in_hand),
        ("14", lambda c: c.open_in_time),
        ("15", lambda c: c.open_overdue),
    ),
}
_CHECKS: Final[Mapping[str, tuple[tuple[int, tuple[int, ...]], ...]]] = {
    "II.06a": ((3, (4, 5, 6)), (7, (8, 9, 10)), (11, (12, 13)), (3, (7, 11))),
    "07": ((3, (4, 5, 6, 7, 8)), (9, (10, 11, 12)), (13, (14, 15)), (3, (9, 13))),
}


def form_of(period_ends_on: date, *, has_communes: bool) -> str:
    """The form in force at the end of a period.

    >>> form_of(date(2026, 7, 31), has_communes=False), form_of(date(2026, 8, 14), has_communes=True)
    ('II.06a', '07b')
    """
    if period_ends_on < FORMS_OF_JUSTICE_SINCE:
        return "II.06a"
    return "07b" if has_communes else "07a"


def count_of(history: History, first: date, last: date, clock: WorkingTime) -> Counts | None:
    """One dossier in the period from ``first`` to ``last``, both included; None where it is none of its dossiers.

    Raises InvalidInput outside of the published calendar.
    """
    begins, ends = datetime.combine(first, MIDNIGHT), end_of_day(last)
    received = history.first(Happening.RECEIVED)
    if received is None or received.at >= ends:
        return None
    found = legal_clock(history, now=ends - datetime.resolution, clock=clock)
    if found.ended_at is not None and found.ended_at < begins:
        return None
    if received.at >= begins:
        return Counts(**{_CAME[history.channel]: 1}) + _outcome(found)
    before = legal_clock(history, now=begins - datetime.resolution, clock=clock)
    return Counts(carried_over=1, reopened=int(before.ended_at is not None)) + _outcome(found)


_CAME: Final = {
    Channel.ONLINE: "online_full",
    Channel.ONLINE_PARTIAL: "online_partial",
    Channel.POST: "post",
    Channel.DIRECT: "direct",
}
_ENDED: Final = {Verdict.EARLY: "early", Verdict.ON_TIME: "on_time", Verdict.LATE: "late"}


def _outcome(found: LegalClock) -> Counts:
    if found.verdict in _ENDED:
        return Counts(**{_ENDED[found.verdict]: 1})
    if found.verdict is Verdict.NOT_JUDGED:
        return Counts(on_time=1, not_judged=1)
    if found.verdict is Verdict.OPEN_OVERDUE:
        return Counts(open_overdue=1)
    return Counts(open_in_time=1, waiting=int(found.verdict is Verdict.SUSPENDED))


def table_of(form: str, counted: Iterable[tuple[str, str, Counts]]) -> Table:
    """``counted``: part, field and counts of each dossier, or of each line below."""
    lines: dict[tuple[str, str], Counts] = {}
    for part, field, counts in counted:
        key = (part if form == "07b" else "", field)
        lines[key] = lines.get(key, Counts()) + counts
    columns = _COLUMNS["II.06a" if form == "II.06a" else "07"]
    told = {key: tuple(figure(lines[key]) for _, figure in columns) for key in sorted(lines)}
    total = tuple(map(sum, zip(*told.values(), strict=True))) or (0,) * len(columns)
    return Table(form, tuple(name for name, _ in columns), told, total)


def broken_checks(table: Table) -> tuple[str, ...]:
    """The cross-checks of the form that a table does not meet: a table made here meets all, one that came may not.

    >>> names = tuple(map(str, range(3, 14)))
    >>> broken_checks(Table("II.06a", names, {}, (3, 1, 1, 0, 2, 1, 1, 0, 1, 1, 0)))
    ('(3) = 3, (4) + (5) + (6) = 2',)
    """
    at = {int(name): place for place, name in enumerate(table.columns)}
    found = []
    for line in (*table.lines.values(), table.total):
        for whole, parts in _CHECKS["II.06a" if table.form == "II.06a" else "07"]:
            added = sum(line[at[part]] for part in parts)
            if line[at[whole]] != added:
                found.append(f"({whole}) = {line[at[whole]]}, {' + '.join(f'({part})' for part in parts)} = {added}")
    return tuple(found)
