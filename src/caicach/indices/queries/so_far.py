"""What the scores of a year come to before it is over."""

from dataclasses import dataclass
from decimal import Decimal

from caicach.indices.scored_years import scored_year
from caicach.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class ScoreSoFar:
    """``reached``: points of what is scored, of ``maximum``; ``missing`` components have no figure yet."""

    unit: str
    reached: Decimal
    maximum: Decimal
    missing: int


def scores_so_far(actor: Actor, year_id: int) -> tuple[ScoreSoFar, ...]:
    """Of every unit that the actor sees. Raises NotFound where there is none, or no definition."""
    found = scored_year(actor, year_id).scored
    top = [node.code for node in found.definition.tree]
    return tuple(
        ScoreSoFar(
            unit,
            sum((score.nodes[code].points or Decimal(0) for code in top), Decimal(0)),
            score.maximum,
            len(score.missing),
        )
        for unit, score in found.scores.units.items()
    )
