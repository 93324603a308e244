"""The one guard against formulas: text that a spreadsheet would run stays text, in CSV and in XLSX.

A list separator is «,» in one locale and «;» in another, and a spreadsheet that parts a line at the other sign makes a
cell of what follows it. So text is looked at from its beginning and after every sign that may begin a cell.
Source: OWASP, CSV Injection; the full-width signs are taken by spreadsheets of East Asian locales.
"""

import re
from typing import Final

_UNSEEN: Final = "\u00a0\u00ad\u1680\u2000-\u200f\u2028\u2029\u202f\u205f-\u2064\u3000\ufeff"
"""Blanks and signs without a picture that one reader or another leaves away."""
_ACTIVE: Final = f'[ {_UNSEEN}"]*[=+\\-@＝＋－＠]'
_BEGINS: Final = re.compile(_ACTIVE)
_CELL_BEGINS: Final = re.compile(f"(^|[;\t\r\n])(?={_ACTIVE})")
_QUOTED: Final = re.compile(f"(^|[;\t\r\n])'(?={_ACTIVE})")


def looks_active(text: str) -> bool:
    """
    >>> looks_active("-1+cmd|' /C calc'!A0"), looks_active(' @SUM(1)'), looks_active("Sở Y tế")
    (True, True, False)
    """
    return _BEGINS.match(text) is not None


def quoted_text(text: str) -> str:
    """With an apostrophe before everything that would begin a formula.

    >>> quoted_text("=1+1"), quoted_text("a;=1+1"), quoted_text("Đạt 5-6 điểm")
    ("'=1+1", "a;'=1+1", 'Đạt 5-6 điểm')
    """
    return _CELL_BEGINS.sub(r"\1'", text)


def text_unquoted(text: str) -> str:
    """A text as it was before it was quoted.

    >>> text_unquoted(quoted_text("=1+1")), text_unquoted(quoted_text("a;=1+1")), text_unquoted("5'")
    ('=1+1', 'a;=1+1', "5'")
    """
    return _QUOTED.sub(r"\1", text)
