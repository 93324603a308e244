"""Cases against their limits: each by the limit of its procedure that was in force on the day it was received."""

from datetime import date
from typing import Any, Final

import numpy as np

from caicach.dossiers.domain.analysis import OnTime
from caicach.dossiers.domain.limits import Limits
from caicach.dossiers.engine.connecting import Connection, Embedded, first
from caicach.dossiers.engine.moments import DAY, moment, zone
from caicach.dossiers.engine.working import shifts_of, working_before

_HOUR: Final = 3_600_000_000
_EPOCH: Final = date(1970, 1, 1).toordinal()
_FAR: Final = 10_000_000
_TEXT: Final = "trim(more0)"


def add_dues(db: Embedded) -> None:
    """The table ``dues``: the moment of each text in the column of due times. Reading texts is for whoever reads the
    file; ``told`` or ``traces`` has the column."""
    tables = [str(row[0]) for row in db.execute("SHOW TABLES").fetchall()]
    source = "traces" if "traces" in tables else "told"
    db.execute(
        f"CREATE TABLE dues AS SELECT text, {moment('text', zone('text'))} AS due FROM "
        f"(SELECT DISTINCT {_TEXT} AS text FROM {source} WHERE more0 IS NOT NULL)"
    )


def on_time(db: Connection, limits: Limits, *, has_calendar: bool) -> OnTime:
    """With ``dues`` where the limits name a column of due times."""
    _add_ends(db, limits)
    if limits.due:
        late = _late_after_due()
        dues = f"SELECT case_no, due, text AS due_text FROM cases LEFT JOIN dues ON dues.text = {_TEXT}"
        source = f"ended JOIN ({dues}) USING (case_no)"
        limit, published = "due", "true"
    else:
        _add_limits(db, limits)
        if has_calendar:
            _add_worked(db)
        source, late, published = _against_limits(has_calendar=has_calendar)
        limit = "allowed"
    counted = first(
        db,
        "SELECT count(*) FILTER (NOT has_limit), count(*) FILTER (has_limit AND NOT published), "
        "count(*) FILTER (judged AND ended AND NOT late), count(*) FILTER (judged AND ended AND late), "
        "count(*) FILTER (judged AND NOT ended AND NOT late), count(*) FILTER (judged AND NOT ended AND late) FROM "
        "(SELECT *, has_limit AND published AS judged FROM "
        f"(SELECT is_ended AS ended, {limit} IS NOT NULL AS has_limit, {published} AS published, {late} AS late "
        f"FROM {source}))",
    )
    without, unpublished, in_time, late_ones, open_in_time, overdue = counted
    return OnTime(in_time, late_ones, open_in_time, overdue, without, unpublished)


def _add_ends(db: Connection, limits: Limits) -> None:
    """The table ``ended``: when each case ended, or for an open one the last moment of the log."""
    db.add_table("end_names", {"name": np.array(limits.ends or ("",), dtype=object)})
    is_ended = "ends_with IN (SELECT act_no FROM activities JOIN end_names USING (name))" if limits.ends else "true"
    db.execute(
        f"CREATE TABLE ended AS SELECT case_no, starts, {is_ended} AS is_ended, "
        f"CASE WHEN {is_ended} THEN ends ELSE (SELECT max(ends) FROM spans) END AS ends FROM spans"
    )


def _late_after_due() -> str:
    """A due time without a time of day holds to the end of its day."""
    return f"CASE WHEN contains(due_text, ':') THEN ends > due ELSE ends // {DAY} > due // {DAY} END"


def _add_limits(db: Connection, limits: Limits) -> None:
    every = tuple(limits)
    columns: dict[str, Any] = {
        "key": np.array([one.key for one in every], dtype=object),
        "is_general": np.array([not one.key for one in every]),
        "allowed": np.array([one.count for one in every], dtype=np.int64),
        "unit": np.array([one.unit.value for one in every], dtype=object),
        "valid_from": np.array([one.valid_from.toordinal() - _EPOCH if one.valid_from else -_FAR for one in every]),
        "valid_to": np.array([one.valid_to.toordinal() - _EPOCH if one.valid_to else _FAR for one in every]),
    }
    db.add_table("limits", columns)
    key = _TEXT if limits.by else "NULL::VARCHAR"
    in_force = f"limits.valid_from <= starts // {DAY} AND starts // {DAY} < limits.valid_to"
    db.execute(
        "CREATE TABLE limited AS SELECT ended.*, coalesce(own.allowed, general.allowed) AS allowed, "
        "coalesce(own.unit, general.unit) AS unit "
        f"FROM (SELECT ended.*, {key} AS key FROM ended JOIN cases USING (case_no)) ended "
        f"LEFT JOIN limits own ON own.key = ended.key AND NOT own.is_general AND {in_force.replace('limits', 'own')} "
        f"LEFT JOIN limits general ON general.is_general AND {in_force.replace('limits', 'general')}"
    )


def _add_worked(db: Connection) -> None:
    """The table ``worked``: the working time of each case, of an open one until the last moment of the log."""
    shifts = shifts_of(db)
    start, end = working_before("starts", "s", shifts), working_before("ends", "e", shifts)
    db.execute(
        f"CREATE TABLE worked AS SELECT case_no, {end} - {start} AS worked FROM ended "
        f"LEFT JOIN days s ON s.day = starts // {DAY} LEFT JOIN days e ON e.day = ends // {DAY}"
    )


def _against_limits(*, has_calendar: bool) -> tuple[str, str, str]:
    """SQL: the source, whether a case is late, whether the calendar knows all that this needs."""
    hours = f"ends - starts > allowed * {_HOUR}"
    if not has_calendar:
        days = f"ends // {DAY} > starts // {DAY} + allowed"
        return "limited", f"CASE unit WHEN 'hours' THEN {hours} ELSE {days} END", "true"
    source = (
        f"(SELECT limited.*, workdays.day AS last_working, s.works IS NOT NULL AS known, next.day AS rolled, "
        "w.worked FROM limited "
        f"LEFT JOIN days s ON s.day = starts // {DAY} "
        "LEFT JOIN workdays ON unit = 'working_days' AND workdays.number = s.works + allowed "
        f"LEFT JOIN days e ON unit = 'days' AND e.day = starts // {DAY} + allowed "
        "LEFT JOIN workdays next ON next.number = e.works + (NOT e.is_working)::INT "
        "LEFT JOIN worked w ON w.case_no = limited.case_no)"
    )
    late = (
        f"CASE unit WHEN 'hours' THEN {hours} WHEN 'working_hours' THEN worked > allowed * {_HOUR} "
        f"WHEN 'working_days' THEN ends // {DAY} > last_working ELSE ends // {DAY} > rolled END"
    )
    published = (
        "CASE unit WHEN 'hours' THEN true WHEN 'working_hours' THEN worked IS NOT NULL "
        "WHEN 'working_days' THEN last_working IS NOT NULL ELSE rolled IS NOT NULL END"
    )
    return source, late, published
