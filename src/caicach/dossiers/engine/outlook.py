"""Mornings of open dossiers and what became of them, counted by cells of the forecast; the open ones of now.

A morning counts when its dossier's limit is over at the end of the stretch: then it is known for all of them whether
they were late, and those that ended soon do not outweigh the others. Dossiers with pauses are not learnt from: how much
time they had left on a past morning is not stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from caicach.dossiers.domain.forecast import Cell, Left, Seen
from caicach.dossiers.engine.connecting import Connection
from caicach.dossiers.engine.moments import DAY
from caicach.dossiers.engine.reckoning import day_of, us_of
from caicach.dossiers.engine.standing import PartFiles
from caicach.dossiers.engine.working import add_days
from caicach.kernel.calendar.hours import WorkingTime

_HALF: Final = 180
_MORNING: Final = 8 * 3_600_000_000
_LEFT: Final = (
    "CASE WHEN n <= 0 THEN 'none' WHEN n = 1 THEN 'one' WHEN n = 2 THEN 'two' WHEN n = 3 THEN 'three' "
    "WHEN n <= 5 THEN 'to_five' WHEN n <= 10 THEN 'to_ten' ELSE 'more' END"
)


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """``is_simple``: without pauses, as those that were learnt from."""

    code: str
    cell: Cell
    due_on: date
    is_simple: bool


def add_mornings(db: Connection, parts: Sequence[PartFiles], first: date, now: datetime, clock: WorkingTime) -> None:
    """The table ``mornings`` of working days since ``first``: day, cell, last day of the limit, whether it was late."""
    add_days(db, clock)
    begin, end = _number(first), us_of(now) // DAY
    dossiers = db.files([one.dossiers for one in parts], {})
    db.execute(
        "CREATE TABLE learnt AS SELECT unit, coalesce(procedure, '') AS procedure, received_us, due_us, "
        f"coalesce(ended_us, {us_of(now)}) AS until_us, ended_us IS NULL OR ended_us >= due_us AS is_late "
        f"FROM {dossiers} WHERE is_simple AND NOT is_hours AND problem IS NULL AND due_us <= {us_of(now)} "
        f"AND due_us >= {begin * DAY} AND coalesce(verdict, '') <> 'not_judged'"
    )
    morning = f"m.day * {DAY} + {_MORNING}"
    db.execute(
        f"CREATE TABLE mornings AS SELECT unit, procedure, day, due_day, {_LEFT} AS days_left, is_late FROM "
        f"(SELECT unit, procedure, m.day, (due_us - 1) // {DAY} AS due_day, l.works - m.works AS n, is_late "
        f"FROM learnt JOIN days m ON {morning} >= received_us AND {morning} < least(due_us, until_us) "
        f"JOIN days l ON l.day = (due_us - 1) // {DAY} WHERE m.is_working AND m.day BETWEEN {begin} AND {end})"
    )


def cells_learnt(db: Connection, known_by: date) -> dict[Cell, Seen]:
    """Of ``mornings`` whose limit was over before the day; what is ``_HALF`` days old counts half."""
    day = _number(known_by)
    return _cells(db, f"0.5::DOUBLE ** (({day} - day) / {_HALF}.0)", f"due_day < {day}")


def cells_after(db: Connection, day: date) -> dict[Cell, Seen]:
    """Of ``mornings`` since the day, each counted once."""
    return _cells(db, "1::DOUBLE", f"day >= {_number(day)}")


def _cells(db: Connection, weight: str, where: str) -> dict[Cell, Seen]:
    rows = db.execute(
        f"SELECT unit, procedure, days_left, sum({weight}), coalesce(sum({weight}) FILTER (is_late), 0), count(*) "
        f"FROM mornings WHERE {where} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return {Cell(unit, procedure, Left(left)): Seen(*seen) for unit, procedure, left, *seen in rows}


def open_dossiers(db: Connection, now: datetime) -> tuple[OpenDossier, ...]:
    """Of the view ``standing``: in time with days left on the calendar; ``add_mornings`` has made the days."""
    today = us_of(now) // DAY
    rows = db.execute(
        f"SELECT code, unit, procedure, {_LEFT}, due_day, is_simple FROM (SELECT code, unit, "
        "coalesce(procedure, '') AS procedure, (due_us - 1) // "
        f"{DAY} AS due_day, l.works - (SELECT works FROM days WHERE day = {today}) AS n, is_simple FROM standing "
        f"JOIN days l ON l.day = (due_us - 1) // {DAY} WHERE verdict = 'open_in_time' AND NOT is_hours) ORDER BY code"
    ).fetchall()
    return tuple(
        OpenDossier(code, Cell(unit, procedure, Left(left)), day_of(due), is_simple)
        for code, unit, procedure, left, due, is_simple in rows
    )


def _number(on: date) -> int:
    return us_of(datetime.combine(on, datetime.min.time())) // DAY
