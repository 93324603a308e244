"""How work flows: counts of activities, directly-follows, variants; from ``events``, which is sorted by case and time.

The row before is the row stored before: ``lag`` over the stored order runs as a stream, without a sort, where rows keep
their places.
"""

from collections.abc import Mapping

from caicach.dossiers.domain.analysis import Edge, Stay, Variant
from caicach.dossiers.engine.connecting import Connection, first
from caicach.dossiers.engine.moments import MINUTE, SECOND
from caicach.dossiers.engine.quantiles import measures_of


def add_steps(db: Connection) -> None:
    """The table ``steps``: an event behind another in its case (``source``, ``target``, ``gap``, ``worked``)."""
    case = _case(db)
    db.execute(
        f"CREATE TABLE steps AS SELECT source, target, gap, worked FROM (SELECT lag(act_no) OVER ({case}) AS source, "
        f"act_no AS target, us - lag(us) OVER ({case}) AS gap, work - lag(work) OVER ({case}) AS worked, "
        f"case_no = lag(case_no) OVER ({case}) AS is_same FROM events) WHERE is_same"
    )


def _case(db: Connection) -> str:
    return db.within("case_no", "us, n")


def edges(db: Connection) -> tuple[Edge, ...]:
    """The most frequent first; of as many, by name."""
    rows = db.execute(
        "SELECT a.name, b.name, n, gaps, worked, known FROM (SELECT source, target, count(*) AS n, "
        f"{db.total('gap')} AS gaps, {db.total('worked')} AS worked, count(worked) AS known FROM steps GROUP BY ALL) "
        "JOIN activities a ON a.act_no = source JOIN activities b ON b.act_no = target ORDER BY 3 DESC, 1, 2"
    ).fetchall()
    return tuple(
        Edge(source, target, n, gaps / (n * SECOND), worked / (known * MINUTE) if known else None, known)
        for source, target, n, gaps, worked, known in rows
    )


def steps_behind_later_ones(db: Connection) -> int:
    """Events that stand in the file behind a later one of their case."""
    case = _case(db)
    is_same = f"case_no = lag(case_no) OVER ({case}) AS is_same"
    moved = f"SELECT n, lag(n) OVER ({case}) AS before, {is_same} FROM events"
    return int(first(db, f"SELECT count(*) FILTER (is_same AND n < before) FROM ({moved})")[0])


def activity_counts(db: Connection) -> Mapping[str, int]:
    return _counts(db, "SELECT act_no, count(*) AS n FROM events GROUP BY act_no")


def start_counts(db: Connection) -> Mapping[str, int]:
    return _counts(
        db,
        "SELECT act_no, count(*) AS n FROM (SELECT act_no, "
        f"case_no IS DISTINCT FROM lag(case_no) OVER ({_case(db)}) AS is_first FROM events) "
        "WHERE is_first GROUP BY act_no",
    )


def end_counts(db: Connection) -> Mapping[str, int]:
    return _counts(
        db,
        "SELECT act_no, count(*) AS n FROM (SELECT act_no, "
        f"case_no IS DISTINCT FROM lead(case_no) OVER ({_case(db)}) AS is_last FROM events) "
        "WHERE is_last GROUP BY act_no",
    )


def _counts(db: Connection, numbered: str) -> Mapping[str, int]:
    rows = db.execute(f"SELECT name, n FROM ({numbered}) JOIN activities USING (act_no) ORDER BY n DESC, name")
    return dict(rows.fetchall())


def variants(db: Connection, top: int) -> tuple[int, tuple[Variant, ...]]:
    """How many sequences there are, and the most frequent; of as many, the one that begins with an earlier name."""
    db.execute(
        "CREATE TEMP TABLE sequences AS SELECT acts, count(*) AS cases FROM "
        f"(SELECT list(act_no ORDER BY {db.place('us, n')}) AS acts FROM events GROUP BY case_no) GROUP BY acts"
    )
    count = int(first(db, "SELECT count(*) FROM sequences")[0])
    names = dict(db.execute("SELECT act_no, name FROM activities").fetchall())
    rows = db.execute(f"SELECT acts, cases FROM sequences ORDER BY cases DESC, acts LIMIT {int(top)}").fetchall()
    db.execute("DROP TABLE sequences")
    return count, tuple(Variant(tuple(names[act] for act in acts), n) for acts, n in rows)


def stays_before(db: Connection) -> Mapping[str, Stay]:
    """By activity, the time since the event before it in its case."""
    return _stays(db, "target")


def stays_after(db: Connection) -> Mapping[str, Stay]:
    """By activity, the time until the event after it in its case."""
    return _stays(db, "source")


def _stays(db: Connection, side: str) -> Mapping[str, Stay]:
    found = measures_of(db, "steps", (side,), "gap", (0.5, 0.9), unit=SECOND)
    names = db.execute("SELECT name, act_no FROM activities ORDER BY name").fetchall()
    return {
        name: Stay(one.count, one.mean, *one.quantiles)
        for name, act in names
        if (one := found.get((act,))) and one.mean is not None
    }
