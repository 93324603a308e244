"""What answers carry of the sample: the columns of their cells, joined without anybody joining files; for ``queries``
and ``services`` of this room.

A response knows its cell by the link it came by, or by a question named ``o_mau``, whose answer is the code of a cell
(of a survey that is not anonymous also the code of a unit of the sample).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from caicach.surveys.collection.domain.cells import Cell, adjusted_weights
from caicach.surveys.collection.domain.columnar import INSTANCE
from caicach.surveys.collection.domain.fieldwork import Disposition
from caicach.surveys.collection.models import SampleCell, SampledUnit, Submission, Survey
from caicach.surveys.collection.reading import answers_by_column, left_out_ids, questions_of, void_ids

PREFIX: Final = "sample/"
CELL, STRATUM = f"{PREFIX}cell", f"{PREFIX}stratum"
WEIGHT, WEIGHT_BY_STRATUM, WEIGHT_BY_CELL = (f"{PREFIX}weight{more}" for more in ("", "_by_stratum", "_by_cell"))
ASKED: Final = "o_mau"
"""The question that tells a cell where no link does."""


@dataclass(frozen=True)
class SampleJoin:
    """``texts``: of each cell what stands in ``columns``; ``cell_of``: the cell of each response that has one;
    ``outside``: how many have none; ``silent``: strata that nobody answered from, with the weight they stand for."""

    columns: tuple[str, ...]
    texts: Mapping[int, tuple[str, ...]]
    cell_of: Mapping[str, int]
    outside: int
    silent: Mapping[str, float]

    def row(self, instance: str) -> tuple[str, ...]:
        key = self.cell_of.get(instance)
        return ("",) * len(self.columns) if key is None else self.texts[key]

    def column(self, name: str, instances: Iterable[str]) -> list[str]:
        at = self.columns.index(name)
        return [self.row(one)[at] for one in instances]


NOTHING: Final = SampleJoin((), {}, {}, 0, {})


def cluster_columns(cell: Cell) -> tuple[str, ...]:
    return tuple(f"{PREFIX}cluster_{at}" for at in range(1, len(cell.clusters) + 1))


def population_columns(cell: Cell) -> tuple[str, ...]:
    return tuple(f"{PREFIX}population_{at}" for at in range(1, len(cell.populations) + 1))


def columns_of_cell(cell: Cell) -> tuple[str, ...]:
    weights = (WEIGHT, WEIGHT_BY_STRATUM, WEIGHT_BY_CELL)
    return (CELL, STRATUM, *cluster_columns(cell), *population_columns(cell), *weights)


def cells_by_key(survey: Survey) -> dict[int, Cell]:
    """In the order of their codes. One query."""
    return {row.pk: cell_value(row) for row in SampleCell.objects.filter(draw__survey=survey)}


def cell_value(row: SampleCell) -> Cell:
    clusters, populations = tuple(row.clusters), tuple(row.populations)
    return Cell(row.code, row.stratum, clusters, row.weight, populations, row.units, row.stand_ins, row.merged)


def sample_columns(survey: Survey) -> tuple[str, ...]:
    """The names of what is joined, none where the survey has no cells. One query."""
    first = SampleCell.objects.filter(draw__survey=survey).first()
    return () if first is None else columns_of_cell(cell_value(first))


def sample_join(survey: Survey, *, with_left_out: bool = False) -> SampleJoin:
    """Weights are shared among the responses that count. Six queries, or one where there are no cells."""
    cells = cells_by_key(survey)
    if not cells:
        return NOTHING
    gone = void_ids(survey) if with_left_out else left_out_ids(survey)
    rows = Submission.objects.filter(survey=survey).order_by().values_list("instance_id", "cell_id")
    found = {name: cell for name, cell in rows if name not in gone}
    told = {name: cell for name, cell in found.items() if cell in cells}
    told |= {name: cell for name, cell in _asked(survey, cells, with_left_out=with_left_out) if found.get(name) is None}
    ineligible = SampledUnit.objects.filter(cell__in=list(cells), disposition=Disposition.INELIGIBLE, stands_in_for="")
    counts = Counter(told.values())
    weights = adjusted_weights(cells, counts, Counter(ineligible.values_list("cell_id", flat=True)))
    texts = {
        key: (
            cell.code,
            cell.stratum,
            *cell.clusters,
            *map(str, cell.populations),
            *(_text(one) for one in (weights[key].base, weights[key].by_stratum, weights[key].by_cell)),
        )
        for key, cell in cells.items()
    }
    heard = {cells[key].stratum for key in counts}
    silent: dict[str, float] = {}
    for cell in cells.values():
        if cell.stratum not in heard:
            silent[cell.stratum] = silent.get(cell.stratum, 0.0) + cell.weight * cell.units
    first = next(iter(cells.values()))
    return SampleJoin(columns_of_cell(first), texts, told, len(found) - len(told), silent)


def _text(weight: float | None) -> str:
    return "" if weight is None else repr(weight)


def _asked(survey: Survey, cells: Mapping[int, Cell], *, with_left_out: bool) -> Iterable[tuple[str, int]]:
    path = next((one.path for one in questions_of(survey) if not one.repeat and one.name == ASKED), None)
    if path is None:
        return
    keys = {} if survey.is_anonymous else _units(survey)
    keys |= {cell.code: key for key, cell in cells.items()}
    whole = answers_by_column(survey, [path], with_left_out=with_left_out)
    for name, text in zip(whole[INSTANCE], whole[path], strict=True):
        if text.strip() in keys:
            yield name, keys[text.strip()]


def _units(survey: Survey) -> dict[str, int]:
    rows = SampledUnit.objects.filter(survey=survey, cell__isnull=False)
    return dict(rows.values_list("code", "cell_id"))
