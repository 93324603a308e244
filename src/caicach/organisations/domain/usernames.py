"""Names under which people sign in: plain letters, and none that can be taken for another.

Only small letters of a to z, digits, dot, hyphen and underscore: no alphabet can stand for another then, and what is
left to confuse (0 for o, 1 for l, rn for m) is folded away.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from caicach.kernel.text.folding import fold

LONGEST: Final = 60
_ALLOWED: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
_ALIKE: Final = str.maketrans("01|", "oll", "._- ")
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def typed_name(text: str) -> str:
    """A name as it is kept: compatible forms made plain, small letters, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def is_name(name: str) -> bool:
    """
    >>> [is_name(name) for name in ("stp.lan", "a", "Lan", "lаn", "lan nguyen")]  # the fourth has a Cyrillic letter
    [True, False, False, False, False]
    """
    return _ALLOWED.fullmatch(name) is not None


def skeleton(name: str) -> str:
    """What a name looks like: equal for names that an eye takes for one another.

    >>> skeleton("Tu.Phap1") == skeleton("tuphapl"), skeleton("arnin") == skeleton("amin")
    (True, True)
    """
    plain = fold(typed_name(name)).translate(_ALIKE)
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    return plain


def look_alike(name: str, others: Iterable[str]) -> str | None:
    """Another name that this one can be taken for."""
    shape = skeleton(name)
    return next((other for other in others if skeleton(other) == shape), None)
