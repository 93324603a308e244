"""Text without diacritics, exactly as long as it was, so that an offset found in it is an offset in the source."""

import unicodedata
from typing import Final

# Letters that NFD does not take apart, and signs that OCR and word processors put for one another.
_SPECIAL: Final = {
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ø": "o", "Ø": "o", "ł": "l",
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "⁄": "/", "∕": "/", "\u00a0": " ", "\u202f": " ",
    "\t": " ", "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'",
}  # fmt: skip


class _FoldTable(dict[int, str]):
    """Filled as letters are met; every entry is one character, or offsets would move."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _SPECIAL.get(char) or unicodedata.normalize("NFD", char)[0].lower()[0]
        self[code] = folded
        return folded


_TABLE: Final = _FoldTable()


def nfc(text: str) -> str:
    """The one form in which text is stored: composed letters.

    >>> len("e\\u0302\\u0301"), len(nfc("e\\u0302\\u0301"))
    (3, 1)
    """
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Small letters without diacritics, exactly as long as ``text`` (which should be NFC).

    >>> fold("QUYÉT ĐỊNH số 12–KH")
    'quyet dinh so 12-kh'
    """
    return text.translate(_TABLE)


def squeeze(text: str) -> str:
    """One line with single spaces: the value of a quote that ran over several lines."""
    return " ".join(text.split())
