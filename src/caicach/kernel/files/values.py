"""A file with its bytes, as it leaves by a door."""

from dataclasses import dataclass, field
from enum import StrEnum


class Withheld(StrEnum):
    """Why nobody is given a stored file: its first page is still to be looked at, or it bore a mark of secrecy."""

    UNSEEN = "unseen"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class NamedFile:
    name: str
    media_type: str
    data: bytes = field(repr=False)
