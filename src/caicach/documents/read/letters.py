"""Capital and small letters of Vietnamese as classes for regular expressions.

In Unicode «Ạ» to «ỹ» alternate, so that no range of them holds letters of one case only.
"""

from typing import Final

_ACCENTED: Final = [chr(code) for code in (*range(0xC0, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1EFA))]

UPPER: Final = "A-Z" + "".join(char for char in _ACCENTED if char.isupper())
"""Inside a class of a regular expression: ``[{UPPER}]`` is any capital letter."""
LOWER: Final = "a-z" + "".join(char for char in _ACCENTED if char.islower())
