"""Reads of procedures: the register, its versions, files brought to it, decisions."""

from caicach.procedures.queries.among import audits_among
from caicach.procedures.queries.imports import import_preview, imports
from caicach.procedures.queries.offers import Offers, offers_of
from caicach.procedures.queries.register import (
    PROCEDURE_COLUMNS,
    RegisterFilters,
    decision_line,
    decisions,
    fields_of_register,
    procedure_view,
    procedures,
    records_in_force,
    register_on,
)

__all__ = [
    "PROCEDURE_COLUMNS",
    "Offers",
    "RegisterFilters",
    "audits_among",
    "decision_line",
    "decisions",
    "fields_of_register",
    "import_preview",
    "imports",
    "offers_of",
    "procedure_view",
    "procedures",
    "records_in_force",
    "register_on",
]
