"""Where tables are asked: one dialect of SQL (DuckDB's) over whole numbers and texts, whichever engine answers it.

``Embedded`` is the columnar engine of this process: in memory, spilling to a folder of its own, without the network.
What engines do not have in common stands in ``Connection``, and nowhere in the questions.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.generic]
if TYPE_CHECKING:
    import duckdb


class Answer(Protocol):
    """The rows of a question; whole numbers are ``int``, however large."""

    def fetchall(self) -> list[Any]: ...
    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchmany(self, size: int = 1, /) -> list[Any]: ...


class Connection(Protocol):
    """``keeps_order``: rows lie as they were stored, so that the row before is a neighbour without a sort."""

    @property
    def keeps_order(self) -> bool: ...

    def execute(self, sql: str, /) -> Answer: ...

    def add_table(self, table: str, columns: Mapping[str, Column], /) -> None:
        """A new table; texts in columns of objects."""

    def files(self, paths: Sequence[Path], lacking: Mapping[str, str], /) -> str:
        """SQL: the rows of Parquet files, in their order where rows keep it; columns of ``lacking`` (name and kind)
        are there even if no file has them."""

    def within(self, case: str, order: str, /) -> str:
        """SQL in ``OVER (…)`` that makes the row before the one before in its case: nothing where rows, stored by
        case and order, keep their places. What comes before the first row of a case is nobody's to ask."""

    def place(self, order: str, /) -> str:
        """SQL to order by: the place at which a row is stored, or what it was stored by."""

    def total(self, column: str, /) -> str:
        """SQL: the sum of whole numbers, without a bound."""


class Embedded:
    """A connection to DuckDB."""

    keeps_order = True

    def __init__(self, opened: "duckdb.DuckDBPyConnection") -> None:
        self._opened = opened

    def execute(self, sql: str, /) -> Answer:
        return self._opened.execute(sql)

    def add_table(self, table: str, columns: Mapping[str, Column], /) -> None:
        """The engine finds ``columns`` by its name in this frame."""
        self._opened.execute(f"CREATE TABLE {table} AS SELECT * FROM columns")

    def add_rows(self, table: str, columns: Mapping[str, Column], /) -> None:
        self._opened.execute(f"INSERT INTO {table} SELECT * FROM columns")

    def files(self, paths: Sequence[Path], lacking: Mapping[str, str], /) -> str:
        found = f"read_parquet([{', '.join(words(str(path)) for path in paths)}], union_by_name = true)"
        if not lacking:
            return found
        none = ", ".join(f"NULL::{kind} AS {one}" for one, kind in lacking.items())
        return f"(SELECT * FROM {found} UNION ALL BY NAME SELECT {none} WHERE false)"

    def within(self, case: str, order: str, /) -> str:
        del case, order
        return ""

    def place(self, order: str, /) -> str:
        del order
        return "rowid"

    def total(self, column: str, /) -> str:
        return f"sum({column})"


@contextmanager
def connection(memory: str = "4GB") -> Iterator[Embedded]:
    """What does not fit into ``memory`` goes to a temporary folder; nothing is left behind."""
    import duckdb  # noqa: PLC0415 -- heavy

    with tempfile.TemporaryDirectory(prefix="caicach-engine-") as folder:
        config: dict[str, Any] = {
            "memory_limit": memory,
            "temp_directory": folder,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "true",
        }
        opened = duckdb.connect(":memory:", config=config)
        try:
            yield Embedded(opened)
        finally:
            opened.close()


def name(text: str) -> str:
    """A name of a column as SQL writes it."""
    return '"' + text.replace('"', '""') + '"'


def words(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def first(db: Connection, sql: str) -> tuple[Any, ...]:
    """The one row of an answer."""
    row = db.execute(sql).fetchone()
    assert row is not None
    return row
