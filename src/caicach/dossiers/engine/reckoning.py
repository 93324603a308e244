"""The clocks of all dossiers of a partition, by the pure rules: once for each day and limit, not once for each dossier.

A dossier without a pause, another territory, a re-appointment or an hourly limit has the clock of every other one that
was received on its day, in its part of the day, with its limit and promise: the pure rules are asked once for each such
combination. Every other dossier goes through the pure clocks by itself (``others``).

``dossiers``: the facts, the fields of ``Reckoned`` (``verdict`` of what ended, ``late_from_us`` by index 766 of what
goes on), and ``letters`` (its steps), ``requests, apologies, promised_day, first_us, last_us, holder, is_simple,
in_bulk``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, Final

import numpy as np

from caicach.dossiers.domain.clock.rules import rule_sets
from caicach.dossiers.domain.clock.values import Channel, Event, Happening
from caicach.dossiers.domain.limiting import Start, Told
from caicach.dossiers.engine.connecting import Connection
from caicach.dossiers.engine.moments import DAY
from caicach.dossiers.engine.summary import IN_BULK, bulks
from caicach.dossiers.engine.working import add_days, shifts_of, working_before
from caicach.kernel.calendar.hours import WorkingTime

EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 -- local time
_MICROSECOND: Final = timedelta(microseconds=1)
LETTERS: Final = {
    Happening.REGISTERED: "g",
    Happening.RECEIVED: "r",
    Happening.REFUSED: "x",
    Happening.HANDLING: "h",
    Happening.SUPPLEMENT_ASKED: "s",
    Happening.DUTY_ASKED: "d",
    Happening.WITHDRAWN: "w",
    Happening.STOPPED: "p",
    Happening.DONE: "D",
    Happening.RETURNED: "R",
    Happening.COMPETENT_RECEIVED: "c",
    Happening.TRANSFERRED: "t",
    Happening.REAPPOINTED: "a",
    Happening.APOLOGISED: "l",
}
LETTER_CASES: Final = " ".join(f"WHEN '{what.value}' THEN '{letter}'" for what, letter in LETTERS.items())
"""Of an expression «CASE what …»: the letter of a step."""
_SIMPLE: Final = "g?r[ht]*(D|R|DR)?"
_ANSWER_HOURS: Final = 8 * 3_600_000_000  # the hours of every rule set that knows the rule


@dataclass(frozen=True, slots=True)
class Combination:
    """What dossiers have in common that have one clock."""

    procedure: str
    received: datetime
    promised: date | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What the pure clocks say of one dossier; moments in microseconds, None where there is none."""

    code: str
    received_us: int | None = None
    starts_us: int | None = None
    due_us: int | None = None
    is_hours: bool = False
    limit_count: int | None = None
    limit_unit: str | None = None
    ended_us: int | None = None
    suspended_us: int | None = None
    verdict: str | None = None
    late_from_us: int | None = None
    ended_766_us: int | None = None
    is_late_766: bool | None = None
    is_answer_late: bool = False
    paused_on_last_day: bool = False
    is_reopened: bool = False
    late_by: str | None = None
    problem: str | None = None
    handling_us: int | None = None
    leg_points: int | None = None
    leg_count: int | None = None


Starts = Callable[[Combination], Start | None]
Others = Callable[[Sequence[Told]], Sequence[Reckoned]]


def reckon(db: Connection, clock: WorkingTime, starts: Starts, others: Others) -> None:
    """Makes ``dossiers`` of ``events`` and ``facts``, sorted by case."""
    _shapes(db)
    add_days(db, clock)
    _combinations(db, starts)
    _simple(db)
    _others(db, others)
    db.execute(f"CREATE TABLE bulks AS {bulks('facts JOIN shapes USING (code)')}")
    db.execute(
        "CREATE TABLE dossiers AS SELECT f.*, s.requests, s.apologies, s.promised_day, s.letters, s.first_us, "
        f"s.last_us, s.holder, k.* EXCLUDE (code), {IN_BULK} AS in_bulk FROM facts f JOIN shapes s USING (code) "
        "JOIN (SELECT *, true AS is_simple FROM simple UNION ALL BY NAME SELECT *, false AS is_simple FROM others) k "
        "USING (code) LEFT JOIN bulks b ON b.unit IS NOT DISTINCT FROM f.unit AND b.minute = k.received_us // 60000000 "
        "ORDER BY f.code"
    )


