"""Which engine answers: the embedded one, or one that is spread over machines."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from caicach.dossiers.engine.connecting import Connection, Embedded, connection


class EngineKind(StrEnum):
    DUCKDB = "duckdb"
    SPARK = "spark"


@dataclass(frozen=True, slots=True)
class Engine:
    """``master`` and ``folder`` are of Spark: the address of the cluster, and a folder that all of its workers see."""

    kind: EngineKind = EngineKind.DUCKDB
    master: str = "local[*]"
    folder: Path | None = None


EMBEDDED: Final = Engine()


@contextmanager
def answering(engine: Engine, memory: str) -> Iterator[Connection]:
    """``memory`` bounds the embedded engine. Raises NotInstalled where the engine is not there."""
    if engine.kind is EngineKind.DUCKDB:
        with connection(memory) as db:
            yield db
        return
    from caicach.dossiers.engine.spark import spread  # noqa: PLC0415 -- heavy

    with spread(engine.master, engine.folder) as db:
        yield db


@contextmanager
def handed_over(reader: Embedded, engine: Engine) -> Iterator[Connection]:
    """All tables that were read, where they are asked; the embedded engine asks where it has read."""
    if engine.kind is EngineKind.DUCKDB:
        yield reader
        return
    from caicach.dossiers.engine.spark import spread  # noqa: PLC0415 -- heavy

    with spread(engine.master, engine.folder) as db:
        for (table,) in reader.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall():
            db.hand_over(reader, table)
        yield db
