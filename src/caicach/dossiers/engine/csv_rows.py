"""The rows of a CSV into the table ``raw``: every cell as text, nothing judged, what is no row set aside and counted.

A quote that is opened and never closed would swallow the rows behind it, to the end of the file at worst. Its row is
made one that cannot be read, in a copy, and the file is read again: that row is broken, those behind it are rows.
"""

import mmap
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caicach.dossiers.engine.connecting import Embedded, first, words
from caicach.dossiers.logs.tables import Head

_LONGEST_LINE: Final = 16 * 1024 * 1024
_READINGS: Final = 24
"""Each reading finds at least every second open quote that is left: enough for millions of them."""
_QUOTE: Final = b'"'
_NO_TEXT: Final = b"\xff"


@dataclass(frozen=True, slots=True)
class BrokenRows:
    """How many rows are none, and the first five with the place in the file and the begin of the line."""

    count: int
    examples: tuple[tuple[int, str], ...]


def rows_of_csv(db: Embedded, path: Path, head: Head) -> tuple[Sequence[str], BrokenRows]:
    """The columns of ``raw`` in the order of the file's. The file itself is not touched. Raises duckdb.Error."""
    names = [f"c{at}" for at in range(len(head.columns))]
    with ExitStack() as stack:
        plain = path
        for reading in range(_READINGS):
            _load_raw(db, plain, head.separator, names)
            places = _unclosed(db, plain)
            if not places or reading + 1 == _READINGS:
                break
            if plain is path:
                folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="caicach-quotes-"))
                plain = Path(shutil.copyfile(path, Path(folder) / "log.csv"))
            _spoil(plain, places)
            for table in ("raw", "reject_errors", "reject_scans"):
                db.execute(f"DROP TABLE {table}")
        return names, _broken(db)


def _load_raw(db: Embedded, path: Path, separator: str, names: Sequence[str]) -> None:
    """Into a table before any cast or filter: what a query asks of the file must not change how it is read."""
    columns = ", ".join(f"'{one}': 'VARCHAR'" for one in names)
    db.execute(
        f"CREATE TABLE raw AS SELECT * FROM read_csv({words(str(path))}, header = true, auto_detect = false, "
        f"delim = {words(separator)}, quote = '\"', escape = '\"', compression = 'none', store_rejects = true, "
        f"rejects_limit = 0, max_line_size = {_LONGEST_LINE}, columns = {{{columns}}})"
    )


def _unclosed(db: Embedded, path: Path) -> list[int]:
    """Where the quotes stand that opened a value, were complained of, and are not closed in their own line. What the
    engine tells as the line may be another one, where lines end as in Windows: the file is looked at."""
    rows = db.execute("SELECT DISTINCT byte_position FROM reject_errors WHERE error_type = 'UNQUOTED VALUE'").fetchall()
    if not rows:
        return []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        places = (int(place) - 1 for (place,) in rows)
        return [place for place in places if data[place : place + 1] == _QUOTE and _line(data, place).count(_QUOTE) % 2]


def _line(data: mmap.mmap, place: int) -> bytes:
    before, behind = data.rfind(b"\n", 0, place) + 1, data.find(b"\n", place)
    behind = len(data) if behind < 0 else behind
    alone = data.find(b"\r", place, behind)
    return data[max(before, data.rfind(b"\r", before, place) + 1) : behind if alone < 0 else alone]


def _spoil(path: Path, places: Sequence[int]) -> None:
    """The quotes at these places are no text any more, and no more are the lines that they stand in."""
    with path.open("r+b") as file:
        for place in places:
            file.seek(place)
            file.write(_NO_TEXT)


def _broken(db: Embedded) -> BrokenRows:
    count = int(first(db, "SELECT count(DISTINCT line) FROM reject_errors")[0])
    rows = db.execute(
        "SELECT line, any_value(left(csv_line, 120)) FROM reject_errors GROUP BY line ORDER BY line LIMIT 5"
    ).fetchall()
    return BrokenRows(count, tuple((int(line), str(text).strip("\r\n")) for line, text in rows))
