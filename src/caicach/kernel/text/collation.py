"""Vietnamese dictionary order: a ă â b c d đ e ê …; tones ngang huyền hỏi ngã sắc nặng, syllable by syllable."""

import re
import unicodedata
from typing import Final

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK: Final = {letter: rank for rank, letter in enumerate(_ALPHABET, start=100)}
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_PIECE: Final = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_", re.UNICODE)

SortKey = tuple[tuple[tuple[int, ...], tuple[int, ...], str], ...]


def _syllable(piece: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    if piece.isdigit():
        return (50, int(piece)), (), ""
    ranks, tones = [], []
    for letter in unicodedata.normalize("NFC", piece.casefold()):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((_TONES[c] for c in parts if c in _TONES), 0)
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        ranks.append(_RANK.get(base, 1_000 + ord(base[0])))
        tones.append(tone)
    return tuple(ranks), tuple(tones), piece


def sort_key(text: str) -> SortKey:
    """Key for ``sorted``; digits sort as numbers, and equal words put the small letter's form in a fixed order.

    >>> sorted(["Đức Thọ", "Ân Phú", "An Lộc", "Ánh Dương", "Dũng", "Xã 10", "Xã 9", "Ăn"], key=sort_key)
    ['An Lộc', 'Ánh Dương', 'Ăn', 'Ân Phú', 'Dũng', 'Đức Thọ', 'Xã 9', 'Xã 10']
    """
    return tuple(_syllable(piece) for piece in _PIECE.findall(text))
