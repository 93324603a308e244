"""How a change says that something stays."""

from enum import Enum
from typing import Final


class Unchanged(Enum):
    """Says "leave as it is" where None means "empty it"."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED
