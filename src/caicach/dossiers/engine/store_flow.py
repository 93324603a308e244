"""The course of the dossiers of a question, from their stored steps: sorted by case as they lie, so without a sort."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from caicach.dossiers.domain.board import Question
from caicach.dossiers.domain.clock.values import Happening
from caicach.dossiers.domain.process import Edge, Handover, ProcessFlow, Step, Variant, Way, departures
from caicach.dossiers.engine.connecting import Connection, words
from caicach.dossiers.engine.moments import DAY, MINUTE
from caicach.dossiers.engine.quantiles import measures_of
from caicach.dossiers.engine.reckoning import LETTER_CASES, LETTERS, us_of
from caicach.dossiers.engine.standing import PartFiles
from caicach.dossiers.engine.working import add_days, shifts_of, working_before
from caicach.kernel.calendar.hours import WorkingTime

_STEPS: Final = {letter: what for what, letter in LETTERS.items()}
_VARIANTS, _HANDOVERS = 15, 12
_SEQUENCES: Final = (
    "SELECT letters, count(*), count(*) FILTER (is_late), {total}, count(worked) FROM courses GROUP BY letters "
    "ORDER BY 2 DESC, 1"
)


def process_flow(db: Connection, parts: Sequence[PartFiles], asked: Question, clock: WorkingTime) -> ProcessFlow:
    """Of the view ``standing`` with its kind, those received in the period; steps up to its moment."""
    _choose(db)
    add_days(db, clock)
    events = _events(db, parts, asked)
    _moves(db, events)
    _courses(db, events, us_of(asked.now))
    rows = db.execute(_SEQUENCES.format(total=db.total("worked"))).fetchall()
    courses = [
        (_steps_of(letters), count, late, _minutes(worked, known)) for letters, count, late, worked, known in rows
    ]
    dossiers = sum(count for _, count, *_ in courses)
    departing, ways = _conformance([(steps, count) for steps, count, *_ in courses])
    variants = tuple(Variant(*one) for one in courses[:_VARIANTS])
    steps = _steps([(steps, count) for steps, count, *_ in courses])
    edges = _edges(db, _gone([(steps, count) for steps, count, *_ in courses]))
    return ProcessFlow(dossiers, steps, edges, variants, len(courses), _handovers(db), departing, ways)


def add_way(db: Connection, parts: Sequence[PartFiles], asked: Question) -> None:
    """The table ``on_way``: dossiers of the view ``standing`` that a figure of their flow counts by its way."""
    _choose(db)
    now = us_of(asked.now)
    before, step = asked.way or (None, None)
    letters = "".join(LETTERS[one] for one in (before, step) if one)
    again = _put_together(_events(db, parts, asked), now)
    db.execute(
        f"CREATE TABLE on_way AS SELECT code FROM chosen WHERE {_is_kept(now)} AND contains(letters, {words(letters)}) "
        f"UNION ALL SELECT code FROM ({again}) WHERE contains(letters, {words(letters)})"
    )


def _choose(db: Connection) -> None:
    """The table ``chosen``: the dossiers of the view ``standing`` whose course is told."""
    has_course = any(row[0] == "letters" for row in db.execute("DESCRIBE standing").fetchall())
    course = "letters, first_us" if has_course else "NULL::VARCHAR AS letters, NULL::BIGINT AS first_us"
    db.execute(
        f"CREATE TABLE chosen AS SELECT code, verdict IN ('late', 'open_overdue') AS is_late, last_us, {course} "
        "FROM standing WHERE received_us IS NOT NULL AND NOT is_carried"
    )


def _events(db: Connection, parts: Sequence[PartFiles], asked: Question) -> str:
    return f"{db.files([one.events for one in parts], {})} WHERE us <= {us_of(asked.now)}"


def _is_kept(now: int) -> str:
    return f"letters IS NOT NULL AND last_us <= {now}"


def _put_together(events: str, now: int) -> str:
    """SQL: the courses of those that went on behind the moment, up to it."""
    return (
        f"SELECT code, string_agg(CASE what {LETTER_CASES} END, '' ORDER BY us, seq) AS letters, min(us) AS first_us, "
        f"max(us) AS last_us FROM {events} AND code IN "
        f"(SELECT code FROM chosen WHERE NOT coalesce({_is_kept(now)}, false)) GROUP BY code"
    )


def _moves(db: Connection, events: str) -> None:
    """The table ``moves``: from a step to the next one of its dossier, with their agencies and the working time."""
    shifts = shifts_of(db)
    start, end = working_before("from_us", "a", shifts), working_before("us", "b", shifts)
    case = db.within("code", "us, seq")
    db.execute(
        f"CREATE TABLE moves AS SELECT from_what, what, from_agency, agency, {end} - {start} AS worked FROM ("
        f"SELECT code, us, what, agency, lag(us) OVER ({case}) AS from_us, lag(what) OVER ({case}) AS from_what, "
        f"lag(agency) OVER ({case}) AS from_agency, code = lag(code) OVER ({case}) AS is_same FROM {events}) "
        f"LEFT JOIN days a ON a.day = from_us // {DAY} LEFT JOIN days b ON b.day = us // {DAY} "
        "WHERE is_same AND code IN (SELECT code FROM chosen)"
    )


def _courses(db: Connection, events: str, now: int) -> None:
    """The table ``courses``: each dossier's steps as letters, and the working time from the first to the last.

    They are kept with the dossier; of one that went on behind the moment they are put together anew.
    """
    shifts = shifts_of(db)
    start, end = working_before("first_us", "a", shifts), working_before("last_us", "b", shifts)
    worked = f"CASE WHEN length(letters) > 1 THEN {end} - {start} END"
    again = _put_together(events, now)
    db.execute(
        f"CREATE TABLE courses AS SELECT letters, is_late, {worked} AS worked "
        f"FROM (SELECT letters, is_late, first_us, last_us FROM chosen WHERE {_is_kept(now)} UNION ALL "
        f"SELECT t.letters, is_late, t.first_us, t.last_us FROM ({again}) t JOIN chosen USING (code)) "
        f"LEFT JOIN days a ON a.day = first_us // {DAY} LEFT JOIN days b ON b.day = last_us // {DAY}"
    )


def _steps(courses: Iterable[tuple[Sequence[Happening], int]]) -> tuple[Step, ...]:
    """The most frequent first."""
    counts: Counter[Happening] = Counter()
    dossiers, again = counts.copy(), counts.copy()
    for steps, count in courses:
        for what, times in Counter(steps).items():
            counts[what] += times * count
            dossiers[what] += count
            again[what] += count if times > 1 else 0
    placed = sorted(counts, key=lambda what: (-counts[what], what.value))
    return tuple(Step(what, counts[what], dossiers[what], again[what]) for what in placed)


def _gone(courses: Iterable[tuple[Sequence[Happening], int]]) -> Counter[tuple[Happening, Happening]]:
    """By way, how many dossiers went it, once or more often."""
    found: Counter[tuple[Happening, Happening]] = Counter()
    for steps, count in courses:
        found.update(dict.fromkeys(pairwise(steps), count))
    return found


def _edges(db: Connection, gone: Mapping[tuple[Happening, Happening], int]) -> tuple[Edge, ...]:
    found = measures_of(db, "moves", ("from_what", "what"), "worked", (0.5, 0.9), unit=MINUTE)
    placed = sorted(found.items(), key=lambda pair: (-pair[1].count, pair[0]))
    return tuple(
        Edge(*way, one.count, gone[way], one.mean, *_two(one.quantiles), one.total)
        for key, one in placed
        for way in [(Happening(key[0]), Happening(key[1]))]
    )


def _two(quantiles: Sequence[float]) -> tuple[float | None, float | None]:
    return (quantiles[0], quantiles[1]) if quantiles else (None, None)


def _minutes(worked: int | None, known: int) -> float | None:
    return worked / (known * MINUTE) if worked is not None else None


def _handovers(db: Connection) -> tuple[Handover, ...]:
    rows = db.execute(
        f"SELECT from_agency, agency, count(*), {db.total('worked')}, count(worked) FROM moves "
        "WHERE from_agency <> '' AND agency <> '' AND from_agency <> agency GROUP BY 1, 2 "
        f"ORDER BY 3 DESC, 1, 2 LIMIT {_HANDOVERS}"
    ).fetchall()
    return tuple(
        Handover(source, target, count, _minutes(worked, known)) for source, target, count, worked, known in rows
    )


def _conformance(
    courses: Iterable[tuple[Sequence[Happening], int]],
) -> tuple[int, tuple[tuple[Way, int], ...]]:
    """Dossiers that depart from the order; by way, how many of them."""
    ways: Counter[Way] = Counter()
    departing = 0
    for steps, dossiers in courses:
        found = set(departures(steps))
        departing += dossiers if found else 0
        ways.update(dict.fromkeys(found, dossiers))
    return departing, tuple(ways.most_common(10))


def _steps_of(letters: str) -> tuple[Happening, ...]:
    return tuple(_STEPS[letter] for letter in letters)
