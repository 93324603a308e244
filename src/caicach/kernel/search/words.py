"""What was typed, and what is searched, as the same folded words; how well a thing answers. Pure.

Both databases split words in their own way (a number with strokes is the path of a file to PostgreSQL), so that
everything but letters and digits becomes a blank on both sides, and they answer alike.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from caicach.kernel.text.characters import clean
from caicach.kernel.text.folding import fold

LONGEST: Final = 200
PHRASES: Final = 12
_APART: Final = re.compile(r"[\W_]+")
_CHUNK: Final = re.compile(r'"([^"]*)"|(\S+)')
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]")


def words_of(*texts: str | None) -> str:
    """Texts as they are indexed.

    >>> words_of("Quyết định số 15/2023/QĐ-UBND", None, "Sở  Tư pháp")
    'quyet dinh so 15 2023 qd ubnd so tu phap'
    """
    return " ".join(_APART.sub(" ", fold(clean(" ".join(text for text in texts if text)))).split())


def tag_of(name: str, value: str) -> str:
    """A word of the index that nobody types.

    >>> tag_of("unit", "UBND-T")
    'xqzunitubndt'
    """
    return f"xqz{name}{_NOT_PLAIN.sub('', value.lower())}"


def pair_tags(*texts: str) -> set[str]:
    """Of words as they are indexed: a tag for each number with the letters that follow it.

    «70», «kh» and «ubnd» each stand in half of all papers, their phrase in one: the pair leads to it at once.

    >>> sorted(pair_tags("quyet dinh so 15 2023 qd ubnd", "12a 7 dieu"))
    ['xqzpair2023qd', 'xqzpair7dieu']
    """
    lists = (text.split() for text in texts)
    return {tag for words in lists for one, other in pairwise(words) if (tag := _pair_tag(one, other))}


def _pair_tag(one: str, other: str) -> str:
    return tag_of("pair", one + other) if one.isdigit() and other[0] in _LETTERS else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """All of ``phrases`` are asked for; the words of one stand side by side. ``is_open``: the last word goes on."""

    phrases: tuple[tuple[str, ...], ...]
    is_open: bool

    def __bool__(self) -> bool:
        return bool(self.phrases)

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """What a thing must hold: a last letter that stands alone may be the beginning of a word, and only weighs.

        >>> asked_of("phối h").needed
        (('phoi',),)
        """
        last = self.phrases[-1]
        return self.phrases[:-1] if len(self.phrases) > 1 and len(last) == 1 and last[0] in _LETTERS else self.phrases

    @property
    def sought(self) -> tuple["Sought", ...]:
        """What is needed, as it is looked for.

        >>> asked_of("15/QĐ-TTg bao").sought[0]
        Sought(words=('15', 'qd', 'ttg'), goes_on=False, pairs=(('xqzpair15qd', False),))
        >>> asked_of("70/kh").sought
        (Sought(words=('70', 'kh'), goes_on=True, pairs=(('xqzpair70kh', True),)),)
        """
        last = len(self.needed) - 1
        return tuple(_sought(phrase, self.is_open and at == last) for at, phrase in enumerate(self.needed))

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for phrase in self.phrases for word in phrase)


@dataclass(frozen=True, slots=True)
class Sought:
    """Words side by side; ``goes_on``: the last may be unfinished. ``pairs``: tags that whatever holds them bears
    (``pair_tags``), each with whether it may be unfinished."""

    words: tuple[str, ...]
    goes_on: bool
    pairs: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """What stands in words with a blank on both sides that hold them."""
        return f" {' '.join(self.words)}{'' if self.goes_on else ' '}"


def _sought(phrase: tuple[str, ...], goes_on: bool) -> Sought:
    pairs = tuple(
        (tag, goes_on and at == len(phrase) - 2)
        for at, (one, other) in enumerate(pairwise(phrase))
        if (tag := _pair_tag(one, other))
    )
    return Sought(phrase, goes_on, pairs)


def asked_of(typed: str) -> Asked:
    """Words and phrases: a number is one, so is what stands between quotes; the last word may be unfinished.

    >>> asked_of('45/BCĐ "tư pháp" báo c')
    Asked(phrases=(('45', 'bcd'), ('tu', 'phap'), ('bao',), ('c',)), is_open=False)
    >>> asked_of("kiểm tra").is_open
    True
    """
    phrases: list[tuple[str, ...]] = []
    is_open = False
    for quoted, plain in _CHUNK.findall(clean(typed)[:LONGEST]):
        words = tuple(words_of(quoted or plain).split())
        if words and len(phrases) < PHRASES:
            phrases.append(words)
            is_open = not quoted and len(words[-1]) > 1
    return Asked(tuple(phrases), is_open and not typed[-1:].isspace())


def score(asked: Asked, *, head: str, note: str, title: str = "") -> int:
    """How well a thing answers: its number as asked, then its head, then the words in it; the same on any database.

    >>> asked = asked_of("45/BCĐ")
    >>> score(asked, head="kiem tra", note="45 bcd") > score(asked, head="van ban 45 bcd", note="") > 0
    True
    """
    typed = " ".join(asked.words)
    padded, numbered = f" {head} ", f" {note} "
    points = 0
    if note and (note == typed or numbered.startswith(f" {typed} ")):
        points += 100
    elif f" {typed} " in numbered:
        points += 40
    if title == typed:
        points += 50
    if padded.startswith(f" {typed}"):
        points += 30
    if f" {typed} " in padded:
        points += 25
    held = sum(f" {word} " in padded for word in asked.words)
    return points + 20 * held // len(asked.words)


def parts_marked(text: str, asked: Asked) -> tuple[tuple[str, bool], ...]:
    """The text cut where words asked for stand in it, each piece with whether it is one.

    >>> parts_marked("Kiểm tra Sở Tư pháp", asked_of("tu phap"))
    (('Kiểm tra Sở ', False), ('Tư pháp', True))
    """
    ends = list(_ends(fold(text), asked))
    if not ends:
        return ((text, False),)
    pieces, at = [], 0
    for start, end in ends:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple((piece, hit) for piece, hit in (*pieces, (text[at:], False)) if piece)


def _ends(folded: str, asked: Asked) -> Iterable[tuple[int, int]]:
    whole = asked.words[:-1] if asked.is_open else asked.words
    words = [rf"{re.escape(word)}(?![^\W_])" for word in sorted(set(whole), key=len, reverse=True)]
    words += [re.escape(asked.words[-1])] if asked.is_open else []
    last: tuple[int, int] | None = None
    for found in re.finditer(rf"(?<![^\W_])(?:{'|'.join(words)})", folded):
        if last and not folded[last[1] : found.start()].strip(" /.-"):
            last = (last[0], found.end())
            continue
        if last:
            yield last
        last = (found.start(), found.end())
    if last:
        yield last


def joined_tags(tags: Sequence[str]) -> str:
    return " ".join(sorted(set(tags)))
