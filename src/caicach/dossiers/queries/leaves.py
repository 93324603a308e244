"""Components of Decision 766 that dossiers tell of, by unit or procedure; shares of procedures need the register."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from caicach.dossiers.domain.board import Grouping
from caicach.dossiers.domain.leaves import LeafLine, ProcedureLeaf, Tally
from caicach.dossiers.engine.choosing import answering
from caicach.dossiers.engine.leaves import leaf_lines
from caicach.dossiers.engine_in_force import engine_in_force
from caicach.dossiers.obtaining import parts_in_force, seen_units
from caicach.dossiers.queries.boards import BoardFilters, question_of
from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.periods import Stretch
from caicach.kernel.unchanged import while_unchanged
from caicach.organisations import queries as organisations
from caicach.organisations.domain.units import Level
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
    with answering(engine_in_force(), "512MB") as db:
        return leaf_lines(db, parts, asked, grouping)


def refuse_unseen(actor: Actor, unit: str) -> None:
    """Raises NotFound where the actor sees no dossiers of the unit."""
    seen = seen_units(actor)
    if seen is not None and unit not in seen:
        raise NotFound(
            "dossiers.no_unit",
            what="Không có đơn vị này.",
            why="Đơn vị không có trong danh sách, hoặc bạn không được xem hồ sơ của đơn vị.",
            todo="Hãy chọn đơn vị khác.",
        )


@while_unchanged()
def unit_leaves(period: Stretch) -> Mapping[str, LeafLine]:
    """Of every unit by itself in a period; of the province, all of them. Some ten SQL queries, once for all figures
    of a set that rest on it."""
    asked = BoardFilters.of_period(period)
    found = {line.key: line for line in leaves(SYSTEM, asked, grouping=Grouping.UNIT)}
    whole = leaves(SYSTEM, asked, grouping=None)
    codes = province_codes(period.last)
    return MappingProxyType(found | {code: replace(line, key=code) for code in codes for line in whole})


def province_codes(on: date) -> tuple[str, ...]:
    """Codes of the units that stand for the whole province, the province itself first. One SQL query."""
    found = [one for one in organisations.units_on(on) if one.level is Level.PROVINCE]
    return tuple(one.code for one in sorted(found, key=lambda one: not one.is_province))


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
