"""The official table of a period from the store, in the form in force and in the other beside it."""

from caicach.dossiers.domain.board import Grouping
from caicach.dossiers.domain.supervision.tables import (
    FORMS_OF_JUSTICE_SINCE,
    Counts,
    broken_checks,
    form_of,
    table_of,
)
from caicach.dossiers.queries.boards import BoardFilters, by_part
from caicach.dossiers.supervising import PARTS, StoredReport
from caicach.kernel.access import Actor


def period_table(actor: Actor, filters: BoardFilters) -> StoredReport:
    """Some three SQL queries."""
    lines = by_part(actor, filters, Grouping.FIELD)
    counted = [(part or PARTS[0], field, line.counts) for line in lines for part, _, field in [line.key.partition("/")]]
    has_communes = {part for part, _, _ in counted} >= set(PARTS)  # a commune's own table is 07a, as a department's
    form = form_of(filters.last, has_communes=has_communes)
    is_new = filters.last >= FORMS_OF_JUSTICE_SINCE
    other = "II.06a" if is_new else form_of(FORMS_OF_JUSTICE_SINCE, has_communes=has_communes)
    table = table_of(form, counted)
    total = sum((counts for _, _, counts in counted), Counts())
    unjudged = sum(line.unjudged for line in lines)
    return StoredReport(table, table_of(other, counted), total, broken_checks(table), unjudged)
