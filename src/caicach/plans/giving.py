"""What a confirmation is about to give, counted before it happens."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from caicach.drafts.domain.draft import Draft
from caicach.drafts.domain.problems import ReviewedDraft
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.text.collation import collation_key
from caicach.organisations.domain.succession import heirs_on, office_name
from caicach.organisations.queries import register
from caicach.plans.domain.giving import EndedUnit, Giving
from caicach.plans.due_days import due_day, takes_common_deadline

D = TypeVar("D", bound=Draft)


def giving_of(chosen: Iterable[ReviewedDraft[D]], *, issued_on: date, on: date) -> Giving:
    """Of the drafts chosen, given as of ``issued_on`` on the day ``on``. Six SQL queries."""
    calendar = calendar_in_force()
    parts: Counter[str] = Counter()
    units: Counter[str] = Counter()
    tasks = 0
    for one in chosen:
        tasks += 1
        given = {addressee.unit for addressee in one.addressing.all}
        units.update(given)
        due_on, _ = due_day(one.draft, issued_on, calendar)
        kind = _kind(one.draft, due_on, on)
        parts[kind] += len(given)
    return Giving(
        tasks=tasks,
        assignments=units.total(),
        units=len(units),
        undated=parts["undated"],
        recurring=parts["recurring"],
        awaiting=parts["awaiting"],
        late=parts["late"],
        ended=ended_units({(code, issued_on): count for code, count in units.items()}, on),
    )


def _kind(draft: Draft, due_on: date | None, on: date) -> str:
    if takes_common_deadline(draft, due_on):
        return "undated"
    if due_on is not None:
        return "late" if due_on < on else "dated"
    return "recurring" if draft.recurrence is not None else "awaiting"


def ended_units(counts: Mapping[tuple[str, date], int], on: date) -> tuple[EndedUnit, ...]:
    """Of the units counted, each with the day on which it got the work, those whose body is gone by ``on``, by name.

    Six SQL queries.
    """
    known = register()
    now = known.on(on).by_code
    found: dict[str, EndedUnit] = {}
    for (code, start), count in sorted(counts.items()):
        heirs = heirs_on(known, code, start, on)
        if code in heirs:
            continue
        before = found[code].assignments if code in found else 0
        named = sorted(((heir, now[heir].office_name) for heir in heirs), key=lambda one: collation_key(one[1]))
        found[code] = EndedUnit(code, office_name(known, code, start), before + count, tuple(named))
    return tuple(sorted(found.values(), key=lambda unit: collation_key(unit.name)))
