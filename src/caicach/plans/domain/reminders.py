"""Who is told what on a day: facts of open work, the rule, the calendar and the day in; a digest a person out.

A person is told of an assignment when it reaches a moment of the rule that it had not reached in the round before, or
when it is new; so nothing is left out where a day was missed, and nobody hears the same twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from heapq import nsmallest
from typing import Final

from caicach.kernel.access import Role
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.vocabulary import AddressRole
from caicach.notifications.domain.channels import Channel
from caicach.notifications.domain.rules import Audience, Rule, RuleStep
from caicach.organisations.domain.posts import RoleHolder
from caicach.plans.domain.reminder_moments import Group, Moments, Reached

LINES: Final = 30
"""Lines of one section; the rest is counted, and stands on the page behind the link."""

_BOTH: Final = frozenset({Channel.PAGE, Channel.EMAIL})


@dataclass(frozen=True, slots=True)
class OpenWork:
    """An assignment whose clock runs: not done, not cancelled, not paused, no event awaited, no claim to decide."""

    assignment_id: int
    task_id: int
    unit: str
    due_on: date
    created_on: date
    delegate: int | None
    role: AddressRole
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something decided about an assignment since the last round that its unit should hear: ``group`` says what."""

    assignment_id: int
    task_id: int
    unit: str
    delegate: int | None
    text: str
    group: Group
    why: str
    due_on: date | None
    is_granted: bool = True


