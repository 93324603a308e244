"""A year as a scored table that can be changed: frozen where it is frozen, as it stands where it is not."""

from collections.abc import Mapping
from dataclasses import dataclass

from caicach.indices.definition.scores import NodeScore
from caicach.indices.domain.comparability import Comparison, compare_editions
from caicach.indices.domain.cycle import Stage, Step
from caicach.indices.domain.efforts import Effort
from caicach.indices.domain.frozen import inputs_from, nodes_from_plain
from caicach.indices.domain.gap import Remark
from caicach.indices.domain.sampling import SamplingError
from caicach.indices.domain.what_if import Scored
from caicach.indices.gathering import inputs_of, scored_sheets
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import FrozenResult, RemedyEffort, ScoreEntry, ScoreEvidence, ScoringYear, Sheet, UnitResult
from caicach.indices.obtaining import sheet_not_found, year_seen
from caicach.kernel.access import Actor, Permission

_SAMPLED = (Stage.COMPUTED.value, Stage.SURVEY.value)  # the later of the two wins, where a component has both


@dataclass(frozen=True)
class ScoredYear:
    """``sees_others``: the actor may see what the other units have; if not, only own units are in the table."""

    row: ScoringYear
    scored: Scored
    names: Mapping[str, str]
    sees_others: bool
    own: frozenset[str]

    @property
    def errors(self) -> Mapping[tuple[str, str], SamplingError]:
        """Sampling errors that were recorded with the surveys. One SQL query."""
        rows = ScoreEntry.objects.filter(sheet__year=self.row, stage__in=_SAMPLED, is_current=True)
        found: dict[tuple[str, str], SamplingError] = {}
        cells = rows.order_by("pk").values_list("component", "sheet__unit_id", "standard_error", "sample_size")
        for component, unit, error, size in cells:
            if (error is not None or size) and unit in self.names:
                found[component, unit] = SamplingError(None if error is None else float(error), size)
        return found


def scored_year(actor: Actor, year_id: int) -> ScoredYear:
    """Raises NotFound for a year without a unit that the actor may see, or without a definition."""
    row = year_seen(actor, year_id)
    sheets = scored_sheets(row)
    sees_others = actor.may(Permission.INDEX_SEE_ALL) or row.step == Step.PUBLISHED.value
    own = frozenset(sheet.unit_id for sheet in sheets if _is_own(actor, sheet))
    shown = sheets if sees_others else [sheet for sheet in sheets if sheet.unit_id in own]
    if not shown:
        raise sheet_not_found()
    definition = definition_of(row)
    result = _in_force(row) if sees_others else None
    frozen = inputs_from(result.inputs) if result is not None and result.inputs else inputs_of(row, shown)
    scored = Scored(definition, frozen.as_inputs(definition), year=row.year)
    names = {sheet.unit_id: sheet.unit_name for sheet in shown}
    return ScoredYear(row, scored, {unit: names.get(unit, unit) for unit in scored.scores.units}, sees_others, own)


def unit_of(found: ScoredYear, unit: str) -> str:
    """The unit, where its gap is the actor's business: own subtree, or everybody's for who sees all."""
    if unit not in found.names or unit not in found.own:
        raise sheet_not_found()
    return unit


def _is_own(actor: Actor, sheet: Sheet) -> bool:
    return actor.may(Permission.INDEX_SEE_ALL) or sheet.unit_id in actor.visible_units


def _in_force(row: ScoringYear) -> FrozenResult | None:
    return row.results.filter(withdrawn_at=None).first()


def remarks_of(found: ScoredYear, unit: str) -> Mapping[str, Remark]:
    """What the unit gave itself, and whether it showed anything for it. Two SQL queries."""
    sheet = {"sheet__year": found.row, "sheet__unit_id": unit}
    given = ScoreEntry.objects.filter(**sheet, stage=Stage.SELF.value, is_current=True).order_by("pk")
    shown = set(ScoreEvidence.objects.filter(**sheet, removed_at=None).values_list("component", flat=True))
    wanted = {node.code for node in found.scored.definition.components() if node.evidence}
    return {
        component: Remark(points, has_evidence=component in shown or component not in wanted)
        for component, points in given.values_list("component", "points")
    }


def efforts_said(row: ScoringYear, unit: str) -> Mapping[str, Effort]:
    rows = RemedyEffort.objects.filter(year=row, unit_id=unit).order_by("component")
    return {one.component: Effort(one.component, one.days, one.is_feasible, one.until, one.probability) for one in rows}


@dataclass(frozen=True)
class LastYear:
    """The year before of the same set; ``comparison`` None where it has no definition to compare with."""

    row: ScoringYear
    comparison: Comparison | None
    nodes: Mapping[str, NodeScore]


def year_beside(found: ScoredYear, unit: str, *, step: int = -1) -> LastYear | None:
    """The nodes of this edition's codes that may be compared, with what the unit had in the other year."""
    other = ScoringYear.objects.filter(set_code=found.row.set_code, year=found.row.year + step).first()
    result = _in_force(other) if other else None
    line = UnitResult.objects.filter(result=result, unit_id=unit).first() if result else None
    if other is None or line is None:
        return None
    nodes = nodes_from_plain(line.nodes)
    if not other.definition_text:
        maxima = {node.code: found.scored.maximum(node.code) for node in found.scored.definition.walk()}
        return LastYear(other, None, {c: n for c, n in nodes.items() if maxima.get(c) == n.maximum})
    pair = compare_editions(
        definition_of(other), found.scored.definition, year_before=other.year, year_after=found.row.year
    )
    held = {after: nodes[before] for after, before in pair.after_to_before.items() if before in nodes}
    return LastYear(other, pair, held)
