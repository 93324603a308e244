"""How long cases take, and whether they end within their limits."""

from caicach.dossiers.domain.analysis import QUANTILES, Durations
from caicach.dossiers.engine.connecting import Connection, first


def add_spans(db: Connection) -> None:
    """The table ``spans``: first and last event of each case (``starts``, ``ends``, ``ends_with``, working time)."""
    db.execute(
        "CREATE TABLE spans AS SELECT case_no, min(us) AS starts, max(us) AS ends, arg_max(act_no, rank) AS ends_with, "
        "min(work) AS work_starts, max(work) AS work_ends, count(*) = count(work) AS is_published "
        "FROM (SELECT *, row_number() OVER () AS rank FROM events) GROUP BY case_no ORDER BY case_no"
    )


def durations(db: Connection) -> Durations:
    """Seconds from the first to the last event."""
    return _durations(db, "(ends - starts) / 1e6", "true")


def working_durations(db: Connection) -> Durations:
    """Working minutes from the first to the last event, of cases within the published calendar."""
    return _durations(db, "(work_ends - work_starts) / 6e7", "is_published")


def _durations(db: Connection, length: str, where: str) -> Durations:
    asked = ", ".join(map(str, QUANTILES))
    mean, found = first(db, f"SELECT avg({length}), quantile_cont({length}, [{asked}]) FROM spans WHERE {where}")
    return Durations(mean, dict(zip(QUANTILES, found or (), strict=False)))
