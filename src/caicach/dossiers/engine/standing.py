"""Where dossiers stand at a moment, from the stored clocks: one pass over columns.

What is simple, or has had its last step by then, is held against the moment in the engine. A dossier with pauses whose
later steps are not to be known yet is told anew by the pure clock (``past``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import numpy as np

from caicach.dossiers.domain.board import BoardLine, DossierLine, Grouping, Kind, LateAgency, Question
from caicach.dossiers.domain.clock.values import Channel, Verdict
from caicach.dossiers.domain.codes import partition_of
from caicach.dossiers.domain.limiting import Told
from caicach.dossiers.domain.supervision.tables import Counts
from caicach.dossiers.engine.connecting import Connection, first, words
from caicach.dossiers.engine.counted import LEAF_KINDS, TRAIT_KINDS
from caicach.dossiers.engine.moments import DAY
from caicach.dossiers.engine.reckoning import EPOCH, add_rows, day_of, dossiers_told, us_of
from caicach.dossiers.engine.summary import COLUMNS, FIGURES, IS, MONTH, OPEN_KINDS, SUSPICIOUS, Extent, figures_of
from caicach.kernel.ordering import text_order

AGES: Final = ((0, 5), (5, 10), (10, 30), (30, 0))
"""By how many days what is overdue is over: more than the first, up to the second, which the last has not."""
WHO: Final = "coalesce(late_by, holder, '')"
"""SQL: the agency that had a dossier when its time ran out or went over its part, or has it now."""
LIST_COLUMNS: Final = {
    "code": "code",
    "unit": "unit",
    "field": "field",
    "received_at": "received_us",
    "due_on": "due_us",
    "ended_at": "ended_us",
    "verdict": "verdict",
}
"""What a list can be ordered by, and the stored column."""


@dataclass(frozen=True, slots=True)
class Then:
    """How a dossier stood at a moment, by the pure clock; ``ended_before``: had ended when the period began."""

    code: str
    verdict: str
    ended_us: int | None
    due_us: int | None
    is_late_766: bool | None
    ended_before: bool


_CELLS: Final = attrgetter(*(one.name for one in fields(Then)))
Past = Callable[[Sequence[Told]], Sequence[Then]]


@dataclass(frozen=True, slots=True)
class PartFiles:
    """The files of a partition; ``settled`` and ``open`` are its summary (``engine.summary``), None: not made yet.

    ``name``: the codes that lie in it (``partition_of``); empty: any.
    """

    events: Path
    dossiers: Path
    settled: Path | None = None
    open: Path | None = None
    extent: Extent | None = None
    name: str = ""

    @property
    def summed(self) -> tuple[Path, ...]:
        return (self.settled, self.open) if self.settled and self.open else (self.dossiers,)


def add_board(
    db: Connection,
    parts: Sequence[PartFiles],
    asked: Question,
    past: Past,
    *,
    has_settled: bool = False,
    columns: Sequence[str] = COLUMNS,
) -> None:
    """The table ``cube``, the figures of the question by some columns, with the backlog and what is soon due, counted
    in one look; and ``standing``, in which those that are open are whole; those that are settled too where
    ``has_settled``."""
    begin, now = bounds(asked)
    summed = () if has_settled else parts
    whole = [one.settled for one in summed if one.settled and _is_whole(one.extent, begin, now)]
    add_standing(db, parts, asked, past, has_settled=has_settled)
    beside = {
        **{f"over_{at}": f"{IS[Kind.OVERDUE]} AND {_is_over(age, asked.now)}" for at, age in enumerate(AGES)},
        "soon_due": _is_soon(asked) if asked.soon else "false",
    }
    settled = ""
    if whole:
        source = db.files(whole, dict.fromkeys(FIGURES, "BIGINT"))
        figures = ", ".join(f"sum({one})::BIGINT AS {one}" for one in FIGURES)
        none = ", ".join(f"0::BIGINT AS {one}" for one in beside)
        keys = ", ".join(columns)
        settled = (
            f" UNION ALL SELECT {keys}, {figures}, {none} FROM {source} WHERE {chosen_by(asked, 'month')} "
            f"GROUP BY {keys}"
        )
    db.execute(f"CREATE TABLE cube AS {figures_of('standing', columns, beside)}{settled}")


def add_standing(
    db: Connection, parts: Sequence[PartFiles], asked: Question, past: Past, *, has_settled: bool = True
) -> None:
    """The view ``standing``: the dossiers of the question, with ``verdict`` as of its moment.

    ``has_settled`` False: of partitions that lie whole in the period only those that are not settled.
    """
    begin, now = bounds(asked)
    has_settled = has_settled and asked.kind not in OPEN_KINDS
    read = [path for one in parts if (path := _least_file(one, begin, now, has_settled=has_settled))]
    lacking = dict(TRAIT_KINDS) if asked.kind in LEAF_KINDS else {}
    if any(one.extent is None for one in parts):
        lacking["in_bulk"] = "BOOLEAN"
    dossiers = db.files(read or [parts[0].summed[-1]], lacking)
    chosen = f"{chosen_by(asked, MONTH)} AND (received_us IS NULL OR received_us <= {now})"
    was_ended = f"is_reopened AND first_us < {begin} AND coalesce(ended_us, {begin}) >= {begin}"
    is_told_anew = f"(last_us > {now} OR {was_ended})"
    complex_ones = f"{chosen} AND received_us IS NOT NULL AND NOT is_simple AND problem IS NULL AND {is_told_anew}"
    told = _later_told(db, parts, dossiers, complex_ones)
    kinds = "code VARCHAR, verdict VARCHAR, ended_us BIGINT, due_us BIGINT, is_late_766 BOOLEAN, ended_before BOOLEAN"
    add_rows(db, "past", kinds, list(map(_CELLS, past(told))) if told else [])
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
        "CREATE VIEW standing AS SELECT d.* EXCLUDE (verdict, ended_us, due_us, is_late_766, verdict_now, ended_now, "
        "late_now), coalesce(p.verdict, d.verdict_now) AS verdict, "
        "CASE WHEN p.code IS NULL THEN d.ended_now ELSE p.ended_us END AS ended_us, "
        "coalesce(p.due_us, d.due_us) AS due_us, coalesce(p.is_late_766, d.late_now) AS is_late_766, "
        f"coalesce(p.ended_before, false) AS ended_before, coalesce(received_us < {begin}, false) AS is_carried "
        f"FROM (SELECT *, {verdict} AS verdict_now, CASE WHEN {ended} THEN ended_us END AS ended_now, "
        f"coalesce({late}, false) AS late_now FROM {dossiers} WHERE {chosen} "
        f"AND (NOT is_simple OR coalesce(ended_us, {begin}) >= {begin})) d LEFT JOIN past p USING (code) "
        f"WHERE coalesce(CASE WHEN p.code IS NULL THEN d.ended_now ELSE p.ended_us END, {begin}) >= {begin}"
    )


def _later_told(db: Connection, parts: Sequence[PartFiles], dossiers: str, where: str) -> tuple[Told, ...]:
    """Dossiers for the pure clock, with their steps: these are read from no other partition than theirs."""
    codes = [str(row[0]) for row in db.execute(f"SELECT code FROM {dossiers} WHERE {where}").fetchall()]
    if not codes:
        return ()
    names = set(map(partition_of, codes))
    events = db.files([one.events for one in parts if not one.name or one.name in names], {})
    db.add_table("later", {"code": np.array(codes, dtype=object)})
    found = dossiers_told(db, events, dossiers, "code IN (SELECT code FROM later)")
    db.execute("DROP TABLE later")
    return found


def bounds(asked: Question) -> tuple[int, int]:
    return us_of(datetime.combine(asked.first, time())), us_of(asked.now)


def _is_known(extent: Extent, now: int) -> bool:
    """Whether nothing of it lies behind the moment, so that what is settled was so."""
    return (extent.last_step or 0) <= now and (extent.last_received or 0) <= now


def _is_whole(extent: Extent | None, begin: int, now: int) -> bool:
    return extent is not None and _is_known(extent, now) and (extent.first_received or 0) >= begin


def _least_file(part: PartFiles, begin: int, now: int, *, has_settled: bool) -> Path | None:
    """The least of its files that holds every dossier of the question; None where it has none."""
    extent = part.extent
    if extent is None:
        return part.dossiers
    if extent.first_received is not None and extent.first_received > now:
        return None
    is_behind = _is_known(extent, now) and (extent.last_settled or 0) < begin
    return part.open if is_behind or (not has_settled and _is_whole(extent, begin, now)) else part.dossiers


def chosen_by(asked: Question, month: str) -> str:
    found = [_of_units(asked.units)]
    for column, value in (("field", asked.field), ("procedure", asked.procedure)):
        if value:
            found.append(f"{column} = {words(value)}")
    if asked.channel:
        found.append(f"channel = {words(asked.channel.value)}")
    if asked.agency:
        found.append(f"{WHO} = {words(asked.agency)}")
    if asked.month:
        found.append(f"{month} = {words(asked.month)}")
    return " AND ".join(found)


def _of_units(units: frozenset[str] | None) -> str:
    return "true" if units is None else f"unit IN ({', '.join(map(words, sorted(units))) or 'NULL'})"


GROUP_KEYS: Final = {
    Grouping.UNIT: "coalesce(unit, '')",
    Grouping.FIELD: "coalesce(field, '')",
    Grouping.PROCEDURE: "coalesce(procedure, '')",
    Grouping.CHANNEL: "channel",
    Grouping.MONTH: "coalesce(month, '')",
}
_LINE: Final = tuple(FIGURES)[: len(FIGURES) - len(SUSPICIOUS)]


def lines(db: Connection, grouping: Grouping | None, *, by_part: bool = False) -> tuple[BoardLine, ...]:
    """Figures of ``cube`` by group, the group's key first; of the whole where there is no grouping."""
    key = GROUP_KEYS[grouping] if grouping else "''"
    if by_part:
        key = f"part || '/' || {key}"
    figures = ", ".join(f"sum({one})::BIGINT" for one in _LINE)
    rows = db.execute(f"SELECT {key} AS key, {figures} FROM cube GROUP BY 1 ORDER BY 1").fetchall()
    return tuple(BoardLine(row[0], Counts(*row[1:14]), *row[14:]) for row in rows)


