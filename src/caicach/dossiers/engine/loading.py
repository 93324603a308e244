"""A file of events into the table ``told``: every row as it stands, in the order of the file, nothing judged yet.

``told``: ``n`` (place), ``case_name``, ``case_place`` (of a trace; of tables NULL), ``activity``, ``us`` (local
microseconds) or NULL, ``time_text`` (of times that are texts), ``zone``, ``alike`` (a hash of the whole row where
it has more than the three columns), ``moreK``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import duckdb
import numpy as np

from caicach.dossiers.engine.connecting import Column, Embedded, name, words
from caicach.dossiers.engine.csv_rows import rows_of_csv
from caicach.dossiers.engine.moments import moment, zone
from caicach.dossiers.engine.ocel_rows import raw_of_ocel
from caicach.dossiers.logs.ocel import is_ocel
from caicach.dossiers.logs.tables import head_of_csv, roles_of_columns
from caicach.dossiers.logs.unpacking import plain_file
from caicach.dossiers.logs.values import ACTIVITY, TIME, Batch, ReadingNotes, Roles, Traces
from caicach.dossiers.logs.xes import XesReader
from caicach.dossiers.problems import bad_log

_BARE: Final = 3  # columns of a table that has nothing but case, activity and time
_LOCAL: Final = 7 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """``broken``: rows that are no rows, with examples; ``is_bare``: the table has nothing but case, activity, time.
    ``has_texts``: times are texts, not moments."""

    kind: str
    notes: ReadingNotes
    broken: int = 0
    broken_examples: tuple[str, ...] = ()
    is_bare: bool = False
    has_texts: bool = True


def load(db: Embedded, path: Path, roles: Roles) -> Loaded:
    """Raises InvalidInput (``dossiers.*``)."""
    low = path.name.casefold()
    if low.endswith((".xes", ".xes.gz")):
        return _xes(db, path, roles)
    if is_ocel(path.name, path):
        return _ocel(db, path, roles)
    if low.endswith((".csv", ".csv.gz", ".txt", ".tsv")):
        return _csv(db, path, roles)
    if low.endswith((".parquet", ".pq")):
        return _parquet(db, path, roles)
    why = "Chỉ đọc .xes, .xes.gz, .csv, .csv.gz, .parquet, OCEL 2.0 (.jsonocel, .xmlocel, .sqlite)."
    raise bad_log("kind", path.name, why, todo="Hãy xuất nhật ký ở một trong các dạng đó.")


def _xes(db: Embedded, path: Path, roles: Roles) -> Loaded:
    more = "".join(f", more{at} VARCHAR" for at in range(len(roles.more)))
    db.execute("CREATE TABLE raw (case_place BIGINT, activity VARCHAR, time_text VARCHAR)")
    db.execute(f"CREATE TABLE traces (case_place BIGINT, case_name VARCHAR{more})")
    reader = XesReader(path, roles)
    for batch, traces in reader:
        _append(db, batch, traces, len(roles.more))
    text = "trim(raw.time_text)"
    db.execute(
        "CREATE TABLE told AS SELECT raw.rowid AS n, NULL::VARCHAR AS case_name, case_place, "
        f"activity, {text} AS time_text, {zone(text)} AS zone, "
        f"{moment(text, zone(text))} AS us, NULL::UBIGINT AS alike FROM raw"
    )
    db.execute("DROP TABLE raw")
    return Loaded("xes", reader.notes)


def _append(db: Embedded, batch: Batch, traces: Traces, more: int) -> None:
    if len(batch):
        events = {
            "case_place": np.array(batch.case, dtype=np.int64),
            "activity": np.array(batch.activity, dtype=object),
            "time_text": np.array(batch.time, dtype=object),
        }
        db.add_rows("raw", events)
    if traces.place:
        ended: dict[str, Column] = {
            "case_place": np.array(traces.place, dtype=np.int64),
            "case_name": np.array(traces.name, dtype=object),
        }
        for at in range(more):
            ended[f"more{at}"] = np.array([values[at] for values in traces.more], dtype=object)
        db.add_rows("traces", ended)


def _ocel(db: Embedded, path: Path, roles: Roles) -> Loaded:
    kind, places, is_cut_off = raw_of_ocel(db, path, path.name, roles.case)
    asked = replace(roles, case=kind, activity=roles.activity or ACTIVITY, time=roles.time or TIME)
    named = roles_of_columns(path.name, tuple(places), asked)
    _told_of_table(db, "raw", named, places, dict.fromkeys(places.values(), "VARCHAR"))
    db.execute("DROP TABLE raw")
    return Loaded("ocel", ReadingNotes(is_cut_off=is_cut_off))


def _csv(db: Embedded, path: Path, roles: Roles) -> Loaded:
    head = head_of_csv(path)
    named = roles_of_columns(path.name, head.columns, roles)
    try:
        # Unpacked by ourselves: the engine takes a damaged file without looking at its checksum.
        with plain_file(path) as (plain, is_cut):
            names, broken = rows_of_csv(db, plain, head)
    except duckdb.Error as error:
        why = "Bộ đọc báo: {detail}."
        detail = str(error).splitlines()[0].rstrip(".")
        raise bad_log(
            "csv", path.name, why, todo="Hãy kiểm tra dấu ngăn cột và dấu ngoặc kép.", detail=detail
        ) from error
    place = dict(zip(head.columns, names, strict=True))
    _told_of_table(db, "raw", named, place, dict.fromkeys(names, "VARCHAR"))
    db.execute("DROP TABLE raw")
    examples = tuple(f"{line}: {text}" for line, text in broken.examples)
    return Loaded("csv", ReadingNotes(is_cut_off=is_cut), broken.count, examples, is_bare=len(names) == _BARE)


def _parquet(db: Embedded, path: Path, roles: Roles) -> Loaded:
    try:
        source = f"read_parquet({words(str(path))})"
        described = db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        types = {str(row[0]): str(row[1]) for row in described}
        named = roles_of_columns(path.name, tuple(types), roles)
        _require_time(path, named.time, types[named.time])
        _told_of_table(db, source, named, {one: one for one in types}, types)
    except duckdb.Error as error:
        detail = str(error).splitlines()[0].rstrip(".")
        why = "Bộ đọc báo: {detail}."
        raise bad_log("parquet", path.name, why, todo="Hãy xuất lại tệp Parquet.", detail=detail) from error
    has_texts = types[named.time] == "VARCHAR"
    return Loaded("parquet", ReadingNotes(), is_bare=len(types) == _BARE, has_texts=has_texts)


def _require_time(path: Path, column: str, kind: str) -> None:
    if kind != "VARCHAR" and not kind.startswith(("TIMESTAMP", "DATE")):
        why = "Cột «{column}» có kiểu {kind}, không phải thời điểm."
        todo = "Hãy nêu cột khác: --time TÊN_CỘT."
        raise bad_log("not_a_time", path.name, why, todo=todo, column=column, kind=kind)


def _told_of_table(db: Embedded, source: str, roles: Roles, place: dict[str, str], types: dict[str, str]) -> None:
    """``row_number`` over nothing numbers the rows as they come, in the order of the file."""
    case, activity = (f"CAST({name(place[one])} AS VARCHAR)" for one in (roles.case, roles.activity))
    at, text, named_zone = _time_of(name(place[roles.time]), types[place[roles.time]])
    alike = "NULL::UBIGINT" if len(types) == _BARE else f"hash({', '.join(name(one) for one in types)})"
    more = "".join(f", CAST({name(place[one])} AS VARCHAR) AS more{k}" for k, one in enumerate(roles.more))
    db.execute(
        f"CREATE TABLE told AS SELECT row_number() OVER () - 1 AS n, {case} AS case_name, NULL::BIGINT AS case_place, "
        f"{activity} AS activity, {text} AS time_text, {named_zone} AS zone, {at} AS us, "
        f"{alike} AS alike{more} FROM {source}"
    )


def _time_of(column: str, kind: str) -> Sequence[str]:
    """SQL: the moment, its text where it is one, its zone, of a column of a kind."""
    if kind == "VARCHAR":
        text = f"trim({column})"
        return moment(text, zone(text)), text, zone(text)
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"epoch_us({column}) + {_LOCAL}", "NULL::VARCHAR", "'Z'"
    at = f"epoch_ns({column}) // 1000" if kind == "TIMESTAMP_NS" else f"epoch_us(CAST({column} AS TIMESTAMP))"
    return at, "NULL::VARCHAR", "''"
