"""The entries of a year as the engine's inputs, read in bulk."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from caicach.indices.definition.values import Definition
from caicach.indices.domain.cycle import Cells, Stage, Treatment
from caicach.indices.domain.frozen import FrozenInputs, frozen_inputs
from caicach.indices.domain.reading_cells import level_of
from caicach.indices.domain.resolving import counted_entry
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import ScoreEntry, ScoringYear, Sheet

_SCORED = [treatment.value for treatment in Treatment if treatment.is_scored]


@dataclass(frozen=True, slots=True)
class Said:
    """The cells of one entry, for resolving."""

    cells: Cells


def scored_sheets(year: ScoringYear) -> list[Sheet]:
    """Sheets that count in the result, by unit. One SQL query."""
    return list(year.sheets.filter(removed_at=None, treatment__in=_SCORED).order_by("unit_id"))


def said_by_sheet(sheet_ids: list[int] | None, year: ScoringYear) -> Mapping[int, Mapping[str, dict[Stage, Said]]]:
    """Current entries of sheets (None: of the whole year) by sheet, component and stage. One SQL query."""
    rows = ScoreEntry.objects.filter(sheet__year=year, is_current=True).order_by()
    if sheet_ids is not None:
        rows = rows.filter(sheet_id__in=sheet_ids)
    stages = {stage.value: stage for stage in Stage}
    found: dict[int, dict[str, dict[Stage, Said]]] = defaultdict(lambda: defaultdict(dict))
    for sheet, component, stage, *cells in rows.values_list(
        "sheet_id", "component", "stage", "value", "numerator", "denominator"
    ):
        found[sheet][component][stages[stage]] = Said(Cells(*cells))
    return found


def inputs_of(year: ScoringYear, sheets: list[Sheet], *, until: Stage = Stage.COUNCIL) -> FrozenInputs:
    """What is scored of the sheets, looking at decisions up to a stage. One SQL query."""
    definition = definition_of(year)
    ids = [sheet.pk for sheet in sheets] if len(sheets) < _FEW else None
    said = said_by_sheet(ids, year)
    rows = []
    nodes = list(definition.components())
    for sheet in sheets:
        level = _level(definition, sheet)
        of_sheet = said.get(sheet.pk, {})
        for node in nodes:
            entry = counted_entry(node, of_sheet.get(node.code, {}), until=until)
            if entry is not None:
                cells = entry.cells
                rows.append((sheet.unit_id, node.code, cells.value, cells.numerator, cells.denominator, level))
    return frozen_inputs([sheet.unit_id for sheet in sheets], rows)


_FEW = 200


def _level(definition: Definition, sheet: Sheet) -> str:
    return level_of(definition, sheet.unit_type)
