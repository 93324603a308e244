"""Values kept for as long as nothing was written to the database: not for seconds, but for its very state.

    @while_unchanged()
    def units_on(on: date) -> tuple[UnitFact, ...]: ...

A mark says which state the database is in; every transaction that is committed, by whatever process, changes it. What
was made under the same mark is given again, anything else is made anew. The arguments hold all that the value depends
on besides the rows and the language: who asks, which day, which filters. Values are frozen: many requests share them.

PostgreSQL says which transactions a look would see. The embedded database says whether another connection wrote since
this one asked last (https://sqlite.org/pragma.html#pragma_data_version), and what this one wrote itself; such a mark
means nothing to another connection, so every connection keeps values of its own. Inside a transaction nothing is kept:
its own writes have no mark yet.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar, cast

from django.db import connection
from django.utils.translation import get_language

T = TypeVar("T")
P = ParamSpec("P")
MOST: Final = 200
"""Values of one connection, the newest: a board, a page of a list, the units of a day."""


class Shelf:
    """The values of one open line to the database; ``mark`` is the state that they are of."""

    def __init__(self, line: object) -> None:
        self.line, self.mark = line, cast(Hashable, None)
        self.values: OrderedDict[Hashable, Any] = OrderedDict()

    def under(self, mark: Hashable) -> "OrderedDict[Hashable, Any]":
        if mark != self.mark:
            self.values.clear()
            self.mark = mark
        return self.values


def _value_under(key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gives, made anew only where the database changed since."""
    if connection.in_atomic_block or not connection.get_autocommit():
        return make()
    mark = _mark()
    values = _shelf().under(mark)
    if key in values:
        values.move_to_end(key)
        return cast(T, values[key])
    made = make()  # of the state of the mark, or of a newer one, whose mark is another
    if _shelf().mark == mark:
        values[key] = made
        if len(values) > MOST:
            values.popitem(last=False)
    return made


def _mark() -> Hashable:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT txid_current_snapshot()::text")
            return str(cursor.fetchone()[0])
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0]), connection.connection.total_changes


def _shelf() -> Shelf:
    """That of the line open now: one that was closed takes its values with it."""
    shelf = cast("Shelf | None", getattr(connection, "kept_values", None))
    if shelf is None or shelf.line is not connection.connection:
        shelf = Shelf(connection.connection)
        connection.kept_values = shelf  # type: ignore[attr-defined]
    return shelf


def while_unchanged(*beside: Callable[[], Hashable]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorates a read whose arguments can be hashed: it is asked again only where the database changed.

    ``beside`` give what else the value depends on, such as a file.
    """

    def decorated(make: Callable[P, T]) -> Callable[P, T]:
        name = f"{make.__module__}.{make.__qualname__}"

        @wraps(make)
        def found(*args: P.args, **kwargs: P.kwargs) -> T:
            others = tuple(one() for one in beside)
            key = (name, get_language(), others, args, tuple(sorted(kwargs.items())))
            hash(key)  # inside a transaction too, where nothing is kept: what cannot be kept fails in every test
            return _value_under(key, lambda: make(*args, **kwargs))

        return found

    return decorated
