"""Roman numerals: parts, chapters, appendices and quarters are numbered with them."""

import re
from typing import Final

_PAIRS: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
MOST_ROMAN: Final = 3999
_NUMERAL: Final = re.compile(r"(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)


def roman(number: int) -> str:
    """``number`` (1 to 3999) in capitals.

    >>> roman(4), roman(29), roman(2026)
    ('IV', 'XXIX', 'MMXXVI')
    """
    if not 1 <= number <= MOST_ROMAN:
        raise ValueError(f"{number} has no Roman numeral: 1 to 3999")
    written = ""
    for value, letters in _PAIRS:
        count, number = divmod(number, value)
        written += letters * count
    return written


def roman_number(text: str) -> int | None:
    """The number of a numeral in canonical form, capitals or small; None for anything else.

    >>> roman_number("XXIX"), roman_number("iv"), roman_number("VX")
    (29, 4, None)
    """
    stripped = text.strip()
    if len(stripped) > 15 or not _NUMERAL.fullmatch(stripped):
        return None
    rest, total = stripped.upper(), 0
    for value, letters in _PAIRS:
        while rest.startswith(letters):
            total, rest = total + value, rest[len(letters) :]
    return total
