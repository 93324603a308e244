"""One moment of the database, read while others write; and the files of that moment kept from being swept away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, connections, transaction

ALIAS: Final = "snapshot"


@contextmanager
def snapshot() -> Iterator[str]:
    """The name of a connection that sees one moment: REPEATABLE READ on PostgreSQL, a reading transaction of the
    write-ahead log on SQLite. Nobody who writes waits for it.
    """
    aside = connection.copy(ALIAS)
    if aside.vendor == "sqlite":
        aside.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connections[ALIAS] = aside
    try:
        with transaction.atomic(using=ALIAS), aside.cursor() as cursor:
            if aside.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SET LOCAL statement_timeout = 0")
                aside.longest_silence = None  # type: ignore[attr-defined]  # of config.postgresql
            else:
                cursor.execute("SELECT count(*) FROM sqlite_master")  # the moment begins with the first look
            yield ALIAS
    finally:
        aside.close()
        del connections[ALIAS]