def backlog(db: Connection) -> tuple[tuple[tuple[int, int], int], ...]:
    """Those overdue by ``AGES``, of ``cube``."""
    return tuple(zip(AGES, _sums(db, [f"over_{at}" for at in range(len(AGES))]), strict=True))


def soon_due(db: Connection) -> int:
    """Of ``cube``."""
    return _sums(db, ["soon_due"])[0]


def _sums(db: Connection, figures: Sequence[str]) -> Sequence[int]:
    return first(db, f"SELECT {', '.join(f'coalesce(sum({one}), 0)::BIGINT' for one in figures)} FROM cube")


def _is_soon(asked: Question) -> str:
    """SQL: in time, and due until the day that is asked for where there is one."""
    if not asked.soon:
        return IS[Kind.SOON]
    until = us_of(datetime.combine(asked.soon + timedelta(days=1), time()))
    return f"{IS[Kind.SOON]} AND due_us <= {until}"


def _is_over(age: tuple[int, int], now: datetime) -> str:
    """SQL: overdue by more days than the first, up to the second where there is one."""
    low, high = age
    days = f"({us_of(now)} // {DAY} - (due_us - 1) // {DAY})"
    return f"{days} > {int(low)}" + (f" AND {days} <= {int(high)}" if high else "")


def late_agencies(db: Connection) -> tuple[LateAgency, ...]:
    """Of ``standing``; who has most of them first."""
    late, overdue = (f"count(*) FILTER ({IS[kind]})" for kind in (Kind.LATE, Kind.OVERDUE))
    rows = db.execute(
        f"SELECT {WHO} AS who, {late} AS late, {overdue} AS overdue FROM standing "
        f"WHERE ({IS[Kind.LATE]}) OR ({IS[Kind.OVERDUE]}) GROUP BY 1 ORDER BY late + overdue DESC, who"
    ).fetchall()
    return tuple(LateAgency(*row) for row in rows)


