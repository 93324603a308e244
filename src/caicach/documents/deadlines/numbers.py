"""Numbers in time words: figures (with the letters that OCR puts for them), Roman figures, words («mười lăm»)."""

import re
from datetime import date
from typing import Final

YEAR: Final = r"(?:19|2[0o])[\do]{2}(?!\d)"
FIGURE: Final = r"(?:\d[\dol]|[ol]\d|\d)(?!\d)"
"""One or two figures of a day or month on folded text."""
ROMAN: Final = r"(?:viii|vii|vi|v|iv|ix|xii|xi|x|iii|ii|i)"
_UNITS: Final = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_UNIT: Final = "|".join(_UNITS)
IN_WORDS: Final = rf"(?:muoi(?:\s+(?:{_UNIT}))?|(?:{_UNIT})\s+muoi(?:\s+(?:{_UNIT}))?|{_UNIT})(?!\w)"
"""A number from one to ninety-nine in words, folded."""
MONTH_WORDS: Final = r"(?:gieng|chap|muoi(?:\s+(?:mot|hai))?|mot|hai|ba|tu|nam|sau|bay|tam|chin)(?!\w)"
QUARTER_WORDS: Final = r"(?:mot|hai|ba|bon|tu|dau|cuoi)(?!\w)"
_ROMANS: Final = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
    "l": 1,
}  # fmt: skip


def digits(raw: str) -> int:
    """A number in which OCR put letters for figures.

    >>> digits("O4"), digits("l2")
    (4, 12)
    """
    return int(raw.translate(str.maketrans("OolI", "0011")))


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number(folded: str) -> int:
    """
    >>> [number(words) for words in ("15", "o4", "xii", "muoi lam", "ba muoi", "chin muoi hai", "tu")]
    [15, 4, 12, 15, 30, 92, 4]
    """
    if folded in _ROMANS:
        return _ROMANS[folded]
    if re.fullmatch(r"[\dol\s]+", folded):
        return digits(folded.replace(" ", ""))
    words = folded.split()
    if "muoi" not in words:
        return _UNITS[words[0]]
    ten = words.index("muoi")
    return (_UNITS[words[0]] if ten else 1) * 10 + (_UNITS[words[ten + 1]] if len(words) > ten + 1 else 0)


def month_number(folded: str) -> int:
    """
    >>> [month_number(words) for words in ("gieng", "chap", "muoi mot", "nam", "6")]
    [1, 12, 11, 5, 6]
    """
    return {"gieng": 1, "chap": 12, "tet": 1}.get(folded) or number(folded)


def quarter_number(folded: str) -> int:
    """
    >>> [quarter_number(words) for words in ("dau", "cuoi", "iii", "tu")]
    [1, 4, 3, 4]
    """
    return {"dau": 1, "cuoi": 4}.get(folded) or number(folded)
