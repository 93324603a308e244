"""Reads of the cells of a sample, for the pages that divide it and reckon by it."""

from dataclasses import dataclass

from caicach.kernel.access import Actor
from caicach.surveys.collection.domain.cells import Cell
from caicach.surveys.collection.obtaining import survey_seen
from caicach.surveys.collection.sample_join import (
    PREFIX,
    STRATUM,
    SampleJoin,
    cells_by_key,
    cluster_columns,
    population_columns,
    sample_join,
)


@dataclass(frozen=True, slots=True)
class SampleColumns:
    """The columns of the answers by which a survey's own sample is reckoned; ``has_merged``: cells were merged."""

    strata: tuple[str, ...]
    clusters: tuple[str, ...]
    fpc: tuple[str, ...]
    has_merged: bool


def sample_cells(actor: Actor, survey_id: int) -> tuple[Cell, ...]:
    """In the order of their codes. Two queries. Raises NotFound."""
    return tuple(cells_by_key(survey_seen(actor, survey_id)).values())


def sample_design_columns(actor: Actor, survey_id: int) -> SampleColumns | None:
    """None where the sample is not divided into cells. Two queries. Raises NotFound."""
    cells = sample_cells(actor, survey_id)
    if not cells:
        return None
    strata = (STRATUM,) if any(cell.stratum for cell in cells) else ()
    clusters, fpc = cluster_columns(cells[0]), population_columns(cells[0])
    if not fpc:
        clusters = clusters[:1]
    elif clusters and len(fpc) > len(clusters):
        clusters = (*clusters, "instance_id")
    return SampleColumns(strata, clusters, fpc, any(cell.merged > 1 for cell in cells))


def joined_sample(actor: Actor, survey_id: int) -> SampleJoin:
    """Seven queries. Raises NotFound."""
    return sample_join(survey_seen(actor, survey_id))


def is_of_sample(column: str) -> bool:
    return column.startswith(PREFIX)
