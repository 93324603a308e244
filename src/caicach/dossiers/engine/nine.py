"""The indicators of TT 01/2018 that rest on dossiers, from where they stand at the end of a period."""

from typing import Final

from caicach.dossiers.domain.board import Grouping
from caicach.dossiers.domain.nine import CONTACT_POINTS, TIME_POINTS, NineLine, Points
from caicach.dossiers.engine.connecting import Connection
from caicach.dossiers.engine.standing import GROUP_KEYS

_OF_VERDICTS: Final = " ".join(f"WHEN '{one.value}' THEN {most}" for one, most in TIME_POINTS.items())
_TIME: Final = f"CASE verdict {_OF_VERDICTS} END"
_OF_REQUESTS: Final = " ".join(f"WHEN {times} THEN {most}" for times, most in enumerate(CONTACT_POINTS))
_CONTACTS: Final = f"CASE requests {_OF_REQUESTS} ELSE 0 END"


def nine_lines(db: Connection, grouping: Grouping | None) -> tuple[NineLine, ...]:
    """Of the view ``standing``; what was owed nothing is left out. Parts of agencies are kept since form 4."""
    key = GROUP_KEYS[grouping] if grouping else "''"
    kept = {row[0] for row in db.execute("DESCRIBE standing").fetchall()}
    legs = ", ".join(f"coalesce(sum({one}), 0)::BIGINT" if one in kept else "0" for one in ("leg_points", "leg_count"))
    rows = db.execute(
        f"SELECT {key} AS key, count(*), sum({_TIME})::BIGINT, sum({_CONTACTS})::BIGINT, "
        f"{legs} FROM standing WHERE {_TIME} IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return tuple(
        NineLine(key, Points(time, count), Points(legs, leg_count), Points(contacts, count))
        for key, count, time, contacts, legs, leg_count in rows
    )
