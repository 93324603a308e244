"""The connection to PostgreSQL: its server ends a statement that takes too long, its silence is ended here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from django.db.backends.postgresql import base
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout

T = TypeVar("T")


class DatabaseWrapper(base.DatabaseWrapper):
    """``longest_silence``: seconds of an unanswered request after which the connection counts as lost; None: no bound.

    The server's own time-outs are of no use where it is frozen, or where what stands before it swallows everything.
    """

    longest_silence: float | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        self.longest_silence = self.settings_dict.get("LONGEST_SILENCE")
        made: psycopg.Connection[Any] = super().get_new_connection(conn_params)
        ask = made.wait

        def wait(gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
            bound = self.longest_silence if timeout is None else timeout
            try:
                return ask(gen, interval, bound)
            except _WaitTimeout as error:
                made.pgconn.finish()  # what comes after all would be taken for the answer to something else
                raise psycopg.OperationalError(f"the server did not answer within {bound:.0f} seconds") from error

        made.wait = wait  # type: ignore[method-assign]
        return made

    @contextmanager
    def answering_within(self, seconds: float) -> Iterator[None]:
        """For who asks whether the server answers at all."""
        self.ensure_connection()
        before, self.longest_silence = self.longest_silence, seconds
        try:
            yield
        finally:
            self.longest_silence = before