def suspicious(db: Connection) -> dict[Kind, int]:
    """Of ``cube``."""
    return dict(zip(SUSPICIOUS, _sums(db, [kind.value for kind in SUSPICIOUS]), strict=True))


def rows(
    db: Connection, asked: Question, *, limit: int, offset: int, names: Mapping[str, str] | None = None
) -> tuple[int, tuple[DossierLine, ...]]:
    """How many dossiers the list holds, and some of them: what is to be done by its due day, else the newest first,
    or as asked; ``names`` are those of units, for their order. Of a way they stand in ``on_way`` (``store_flow``).
    """
    where = _is_soon(asked) if asked.kind is Kind.SOON else IS[asked.kind]
    if asked.over:
        where += f" AND {_is_over(asked.over, asked.now)}"
    if asked.way:
        where = f"{'true' if asked.kind is Kind.ALL else where} AND code IN (SELECT code FROM on_way)"
    by_due = asked.kind in {Kind.OVERDUE, Kind.SOON, Kind.IN_HAND, Kind.IN_TIME, Kind.NO_APOLOGY}
    order = "due_us NULLS LAST, code" if by_due else "received_us DESC, code"
    if asked.order is not None:
        way = "DESC" if asked.order.is_descending else "ASC"
        order = f"{_ordering(db, asked.order.column, names or {})} {way} NULLS LAST, {order}"
    total = int(first(db, f"SELECT count(*) FROM standing WHERE {where}")[0])
    found = db.execute(
        "SELECT code, unit, coalesce(procedure, ''), coalesce(field, ''), channel, received_us, due_us, ended_us, "
        f"verdict, {WHO}, requests, apologies, is_late_766, coalesce(problem, '') "
        f"FROM standing WHERE {where} ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}"
    ).fetchall()
    return total, tuple(map(_line, found))


