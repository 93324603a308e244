"""Units taking part in a year: of the chosen levels, with those that merged or ended within the year flagged."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from caicach.organisations.domain.directory import Register
from caicach.organisations.domain.units import Level, UnitFact


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of the scored year. ``ended_on`` is the first day on which it was no more, within the year."""

    code: str
    name: str
    level: Level
    ended_on: date | None = None
    successors: tuple[str, ...] = ()

    @property
    def is_flagged(self) -> bool:
        return self.ended_on is not None


def candidates(register: Register, levels: Collection[Level], *, year: int) -> tuple[Candidate, ...]:
    """Every body of the levels that existed on a day of the year, one for each code, in order of level and code.

    Where a code was handed to another body within the year, the last body is taken.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    by_code: dict[str, list[UnitFact]] = defaultdict(list)
    for fact in register.facts:
        if (fact.valid_from is None or fact.valid_from <= last) and (fact.valid_to is None or fact.valid_to > first):
            by_code[fact.code].append(fact)
    order = {level: number for number, level in enumerate(Level)}
    found = [_candidate(register, facts, last) for facts in by_code.values()]
    chosen = [one for one in found if one.level in levels]
    return tuple(sorted(chosen, key=lambda one: (order[one.level], one.code)))


def _candidate(register: Register, facts: list[UnitFact], last: date) -> Candidate:
    latest = max(facts, key=lambda fact: fact.valid_from or date.min)
    ended = latest.valid_to if latest.valid_to is not None and latest.valid_to <= last else None
    successors = tuple(_successors(register, latest.code, ended)) if ended else ()
    return Candidate(latest.code, latest.office_name, latest.level, ended, successors)


def _successors(register: Register, code: str, ended: date) -> Iterator[str]:
    for change in register.changes:
        if change.effective_on == ended and code in change.from_codes:
            yield from change.to_codes
