"""Components of Decision 766 that dossiers tell of, by unit or procedure; shares of procedures need the register."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Final

from caicach.dossiers.domain.board import Grouping
from caicach.dossiers.domain.leaves import LeafLine, ProcedureLeaf, Tally
from caicach.dossiers.engine.connecting import connection
from caicach.dossiers.engine.leaves import leaf_lines
from caicach.dossiers.obtaining import parts_in_force
from caicach.dossiers.queries.boards import BoardFilters, question_of
from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.periods import Stretch
from caicach.procedures.queries import Offers, offers_of
from caicach.procedures.record.codes import family

_OFFERED: Final = {
    ProcedureLeaf.USED_ONLINE: lambda offers: offers.online,
    ProcedureLeaf.HAS_FEE: lambda offers: offers.with_fee,
    ProcedureLeaf.PAID_ONLINE: lambda offers: offers.with_fee,
}


def leaves(actor: Actor, filters: BoardFilters, *, grouping: Grouping | None) -> tuple[LeafLine, ...]:
    """Of the dossiers received in the period that the actor sees. Some five SQL queries."""
    parts, asked = parts_in_force(), question_of(actor, filters)
    if not parts:
        return ()
    with connection("512MB") as db:
        return leaf_lines(db, parts, asked, grouping)


def unit_leaves(period: Stretch) -> dict[str, LeafLine]:
    """Of every unit by itself in a period. Some five SQL queries."""
    asked = BoardFilters(period.first, period.last, datetime.combine(period.last, time.max))
    return {line.key: line for line in leaves(SYSTEM, asked, grouping=Grouping.UNIT)}


def procedure_tallies(
    lines: Mapping[str, LeafLine], units: Sequence[str], period: Stretch
) -> Mapping[str, Mapping[ProcedureLeaf, Tally | None]]:
    """Of procedures that the register says a unit offers, those with such a dossier; None where it says of none.

    A procedure with such a dossier is offered, whatever the register says. Three SQL queries.
    """
    offers = offers_of(units, period.last)
    return {unit: {leaf: _tally(lines.get(unit), offers[unit], leaf) for leaf in ProcedureLeaf} for unit in units}


def _tally(line: LeafLine | None, offers: Offers, leaf: ProcedureLeaf) -> Tally | None:
    offered = _OFFERED[leaf](offers)
    used = frozenset(family(code) for code in line.procedures[leaf]) if line else frozenset()
    return Tally(len(used), len(offered | used)) if offered else None
