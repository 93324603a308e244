"""The rows of JSON into the table ``raw``: every value as text, under every name that any object gives.

The engine's own reading of tables guesses names and kinds by the first rows, and loses what later ones have otherwise:
here it only splits a file that has no object in each line.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from caicach.dossiers.engine.connecting import Embedded, words
from caicach.dossiers.logs.json_objects import JsonObjects
from caicach.dossiers.problems import bad_log

_LONGEST_LINE: Final = 16 * 1024 * 1024
_AT_ONCE: Final = 20_000
_MOST_NAMES: Final = 1_000
_MARK: Final = b"\xef\xbb\xbf"
_BLANK: Final = object()


class _Written(float):
    """A number that is told as it is written."""

    text: str


@dataclass
class JsonRows:
    """``places``: the columns of ``raw`` by the names of the objects, beside ``line``, where the object stands: its
    line, or which value of the file it is; ``broken``: where what is no object stands; ``is_cut_off``: the file ends
    before it is whole."""

    db: Embedded
    filename: str
    places: dict[str, str] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    is_cut_off: bool = False
    _batch: list[tuple[int, dict[str, object]]] = field(default_factory=list)

    def add(self, values: Iterator[object]) -> bool:
        """Whether there is an object among them. A name that comes late is a column that earlier rows lack."""
        self.db.execute("CREATE OR REPLACE TABLE raw (line BIGINT)")
        self.places, self.broken, self._batch = {}, [], []
        has_some = False
        for line, value in enumerate(values, 1):
            if value is _BLANK:
                continue
            if not isinstance(value, dict):
                self.broken.append(line)
                continue
            has_some = True
            self._batch.append((line, value))
            if len(self._batch) == _AT_ONCE:
                self._write()
        self._write()
        return has_some

    def _write(self) -> None:
        names = {name: None for _line, row in self._batch for name in row if name not in self.places}
        if len(names) + len(self.places) > _MOST_NAMES:
            why = "Các đối tượng có hơn {most} tên trường khác nhau."
            todo = "Hãy xuất mỗi hồ sơ hoặc bước thành một đối tượng, tên trường như nhau."
            raise bad_log("no_columns", self.filename, why, todo=todo, most=_MOST_NAMES)
        for name in names:
            self.places[name] = f"c{len(self.places)}"
            self.db.execute(f"ALTER TABLE raw ADD COLUMN {self.places[name]} VARCHAR")
        if self._batch:
            columns = {"line": np.array([line for line, _row in self._batch], dtype=np.int64)}
            for name, place in self.places.items():
                columns[place] = np.array([_text(row.get(name)) for _line, row in self._batch], dtype=object)
            self.db.add_rows("raw", columns)
            self._batch = []


def rows_of_json(db: Embedded, path: Path, filename: str) -> JsonRows:
    """By lines where the first line that is not blank is an object; else the whole file, an array or objects over
    many lines. Where it is no JSON as a whole: one object after the other, or by lines again where these are objects.
    Raises duckdb.Error where nothing is an object."""
    import duckdb  # noqa: PLC0415 -- heavy

    rows = JsonRows(db, filename)
    first = next((value for value in _by_line(path) if value is not _BLANK), _BLANK)
    if isinstance(first, dict):
        rows.add(_by_line(path))
        return rows
    try:
        rows.add(_of_whole(db, path))
    except duckdb.Error:
        if not (_is_by_lines(path) and rows.add(_by_line(path))) and not rows.add(_one_by_one(path, rows)):
            raise
    return rows


def _is_by_lines(path: Path) -> bool:
    """Whether what is wrong is wrong in the first line already: else it begins what goes on over more of them, and a
    line there may be an object inside of another."""
    with path.open("rb") as file:
        text = file.read(_LONGEST_LINE).removeprefix(_MARK).lstrip().decode(errors="surrogateescape")
    first = text.partition("\n")[0]
    if first.startswith("["):
        return False
    try:
        end = json.JSONDecoder().raw_decode(text)[1]
    except json.JSONDecodeError as error:
        end = error.pos
    except RecursionError:
        return True
    return not text[len(first) : end].strip()


def _one_by_one(path: Path, rows: JsonRows) -> Iterator[object]:
    objects = JsonObjects(path, _LONGEST_LINE)
    for text in objects:
        yield None if text is None else _value(text)
    rows.is_cut_off = objects.is_cut_off


def _by_line(path: Path) -> Iterator[object]:
    """The value of each line; None of what is none."""
    with path.open("rb") as file:
        if file.read(len(_MARK)) != _MARK:
            file.seek(0)
        while line := file.readline(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
                while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                yield None
            else:
                yield _value(line) if line.strip() else _BLANK


def _value(line: bytes) -> object:
    try:
        text = line.decode()
        found: object = json.loads(text, parse_float=_number, parse_constant=_no_number)
        if "\\u" in text:
            json.dumps(found, ensure_ascii=False).encode()  # half a letter is none
    except (ValueError, RecursionError):
        return None
    return found


def _number(text: str) -> _Written:
    found = _Written(text)
    found.text = text
    return found


def _no_number(text: str) -> None:
    raise ValueError(text)


def _of_whole(db: Embedded, path: Path) -> Iterator[object]:
    """The values of the file or of its array, one after the other."""
    sql = (
        f"CREATE OR REPLACE TABLE json_values AS SELECT value FROM read_json({words(str(path))}, records = false, "
        f"columns = {{value: 'JSON'}}, compression = 'none', maximum_object_size = {_LONGEST_LINE})"
    )
    db.execute(sql)
    (count,) = db.execute("SELECT count(*) FROM json_values").fetchall()[0]
    for begin in range(0, int(count), _AT_ONCE):
        where = f"rowid >= {begin} AND rowid < {begin + _AT_ONCE} ORDER BY rowid"
        for (text,) in db.execute(f"SELECT value FROM json_values WHERE {where}").fetchall():
            yield _value(str(text).encode())
    db.execute("DROP TABLE json_values")


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, _Written):
        return value.text
    return json.dumps(value, ensure_ascii=False)
