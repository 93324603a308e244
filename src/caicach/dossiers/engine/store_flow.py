"""The course of the dossiers of a question, from their stored steps: sorted by case as they lie, so without a sort."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from caicach.dossiers.domain.board import Question
from caicach.dossiers.domain.clock.values import Happening
from caicach.dossiers.domain.process import Edge, Handover, ProcessFlow, Step, Variant, Way, departures
from caicach.dossiers.engine.connecting import Connection, first
from caicach.dossiers.engine.moments import DAY
from caicach.dossiers.engine.reckoning import LETTER_CASES, LETTERS, us_of
from caicach.dossiers.engine.standing import PartFiles, source_of
from caicach.dossiers.engine.working import add_days, shifts_of, working_before
from caicach.kernel.calendar.hours import WorkingTime

_STEPS: Final = {letter: what for what, letter in LETTERS.items()}
_MINUTE: Final = "6e7"
_VARIANTS, _HANDOVERS = 15, 12


def process_flow(db: Connection, parts: Sequence[PartFiles], asked: Question, clock: WorkingTime) -> ProcessFlow:
    """Of the view ``standing`` with its kind, those received in the period; steps up to its moment."""
    db.execute(
        "CREATE TABLE chosen AS SELECT code, verdict IN ('late', 'open_overdue') AS is_late FROM standing "
        "WHERE received_us IS NOT NULL AND NOT is_carried"
    )
    _moves(db, parts, asked, clock)
    _courses(db)
    dossiers = int(first(db, "SELECT count(*) FROM courses")[0])
    count, departing, ways = _conformance(db)
    return ProcessFlow(dossiers, _steps(db), _edges(db), _variants(db), count, _handovers(db), departing, ways)


def _moves(db: Connection, parts: Sequence[PartFiles], asked: Question, clock: WorkingTime) -> None:
    """The table ``moves``: a step, the one before it in its dossier (NULL before the first), the working time."""
    add_days(db, clock)
    shifts = shifts_of(db)
    start, end = working_before("from_us", "a", shifts), working_before("us", "b", shifts)
    events = source_of([one.events for one in parts])
    db.execute(
        "CREATE TABLE moves AS SELECT m.*, "
        f"{end} - {start} AS worked FROM (SELECT code, us, seq, what, agency, "
        "CASE WHEN is_same THEN from_us END AS from_us, CASE WHEN is_same THEN from_what END AS from_what, "
        "CASE WHEN is_same THEN from_agency END AS from_agency FROM (SELECT code, us, seq, what, agency, "
        "lag(us) OVER () AS from_us, lag(what) OVER () AS from_what, lag(agency) OVER () AS from_agency, "
        f"code = lag(code) OVER () AS is_same FROM {events} WHERE us <= {us_of(asked.now)}) "
        "WHERE code IN (SELECT code FROM chosen)) m "
        f"LEFT JOIN days a ON a.day = from_us // {DAY} LEFT JOIN days b ON b.day = us // {DAY}"
    )


def _courses(db: Connection) -> None:
    """The table ``courses``: each dossier's steps as letters."""
    db.execute(
        "CREATE TABLE courses AS SELECT code, "
        f"string_agg(CASE what {LETTER_CASES} END, '' ORDER BY us, seq) AS letters, "
        "CASE WHEN count(worked) = count(from_us) THEN sum(worked) END AS worked, any_value(is_late) AS is_late "
        "FROM moves JOIN chosen USING (code) GROUP BY code"
    )


def _steps(db: Connection) -> tuple[Step, ...]:
    rows = db.execute(
        "SELECT what, sum(n)::BIGINT, count(*), count(*) FILTER (n > 1) FROM "
        "(SELECT code, what, count(*) AS n FROM moves GROUP BY code, what) GROUP BY what ORDER BY 2 DESC, 1"
    ).fetchall()
    return tuple(Step(Happening(what), count, dossiers, again) for what, count, dossiers, again in rows)


def _edges(db: Connection) -> tuple[Edge, ...]:
    rows = db.execute(
        f"SELECT from_what, what, count(*), avg(worked) / {_MINUTE}, quantile_cont(worked / {_MINUTE}, [0.5, 0.9]), "
        f"coalesce(sum(worked), 0) / {_MINUTE} FROM moves WHERE from_us IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    ).fetchall()
    return tuple(
        Edge(Happening(source), Happening(target), count, mean, *_two(quantiles), total)
        for source, target, count, mean, quantiles, total in rows
    )


def _two(quantiles: Sequence[float] | None) -> tuple[float | None, float | None]:
    return (quantiles[0], quantiles[1]) if quantiles else (None, None)


def _variants(db: Connection) -> tuple[Variant, ...]:
    rows = db.execute(
        f"SELECT letters, count(*), count(*) FILTER (is_late), avg(worked) / {_MINUTE} FROM courses GROUP BY letters "
        f"ORDER BY 2 DESC, 1 LIMIT {_VARIANTS}"
    ).fetchall()
    return tuple(Variant(_told(letters), count, late, mean) for letters, count, late, mean in rows)


def _handovers(db: Connection) -> tuple[Handover, ...]:
    rows = db.execute(
        f"SELECT from_agency, agency, count(*), avg(worked) / {_MINUTE} FROM moves "
        "WHERE from_agency <> '' AND agency <> '' AND from_agency <> agency GROUP BY 1, 2 "
        f"ORDER BY 3 DESC, 1, 2 LIMIT {_HANDOVERS}"
    ).fetchall()
    return tuple(Handover(*row) for row in rows)


def _conformance(db: Connection) -> tuple[int, int, tuple[tuple[Way, int], ...]]:
    """How many sequences there are; dossiers that depart from the order; by way, how many of them."""
    ways: Counter[Way] = Counter()
    departing = count = 0
    for letters, dossiers in db.execute("SELECT letters, count(*) FROM courses GROUP BY letters").fetchall():
        found = set(departures(_told(letters)))
        count += 1
        departing += dossiers if found else 0
        ways.update(dict.fromkeys(found, dossiers))
    return count, departing, tuple(ways.most_common(10))


def _told(letters: str) -> tuple[Happening, ...]:
    return tuple(_STEPS[letter] for letter in letters)