@dataclass(frozen=True, slots=True)
class People:
    """Accounts by what they are told as; each in order of id."""

    focal_points: Mapping[str, tuple[int, ...]]
    heads: Mapping[str, tuple[int, ...]]
    office: tuple[int, ...]
    chair: tuple[int, ...]

    def of_unit(self, unit: str, audiences: frozenset[Audience], delegate: int | None) -> tuple[int, ...]:
        """Who of the unit is told; where nobody is what the rule names, whoever else the unit has."""
        focal, heads = self.focal_points.get(unit, ()), self.heads.get(unit, ())
        if delegate is not None and delegate in (*focal, *heads):
            focal = (delegate,)
        wanted = (*(focal if Audience.FOCAL_POINT in audiences else ()), *(heads if Audience.HEAD in audiences else ()))
        return tuple(dict.fromkeys(wanted or (*focal, *heads)))


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One task; an order to a hundred units is one line, not a hundred: ``units`` are those of its assignments."""

    task_id: int
    units: tuple[str, ...]
    text: str
    role: AddressRole | None
    due_on: date | None
    days: int | None
    why: str = ""
    is_granted: bool = True


@dataclass(frozen=True, slots=True)
class DigestSection:
    group: Group
    lines: tuple[DigestLine, ...]
    total: int  # of lines, those left out too


@dataclass(frozen=True, slots=True)
class Digest:
    """``also_overdue`` counts overdue assignments that the person was told of before."""

    user_id: int
    sections: tuple[DigestSection, ...]
    channels: frozenset[Channel]
    also_overdue: int
    is_of_office: bool

    @property
    def total(self) -> int:
        return sum(section.total for section in self.sections)


@dataclass(frozen=True, slots=True)
class Reminders:
    """The digests of a day by person; ``unreached`` counts what should be told in units where nobody has an account."""

    on: date
    since: date | None
    digests: tuple[Digest, ...]
    unreached: Mapping[str, int]
    uncounted: int


def people_of(holders: Iterable[RoleHolder]) -> People:
    """Accounts by audience, from the roles of a day."""
    focal, heads = defaultdict(list), defaultdict(list)
    office, chair = set(), set()
    for holder in holders:
        if holder.role is Role.FOCAL_POINT:
            focal[holder.unit].append(holder.user_id)
        elif holder.role is Role.UNIT_HEAD:
            heads[holder.unit].append(holder.user_id)
        elif holder.role is Role.STANDING_OFFICE:
            office.add(holder.user_id)
        elif holder.role is Role.LEADER:
            chair.add(holder.user_id)
    return People(_ordered(focal), _ordered(heads), tuple(sorted(office)), tuple(sorted(chair)))


def _ordered(by_unit: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {unit: tuple(sorted(set(ids))) for unit, ids in by_unit.items()}


def reminders_of(
    work: Iterable[OpenWork],
    decisions: Iterable[Decision],
    *,
    people: People,
    rule: Rule,
    calendar: WorkingCalendar,
    on: date,
    since: date | None,
) -> Reminders:
    """The digests of the day ``on``; ``since`` is the day of the round before, None where there was none."""
    gathering = _Gathering(people)
    now, before = Moments(on, rule, calendar), Moments(since or on, rule, calendar)
    for item in work:
        reached = now.of(item.due_on)
        if reached is None:
            continue
        earlier = before.of(item.due_on) if since is not None and item.created_on < since else None
        if earlier is None or earlier.mark != reached.mark:
            gathering.tell(item, reached)
        elif reached.group is Group.OVERDUE:
            gathering.count(item, reached)
    for decision in decisions:
        gathering.tell_decision(decision)
    return gathering.reminders(on, since)


class _Gathering:
    """What is told to whom, filled item by item."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._lines: dict[int, dict[Group, dict[int, DigestLine]]] = defaultdict(lambda: defaultdict(dict))
        self._channels: dict[int, frozenset[Channel]] = defaultdict(frozenset)
        self._counted: Counter[tuple[str, int | None, tuple[RuleStep, ...]]] = Counter()
        self._reachable: dict[tuple[str, int | None, tuple[RuleStep, ...]], dict[int, frozenset[Channel]]] = {}
        self._unreached: Counter[str] = Counter()

    def tell(self, item: OpenWork, reached: Reached) -> None:
        told, line = self._reached_people(item.unit, item.delegate, reached.steps), _line(item, reached.days)
        if not self._people.of_unit(item.unit, frozenset(), None):
            self._unreached[item.unit] += 1
        for user, channels in told.items():
            self._lines[user][reached.group][item.assignment_id] = line
            self._channels[user] |= channels

    def count(self, item: OpenWork, reached: Reached) -> None:
        self._counted[item.unit, item.delegate, reached.steps] += 1

    def tell_decision(self, decision: Decision) -> None:
        unit = frozenset({Audience.FOCAL_POINT})
        for user in self._people.of_unit(decision.unit, unit, decision.delegate):
            self._lines[user][decision.group][decision.assignment_id] = DigestLine(
                decision.task_id,
                (decision.unit,),
                decision.text,
                None,
                decision.due_on,
                None,
                decision.why,
                decision.is_granted,
            )
            self._channels[user] |= _BOTH

    def _reached_people(
        self, unit: str, delegate: int | None, steps: tuple[RuleStep, ...]
    ) -> Mapping[int, frozenset[Channel]]:
        """The people whom these steps tell, and by which channels; found once for a unit."""
        key = (unit, delegate, steps)
        if key not in self._reachable:
            found: dict[int, frozenset[Channel]] = defaultdict(frozenset)
            for step in steps:
                for user in self._audience(unit, delegate, step.audiences):
                    found[user] |= step.channels
            self._reachable[key] = found
        return self._reachable[key]

    def _audience(self, unit: str, delegate: int | None, audiences: frozenset[Audience]) -> Iterable[int]:
        if audiences & {Audience.FOCAL_POINT, Audience.HEAD}:
            yield from self._people.of_unit(unit, audiences, delegate)
        if Audience.OFFICE in audiences:
            yield from self._people.office
        if Audience.CHAIR in audiences:
            yield from self._people.chair

    def reminders(self, on: date, since: date | None) -> Reminders:
        also: Counter[int] = Counter()
        for key, number in self._counted.items():
            for user in self._reached_people(*key):
                also[user] += number
        digests = tuple(self._digest(user, also[user]) for user in sorted(self._lines))
        uncounted = {i for groups in self._lines.values() for i in groups.get(Group.UNCOUNTED, ())}
        return Reminders(on, since, digests, dict(sorted(self._unreached.items())), len(uncounted))

    def _digest(self, user: int, also_overdue: int) -> Digest:
        groups = self._lines[user]
        sections = tuple(_section(group, found.values()) for group in Group if (found := groups.get(group)))
        oversees = user in self._people.office or user in self._people.chair
        return Digest(user, sections, self._channels[user], also_overdue, oversees)


def _line(item: OpenWork, days: int | None) -> DigestLine:
    return DigestLine(item.task_id, (item.unit,), item.text, item.role, item.due_on, days)


def _section(group: Group, lines: Iterable[DigestLine]) -> DigestSection:
    """Lines of the same task and deadline as one, the earliest deadline first: of the overdue that is the worst."""
    together: dict[DigestLine, list[str]] = {}
    for line in lines:
        together.setdefault(replace(line, units=()), []).extend(line.units)
    first = nsmallest(LINES, together, key=lambda line: (line.due_on or date.max, line.task_id))
    return DigestSection(group, tuple(replace(line, units=tuple(together[line])) for line in first), len(together))
