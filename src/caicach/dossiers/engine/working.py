"""Working time in columns: each event gets the working time that passed before it, so that a difference is a duration.

The same days and shifts as ``kernel.calendar.hours``; a day outside of the published calendar gives NULL, no guess.
"""

from datetime import date, timedelta
from typing import Final

import numpy as np

from caicach.dossiers.engine.connecting import Connection
from caicach.dossiers.engine.moments import DAY
from caicach.kernel.calendar.hours import WorkingTime

_EPOCH: Final = date(1970, 1, 1).toordinal()
_MICROSECOND: Final = timedelta(microseconds=1)


def add_days(db: Connection, clock: WorkingTime) -> None:
    """The table ``days``: ``day`` since 1970, ``before``, ``opensK``/``closesK`` of each shift, ``works`` (running
    count of working days, this one included), ``is_working``; and ``workdays``: the n-th working day."""
    every = tuple(clock.days())
    most = max(len(day.shifts) for day in every)
    working = np.array([bool(day.shifts) for day in every])
    columns = {
        "day": np.array([day.on.toordinal() - _EPOCH for day in every], dtype=np.int64),
        "before": np.array([day.before // _MICROSECOND for day in every], dtype=np.int64),
        "is_working": working,
        "works": np.cumsum(working).astype(np.int64),
    }
    for at in range(most):
        shifts = [day.shifts[at] if at < len(day.shifts) else None for day in every]
        columns[f"opens{at}"] = np.array([s.opens // _MICROSECOND if s else 0 for s in shifts], dtype=np.int64)
        columns[f"closes{at}"] = np.array([s.closes // _MICROSECOND if s else 0 for s in shifts], dtype=np.int64)
    db.add_table("days", columns)
    db.execute("CREATE TABLE workdays AS SELECT works AS number, day FROM days WHERE is_working")


def shifts_of(db: Connection) -> int:
    return sum(row[0].startswith("opens") for row in db.execute("DESCRIBE days").fetchall())


def working_before(at: str, day: str, shifts: int) -> str:
    """SQL: the working time before ``us``, where ``day`` is the joined row of its day."""
    moment = f"({at} - {day}.day * {DAY})"
    parts = (f"greatest(0, least({moment}, {day}.closes{k}) - {day}.opens{k})" for k in range(shifts))
    return f"({day}.before + {' + '.join(parts)})"
