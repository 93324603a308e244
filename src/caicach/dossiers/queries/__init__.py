"""Reads of dossiers: the board of a period, lists, one dossier with its clocks, imports."""

from caicach.dossiers.queries.boards import (
    AGES,
    LIST_COLUMNS,
    BoardFilters,
    board,
    choices,
    dossiers,
    first_day,
    is_stale,
)
from caicach.dossiers.queries.flows import flow
from caicach.dossiers.queries.forecasts import Forecast, Outlook, forecast
from caicach.dossiers.queries.imports import ImportLine, aside_table, import_line, imports, limits_text, sources
from caicach.dossiers.queries.leaves import leaves, procedure_tallies, province_codes, refuse_unseen, unit_leaves
from caicach.dossiers.queries.nine import nine
from caicach.dossiers.queries.one import DossierView, dossier_view
from caicach.dossiers.queries.portal import KeptAnswer, KeptFigure, portal_answers, portal_figures
from caicach.dossiers.queries.public import PublicState, public_state
from caicach.dossiers.queries.tables import period_table

__all__ = [
    "AGES",
    "LIST_COLUMNS",
    "BoardFilters",
    "DossierView",
    "Forecast",
    "ImportLine",
    "KeptAnswer",
    "KeptFigure",
    "Outlook",
    "PublicState",
    "aside_table",
    "board",
    "choices",
    "dossier_view",
    "dossiers",
    "first_day",
    "flow",
    "forecast",
    "import_line",
    "imports",
    "is_stale",
    "leaves",
    "limits_text",
    "nine",
    "period_table",
    "portal_answers",
    "portal_figures",
    "procedure_tallies",
    "province_codes",
    "public_state",
    "refuse_unseen",
    "sources",
    "unit_leaves",
]
