"""The official table of a period from the store, in the form in force and in the other beside it."""

from caicach.dossiers.domain.board import Grouping
from caicach.dossiers.domain.supervision.tables import Counts, broken_checks
from caicach.dossiers.queries.boards import BoardFilters, by_part
from caicach.dossiers.supervising import PARTS, StoredReport, both_tables
from caicach.kernel.access import Actor


def period_table(actor: Actor, filters: BoardFilters) -> StoredReport:
    """Some three SQL queries."""
    lines = by_part(actor, filters, Grouping.FIELD)
    counted = [(part or PARTS[0], field, line.counts) for line in lines for part, _, field in [line.key.partition("/")]]
    table, other = both_tables(counted, filters.last)
    total = sum((counts for _, _, counts in counted), Counts())
    unjudged = sum(line.unjudged for line in lines)
    return StoredReport(table, other, total, broken_checks(table), unjudged)
