"""How the work of a unit, a procedure, a field really flows."""

from caicach.dossiers.domain.process import ProcessFlow
from caicach.dossiers.engine.store_flow import process_flow
from caicach.dossiers.obtaining import parts_in_force
from caicach.dossiers.queries.boards import BoardFilters, question_of, standing_of
from caicach.kernel.access import Actor
from caicach.kernel.calendar.in_force import working_time_in_force


def flow(actor: Actor, filters: BoardFilters) -> ProcessFlow:
    """Of the dossiers received in the period, their steps up to its end. Some five SQL queries."""
    parts, asked = parts_in_force(), question_of(actor, filters)
    if not parts:
        return ProcessFlow(0, (), (), (), 0, (), 0, ())
    with standing_of(parts, asked) as db:
        return process_flow(db, parts, asked, working_time_in_force())
