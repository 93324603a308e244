"""Where dossiers stand at a moment, from the stored clocks: one pass over columns.

What is simple, or has had its last step by then, is held against the moment in the engine. A dossier with pauses whose
later steps are not to be known yet is told anew by the pure clock (``past``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from caicach.dossiers.domain.board import BoardLine, DossierLine, Grouping, Kind, Question
from caicach.dossiers.domain.clock.values import Channel, Verdict
from caicach.dossiers.domain.limiting import Told
from caicach.dossiers.domain.supervision.tables import Counts
from caicach.dossiers.engine.connecting import Connection, first, words
from caicach.dossiers.engine.moments import DAY
from caicach.dossiers.engine.reckoning import EPOCH, add_rows, day_of, dossiers_told, us_of

AGES: Final = (5, 10, 30)
_BULK: Final = 10
_LAST_MINUTES: Final = 5 * 60_000_000


@dataclass(frozen=True, slots=True)
class Then:
    """How a dossier stood at a moment, by the pure clock; ``ended_before``: had ended when the period began."""

    code: str
    verdict: str
    ended_us: int | None
    due_us: int | None
    is_late_766: bool | None
    ended_before: bool


Past = Callable[[Sequence[Told]], Sequence[Then]]


def add_standing(db: Connection, files: Sequence[tuple[Path, Path]], asked: Question, past: Past) -> None:
    """The table ``standing``: the dossiers of the question, with ``verdict`` as of its moment, reckoned once."""
    events, dossiers = (_files(paths) for paths in zip(*files, strict=True))
    now, begin = us_of(asked.now), us_of(datetime.combine(asked.first, time()))
    chosen = f"{_chosen(asked)} AND (received_us IS NULL OR received_us <= {now})"
    complex_ones = (
        f"{chosen} AND received_us IS NOT NULL AND NOT is_simple AND problem IS NULL "
        f"AND (last_us > {now} OR is_reopened)"
    )
    codes = f"code IN (SELECT code FROM {dossiers} WHERE {complex_ones})"
    is_any = first(db, f"SELECT count(*) FROM {dossiers} WHERE {complex_ones}")[0] > 0
    told = dossiers_told(db, events, dossiers, codes) if is_any else ()
    kinds = "code VARCHAR, verdict VARCHAR, ended_us BIGINT, due_us BIGINT, is_late_766 BOOLEAN, ended_before BOOLEAN"
    add_rows(db, "past", kinds, [astuple(one) for one in past(told)] if told else [])
    over = f"CASE WHEN is_hours THEN {now} > due_us ELSE {now} >= due_us END"
    ended = f"(ended_us IS NOT NULL AND ended_us <= {now})"
    verdict = (
        f"CASE WHEN problem IS NOT NULL OR received_us IS NULL THEN NULL WHEN {ended} THEN verdict "
        f"WHEN due_us IS NULL THEN 'not_started' WHEN suspended_us IS NOT NULL THEN 'suspended' "
        f"WHEN {over} THEN 'open_overdue' ELSE 'open_in_time' END"
    )
    late = (
        f"CASE WHEN ended_766_us IS NULL OR ended_766_us <= {now} THEN coalesce(is_late_766, late_from_us <= {now}) "
        f"ELSE late_from_us <= {now} END"
    )
    db.execute(
        "CREATE TABLE standing AS SELECT d.* EXCLUDE (verdict, ended_us, due_us, is_late_766), "
        "coalesce(p.verdict, d.verdict) AS verdict, "
        "CASE WHEN p.code IS NULL THEN d.ended_us ELSE p.ended_us END AS ended_us, "
        "coalesce(p.due_us, d.due_us) AS due_us, coalesce(p.is_late_766, d.is_late_766) AS is_late_766, "
        f"coalesce(p.ended_before, false) AS ended_before, received_us < {begin} AS is_carried "
        f"FROM (SELECT * REPLACE ({verdict} AS verdict, CASE WHEN {ended} THEN ended_us END AS ended_us, "
        f"coalesce({late}, false) AS is_late_766) FROM {dossiers} WHERE {chosen}) d LEFT JOIN past p USING (code) "
        f"WHERE coalesce(CASE WHEN p.code IS NULL THEN d.ended_us ELSE p.ended_us END, {begin}) >= {begin}"
    )


def _files(paths: Sequence[Path]) -> str:
    return f"read_parquet([{', '.join(words(str(path)) for path in paths)}])"


def _chosen(asked: Question) -> str:
    found = ["true"]
    if asked.units is not None:
        found.append(f"unit IN ({', '.join(words(unit) for unit in sorted(asked.units)) or 'NULL'})")
    for column, value in (("field", asked.field), ("procedure", asked.procedure)):
        if value:
            found.append(f"{column} = {words(value)}")
    if asked.channel:
        found.append(f"channel = {words(asked.channel.value)}")
    if asked.month:
        found.append(f"{_MONTH} = {words(asked.month)}")
    return " AND ".join(found)


_MONTH: Final = "strftime(make_timestamp(received_us), '%Y-%m')"
_KEYS: Final = {
    Grouping.UNIT: "coalesce(unit, '')",
    Grouping.FIELD: "coalesce(field, '')",
    Grouping.PROCEDURE: "coalesce(procedure, '')",
    Grouping.CHANNEL: "channel",
    Grouping.MONTH: f"coalesce({_MONTH}, '')",
}
_IS: Final[Mapping[Kind, str]] = {
    Kind.ALL: "verdict IS NOT NULL",
    Kind.RECEIVED: "verdict IS NOT NULL",
    Kind.HANDLED: "verdict IN ('early', 'on_time', 'late', 'not_judged')",
    Kind.EARLY: "verdict = 'early'",
    Kind.ON_TIME: "verdict IN ('on_time', 'not_judged')",
    Kind.LATE: "verdict = 'late'",
    Kind.IN_HAND: "verdict IN ('open_in_time', 'open_overdue', 'suspended', 'not_started')",
    Kind.IN_TIME: "verdict IN ('open_in_time', 'suspended', 'not_started')",
    Kind.OVERDUE: "verdict = 'open_overdue'",
    Kind.WAITING: "verdict = 'suspended'",
    Kind.SOON: "verdict = 'open_in_time'",
    Kind.LATE_766: "verdict IS NOT NULL AND is_late_766",
    Kind.NO_APOLOGY: "verdict IN ('late', 'open_overdue') AND apologies = 0",
    Kind.ASKED_AGAIN: "verdict IS NOT NULL AND requests > 1",
    Kind.ANSWERED_LATE: "is_answer_late",
    Kind.PAUSED_LAST_DAY: "paused_on_last_day",
    Kind.LAST_MINUTE: f"verdict = 'on_time' AND NOT is_hours AND due_us - ended_us <= {_LAST_MINUTES}",
    Kind.IN_BULK: "verdict IS NOT NULL AND (unit, received_us // 60000000) IN (SELECT (unit, received_us // 60000000) "
    f"FROM standing WHERE NOT is_carried GROUP BY unit, received_us // 60000000 HAVING count(*) >= {_BULK})",
    Kind.REOPENED: "is_reopened",
    Kind.UNJUDGED: "verdict IS NULL AND received_us IS NOT NULL",
}
SUSPICIOUS: Final = (
    Kind.NO_APOLOGY,
    Kind.ASKED_AGAIN,
    Kind.ANSWERED_LATE,
    Kind.LAST_MINUTE,
    Kind.PAUSED_LAST_DAY,
    Kind.IN_BULK,
    Kind.REOPENED,
)


def lines(db: Connection, grouping: Grouping | None, *, by_part: bool = False) -> tuple[BoardLine, ...]:
    """Figures by group, the group's key first; of the whole where there is no grouping."""
    key = _KEYS[grouping] if grouping else "''"
    if by_part:
        key = f"part || '/' || {key}"
    new = "verdict IS NOT NULL AND NOT is_carried AND channel ="
    figures = (
        f"count(*) FILTER ({new} 'online')",
        f"count(*) FILTER ({new} 'online_partial')",
        f"count(*) FILTER ({new} 'post')",
        f"count(*) FILTER ({new} 'direct')",
        "count(*) FILTER (verdict IS NOT NULL AND is_carried)",
        *(
            f"count(*) FILTER ({_IS[kind]})"
            for kind in (Kind.EARLY, Kind.ON_TIME, Kind.LATE, Kind.IN_TIME, Kind.OVERDUE)
        ),
        f"count(*) FILTER ({_IS[Kind.WAITING]})",
        "count(*) FILTER (verdict = 'not_judged')",
        "count(*) FILTER (verdict IS NOT NULL AND is_carried AND ended_before)",
        f"count(*) FILTER ({_IS[Kind.UNJUDGED]})",
        f"count(*) FILTER ({_IS[Kind.LATE_766]})",
        "count(*) FILTER (verdict IS NOT NULL)",
    )
    rows = db.execute(f"SELECT {key} AS key, {', '.join(figures)} FROM standing GROUP BY 1 ORDER BY 1").fetchall()
    return tuple(BoardLine(row[0], Counts(*row[1:14]), *row[14:]) for row in rows)


