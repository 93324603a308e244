"""Which open dossiers will be late, and how well that was known before."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from caicach.dossiers.domain.board import Kind
from caicach.dossiers.domain.forecast import Cell, Evaluation, Rates, Reason, Seen, evaluation
from caicach.dossiers.engine.outlook import add_mornings, cells_after, cells_learnt, open_dossiers
from caicach.dossiers.obtaining import parts_in_force
from caicach.dossiers.queries.boards import BoardFilters, question_of, standing_of
from caicach.kernel.access import Actor
from caicach.kernel.calendar.in_force import working_time_in_force

LEARNT_DAYS: Final = 365
TESTED_DAYS: Final = 60


@dataclass(frozen=True, slots=True)
class Outlook:
    """An open dossier with its chance of being late, beside that of all with as many days left, and why.

    ``seen``: mornings of its unit, procedure and days left that the chance rests on. ``is_simple`` False: it had
    pauses, and the chance is that of dossiers without.
    """

    code: str
    cell: Cell
    due_on: date
    chance: float
    base: float
    reasons: tuple[tuple[Reason, float], ...]
    seen: Seen
    is_simple: bool


@dataclass(frozen=True)
class Forecast:
    """The most likely to be late first; ``expected``: how many of all of them will be. ``evaluation`` in time order."""

    items: tuple[Outlook, ...]
    expected: float
    learnt: int
    evaluation: Evaluation | None


def forecast(actor: Actor, filters: BoardFilters) -> Forecast:
    """Of the open dossiers that the actor sees; learnt from those of everybody in a year. Some five SQL queries."""
    parts, asked = parts_in_force(), question_of(actor, replace(filters, kind=Kind.IN_TIME))
    if not parts:
        return Forecast((), 0.0, 0, None)
    today = asked.now.date()
    cut = today - timedelta(days=TESTED_DAYS)
    with standing_of(parts, asked) as db:
        add_mornings(db, parts, today - timedelta(days=LEARNT_DAYS), asked.now, working_time_in_force())
        rates = Rates(cells_learnt(db, today))
        tested = evaluation(Rates(cells_learnt(db, cut)), cells_after(db, cut))
        found = [
            Outlook(
                one.code,
                one.cell,
                one.due_on,
                rates.chance(one.cell),
                rates.of_left(one.cell.left),
                rates.reasons(one.cell),
                rates.seen(one.cell),
                one.is_simple,
            )
            for one in open_dossiers(db, asked.now)
        ]
    found.sort(key=lambda one: (-one.chance, one.due_on, one.code))
    return Forecast(tuple(found), sum(one.chance for one in found), rates.all.mornings, tested)
