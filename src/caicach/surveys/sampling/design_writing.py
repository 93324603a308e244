"""What a person chose in a form -> the design as YAML, which is what is recorded and can be drawn by again."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from caicach.kernel.said import tell
from caicach.surveys.sampling.sizes import size_for
from caicach.surveys.sampling.values import Allocation, Margin, Method
from caicach.surveys.yaml_text import Plain, block, flow

_EVERYBODY = 2_000_000_000


@dataclass(frozen=True)
class Clusters:
    """A stage of clusters: their column, how they are drawn, by what size; ``count``: in each cluster above, None of
    the first stage, whose number is the sample's size."""

    column: str
    method: Method
    measure: str
    count: int | None


@dataclass(frozen=True)
class DrawChoices:
    """``size``: units of the first stage; of ``margin`` people, whose clusters are counted from ``each``, the rows
    drawn in one of the last stage."""

    strata: str
    size: int | None
    margin: Margin | None
    allocation: Allocation
    minimum: int
    deviations: Mapping[str, float]
    clusters: tuple[Clusters, ...]
    each: int | None
    method: Method
    order: str
    reserve: float


def written_draw(asked: DrawChoices) -> str:
    """As ``read_draw`` reads it."""
    note, size = "", asked.size
    margin = asked.margin
    if margin is not None and asked.clusters:
        people = size_for(margin, _EVERYBODY)
        size = math.ceil(people / _in_a_cluster(asked))
        why = tell(
            "{count} người để đạt ±{margin}, hệ số thiết kế {effect}",
            count=str(people),
            margin=f"{margin.margin:g}",
            effect=f"{margin.design_effect:g}",
        )
        note = f"  # {why}\n"
        margin = None
    total: dict[str, Plain] = {"size": size} if margin is None else {"margin": _margin(margin)}
    total |= {"allocation": asked.allocation.value, "minimum": asked.minimum}
    if asked.allocation is Allocation.NEYMAN:
        total["deviations"] = dict(asked.deviations)
    head = block({"strata": asked.strata or None, "order": asked.order or None}, "  ")
    stages = "".join(f"    - {flow(stage)}\n" for stage in _stages(asked))
    parts = [
        "draw:\n",
        head,
        note,
        f"  total: {flow(total)}\n",
        f"  reserve: {asked.reserve:g}\n",
        "  stages:\n",
        stages,
    ]
    return "".join(parts)


def _in_a_cluster(asked: DrawChoices) -> int:
    """Rows that one cluster of the first stage brings; a cluster taken whole counts as one, for who knows its size."""
    counts = [one.count or 1 for one in asked.clusters[1:]]
    return math.prod(counts) * (asked.each or 1)


def _stages(asked: DrawChoices) -> list[Plain]:
    stages: list[Plain] = []
    for one in asked.clusters:
        stage: dict[str, Plain] = {"unit": one.column, "method": one.method.value}
        if one.method is Method.PPS and one.measure:
            stage["measure"] = one.measure
        if one.count is not None:
            stage["size"] = one.count
        stages.append(stage)
    last: dict[str, Plain] = {"method": asked.method.value}
    if not asked.clusters:
        stages.append(last)
    elif asked.each is not None:
        stages.append(last | {"size": asked.each})
    return stages


def _margin(margin: Margin) -> Plain:
    return {
        "margin": margin.margin,
        "share": margin.share,
        "confidence": margin.confidence,
        "design_effect": margin.design_effect,
        "response": margin.response,
    }