def _shapes(db: Connection) -> None:
    """One row a dossier: its steps as letters, and the moments that matter."""
    cuts = sorted({rules.next_day_after.value for rules in rule_sets() if rules.next_day_after})
    late = " + ".join(
        f"(min(us) FILTER (what = 'received') % {DAY} > {(cut.hour * 60 + cut.minute) * 60_000_000})::INTEGER"
        for cut in cuts
    )
    db.execute(
        "CREATE TABLE shapes AS SELECT code, "
        f"string_agg(CASE what {LETTER_CASES} END, '' ORDER BY us, seq) AS letters, "
        "min(us) FILTER (what = 'received') AS received_us, min(us) FILTER (what = 'registered') AS sent_us, "
        "min(us) FILTER (what = 'done') AS done_us, min(us) FILTER (what = 'returned') AS returned_us, "
        "min(due_day) FILTER (what = 'received') AS promised_day, min(us) AS first_us, max(us) AS last_us, "
        "count(*) FILTER (what = 'supplement_asked') AS requests, count(*) FILTER (what = 'apologised') AS apologies, "
        f"last(agency ORDER BY us, seq) AS holder, coalesce({late or '0'}, 0) AS part_of_day "
        "FROM events GROUP BY code"
    )


def _combinations(db: Connection, starts: Starts) -> None:
    """The table ``combined``: the start, due moment and limit of each, from the pure rules."""
    rows = db.execute(
        f"SELECT DISTINCT coalesce(procedure, '') AS procedure, received_us // {DAY} AS day, part_of_day, promised_day "
        f"FROM shapes JOIN facts USING (code) WHERE regexp_full_match(letters, '{_SIMPLE}') AND NOT is_away "
        "ORDER BY ALL"
    ).fetchall()
    cuts = sorted({rules.next_day_after.value for rules in rule_sets() if rules.next_day_after})
    found: list[tuple[object, ...]] = []
    for procedure, day, part, promised_day in rows:
        midnight = EPOCH + timedelta(days=day)
        at = midnight
        if part:
            cut = cuts[part - 1]
            at = midnight + timedelta(hours=cut.hour, minutes=cut.minute) + _MICROSECOND
        start = starts(Combination(procedure, at, None if promised_day is None else day_of(promised_day)))
        if start is None:
            continue
        moved = None if start.starts_at == at else us_of(start.starts_at)
        limit = start.limit
        found.append(
            (
                procedure,
                day,
                part,
                promised_day,
                moved,
                us_of(start.due),
                limit.count,
                limit.unit.value,
                us_of(start.late_from),
            )
        )
    kinds = (
        "procedure VARCHAR, day BIGINT, part_of_day INTEGER, promised_day INTEGER, moved_us BIGINT, due_us BIGINT, "
        "limit_count INTEGER, limit_unit VARCHAR, late_from_us BIGINT"
    )
    add_rows(db, "combined", kinds, found)


