"""One page of a long list, as a value."""

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Item = TypeVar("Item")
WHOLE: Final = 1_000_000
"""The size of the one page that a file is: everything that a list's filters leave."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """``items`` of page ``number`` (from 1) out of ``total`` items, ``size`` to a page.

    >>> page = Page(items=("c",), total=3, number=2, size=2)
    >>> page.count, page.has_previous, page.has_next
    (2, True, False)
    """

    items: tuple[Item, ...]
    total: int
    number: int
    size: int

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.count


def page_number(asked: int, *, total: int, size: int) -> int:
    """The page asked for, held within the pages there are.

    >>> page_number(9, total=30, size=20), page_number(0, total=0, size=20)
    (2, 1)
    """
    return min(max(1, asked), max(1, -(-total // size)))
