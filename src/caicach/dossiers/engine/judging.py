"""Which rows of ``told`` are events: the rest stands in ``aside`` with its reason.

Makes ``cases`` (``case_no``, ``name``, ``more…``), ``activities`` (``act_no``, ``name``) and ``events`` (``case_no``,
``act_no``, ``us``, ``n``), sorted by case, time and place in the file, so that what follows needs no sort.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.dossiers.engine.connecting import Connection, first
from caicach.dossiers.engine.loading import Loaded
from caicach.dossiers.engine.moments import DAY

_EARLIEST: Final = date(1990, 1, 1)
_LOCAL_ZONES: Final = "'+07:00', '+0700', '+07'"


@dataclass(frozen=True, slots=True)
class Judging:
    """``last_day``: what is later cannot have happened yet. ``keeps_duplicates``: rows may repeat each other."""

    last_day: date
    keeps_duplicates: bool = False


def judge(db: Connection, loaded: Loaded, judging: Judging) -> None:
    is_foreign = first(db, f"SELECT count(*) FROM told WHERE zone NOT IN ('', {_LOCAL_ZONES})")[0] > 0
    no_zone = "WHEN zone = '' THEN 'zone_unknown'" if is_foreign else ""
    db.execute(
        "CREATE TABLE aside AS SELECT n, case_name, case_place, activity, time_text, CASE "
        "WHEN case_place IS NULL AND trim(coalesce(case_name, '')) = '' THEN 'no_case' "
        "WHEN trim(coalesce(activity, '')) = '' THEN 'no_activity' "
        "WHEN coalesce(time_text, '') = '' THEN 'no_time' "
        "WHEN us IS NULL THEN 'time_unreadable' "
        f"WHEN us < {_us(_EARLIEST)} OR us >= {_us(judging.last_day) + DAY} THEN 'time_impossible' "
        f"{no_zone} END AS reason FROM told WHERE reason IS NOT NULL"
    )
    db.execute("CREATE TABLE good AS SELECT * FROM told WHERE n NOT IN (SELECT n FROM aside)")
    if loaded.kind != "xes" and not judging.keeps_duplicates:
        _set_duplicates_aside(db, is_bare=loaded.is_bare)
    _sort(db, loaded)


def _set_duplicates_aside(db: Connection, *, is_bare: bool) -> None:
    """Rows equal in every column to an earlier one. Where a table has nothing but case, activity and time, two steps
    of one kind at one time may be real: there a row is a copy only of the one right before it in its case."""
    of_case = "PARTITION BY case_name ORDER BY us, n"
    copy = (
        f"alike = lag(alike) OVER ({of_case})"
        if is_bare
        else "row_number() OVER (PARTITION BY case_name, activity, us, alike ORDER BY n) > 1"
    )
    db.execute(
        "INSERT INTO aside SELECT n, case_name, case_place, activity, time_text, 'duplicate' FROM "
        f"(SELECT *, {copy} AS is_copy FROM good) WHERE is_copy"
    )
    if first(db, "SELECT count(*) FROM aside WHERE reason = 'duplicate'")[0]:
        db.execute("DELETE FROM good WHERE n IN (SELECT n FROM aside WHERE reason = 'duplicate')")


def _sort(db: Connection, loaded: Loaded) -> None:
    if loaded.kind == "xes":
        db.execute(
            "CREATE TABLE cases AS SELECT case_place AS case_no, coalesce(case_name, '#' || (case_place + 1)) AS name, "
            "* EXCLUDE (case_place, case_name) FROM traces WHERE case_place IN (SELECT case_place FROM good) "
            "ORDER BY case_no"
        )
        number, join = "case_place", ""
    else:
        more = "".join(f", arg_min({one}, n) AS {one}" for one in _more(db))
        db.execute(
            "CREATE TABLE cases AS SELECT row_number() OVER (ORDER BY min(n)) - 1 AS case_no, case_name AS name"
            f"{more} FROM good GROUP BY case_name ORDER BY case_no"
        )
        number, join = "cases.case_no", "JOIN cases ON cases.name = good.case_name"
    db.execute(
        "CREATE TABLE activities AS SELECT (row_number() OVER (ORDER BY activity) - 1)::INTEGER AS act_no, "
        "activity AS name FROM good GROUP BY activity"
    )
    db.execute(
        f"CREATE TABLE events AS SELECT {number} AS case_no, act_no, us, n FROM good {join} "
        "JOIN activities ON activities.name = good.activity ORDER BY case_no, us, n"
    )


def _more(db: Connection) -> list[str]:
    return [row[0] for row in db.execute("DESCRIBE good").fetchall() if row[0].startswith("more")]


def _us(on: date) -> int:
    return (on.toordinal() - date(1970, 1, 1).toordinal()) * DAY
