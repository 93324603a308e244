"""How long cases take, and whether they end within their limits."""

from caicach.dossiers.domain.analysis import QUANTILES, Durations
from caicach.dossiers.engine.connecting import Connection
from caicach.dossiers.engine.moments import MINUTE, SECOND
from caicach.dossiers.engine.quantiles import measures_of


def add_spans(db: Connection) -> None:
    """The table ``spans``: first and last event of each case (``starts``, ``ends``, ``ends_with``, working time)."""
    db.execute(
        "CREATE TABLE spans AS SELECT case_no, min(us) AS starts, max(us) AS ends, "
        f"arg_max(act_no, {db.place('us, n')}) AS ends_with, "
        "min(work) AS work_starts, max(work) AS work_ends, count(*) = count(work) AS is_published "
        "FROM events GROUP BY case_no ORDER BY case_no"
    )


def durations(db: Connection) -> Durations:
    """Seconds from the first to the last event."""
    return _durations(db, "ends - starts", "true", SECOND)


def working_durations(db: Connection) -> Durations:
    """Working minutes from the first to the last event, of cases within the published calendar."""
    return _durations(db, "work_ends - work_starts", "is_published", MINUTE)


def _durations(db: Connection, length: str, where: str, unit: int) -> Durations:
    source = f"(SELECT true AS every, {length} AS length FROM spans WHERE {where})"
    found = measures_of(db, source, ("every",), "length", QUANTILES, unit=unit).get((True,))
    if found is None:
        return Durations(None, {})
    return Durations(found.mean, dict(zip(QUANTILES, found.quantiles, strict=True)))
