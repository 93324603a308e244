"""A file of any known kind into the table ``raw``: every cell as text, as it stands, in the order of the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np

from caicach.dossiers.engine.connecting import Embedded, name, words
from caicach.dossiers.engine.csv_rows import rows_of_csv
from caicach.dossiers.engine.json_rows import rows_of_json
from caicach.dossiers.engine.ocel_rows import raw_of_ocel
from caicach.dossiers.logs.ocel import is_ocel
from caicach.dossiers.logs.tables import head_of_csv
from caicach.dossiers.logs.unpacking import plain_file
from caicach.dossiers.logs.values import ACTIVITY, TIME, Roles
from caicach.dossiers.logs.xes import XesReader
from caicach.dossiers.problems import bad_log

_MOST_EXAMPLES: Final = 1_000
_AT_ONCE: Final = 20_000
CASE: Final = "case:concept:name"


@dataclass(frozen=True, slots=True)
class RawTable:
    """``places``: the columns of ``raw`` by the names that the file gives them; ``broken`` rows are no rows, and the
    first of them stand at ``broken_examples``; ``row``: SQL of the number of a row in the file."""

    places: dict[str, str]
    broken: int = 0
    broken_examples: tuple[str, ...] = ()
    is_cut_off: bool = False
    row: str = "rowid + 2"


def read_raw(db: Embedded, path: Path, filename: str, more: Sequence[str] = (), *, case: str = "") -> RawTable:
    """``more``: attributes of the trace that are read from XES; ``case``: the type of object of OCEL.

    Raises InvalidInput (``dossiers.*``).
    """
    import duckdb  # noqa: PLC0415 -- heavy

    low = filename.casefold().removesuffix(".gz")
    try:
        if low.endswith((".csv", ".txt", ".tsv")):
            with plain_file(path) as (plain, is_cut_off):
                return replace(_csv(db, plain), is_cut_off=is_cut_off)
        if low.endswith((".parquet", ".pq")):
            return _columns_as_text(db, f"read_parquet({words(str(path))})")
        if is_ocel(filename, path):
            kind, places, is_cut_off = raw_of_ocel(db, path, filename, "" if case == CASE else case)
            return RawTable({CASE: places[kind], **places}, is_cut_off=is_cut_off)
        if low.endswith((".json", ".jsonl", ".ndjson")):
            with plain_file(path, by_lines=False) as (plain, is_cut_off):
                found = _json(db, plain, filename)
                return replace(found, is_cut_off=is_cut_off or found.is_cut_off)
        if low.endswith(".xlsx"):
            return _xlsx(db, path, filename)
        if low.endswith(".xes"):
            own = {CASE, ACTIVITY, TIME}
            return _xes(db, path, [one for one in more if one not in own])
    except duckdb.Error as error:
        detail = str(error).splitlines()[0].rstrip(".")
        raise bad_log(
            "unreadable", filename, "Bộ đọc báo: {detail}.", todo="Hãy xuất lại tệp rồi nạp lại.", detail=detail
        ) from error
    why = "Chỉ nhận .csv, .xlsx, .parquet, .json, .jsonl, .xes (có thể nén .gz), OCEL 2.0."
    raise bad_log("kind", filename, why, todo="Hãy xuất dữ liệu ở một trong các dạng đó.")


def _csv(db: Embedded, path: Path) -> RawTable:
    head = head_of_csv(path)
    names, broken = rows_of_csv(db, path, head)
    lines = tuple(str(line) for line, _text in broken.examples)  # without their cells, which may name persons
    return RawTable(dict(zip(head.columns, names, strict=True)), broken.count, lines)


def _columns_as_text(db: Embedded, source: str) -> RawTable:
    """A column of mixed kinds is text already; a number or a time is said as the engine says it."""
    described = db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    names = [str(row[0]) for row in described]
    cells = ", ".join(f"nullif(CAST({name(one)} AS VARCHAR), 'null') AS c{at}" for at, one in enumerate(names))
    db.execute(f"CREATE TABLE raw AS SELECT {cells} FROM {source}")
    return RawTable({one: f"c{at}" for at, one in enumerate(names)})


def _json(db: Embedded, path: Path, filename: str) -> RawTable:
    found = rows_of_json(db, path, filename)
    lines = tuple(map(str, found.broken[:_MOST_EXAMPLES]))
    return RawTable(found.places, len(found.broken), lines, is_cut_off=found.is_cut_off, row="line")


def _xlsx(db: Embedded, path: Path, filename: str) -> RawTable:
    from openpyxl import load_workbook  # noqa: PLC0415 -- heavy
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 -- heavy

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise bad_log("xlsx", filename, "Không phải sổ tính XLSX.", todo="Hãy lưu lại ở dạng XLSX.") from error
    rows = book.worksheets[0].iter_rows(values_only=True)
    header = _header(rows)
    if len(header) < 2 or len(set(header)) < len(header):
        why = "Trang đầu phải có dòng tên các cột, không trùng."
        raise bad_log("no_columns", filename, why, todo="Hãy thêm dòng tên cột vào đầu trang.")
    names = [f"c{at}" for at in range(len(header))]
    db.execute(f"CREATE TABLE raw ({', '.join(f'{one} VARCHAR' for one in names)})")
    batch: list[tuple[str | None, ...]] = []
    for row in rows:
        cells = tuple(None if cell is None else str(cell) for cell in row[: len(names)])
        if any(cells):
            batch.append(cells + (None,) * (len(names) - len(cells)))
        if len(batch) == _AT_ONCE:
            _add(db, names, batch)
            batch = []
    _add(db, names, batch)
    return RawTable(dict(zip(header, names, strict=True)))


def _header(rows: Iterator[tuple[object, ...]]) -> list[str]:
    """The first row with two cells or more: titles may stand above."""
    for row in rows:
        cells = ["" if cell is None else str(cell).strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if sum(map(bool, cells)) > 1:
            return [cell or f"#{at}" for at, cell in enumerate(cells)]
    return []


def _xes(db: Embedded, path: Path, more: Sequence[str]) -> RawTable:
    """Steps with the name of the case, and attributes of their trace beside them."""
    db.execute("CREATE TABLE steps_of_xes (place BIGINT, c1 VARCHAR, c2 VARCHAR)")
    facts = "".join(f", c{at + 3} VARCHAR" for at in range(len(more)))
    db.execute(f"CREATE TABLE traces_of_xes (place BIGINT, c0 VARCHAR{facts})")
    reader = XesReader(path, Roles(more=tuple(more)))
    for batch, traces in reader:
        if len(batch):
            steps = {
                "place": np.array(batch.case, dtype=np.int64),
                "c1": np.array(batch.activity, dtype=object),
                "c2": np.array(batch.time, dtype=object),
            }
            db.add_rows("steps_of_xes", steps)
        if traces.place:
            ended: dict[str, np.ndarray] = {
                "place": np.array(traces.place, dtype=np.int64),
                "c0": np.array(traces.name, dtype=object),
            }
            for at in range(len(more)):
                ended[f"c{at + 3}"] = np.array([one[at] for one in traces.more], dtype=object)
            db.add_rows("traces_of_xes", ended)
    db.execute(
        "CREATE TABLE raw AS SELECT steps_of_xes.* EXCLUDE (place), traces_of_xes.* EXCLUDE (place) FROM steps_of_xes "
        "LEFT JOIN traces_of_xes USING (place) ORDER BY steps_of_xes.rowid"
    )
    places = {CASE: "c0", ACTIVITY: "c1", TIME: "c2"}
    return RawTable(places | {one: f"c{at + 3}" for at, one in enumerate(more)}, is_cut_off=reader.notes.is_cut_off)


def _add(db: Embedded, names: Sequence[str], batch: Sequence[tuple[str | None, ...]]) -> None:
    if batch:
        columns = {one: np.array([row[at] for row in batch], dtype=object) for at, one in enumerate(names)}
        db.add_rows("raw", columns)
