"""Urgency and secrecy: words in capitals that stand alone in the head, stamped or printed."""

import re
from collections.abc import Sequence
from typing import Final

from caicach.documents.read.header import remaining
from caicach.documents.read.lines import Line, Quoted, is_capital
from caicach.documents.values import Secrecy, Span, Urgency
from caicach.kernel.text.folding import fold

_URGENCY: Final = {
    "hoatoc": Urgency.FLASH,
    "hoatochengio": Urgency.FLASH,
    "thuongkhan": Urgency.VERY_URGENT,
    "khan": Urgency.URGENT,
}
_SECRECY: Final = {"tuyetmat": Secrecy.TOP_SECRET, "toimat": Secrecy.VERY_SECRET, "mat": Secrecy.SECRET}
_ALONE: Final = re.compile(r"[^a-z]")
# A stamp read wrongly gives "MAT" easily, and a false mark would refuse the letter: the vowel must be â or ậ.
_SURE_MAT: Final = re.compile(r"[ÂẬ]")


Alone = tuple[Quoted, str]
"""Words in capitals and their letters, folded."""


def read_urgency(alone: Sequence[Alone]) -> tuple[Urgency, Quoted] | None:
    for piece, key in alone:
        if key in _URGENCY:
            return _URGENCY[key], piece
    return None


def read_secrecy(alone: Sequence[Alone]) -> tuple[Secrecy, Quoted] | None:
    for piece, key in alone:
        if key in _SECRECY and _SURE_MAT.search(piece.text):
            return _SECRECY[key], piece
    return None


def words_alone(lines: Sequence[Line], cuts: Sequence[Span]) -> list[Alone]:
    """The short pieces in capitals of the head, once what is explained is taken out."""
    return [
        (piece, _ALONE.sub("", fold(piece.text)))
        for line in lines
        for piece in remaining(line, cuts)
        if len(piece.text) <= 24 and is_capital(piece.text)
    ]
