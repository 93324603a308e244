"""What people say of a thing, as values that leave the module, and whom their words call by name."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

_CALLED: Final = re.compile(r"(?<![\w.@])@([A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9])")


class ThingKind(StrEnum):
    """What can be talked about; a cell is a component of a unit's sheet, its part the code."""

    TASK = "task"
    LETTER = "letter"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Thing:
    """``part`` is the code of a component for a cell, else empty."""

    kind: ThingKind
    id: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """Words of a remark before they were changed."""

    text: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class RemarkView:
    """``version`` counts the wordings; ``former`` are the earlier ones, oldest first."""

    id: int
    author_name: str
    text: str
    is_question: bool
    said_at: datetime
    changed_at: datetime | None
    version: int
    former: tuple[Former, ...]
    called: tuple[str, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be called: the name of the account, and the person's own."""

    user_id: int
    username: str
    name: str


@dataclass(frozen=True, slots=True)
class Thread:
    """All that was said of a thing, oldest first; ``last`` is the id of the newest remark, 0 before the first."""

    thing: Thing
    remarks: tuple[RemarkView, ...]
    people: tuple[Person, ...]
    last: int


def called_names(text: str) -> tuple[str, ...]:
    """Names of accounts called with «@», each once, small letters. An address of mail calls nobody.

    >>> called_names("@tuphap xem giúp, @Ha.Linh. Gửi a@b.vn, @tuphap nhé")
    ('tuphap', 'ha.linh')
    """
    return tuple(dict.fromkeys(found.lower() for found in _CALLED.findall(text)))
