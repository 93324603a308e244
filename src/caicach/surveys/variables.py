"""Columns of answers as variables of statistical programs: one set of names for SPSS and Stata, labels, codes."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from caicach.kernel.text.folding import fold

_LONGEST_NAME: Final = 32
_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9]+")
_RESERVED: Final = re.compile(
    r"all|and|by|eq|ge|gt|le|lt|ne|not|or|to|with"
    r"|byte|double|float|if|in|int|long|str\d*|strl|using|alias"
)
"""Words of SPSS and of Stata that cannot be names of variables."""
_WHOLE: Final = re.compile(r"0|-?[1-9]\d{0,8}", re.ASCII)


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Variable:
    """``column``: name in CSV; ``name``: in SPSS and Stata. ``choices``: labels by name, of a code."""

    column: str
    name: str
    label: str
    kind: Kind
    choices: Mapping[str, str] = field(default_factory=dict)


def variable_names(columns: Sequence[str]) -> tuple[str, ...]:
    """Small letters without marks, digits and "_", at most 32, all different: what both programs take.

    >>> variable_names(["kenh/mang", "kenh-mang", "Đánh giá", "to", "1a"])
    ('kenh_mang', 'kenh_mang_2', 'danh_gia', 'v_to', 'v_1a')
    """
    found: dict[str, None] = {}
    for column in columns:
        found[free_name(column, found)] = None
    return tuple(found)


def free_name(wanted: str, taken: Collection[str]) -> str:
    """The name of a variable that nobody has yet."""
    name = _NOT_IN_NAMES.sub("_", fold(wanted)).strip("_")
    if not name or not name[0].isalpha() or _RESERVED.fullmatch(name):
        name = f"v_{name}"
    name, count = name[:_LONGEST_NAME].rstrip("_"), 1
    found = name
    while found in taken:
        count += 1
        found = f"{name[: _LONGEST_NAME - len(str(count)) - 1]}_{count}"
    return found


def has_own_codes(names: Collection[str]) -> bool:
    """Whether the choices are whole numbers themselves.

    >>> has_own_codes(["1", "0", "-9"]), has_own_codes(["1", "02"]), has_own_codes(["quay"])
    (True, False, False)
    """
    return all(map(_WHOLE.fullmatch, names))


def codes_of(names: Sequence[str]) -> dict[str, int]:
    """Choices that are whole numbers keep them; else each has its place in the list, from 1.

    >>> codes_of(["1", "0", "-9"]), codes_of(["quay", "mang"])
    ({'1': 1, '0': 0, '-9': -9}, {'quay': 1, 'mang': 2})
    """
    if has_own_codes(names):
        return {name: int(name) for name in names}
    return {name: at for at, name in enumerate(names, start=1)}


def code_of_unknown(name: str, codes: Mapping[str, int], *, are_own: bool) -> int:
    """Of an answer that is no choice any more: its own number where the choices have theirs and it is free, else the
    next one.

    >>> code_of_unknown("7", {"1": 1}, are_own=True), code_of_unknown("7", {"quay": 1}, are_own=False)
    (7, 2)
    """
    if are_own and _WHOLE.fullmatch(name) and int(name) not in codes.values():
        return int(name)
    return max(codes.values(), default=0) + 1
