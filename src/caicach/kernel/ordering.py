"""In what order a list is read: a column that a person asks for, in place of the list's own order.

What is absent comes last whichever way, and rows that are alike keep the list's own order. Pages of stored rows in such
an order: ``kernel.ordered_pages``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeVar

from caicach.kernel.text.collation import collation_key

Item = TypeVar("Item")
ORDERED_BY: Final = 80
"""Characters of a text that decide its place."""
_KEPT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Order:
    column: str
    is_descending: bool = False


def order_of(text: str, columns: Iterable[str]) -> Order | None:
    """What an address asks for; None for the list's own order and for a column that the list does not have.

    >>> order_of("-due_on", ["due_on"]), order_of("name", ["due_on"])
    (Order(column='due_on', is_descending=True), None)
    """
    column = text.removeprefix("-")
    return Order(column, text.startswith("-")) if column in set(columns) else None


def text_order(text: str | None) -> str | None:
    """The stored key of a text: digits that sort alike in every database; None for a text without words.

    >>> sorted(["Ứng dụng", "Đào tạo", "Dự toán"], key=text_order)
    ['Dự toán', 'Đào tạo', 'Ứng dụng']
    """
    return _key(text.strip()[:ORDERED_BY]) if text and text.strip() else None


@lru_cache(_KEPT)
def _key(text: str) -> str:
    return collation_key(text)


def in_order(rows: Iterable[Item], key: Callable[[Item], Any], *, is_descending: bool) -> list[Item]:
    """Rows alike stay as they stand; those whose key is None come last, whichever way.

    >>> in_order([3, None, 1], lambda n: n, is_descending=True)
    [3, 1, None]
    """
    there: list[tuple[Any, Item]] = []
    absent: list[tuple[Any, Item]] = []
    for row in rows:
        known = key(row)
        (absent if known is None else there).append((known, row))
    there.sort(key=lambda pair: pair[0], reverse=is_descending)
    return [row for _, row in (*there, *absent)]
