"""Whether the text that a PDF carries is the text that it shows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from caicach.documents.read.legacy_fonts import unicode_text
from caicach.documents.read.words import Word
from caicach.kernel.text.folding import fold
from caicach.kernel.text.syllables import is_syllable

_READABLE = 0.7
_READS_WELL = 0.9
_MARKED = 0.25
"""Of the words of a Vietnamese text three in four bear a mark over, under or through a letter."""
_LONGEST = 40  # of a word that is looked at: a row of leader dots is one word
_ABBREVIATION = 4
_AROUND = " .,;:!?()[]{}\"'“”‘’«»…-–—/*+"
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
    texts = [word.text for word in words]
    if _FOREIGN.search("".join(texts)):
        texts = [text for text in texts if not _FOREIGN.search(text)]
    good = sum(text.isalpha() or bool(_WORD.fullmatch(text[:_LONGEST])) for text in texts)
    return good >= _READABLE * len(words)


def reads_well(words: Sequence[Word]) -> bool:
    """Whether the words are Vietnamese ones, marks and all: a layer of another program often has «QUYET DJNH».

    >>> reads_well([Word("Quyết", 0, 1, 0, 1), Word("định:", 2, 3, 0, 1)])
    True
    >>> reads_well([Word("Quyet", 0, 1, 0, 1), Word("djnh", 2, 3, 0, 1)])
    False
    """
    bare = _bare(words)
    marked = sum(fold(word) != word.lower() for word in bare)
    return share_of_words(words) >= _READS_WELL and marked >= _MARKED * len(bare)


def share_of_words(words: Sequence[Word]) -> float:
    """How many of the words are written syllables; short names in capitals are taken for abbreviations."""
    bare = _bare(words)
    good = sum(is_syllable(word) or (word.isupper() and len(word) <= _ABBREVIATION) for word in bare)
    return good / len(bare) if bare else 1.0


def _bare(words: Sequence[Word]) -> list[str]:
    """Of words of letters, those of two letters and more, without what stands around them."""
    bare = (word.text.strip(_AROUND) for word in words)
    return [word for word in bare if len(word) > 1 and word.isalpha()]


def unify(words: list[Word]) -> list[Word]:
    """The words of a page in Unicode, also where the page was set in TCVN3 or VNI fonts."""
    text = "\n".join(word.text for word in words)
    modern = unicode_text(text)
    if modern == text:
        return words
    return [replace(word, text=text) for word, text in zip(words, modern.split("\n"), strict=True)]