def _ordering(db: Connection, column: str, names: Mapping[str, str]) -> str:
    """What to order by. Of a column of words, few and repeated: their places in Vietnamese order."""
    field = LIST_COLUMNS[column]
    if column not in {"unit", "field"}:
        return field
    found = [
        str(word) for (word,) in db.execute(f"SELECT DISTINCT {field} FROM standing WHERE {field} <> ''").fetchall()
    ]
    placed = sorted(found, key=lambda word: text_order(names.get(word, word)) or "")
    return f"list_position([{', '.join(map(words, placed))}]::VARCHAR[], {field})"


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
    db: Connection, parts: Sequence[PartFiles], units: frozenset[str] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fields and procedures that there are, for a list to choose from."""
    sums, rows_of = [one.settled for one in parts if one.settled and one.open], [one.summed[-1] for one in parts]
    named = (f"SELECT unit, field, procedure FROM {db.files(paths, {})}" for paths in (sums, rows_of) if paths)
    source = f"({' UNION ALL '.join(named)})"
    where = _of_units(units)
    found = []
    for column in ("field", "procedure"):
        sql = f"SELECT DISTINCT {column} FROM {source} WHERE {where} AND {column} IS NOT NULL ORDER BY 1 LIMIT 500"
        found.append(tuple(row[0] for row in db.execute(sql).fetchall()))
    return found[0], found[1]


def one_told(
    db: Connection, parts: Sequence[PartFiles], code: str, units: frozenset[str] | None
) -> tuple[Told, str] | None:
    """A dossier with its unit; None where there is none that the units see."""
    events, dossiers = db.files([one.events for one in parts], {}), db.files([one.dossiers for one in parts], {})
    where = f"code = {words(code)}"
    found = dossiers_told(db, events, dossiers, where)
    if not found:
        return None
    unit = str(first(db, f"SELECT unit FROM {dossiers} WHERE {where}")[0])
    return (found[0], unit) if units is None or unit in units else None
