"""A sheet as a grid: every component that a unit scores itself, one line each, beside last year's points."""

from dataclasses import dataclass
from decimal import Decimal

from caicach.indices.definition.values import Definition
from caicach.indices.domain.asking import Asked, asked_of
from caicach.indices.domain.cycle import BLANK, Cells, Stage
from caicach.indices.domain.reading_cells import InputKind, level_of
from caicach.indices.domain.sheets import NodeRow, SheetPage
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import Sheet
from caicach.indices.obtaining import sheet_seen
from caicach.indices.queries.sheets import Entries, current_entries, sheet_page
from caicach.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class GridLine:
    """A component in the grid; ``seen`` is the id of the unit's entry in force, None before the first."""

    code: str
    name: str
    maximum: Decimal
    last_year: Decimal | None
    asked: Asked
    cells: Cells
    note: str
    seen: int | None
    points: Decimal | None
    lacks_proof: bool
    evidence_wanted: str


@dataclass(frozen=True, slots=True)
class Grid:
    page: SheetPage
    lines: tuple[GridLine, ...]


def sheet_grid(actor: Actor, sheet_id: int) -> Grid:
    """As the page of the sheet, and two SQL queries more."""
    page = sheet_page(actor, sheet_id)
    sheet = sheet_seen(actor, sheet_id)
    definition, said = definition_of(sheet.year), current_entries(sheet)
    level = level_of(definition, sheet.unit_type)
    lines = (_line(row, sheet, definition, said, level) for row in page.rows if row.is_self_scored)
    return Grid(page, tuple(line for line in lines if line is not None))


def _line(row: NodeRow, sheet: Sheet, definition: Definition, said: Entries, level: str) -> GridLine | None:
    """None where the component takes nothing typed."""
    node = definition.node(row.code)
    if node is None:
        return None
    asked = asked_of(definition, node, sheet.year.year, level)
    if asked.kind is InputKind.NOTHING:
        return None
    entry = said.get(row.code, {}).get(Stage.SELF)
    return GridLine(
        code=row.code,
        name=node.name,
        maximum=row.maximum,
        last_year=row.last_year,
        asked=asked,
        cells=entry.cells if entry else BLANK,
        note=entry.note if entry else "",
        seen=entry.id if entry else None,
        points=entry.points if entry else None,
        lacks_proof=row.lacks_proof,
        evidence_wanted=node.evidence,
    )
