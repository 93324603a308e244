"""Reads of the ranking with intervals, the gap of a unit, what-ifs and remedies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caicach.indices.definition.rules.base import Given
from caicach.indices.definition.rules.counting import Deadline
from caicach.indices.domain.cycle import Cells
from caicach.indices.domain.efforts import Effort, efforts_of
from caicach.indices.domain.float_tree import FloatTree
from caicach.indices.domain.gap import Beside, Gap, gap_of
from caicach.indices.domain.remedies import RemedySet, Target, cheapest_remedies
from caicach.indices.domain.score_uncertainty import ScoreUncertainty, Uncertain, score_uncertainty
from caicach.indices.domain.what_if import Change, Difference, differences
from caicach.indices.models import AcceptedRemedy, Scenario, ScoringYear
from caicach.indices.scored_years import (
    LastYear,
    ScoredYear,
    efforts_said,
    remarks_of,
    scored_year,
    unit_of,
    year_beside,
)
from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.texts import check_length
from caicach.kernel.said import NOTHING, Said
from caicach.organisations.queries import unit_facts
from caicach.plans.queries.completion import Lead, completed_on, leads_of

__all__ = [
    "AcceptedRow",
    "ScoredYear",
    "UnitYear",
    "accepted_rows",
    "cells_of",
    "gap_page",
    "ranking_with_intervals",
    "remedy_page",
    "scenarios",
    "what_if_page",
]


@dataclass(frozen=True)
class UnitYear:
    """What every page of a unit begins with."""

    found: ScoredYear
    unit: str
    may_act: bool

    @property
    def row(self) -> ScoringYear:
        return self.found.row

    @property
    def name(self) -> str:
        return self.found.names[self.unit]


@dataclass(frozen=True)
class AcceptedRow:
    """A remedy that became a task. ``won``: what the component had more in the next year, where it is known."""

    component: str
    name: str
    words: Said
    expected: Decimal
    task_id: int
    done_on: date | None
    is_cancelled: bool
    won: Decimal | None
    lead: str = ""
    due_on: date | None = None


def _unit_year(actor: Actor, year_id: int, unit: str) -> UnitYear:
    found = scored_year(actor, year_id)
    may_act = actor.may(Permission.INDEX_SCORE, unit=unit) or actor.may(Permission.INDEX_MANAGE)
    return UnitYear(found, unit_of(found, unit), may_act)


def ranking_with_intervals(
    actor: Actor, year_id: int, *, draws: int, seed: int, noise: float
) -> tuple[ScoredYear, ScoreUncertainty]:
    """Rank intervals of every unit that the actor may see."""
    found = scored_year(actor, year_id)
    tree = FloatTree(found.scored)
    return found, score_uncertainty(tree, found.errors, Uncertain(noise), draws=draws, seed=seed)


def gap_page(actor: Actor, year_id: int, unit: str, *, target: Decimal | None) -> tuple[UnitYear, Gap, LastYear | None]:
    page = _unit_year(actor, year_id, unit)
    last = year_beside(page.found, unit)
    beside = Beside(
        remarks=remarks_of(page.found, unit),
        last_year=last.nodes if last else {},
        target=target,
        efforts=efforts_said(page.row, unit),
    )
    return page, gap_of(page.found.scored, unit, beside), last


def what_if_page(
    actor: Actor, year_id: int, unit: str, cells: Mapping[str, Cells]
) -> tuple[UnitYear, tuple[Difference, ...], Mapping[str, tuple[Decimal | None, Decimal | None, Said]]]:
    """Who moves, and by component the points before, after, and why a changed cell was not taken."""
    page = _unit_year(actor, year_id, unit)
    before = page.found.scored
    changes = [Change(unit, code, _input_of(page.found, unit, code, one)) for code, one in cells.items()]
    after = before.with_changes(changes)
    then, now = before.scores.units[unit].nodes, after.scores.units[unit].nodes
    reasons = {code: now[code].reason if now[code].points is None else NOTHING for code in cells}
    rows = {
        node.code: (then[node.code].points, now[node.code].points, reasons.get(node.code, NOTHING))
        for node in before.definition.components()
    }
    return page, differences(before.scores, after.scores), rows


def _input_of(found: ScoredYear, unit: str, code: str, cells: Cells) -> Given:
    old = found.scored.inputs.given.get(code, {}).get(unit)
    return Given(cells.value, cells.numerator, cells.denominator, old.level if old else "")


def cells_of(found: ScoredYear, code: str, text: str) -> Cells:
    """What is typed in one field: «9/10» is a numerator and a denominator, except where days are meant."""
    typed = check_length(" ".join(text.split()), 200)
    above, slash, below = typed.partition("/")
    if slash and not isinstance(found.scored.column(code).rule, Deadline):
        return Cells("", above.strip(), below.strip())
    return Cells(typed)


def scenarios(page: UnitYear) -> Sequence[Scenario]:
    return list(Scenario.objects.filter(year=page.row, unit_id=page.unit).order_by("name"))


def remedy_page(
    actor: Actor, year_id: int, unit: str, *, target: Target | None, on: date, counts_chances: bool = False
) -> tuple[UnitYear, Mapping[str, Effort], RemedySet | None, tuple[AcceptedRow, ...]]:
    page = _unit_year(actor, year_id, unit)
    scored = page.found.scored
    said = efforts_said(page.row, unit)
    found = None
    if target is not None:
        if target.rank is not None and not page.found.sees_others:
            raise InvalidInput(
                "index_remedy.no_ranking",
                what="Chưa tìm được tổ hợp theo thứ hạng.",
                why="Kỳ chấm chưa công bố: chưa biết điểm của các đơn vị khác.",
                todo="Hãy chọn mục tiêu theo tỷ lệ điểm.",
            )
        found = cheapest_remedies(
            scored, unit, target, efforts=_not_accepted(page, said), on=on, counts_chances=counts_chances
        )
    return page, efforts_of(scored.definition, said), found, accepted_rows(page)


def _not_accepted(page: UnitYear, said: Mapping[str, Effort]) -> Mapping[str, Effort]:
    """What is a task already costs nothing more: it is counted on."""
    rows = AcceptedRemedy.objects.filter(year=page.row, unit_id=page.unit).values_list("component", "task_id")
    taken = dict(rows.order_by("component"))
    living = completed_on(list(taken.values()))
    return {**said, **{code: Effort(code, Decimal(0)) for code, task in taken.items() if task in living}}


def accepted_rows(page: UnitYear) -> tuple[AcceptedRow, ...]:
    """Five SQL queries and those of the next year's result."""
    rows = list(AcceptedRemedy.objects.filter(year=page.row, unit_id=page.unit).order_by("component"))
    done = completed_on([row.task_id for row in rows])
    leads = leads_of([row.task_id for row in rows])
    called = {fact.code: fact.office_name for fact in unit_facts({lead.unit for lead in leads.values()})}
    following = year_beside(page.found, page.unit, step=1) if rows else None
    names = page.found.scored.definition.by_code
    found = []
    for row in rows:
        later = following.nodes.get(row.component) if following else None
        won, lead = None, leads.get(row.task_id, Lead("", None))
        if later is not None and later.points is not None:
            won = later.points - (row.points_before or Decimal(0))
        found.append(
            AcceptedRow(
                row.component,
                names[row.component].name,
                row.words,
                row.expected_points,
                row.task_id,
                done.get(row.task_id),
                row.task_id not in done,
                won,
                called.get(lead.unit, lead.unit),
                lead.due_on,
            )
        )
    return tuple(found)
