"""Which rows of ``told`` are events: the rest stands in ``aside`` with its reason.

Makes ``cases`` (``case_no``, ``name``, ``more…``), ``activities`` (``act_no``, ``name``) and ``events`` (``case_no``,
``act_no``, ``us``, ``n``, ``work``), sorted by case, time and place in the file, so that what follows needs no sort.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.dossiers.engine.connecting import Connection, first
from caicach.dossiers.engine.loading import Loaded
from caicach.dossiers.engine.moments import DAY
from caicach.dossiers.engine.working import add_days, shifts_of, working_before
from caicach.kernel.calendar.hours import WorkingTime

_EARLIEST: Final = date(1990, 1, 1)
_IS_HEAD: Final = "case_name IS DISTINCT FROM lag(case_name) OVER ()"
_HASHED: Final = "(hash(nfc_normalize(case_name)) // 2)::BIGINT"
_LOOKED_AT: Final = 50_000
"""Rows by which it is guessed whether the rows of each case stand together."""
_LOCAL_ZONES: Final = "'+07:00', '+0700', '+07'"


@dataclass(frozen=True, slots=True)
class Judging:
    """``last_day``: what is later cannot have happened yet. ``keeps_duplicates``: rows may repeat each other."""

    last_day: date
    keeps_duplicates: bool = False
    clock: WorkingTime | None = None


def judge(db: Connection, loaded: Loaded, judging: Judging) -> None:
    is_foreign = first(db, f"SELECT count(*) FROM told WHERE zone NOT IN ('', {_LOCAL_ZONES})")[0] > 0
    no_zone = "WHEN zone = '' THEN 'zone_unknown'" if is_foreign else ""
    no_time = "coalesce(time_text, '') = ''" if loaded.has_texts else "us IS NULL"
    no_case = f"case_place IS NULL AND {_is_blank('case_name')}"
    impossible = f"us < {_us(_EARLIEST)} OR us >= {_us(judging.last_day) + DAY}"
    without = "zone = ''" if is_foreign else "false"
    bad = f"({no_case}) OR {_is_blank('activity')} OR us IS NULL OR {impossible} OR {without}"
    db.execute(
        "CREATE TABLE aside AS SELECT * FROM (SELECT n, case_name, case_place, activity, time_text, us, CASE "
        f"WHEN {no_case} THEN 'no_case' WHEN {_is_blank('activity')} THEN 'no_activity' WHEN {no_time} THEN 'no_time' "
        f"WHEN us IS NULL THEN 'time_unreadable' WHEN {impossible} THEN 'time_impossible' "
        f"{no_zone} END AS reason FROM told WHERE {bad}) WHERE reason IS NOT NULL"
    )
    if first(db, "SELECT count(*) FROM aside")[0]:
        db.execute("CREATE TABLE good AS SELECT * FROM told ANTI JOIN aside USING (n) ORDER BY n")
    else:
        db.execute("CREATE VIEW good AS SELECT * FROM told")
    _number_activities(db)
    number = _traces_as_cases(db) if loaded.kind == "xes" else _named_cases(db)
    _sort(db, number, judging.clock)
    if loaded.kind not in {"xes", "ocel"} and not judging.keeps_duplicates:
        _set_duplicates_aside(db, is_bare=loaded.is_bare)


def _is_blank(text: str) -> str:
    """SQL: what is blank begins with none of the letters that most texts begin with, so that few are looked at."""
    return f"({text} IS NULL OR (({text} < '!' OR {text} > '~') AND trim({text}) = ''))"


def _number_activities(db: Connection) -> None:
    """Names that look the same are the same: they are compared in their composed form."""
    db.execute(
        "CREATE TABLE activities AS SELECT (row_number() OVER (ORDER BY name) - 1)::INTEGER AS act_no, name FROM "
        "(SELECT DISTINCT nfc_normalize(activity) AS name FROM (SELECT DISTINCT activity FROM good))"
    )
    db.execute(
        "CREATE TABLE acts AS SELECT activity, act_no FROM (SELECT DISTINCT activity FROM good) "
        "JOIN activities ON activities.name = nfc_normalize(activity)"
    )


def _traces_as_cases(db: Connection) -> str:
    db.execute(
        "CREATE TABLE cases AS SELECT case_place AS case_no, coalesce(case_name, '#' || (case_place + 1)) AS name, "
        "* EXCLUDE (case_place, case_name) FROM traces WHERE case_place IN (SELECT case_place FROM good) "
        "ORDER BY case_no"
    )
    return "SELECT case_place AS case_no, activity, us, n, alike FROM good"


def _named_cases(db: Connection) -> str:
    """A case's number is the place of its first row; where rows keep their places and those of each case stand
    together, it is carried along from there. Where they do not, names are not looked up but numbered by their hash,
    if no two names have the same; and joined where that cannot be."""
    if db.keeps_order and _is_mixed(db) and _are_hashed(db):
        return f"SELECT {_HASHED} AS case_no, activity, us, n, alike FROM good"
    heads = f"(SELECT n, case_name FROM (SELECT n, case_name, {_IS_HEAD} AS h FROM good) WHERE h)"
    source = heads if db.keeps_order else "good"
    db.execute(
        f"CREATE TABLE names AS SELECT case_name, min(n) AS n, count(*) AS heads FROM {source} GROUP BY case_name"
    )
    db.execute(
        "CREATE TABLE numbers AS SELECT min(n) AS case_no, name FROM "
        "(SELECT n, nfc_normalize(case_name) AS name FROM names) GROUP BY name"
    )
    more = "".join(f", arg_min({one}, n) FILTER ({one} IS NOT NULL) AS {one}" for one in _more(db))
    if more:
        db.execute(
            f"CREATE TABLE cases AS SELECT any_value(case_no) AS case_no, name{more} FROM good JOIN numbers "
            "ON numbers.name = nfc_normalize(case_name) GROUP BY name ORDER BY case_no"
        )
    else:
        db.execute("CREATE TABLE cases AS SELECT * FROM numbers ORDER BY case_no")
    if db.keeps_order:
        count_of_heads, count = first(db, "SELECT (SELECT sum(heads) FROM names), (SELECT count(*) FROM numbers)")
        if count_of_heads == count:
            running = "max(CASE WHEN h THEN n END) OVER (ROWS UNBOUNDED PRECEDING)"
            return f"SELECT {running} AS case_no, activity, us, n, alike FROM (SELECT *, {_IS_HEAD} AS h FROM good)"
    db.execute(
        "CREATE TABLE case_names AS SELECT case_name, case_no FROM names JOIN numbers "
        "ON numbers.name = nfc_normalize(case_name)"
    )
    return "SELECT case_no, activity, us, n, alike FROM good JOIN case_names USING (case_name)"


def _is_mixed(db: Connection) -> bool:
    """Whether most of the first rows are of another case than the one before."""
    looked_at = f"SELECT {_IS_HEAD} AS h FROM (SELECT case_name FROM good LIMIT {_LOOKED_AT})"
    return bool(first(db, f"SELECT count(*) FILTER (h) * 2 > count(*) FROM ({looked_at})")[0])


def _are_hashed(db: Connection) -> bool:
    """The table ``cases`` with numbers by hash; False, and no table, where names share one."""
    db.execute(f"CREATE TABLE hashed AS SELECT case_name, {_HASHED} AS case_no FROM good GROUP BY case_name")
    name = "nfc_normalize(case_name)"
    shared = f"SELECT case_no FROM hashed GROUP BY case_no HAVING min({name}) <> max({name})"
    if first(db, f"SELECT count(*) FROM ({shared})")[0]:
        return False
    more = "".join(f", arg_min({one}, n) FILTER ({one} IS NOT NULL) AS {one}" for one in _more(db))
    number, source = (_HASHED, "good") if more else ("case_no", "hashed")
    db.execute(
        f"CREATE TABLE cases AS SELECT {number} AS case_no, any_value({name}) AS name{more} FROM {source} "
        "GROUP BY ALL ORDER BY case_no"
    )
    return True


def _sort(db: Connection, numbered: str, clock: WorkingTime | None) -> None:
    """One sort for all that follows; each event gets the working time that passed before it, if there is a calendar."""
    work, join = "NULL::BIGINT", ""
    if clock:
        add_days(db, clock)
        work, join = working_before("us", "days", shifts_of(db)), f"LEFT JOIN days ON days.day = us // {DAY}"
    db.execute(
        f"CREATE TABLE events AS SELECT case_no::BIGINT AS case_no, act_no, us, n, alike, {work} AS work "
        f"FROM ({numbered}) JOIN acts USING (activity) {join} ORDER BY case_no, us, n"
    )


def _set_duplicates_aside(db: Connection, *, is_bare: bool) -> None:
    """Rows equal in every column to an earlier one. Where a table has nothing but case, activity and time, two steps
    of one kind at one time may be real: there a row is a copy only of the one right before it in its case."""
    case = db.within("case_no", "us, n")
    tie = f"case_no = lag(case_no) OVER ({case}) AND us = lag(us) OVER ({case})"
    if not first(db, f"SELECT count(*) FROM (SELECT {tie} AS t FROM events) WHERE t")[0]:
        return
    if is_bare:
        copies = (
            f"SELECT n FROM (SELECT n, {tie} AND act_no = lag(act_no) OVER ({case}) AS is_copy FROM events) "
            "WHERE is_copy"
        )
    else:
        repeated = "SELECT case_no, us, alike FROM events GROUP BY ALL HAVING count(*) > 1"
        later = "row_number() OVER (PARTITION BY case_no, us, alike ORDER BY n) > 1"
        of_them = f"SELECT n, {later} AS is_copy FROM events SEMI JOIN ({repeated}) USING (case_no, us, alike)"
        copies = f"SELECT n FROM ({of_them}) WHERE is_copy"
    db.execute(
        "INSERT INTO aside SELECT n, case_name, case_place, activity, time_text, us, 'duplicate' FROM good "
        f"WHERE n IN ({copies})"
    )
    db.execute("DELETE FROM events WHERE n IN (SELECT n FROM aside WHERE reason = 'duplicate')")


def _more(db: Connection) -> list[str]:
    return [row[0] for row in db.execute("DESCRIBE good").fetchall() if row[0].startswith("more")]


def _us(on: date) -> int:
    return (on.toordinal() - date(1970, 1, 1).toordinal()) * DAY
