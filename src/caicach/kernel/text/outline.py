"""Numbers of an outline («1.10») as a spreadsheet leaves them: a figure without its last nought, or a date."""

import re
from collections.abc import Iterable
from typing import Final

_DATE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")
_TENTH: Final = re.compile(r"(\d{1,3})[.,](\d)")
_DECIMAL: Final = re.compile(r"(\d{1,3}),(\d{1,3})")


def outline_numbers(texts: Iterable[str]) -> list[str]:
    """The numbers of rows in their order, each as it was typed; what is no such number stays as it is.

    >>> outline_numbers(["1", "1.8", "1.9", "1.1", "1.11", "1,12"])
    ['1', '1.8', '1.9', '1.10', '1.11', '1.12']
    >>> outline_numbers(["2", "01/02/2026", "02/02/2026"]), outline_numbers(["1", "", "1.1", "1.2", "2"])
    (['2', '2.1', '2.2'], ['1', '', '1.1', '1.2', '2'])
    """
    typed: list[str] = []
    before = ""
    for text in texts:
        typed.append(_typed(text.strip(), before))
        before = typed[-1] or before
    return typed


def _typed(text: str, before: str) -> str:
    date = _DATE.fullmatch(text)
    if date is not None:
        pairs = [(int(date[1]), int(date[2])), (int(date[2]), int(date[1]))]
        ways = [f"{whole}.{part}" for whole, part in pairs]
        return next((way for way in ways if way in _after(before)), ways[0])
    tenth = _TENTH.fullmatch(text)
    if tenth is not None:
        full = f"{tenth[1]}.{tenth[2]}0"
        return full if full in _after(before) else f"{tenth[1]}.{tenth[2]}"
    decimal = _DECIMAL.fullmatch(text)
    return f"{decimal[1]}.{decimal[2]}" if decimal else text


def _after(before: str) -> frozenset[str]:
    """The numbers of two parts that may follow: the first below, the next beside."""
    whole, _, part = before.rstrip(".)").partition(".")
    if not whole.isdecimal() or (part and not part.isdecimal()):
        return frozenset()
    beside = {f"{whole}.{int(part) + 1}"} if part else {f"{whole}.1"}
    return frozenset(beside | {f"{int(whole) + 1}.1"})
