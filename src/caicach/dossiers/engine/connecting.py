"""A connection to the columnar engine: in memory, spilling to a folder of its own, without the network."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.generic]
if TYPE_CHECKING:
    import duckdb

    Connection = duckdb.DuckDBPyConnection
else:
    Connection = Any


@contextmanager
def connection(memory: str = "4GB") -> Iterator[Connection]:
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
            yield opened
        finally:
            opened.close()


def table_of_columns(db: Connection, table: str, columns: Mapping[str, Column]) -> None:
    """A new table; the engine finds ``columns`` by its name in this frame."""
    db.execute(f"CREATE TABLE {table} AS SELECT * FROM columns")


def rows_added(db: Connection, table: str, columns: Mapping[str, Column]) -> None:
    db.execute(f"INSERT INTO {table} SELECT * FROM columns")


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