def _simple(db: Connection) -> None:
    shifts = shifts_of(db)
    sent, received = working_before("sent_us", "a", shifts), working_before("c.received_us", "b", shifts)
    ended = "least(coalesce(done_us, returned_us), coalesce(returned_us, done_us))"
    db.execute(
        "CREATE TABLE simple AS SELECT code, received_us, coalesce(moved_us, received_us) AS starts_us, due_us, "
        "false AS is_hours, limit_count, limit_unit, ended_us, NULL::BIGINT AS suspended_us, "
        "CASE WHEN ended_us IS NULL THEN NULL WHEN ended_us >= due_us THEN 'late' "
        f"WHEN ended_us // {DAY} < (due_us - 1) // {DAY} THEN 'early' ELSE 'on_time' END AS verdict, "
        "late_from_us, ended_766_us, ended_766_us >= late_from_us AS is_late_766, "
        f"coalesce(channel LIKE 'online%' AND {received} - {sent} > {_ANSWER_HOURS}, false) AS is_answer_late, "
        "false AS paused_on_last_day, false AS is_reopened, NULL::VARCHAR AS late_by, NULL::VARCHAR AS problem, "
        "ended_766_us - c.received_us AS handling_us "
        f"FROM (SELECT *, {ended} AS ended_us, coalesce(done_us, returned_us) AS ended_766_us "
        f"FROM shapes JOIN facts USING (code) WHERE regexp_full_match(letters, '{_SIMPLE}') AND NOT is_away) c "
        f"JOIN combined k ON k.procedure = coalesce(c.procedure, '') AND k.day = c.received_us // {DAY} "
        "AND k.part_of_day = c.part_of_day AND k.promised_day IS NOT DISTINCT FROM c.promised_day "
        f"LEFT JOIN days a ON a.day = sent_us // {DAY} LEFT JOIN days b ON b.day = c.received_us // {DAY}"
    )
    db.execute(
        "UPDATE simple SET late_by = h.agency FROM (SELECT e.code, last(agency ORDER BY us, seq) AS agency "
        "FROM events e "
        "JOIN simple s USING (code) WHERE e.us < s.due_us GROUP BY e.code) h WHERE h.code = simple.code"
    )


def _others(db: Connection, others: Others) -> None:
    """Those that no combination covers, one by one."""
    told = dossiers_told(db, "events", "facts", "code NOT IN (SELECT code FROM simple)")
    add_rows(db, "others", _KINDS, list(map(_CELLS, others(told))))


def dossiers_told(db: Connection, events: str, facts: str, where: str) -> tuple[Told, ...]:
    """Dossiers as the pure clocks take them; ``events`` and ``facts`` are tables or files of the store."""
    rows = db.execute(
        f"SELECT code, coalesce(procedure, ''), channel, is_away, coalesce(field, ''), coalesce(part, '') FROM {facts} "
        f"WHERE {where} ORDER BY code"
    ).fetchall()
    steps = events_of(db, events, where)
    return tuple(
        Told(code, tuple(steps[code]), procedure, Channel(channel), is_away, field, part)
        for code, procedure, channel, is_away, field, part in rows
        if code in steps
    )


def events_of(db: Connection, source: str, where: str) -> dict[str, list[Event]]:
    """The steps of dossiers by code, in order."""
    found: dict[str, list[Event]] = {}
    rows = db.execute(f"SELECT code, us, what, agency, due_day FROM {source} WHERE {where} ORDER BY code, us, seq")
    while batch := rows.fetchmany(50_000):
        for code, us, what, agency, due_day in batch:
            due = None if due_day is None else day_of(due_day)
            event = Event(EPOCH + timedelta(microseconds=us), Happening(what), agency or "", due)
            found.setdefault(code, []).append(event)
    return found


def add_rows(db: Connection, table: str, kinds: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """A new table of rows; the engine reads columns of objects by their declared kinds."""
    names = [one.split()[0] for one in kinds.split(", ")]
    types = [one.split()[1] for one in kinds.split(", ")]
    columns = {name: np.array([_text(row[at]) for row in rows], dtype=object) for at, name in enumerate(names)}
    db.add_table(f"{table}_texts", columns)
    cells = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in zip(names, types, strict=True))
    db.execute(f"CREATE TABLE {table} AS SELECT {cells} FROM {table}_texts")
    db.execute(f"DROP TABLE {table}_texts")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def us_of(at: datetime) -> int:
    return (at - EPOCH) // _MICROSECOND


def day_of(number: int) -> date:
    return EPOCH.date() + timedelta(days=number)


def _kind(name: str) -> str:
    if name in {"code", "limit_unit", "verdict", "late_by", "problem"}:
        return "VARCHAR"
    return "BIGINT" if name.endswith("_us") else "INTEGER" if name.startswith(("limit", "leg_")) else "BOOLEAN"


_KINDS: Final = ", ".join(f"{one.name} {_kind(one.name)}" for one in fields(Reckoned))
_CELLS: Final = attrgetter(*(one.name for one in fields(Reckoned)))
