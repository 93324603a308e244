"""Reads of the scoring cycle: years, sheets, desks, results, findings. What the actor may not see does not exist."""

from caicach.indices.queries.among import sheets_among, years_among
from caicach.indices.queries.components import cell_named, component_page, evidence_file, trace_of
from caicach.indices.queries.desks import DESK_SIZE, DeskFilters, appraisers, council_table, desk, nodes_of
from caicach.indices.queries.editions import editions, result_as_is
from caicach.indices.queries.findings import finding, finding_file, findings
from caicach.indices.queries.grid import Grid, GridLine, sheet_grid
from caicach.indices.queries.measured import INDEX_766, MeasuredSet, measured_set, shipped_set
from caicach.indices.queries.past_files import past_file, previews_left
from caicach.indices.queries.results import RESULT_COLUMNS, RESULT_SIZE, result_page
from caicach.indices.queries.sheets import sheet_page
from caicach.indices.queries.so_far import scores_so_far
from caicach.indices.queries.years import kept_set, own_sets, year_page, years

__all__ = [
    "DESK_SIZE",
    "INDEX_766",
    "RESULT_COLUMNS",
    "RESULT_SIZE",
    "DeskFilters",
    "Grid",
    "GridLine",
    "MeasuredSet",
    "appraisers",
    "cell_named",
    "component_page",
    "council_table",
    "desk",
    "editions",
    "evidence_file",
    "finding",
    "finding_file",
    "findings",
    "kept_set",
    "measured_set",
    "nodes_of",
    "own_sets",
    "past_file",
    "previews_left",
    "result_as_is",
    "result_page",
    "scores_so_far",
    "sheet_grid",
    "sheet_page",
    "sheets_among",
    "shipped_set",
    "trace_of",
    "year_page",
    "years",
    "years_among",
]
