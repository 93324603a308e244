"""The evaluation by TT 01/2018 of units in a period of old, as far as dossiers tell."""

from dataclasses import replace

from caicach.dossiers.domain.board import Grouping, Kind
from caicach.dossiers.domain.nine import NineLine, refuse_other_periods
from caicach.dossiers.engine.nine import nine_lines
from caicach.dossiers.obtaining import parts_in_force
from caicach.dossiers.queries.boards import BoardFilters, question_of, standing_of
from caicach.kernel.access import Actor


def nine(actor: Actor, filters: BoardFilters, *, grouping: Grouping | None) -> tuple[NineLine, ...]:
    """Of dossiers that ended in the period. Some five SQL queries. Raises InvalidInput for a period of today."""
    refuse_other_periods(filters.first, filters.last)
    parts, asked = parts_in_force(), question_of(actor, replace(filters, kind=Kind.HANDLED))
    if not parts:
        return ()
    with standing_of(parts, asked) as db:
        return nine_lines(db, grouping)
