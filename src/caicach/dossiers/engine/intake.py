"""A file of an export to rows that are kept: by partition, sorted by case; nothing but the named columns is read.

What is no row of a dossier is set aside with its reason. Enumerations (states, channels, units) are looked up once for
each distinct text, by the pure rules.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from caicach.dossiers.domain.clock.values import OWED, PAUSES, Happening
from caicach.dossiers.domain.codes import OTHER, PARTITION
from caicach.dossiers.domain.columns import TRAITS, Column, ColumnMap, columns_found
from caicach.dossiers.domain.intake import Intake, Staged, StagedPart, UnitName
from caicach.dossiers.domain.words import channel_of, is_owed, state_of, trait_of
from caicach.dossiers.engine.connecting import Embedded, connection, first, name, words
from caicach.dossiers.engine.moments import DAY, moment, zone
from caicach.dossiers.engine.raw_tables import RawTable, read_raw
from caicach.dossiers.problems import bad_log
from caicach.kernel.text.folding import fold

_EARLIEST: Final = date(1990, 1, 1).toordinal() - date(1970, 1, 1).toordinal()
_LOCAL_ZONES: Final = "('', 'Z', 'z', '+07:00', '+0700', '+07')"
_PERSONAL: Final = r"\d{9,}|\S+@\S+\.\S+"
_TEXTS: Final = (Column.UNIT, Column.PROCEDURE, Column.FIELD, Column.CHANNEL, Column.STATE, Column.AGENCY, Column.AWAY)
_STEPS: Final = (  # of a row that is a whole dossier, in the order of the law where two have one moment
    (Column.SENT, Happening.REGISTERED),
    (Column.RECEIVED, Happening.RECEIVED),
    (Column.ASKED, Happening.SUPPLEMENT_ASKED),
    (Column.COMPLETED, Happening.HANDLING),
    (Column.DONE, Happening.DONE),
    (Column.RETURNED, Happening.RETURNED),
)


def staged_rows(path: Path, filename: str, asked: Intake, folder: Path, *, memory: str = "1GB") -> Staged:
    """Files of the staged rows in ``folder``. Raises InvalidInput (``dossiers.*``)."""
    with connection(memory) as db:
        names = asked.columns.names
        raw = read_raw(db, path, filename, tuple(names.values()), case=names.get(Column.CODE, ""))
        columns = _columns(filename, raw, asked.columns)
        _lay_texts(db, raw, columns)
        _look_up(db, asked.units, columns.traits)
        _judge(db, columns, asked.last_day)
        _facts_and_events(db, columns)
        rows = int(first(db, "SELECT count(*) FROM told")[0]) + raw.broken
        counts = db.execute("SELECT reason, count(*) FROM aside GROUP BY reason ORDER BY 2 DESC, 1").fetchall()
        beside = [("broken_row", raw.broken)] * bool(raw.broken) + [("cut_off", 1)] * raw.is_cut_off
        return Staged(rows, _parts(db, folder), (*counts, *beside), _aside(db, folder, raw.broken_examples), columns)


def _columns(filename: str, raw: RawTable, asked: ColumnMap) -> ColumnMap:
    """The saved names; on the first time those that are known. Raises InvalidInput with the columns there are."""
    known = ", ".join(list(raw.places)[:40])
    found = asked if asked.names else columns_found(tuple(raw.places))
    todo = "Hãy ghi tên cột của tệp vào phần ghép cột."
    if gone := [one for one in found.names.values() if one not in raw.places]:
        why = "Không có cột «{columns}»; các cột: {known}."
        raise bad_log("no_column", filename, why, todo=todo, columns="», «".join(gone), known=known)
    if found.lacking:
        why = "Chưa biết cột nào ghi {columns}; các cột: {known}."
        raise bad_log("which_column", filename, why, todo=todo, columns=", ".join(found.lacking), known=known)
    return found


def _lay_texts(db: Embedded, raw: RawTable, columns: ColumnMap) -> None:
    """The named columns and no other, as texts; each time as ``us`` and ``zone`` beside its text, read once a text."""

    def cell(column: Column) -> str:
        return name(raw.places[columns.names[column]]) if column in columns.names else "NULL::VARCHAR"

    texts = ", ".join(
        f"coalesce(trim(nfc_normalize({cell(one)})), '') AS {name(one)}" for one in (Column.CODE, *_TEXTS)
    )
    texts += "".join(f", {_trait_text(one, cell(one))} AS {name(one)}" for one in columns.traits)
    times = "".join(f", coalesce(trim({cell(one)}), '') AS {name(one)}" for one in columns.moments)
    db.execute(f"CREATE TABLE texts AS SELECT {raw.row} AS n, {texts}{times} FROM raw")
    db.execute("DROP TABLE raw")
    every = " UNION ALL ".join(f"SELECT {name(one)} AS text FROM texts" for one in columns.moments)
    zoned = f"SELECT text, {zone('text')} AS zone FROM (SELECT DISTINCT text FROM ({every}))"
    db.execute(f"CREATE TABLE moments AS SELECT text, zone, {moment('text', 'zone')} AS us FROM ({zoned})")
    read = "".join(f", {one}_m.zone AS {one}_zone, {one}_m.us AS {one}_us" for one in columns.moments)
    joins = " ".join(f"JOIN moments {one}_m ON {one}_m.text = texts.{name(one)}" for one in columns.moments)
    db.execute(f"CREATE TABLE told AS SELECT texts.*{read} FROM texts {joins}")
    db.execute("DROP TABLE texts")


def _trait_text(trait: Column, cell: str) -> str:
    """SQL: the cell; of a result that it is there, never its address."""
    text = f"coalesce(trim({cell}), '')"
    is_none = f"lower(strip_accents({text})) IN ('0', 'khong', 'chua', 'no', 'false')"
    there = f"CASE WHEN {text} = '' THEN '' WHEN {is_none} THEN '0' ELSE '1' END"
    return there if trait is Column.RESULT else text


def _look_up(db: Embedded, units: Sequence[UnitName], traits: Sequence[Column]) -> None:
    states = [(text, found.value) for text in _distinct(db, Column.STATE) if (found := state_of(text))]
    channels = [(text, one.value) for text in _distinct(db, Column.CHANNEL) if (one := channel_of(text))]
    _pairs(db, "state_words", states)
    _pairs(db, "channel_words", channels)
    for trait in traits:
        said = is_owed if trait is Column.FEE else trait_of
        told = [(text, str(yes)) for text in _distinct(db, trait) if (yes := said(text)) is not None]
        _pairs(db, f"{trait}_words", told)
    by_name: dict[str, list[UnitName]] = {}
    for unit in units:
        by_name.setdefault(unit.folded, []).append(unit)
    known = [(text, unit) for text in _distinct(db, Column.UNIT) for unit in by_name.get(_plain(text), ())]
    db.add_table(
        "unit_words",
        {
            "word": np.array([text for text, _ in known] or [""], dtype=object),
            "unit_code": np.array([unit.code for _, unit in known] or [""], dtype=object),
            "part": np.array([unit.part for _, unit in known] or [""], dtype=object),
            "first_day": np.array([_day(unit.first, -(10**6)) for _, unit in known] or [0], dtype=np.int64),
            "last_day": np.array([_day(unit.last, 10**6) for _, unit in known] or [0], dtype=np.int64),
        },
    )


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _distinct(db: Embedded, column: Column) -> list[str]:
    return [row[0] for row in db.execute(f"SELECT DISTINCT {column} FROM told ORDER BY 1").fetchall()]


def _pairs(db: Embedded, table: str, pairs: Iterable[tuple[str, str]]) -> None:
    found = list(pairs) or [("\x00", "")]
    columns = {
        "word": np.array([word for word, _ in found], dtype=object),
        "value": np.array([value for _, value in found], dtype=object),
    }
    db.add_table(table, columns)


def _day(on: date | None, otherwise: int) -> int:
    return on.toordinal() - date(1970, 1, 1).toordinal() if on else otherwise


def _judge(db: Embedded, columns: ColumnMap, last_day: date) -> None:
    """``read``: rows with their state, channel and unit; ``aside``: the others with their reason."""
    _units_of_rows(db, columns)
    own = Column.AT if columns.is_of_steps else Column.RECEIVED
    latest = (_day(last_day, 0) + 1) * DAY
    happened = [one for one in columns.moments if one is not Column.PROMISED]
    unreadable = " OR ".join(f"({name(one)} <> '' AND {one}_us IS NULL)" for one in columns.moments)
    early = " OR ".join(f"{one}_us < {_EARLIEST * DAY}" for one in columns.moments)
    late = " OR ".join(f"{one}_us >= {latest}" for one in happened)
    foreign = " OR ".join(f"{one}_zone NOT IN {_LOCAL_ZONES}" for one in columns.moments)
    is_foreign = first(db, f"SELECT count(*) FROM told WHERE {foreign}")[0] > 0
    bare = " OR ".join(f"({one}_zone = '' AND contains({name(one)}, ':'))" for one in columns.moments)
    zoneless = f"WHEN {bare} THEN 'zone_unknown'" if is_foreign else ""
    trait_cells = "".join(f", {one}_w.value::BOOLEAN AS {one}_value" for one in columns.traits)
    trait_words = "".join(f"LEFT JOIN {one}_words {one}_w ON {one}_w.word = {name(one)} " for one in columns.traits)
    no_trait = " OR ".join(f"({name(one)} <> '' AND {one}_w.value IS NULL)" for one in columns.traits) or "false"
    needs_state = "state = ''" if columns.is_of_steps else "false"
    db.execute(
        "CREATE TABLE read AS SELECT told.*, s.value AS what, coalesce(c.value, '') AS channel_value, unit_code, part"
        f"{trait_cells}, CASE WHEN code = '' THEN 'no_code' "
        f"WHEN {name(own)} = '' THEN 'no_time' WHEN {unreadable} THEN 'time_unreadable' "
        f"WHEN {early} OR {late} THEN 'time_impossible' {zoneless} "
        f"WHEN {needs_state} OR (state <> '' AND s.value IS NULL) THEN 'state_unknown' "
        f"WHEN c.value IS NULL THEN 'channel_unknown' WHEN {no_trait} THEN 'trait_unknown' "
        f"WHEN regexp_matches(concat_ws(' ', code, procedure, field, agency), {words(_PERSONAL)}) THEN 'personal' "
        "WHEN unit_code IS NULL THEN CASE WHEN is_ambiguous THEN 'unit_ambiguous' ELSE 'unit_unknown' END "
        f"{_without_time(columns)} END AS reason FROM told LEFT JOIN state_words s ON s.word = state "
        f"LEFT JOIN channel_words c ON c.word = channel {trait_words}LEFT JOIN units_of_rows USING (n)"
    )
    everything = ", ".join(map(name, (Column.CODE, *_TEXTS, *columns.traits, *columns.moments)))
    db.execute(
        f"UPDATE read SET reason = 'duplicate' WHERE reason IS NULL AND n NOT IN "
        f"(SELECT min(n) FROM read WHERE reason IS NULL GROUP BY {everything})"
    )
    db.execute("CREATE VIEW aside AS SELECT * FROM read WHERE reason IS NOT NULL")
    db.execute("CREATE VIEW good AS SELECT * FROM read WHERE reason IS NULL")


def _without_time(columns: ColumnMap) -> str:
    """Of whole dossiers: a state that says what no moment tells of."""
    if columns.is_of_steps:
        return ""
    ends = [one for one in (Column.DONE, Column.RETURNED) if one in columns.moments]
    has_end = " OR ".join(f"{name(one)} <> ''" for one in ends) or "false"
    ended = ", ".join(words(one.value) for one in (*OWED, Happening.REFUSED, Happening.WITHDRAWN, Happening.STOPPED))
    paused = ", ".join(words(one.value) for one in PAUSES)
    has_pause = f"{Column.ASKED} <> ''" if Column.ASKED in columns.moments else "false"
    return (
        f"WHEN s.value IN ({ended}) AND NOT ({has_end}) THEN 'state_without_time' "
        f"WHEN s.value IN ({paused}) AND NOT ({has_pause}) THEN 'state_without_time'"
    )


def _units_of_rows(db: Embedded, columns: ColumnMap) -> None:
    """The unit that bore the name on the day; else the only one that ever did."""
    own = Column.AT if columns.is_of_steps else Column.RECEIVED
    db.execute(
        f"CREATE TABLE word_days AS SELECT DISTINCT unit AS word, {own}_us // {DAY} AS day FROM told "
        f"WHERE {own}_us IS NOT NULL"
    )
    there = "day >= first_day AND day < last_day"
    db.execute(
        "CREATE TABLE unit_days AS SELECT word, day, "
        f"CASE WHEN count(DISTINCT unit_code) FILTER ({there}) = 1 THEN any_value(unit_code) FILTER ({there}) "
        f"WHEN count(DISTINCT unit_code) FILTER ({there}) = 0 AND count(DISTINCT unit_code) = 1 "
        "THEN any_value(unit_code) END AS unit_code, count(unit_code) > 0 AS is_ambiguous "
        "FROM word_days JOIN unit_words USING (word) GROUP BY word, day"
    )
    db.execute(
        "CREATE TABLE units_of_rows AS SELECT n, unit_days.unit_code, is_ambiguous, p.part FROM told "
        f"JOIN unit_days ON unit_days.word = told.unit AND unit_days.day = {own}_us // {DAY} "
        "LEFT JOIN (SELECT unit_code, any_value(part) AS part FROM unit_words GROUP BY unit_code) p USING (unit_code)"
    )


def _facts_and_events(db: Embedded, columns: ColumnMap) -> None:
    due = f"({Column.PROMISED}_us // {DAY})::INTEGER" if Column.PROMISED in columns.moments else "NULL::INTEGER"
    told = {one: f"last({one}_value ORDER BY n) FILTER ({one}_value IS NOT NULL)" for one in columns.traits}
    traits = ", ".join(f"{told.get(one, 'NULL::BOOLEAN')} AS {name(one)}" for one in TRAITS)
    is_away = "lower(away) IN ('1', 'true', 'có', 'x')"
    db.execute(
        "CREATE TABLE facts AS SELECT code, last(procedure ORDER BY n) FILTER (procedure <> '') AS procedure, "
        "last(field ORDER BY n) FILTER (field <> '') AS field, last(unit_code ORDER BY n) AS unit, "
        "last(part ORDER BY n) AS part, "
        f"last(channel_value ORDER BY n) FILTER (channel <> '') AS channel, bool_or({is_away}) AS is_away, {traits} "
        "FROM good GROUP BY code"
    )
    agency = "coalesce(nullif(agency, ''), unit)"
    if columns.is_of_steps:
        due = f"CASE WHEN what IN ('received', 'reappointed') THEN {due} END"
        db.execute(
            f"CREATE TABLE events AS SELECT code, at_us AS us, what, {agency} AS agency, {due} AS due_day, n FROM good"
        )
        return
    parts: list[str] = []
    for column, what in _STEPS:
        if column not in columns.moments:
            continue
        said = words(what.value)
        if what in OWED:
            said = f"CASE WHEN what IN ('refused', 'withdrawn', 'stopped') THEN what ELSE {said} END"
        if what is Happening.SUPPLEMENT_ASKED:
            said = f"CASE WHEN what = 'duty_asked' THEN what ELSE {said} END"
        promised = due if what is Happening.RECEIVED else "NULL::INTEGER"
        parts.append(
            f"SELECT code, {column}_us AS us, {said} AS what, {agency} AS agency, {promised} AS due_day, "
            f"n * 8 + {len(parts)} AS n FROM good WHERE {column}_us IS NOT NULL"
        )
    db.execute(f"CREATE TABLE events AS {' UNION ALL '.join(parts)}")


def _parts(db: Embedded, folder: Path) -> tuple[StagedPart, ...]:
    """Sorted once for all partitions: the rows of each lie together, and the rest is not read again for it."""
    year = f"regexp_extract(code, {words(PARTITION)}, 1)"
    month = f"regexp_extract(code, {words(PARTITION)}, 2)"
    key = f"CASE WHEN {year} = '' THEN '{OTHER}' ELSE '20' || {year} || '-' || {month} END"
    db.execute(f"CREATE TABLE keyed_facts AS SELECT *, {key} AS key FROM facts ORDER BY key, code")
    db.execute(
        "CREATE TABLE keyed_events AS SELECT events.*, key FROM events JOIN (SELECT code, key FROM keyed_facts) "
        "USING (code) ORDER BY key, code, us, n"
    )
    parts = []
    for key, count in db.execute("SELECT key, count(*) FROM keyed_facts GROUP BY key ORDER BY key").fetchall():
        part = StagedPart(key, f"{key}.events.parquet", f"{key}.facts.parquet", count)
        for table, file in (("keyed_events", part.events_file), ("keyed_facts", part.facts_file)):
            write_rows(db, f"SELECT * EXCLUDE (key) FROM {table} WHERE key = {words(key)}", folder / file)
        parts.append(part)
    return tuple(parts)


def write_rows(db: Embedded, sql: str, path: Path) -> None:
    """The rows of a query as Parquet."""
    db.execute(f"COPY ({sql}) TO {words(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def _aside(db: Embedded, folder: Path, broken: Sequence[str]) -> str:
    """What was read of the rows set aside, with the number of the row: never a column that is not named."""
    if not broken and not first(db, "SELECT count(*) FROM aside")[0]:
        return ""
    named = {column.value for column in Column}
    cells = [row[0] for row in db.execute("DESCRIBE told").fetchall() if row[0] in named]
    shown = ", ".join(f"CASE WHEN reason = 'personal' THEN '' ELSE {name(one)} END AS {name(one)}" for one in cells)
    path = folder / "aside.parquet"
    none = ", ".join("''" for _one in cells)
    lines = f"SELECT unnest([{', '.join(broken)}]::BIGINT[]) AS row, 'broken_row', {none}"
    write_rows(db, f"SELECT n AS row, reason, {shown} FROM aside UNION ALL {lines} ORDER BY row", path)
    return path.name
