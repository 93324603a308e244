"""Answers about short texts kept for the next time they are asked for."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

Value = TypeVar("Value")
LONGEST_KEPT: Final = 1000  # characters of a text that is kept: lines and paragraphs, never a file
_MOST: Final = 2048


def kept_if_short(function: Callable[[str], Value]) -> Callable[[str], Value]:
    """``function``, which must be pure, asked only once of the same short text while it is fresh.

    Readers ask the same of a line from several sides. Long texts are not kept: a process that reads files for weeks
    would hold them.

    >>> asked = []
    >>> length = kept_if_short(lambda text: asked.append(text) or len(text))
    >>> length("a"), length("a"), asked
    (1, 1, ['a'])
    """
    kept = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def answer(text: str) -> Value:
        return kept(text) if len(text) <= LONGEST_KEPT else function(text)

    return answer