def backlog(db: Connection, now: datetime) -> tuple[tuple[int, int], ...]:
    """Those overdue by days over: up to each of ``AGES``, and beyond (0)."""
    days = f"({us_of(now)} // {DAY} - (due_us - 1) // {DAY})"
    bounds = [0, *AGES]
    parts = [f"count(*) FILTER ({days} > {low} AND {days} <= {high})" for low, high in zip(bounds, AGES, strict=False)]
    counts = first(
        db, f"SELECT {', '.join(parts)}, count(*) FILTER ({days} > {AGES[-1]}) FROM standing WHERE {_IS[Kind.OVERDUE]}"
    )
    return tuple(zip((*AGES, 0), counts, strict=True))


def suspicious(db: Connection) -> dict[Kind, int]:
    return {kind: int(first(db, f"SELECT count(*) FROM standing WHERE {_IS[kind]}")[0]) for kind in SUSPICIOUS}


def rows(db: Connection, asked: Question, *, limit: int, offset: int) -> tuple[int, tuple[DossierLine, ...]]:
    """How many dossiers the list holds, and some of them: what is to be done by its due day, else the newest first."""
    where = _IS[asked.kind]
    if asked.kind is Kind.RECEIVED:
        where += " AND NOT is_carried"
    if asked.kind is Kind.SOON and asked.soon:
        until = us_of(datetime.combine(asked.soon + timedelta(days=1), time()))
        where += f" AND due_us <= {until}"
    by_due = asked.kind in {Kind.OVERDUE, Kind.SOON, Kind.IN_HAND, Kind.IN_TIME, Kind.NO_APOLOGY}
    order = "due_us NULLS LAST, code" if by_due else "received_us DESC, code"
    total = int(first(db, f"SELECT count(*) FROM standing WHERE {where}")[0])
    found = db.execute(
        "SELECT code, unit, coalesce(procedure, ''), coalesce(field, ''), channel, received_us, due_us, ended_us, "
        "verdict, coalesce(late_by, holder, ''), requests, apologies, is_late_766, coalesce(problem, '') "
        f"FROM standing WHERE {where} ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}"
    ).fetchall()
    return total, tuple(map(_line, found))


