"""The questions of the engine asked of Spark: each statement translated, tables and views as those of one session.

What is created as a table is kept by the workers once it was needed, a view is asked anew; both are lazy. Tables of
this process (days, limits, what a file was read into) are handed over as Parquet in a folder that the workers see.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caicach.dossiers.engine.connecting import Answer, Column, Embedded, connection, words
from caicach.dossiers.engine.spark.sessions import nfc_for_workers, session

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from sqlglot import exp


class Rows:
    """An answer that is here as a whole."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._left = [tuple(map(_value, row)) for row in rows]

    def fetchall(self) -> list[Any]:
        return self.fetchmany(len(self._left))

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(iter(self.fetchmany(1)), None)

    def fetchmany(self, size: int = 1, /) -> list[Any]:
        taken, self._left = self._left[:size], self._left[size:]
        return taken


def _value(cell: object) -> object:
    return int(cell) if isinstance(cell, Decimal) else cell


class Spread:
    """A connection to Spark. ``folder`` is seen by this process and by the workers alike."""

    keeps_order = False

    def __init__(self, asked: "SparkSession", folder: Path, local: Embedded) -> None:
        self._session, self._folder, self._local = asked, folder, local
        self._kept: list[DataFrame] = []
        self._views = 0

    def execute(self, sql: str, /) -> Answer:
        from sqlglot import exp  # noqa: PLC0415 -- heavy

        from caicach.dossiers.engine.spark.translating import syntax_tree  # noqa: PLC0415 -- heavy

        asked = syntax_tree(sql)
        match asked:
            case exp.Create(this=table, expression=question):
                self._name(table.name, self._rows(question), is_kept=asked.args["kind"] == "TABLE")
            case exp.Insert(this=table, expression=question):
                self._name(table.name, self._session.table(table.name).union(self._rows(question)), is_kept=True)
            case exp.Delete(this=table):
                self._name(table.name, self._rows(_left_of(asked)), is_kept=True)
            case exp.Drop():
                self._session.catalog.dropTempView(asked.args["tables"][0].name)
            case exp.Query() | exp.Describe():
                return Rows(self._rows(asked).collect())
            case _:
                raise ValueError(f"no statement that engines share: {sql}")
        return Rows(())

    def _rows(self, question: "exp.Expr") -> "DataFrame":
        from caicach.dossiers.engine.spark.translating import spark_sql  # noqa: PLC0415 -- heavy

        return self._session.sql(spark_sql(question))

    def _name(self, table: str, rows: "DataFrame", *, is_kept: bool) -> None:
        if is_kept:
            self._kept.append(rows.persist())
        rows.createOrReplaceTempView(table)

    def add_table(self, table: str, columns: Mapping[str, Column], /) -> None:
        self._local.add_table(table, columns)
        self.hand_over(self._local, table)
        self._local.execute(f"DROP TABLE {table}")

    def hand_over(self, holder: Embedded, table: str) -> None:
        """A table of the embedded engine becomes one of ours."""
        path = self._folder / f"{table}.parquet"
        holder.execute(f"COPY (SELECT * FROM {table}) TO {words(str(path))} (FORMAT parquet)")
        self._session.read.parquet(path.as_uri()).createOrReplaceTempView(table)

    def files(self, paths: Sequence[Path], lacking: Mapping[str, str], /) -> str:
        from pyspark.sql import functions  # noqa: PLC0415 -- heavy

        found = self._session.read.option("mergeSchema", "true").parquet(*(path.as_uri() for path in paths))
        for column, kind in lacking.items():
            if column not in found.columns:
                found = found.withColumn(column, functions.lit(None).cast(kind))
        self._views += 1
        view = f"files_{self._views}"
        found.createOrReplaceTempView(view)
        return view

    def within(self, case: str, order: str, /) -> str:
        return f"PARTITION BY {case} ORDER BY {order}"

    def place(self, order: str, /) -> str:
        return f"({order})"

    def total(self, column: str, /) -> str:
        return f"sum({column}::DECIMAL(38, 0))"

    def close(self) -> None:
        for rows in self._kept:
            rows.unpersist()


def _left_of(asked: "exp.Delete") -> "exp.Expr":
    """What stays: rows of which the condition does not hold, or is not known."""
    from sqlglot import exp  # noqa: PLC0415 -- heavy

    where = asked.args["where"].this
    stays = exp.not_(exp.func("coalesce", where.copy(), exp.false()))
    return exp.select("*").from_(asked.this.copy()).where(stays)


@contextmanager
def spread(master: str, shared: Path | None) -> Iterator[Spread]:
    """``shared``: a folder that every worker sees; None: one of this machine. Nothing is left in it."""
    asked = session(master)
    asked.udf.register("nfc_normalize", nfc_for_workers())
    with tempfile.TemporaryDirectory(prefix="caicach-spark-", dir=shared) as folder, connection("512MB") as local:
        opened = Spread(asked, Path(folder), local)
        try:
            yield opened
        finally:
            opened.close()
