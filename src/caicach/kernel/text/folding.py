"""Text without case and diacritics, for search and matching; offsets in it are offsets in the source.

The trap: Vietnamese text comes composed (NFC) or decomposed (NFD, from some Mac and PDF programs), and ``đ`` is a
letter that no normal form takes apart. So everything stored is NFC, and a fold maps each character to exactly one.
"""

import unicodedata
from functools import lru_cache
from typing import Final

from caicach.kernel.text.characters import clean
from caicach.kernel.text.kept import LONGEST_KEPT

_MOST_FOLDED: Final = 4096
# Letters that NFD does not take apart, and signs that OCR and word processors put for one another.
# Ð (U+00D0) and Ɖ (U+0189) look like Đ and are typed for it.
_SPECIAL: Final = {
    "ƣ": "u", "Ƣ": "u", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "Ɖ": "d", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "⁄": "/", "∕": "/", "\u00a0": " ", "\u202f": " ",
    "\t": " ", "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'",
}  # fmt: skip

_OFTEN_SPECIAL: Final = tuple((char, _SPECIAL[char]) for char in "đ–“”\u00a0\t")


def nfc(text: str) -> str:
    """The composed form: the only form that is stored.

    >>> len(nfc("e\\u0302\\u0323")), nfc("e\\u0302\\u0323") == "ệ"
    (1, True)
    """
    return unicodedata.normalize("NFC", text)


class _FoldTable(dict[int, str]):
    """Filled as characters are met; every entry is one character, or offsets would move."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _SPECIAL.get(char) or _small(_bare(char))
        self[code] = folded
        return folded


def _bare(char: str) -> str:
    """The letter without marks; a character whose parts are not marks (a Korean syllable) stays whole."""
    parts = unicodedata.normalize("NFD", char)
    return parts[0] if all(unicodedata.combining(mark) for mark in parts[1:]) else char


def _small(char: str) -> str:
    """Case folding, held to one character: ß stays ß, where casefold() makes it two."""
    folded = char.casefold()
    return folded if len(folded) == 1 else char.lower()[0]


_TABLE: Final = _FoldTable()


def fold(text: str) -> str:
    """Small letters without diacritics, plain dashes and quotes; exactly as long as ``text``, which should be NFC.

    Decomposed text keeps its length too, and so keeps its marks: compose it first.

    >>> fold("Sở Nội vụ tỉnh ĐẮK LẮK, số 12–KH")
    'so noi vu tinh dak lak, so 12-kh'
    """
    if text.isascii():
        return text.lower().replace("\t", " ")
    return _folded(text) if len(text) <= LONGEST_KEPT else "\n".join(map(_plain, text.split("\n")))


@lru_cache(maxsize=_MOST_FOLDED)
def _folded(text: str) -> str:
    return _plain(text)


def _plain(text: str) -> str:
    """By letters taken apart, three times as fast as letter by letter: no letter gives two of ASCII, so that the result
    is as long as the text only where each gave one.
    """
    small = text.lower()
    for written, meant in _OFTEN_SPECIAL:
        small = small.replace(written, meant)
    bare = unicodedata.normalize("NFD", small).encode("ascii", "ignore")
    return bare.decode("ascii") if len(bare) == len(text) else text.translate(_TABLE)


def search_words(typed: str) -> list[str]:
    """What a person typed to search by, as the folded words that stored search texts hold.

    >>> search_words("Sở  NỘI vu\\u0323"), search_words("Tƣ pháp")
    (['so', 'noi', 'vu'], ['tu', 'phap'])
    """
    return fold(clean(typed)).split()


def squeeze(text: str) -> str:
    """One line with single spaces: the value of a quote that ran over several lines."""
    return " ".join(text.split())
