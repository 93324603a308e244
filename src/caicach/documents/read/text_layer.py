"""Whether the text that a PDF carries is the text that it shows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from caicach.documents.read.legacy_fonts import unified
from caicach.documents.read.words import Word

_READABLE = 0.7
_LONGEST = 40  # of a word that is looked at: a row of leader dots is one word
_WORD = re.compile(r"[\W_]*(?:[^\W\d_]+|[\d.,/:%-]+|[^\W_]+(?:[-/.&][^\W_]+)*)[\W_]*")
_FOREIGN = re.compile("[^\u0000-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u22ff\u2460-\u27bf\ufb00-\ufb06]")


def is_readable(words: Sequence[Word]) -> bool:
    """Whether the words look like words: fonts without a true character table give symbols and other scripts.

    >>> is_readable([Word("Quyết", 0, 1, 0, 1), Word("định", 2, 3, 0, 1)])
    True
    >>> is_readable([Word("\\ue012\\ue0a1", 0, 1, 0, 1), Word("$%^#(", 2, 3, 0, 1)])
    False
    """
    if not words:
        return False
    good = sum(bool(_WORD.fullmatch(word.text[:_LONGEST])) and not _FOREIGN.search(word.text) for word in words)
    return good >= _READABLE * len(words)


def unify(words: list[Word]) -> list[Word]:
    """The words of a page in Unicode, also where the page was set in TCVN3 or VNI fonts."""
    text = "\n".join(word.text for word in words)
    modern = unified(text)
    if modern == text:
        return words
    return [replace(word, text=text) for word, text in zip(words, modern.split("\n"), strict=True)]
