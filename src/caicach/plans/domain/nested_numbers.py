"""Numbers that nest: «1.2» stands under «1»."""

import re
from typing import Final

_NESTED: Final = re.compile(r"(\d+(?:\.\d+)*)\.\d+")


def parent_of_number(number: str) -> str | None:
    """
    >>> parent_of_number("1.2"), parent_of_number("2.1.3."), parent_of_number("3")
    ('1', '2.1', None)
    """
    found = _NESTED.fullmatch(number.strip(" .)"))
    return found[1] if found else None