def _line(row: tuple[Any, ...]) -> DossierLine:
    code, unit, procedure, field, channel, received, due, ended, verdict, who, requests, apologies, late, problem = row
    return DossierLine(
        code,
        unit,
        procedure,
        field,
        Channel(channel),
        _moment(received),
        day_of((due - 1) // DAY) if due is not None else None,
        _moment(ended),
        Verdict(verdict) if verdict else None,
        who,
        requests,
        apologies,
        late,
        problem,
    )


def _moment(us: int | None) -> datetime | None:
    return None if us is None else EPOCH + timedelta(microseconds=us)


def choices(
    db: Connection, files: Sequence[tuple[Path, Path]], asked: Question
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fields and procedures that there are, for a list to choose from."""
    source = _files([dossiers for _, dossiers in files])
    where = _chosen(Question(asked.first, asked.now, asked.units))
    found = []
    for column in ("field", "procedure"):
        sql = f"SELECT DISTINCT {column} FROM {source} WHERE {where} AND {column} IS NOT NULL ORDER BY 1 LIMIT 500"
        found.append(tuple(row[0] for row in db.execute(sql).fetchall()))
    return found[0], found[1]


def one_told(
    db: Connection, files: Sequence[tuple[Path, Path]], code: str, units: frozenset[str] | None
) -> tuple[Told, str] | None:
    """A dossier with its unit; None where there is none that the units see."""
    events, dossiers = (_files(paths) for paths in zip(*files, strict=True))
    where = f"code = {words(code)}"
    found = dossiers_told(db, events, dossiers, where)
    if not found:
        return None
    unit = str(first(db, f"SELECT unit FROM {dossiers} WHERE {where}")[0])
    return (found[0], unit) if units is None or unit in units else None


def first_day(db: Connection, files: Sequence[tuple[Path, Path]]) -> date | None:
    """The first day of receipt there is."""
    found = first(db, f"SELECT min(received_us) FROM {_files([dossiers for _, dossiers in files])}")[0]
    return None if found is None else day_of(found // DAY)
