"""What an examination of ``caicach doctor`` found."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    FINE = "fine"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one examination found; ``todo`` is empty where there is nothing to do."""

    name: str
    level: Level
    said: str
    todo: str = ""
