"""Patterns that are looked for only where the words that every match of them holds stand in the text.

A reader asks hundreds of patterns of each line, and nearly all of them find nothing. The engine of the standard library
tries a pattern at every place; whether «cham nhat» stands in a line is known a hundred times sooner. The words are
taken from the pattern itself, so that nobody keeps a second list of them.
"""

import math
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from typing import Any, Final, TypeAlias

from caicach.kernel.text.kept import LONGEST_KEPT

Words: TypeAlias = frozenset[str]

_LONG: Final = 4000
_MOST_WORDS: Final = 40
_MOST_KEPT: Final = 2048
_WORTH: Final = 0.93
"""A guard that lets more than this share of all texts through, its own cost added, is not asked."""
_COST: Final = 0.01
_CHANCE: Final = (1.0, 0.9, 0.6, 0.35, 0.2, 0.12, 0.08)
"""How often a word of so many signs stands in a line of text, nearly; longer ones as the last."""
_OF_WORDS: Final = 0.03
_OF_SIGNS: Final = 0.4
_OF_RARE_SIGNS: Final = 0.05
_OF_DIGITS: Final = 0.5
_DIGIT: Final = "\0"  # stands for any digit
_A_DIGIT: Final = re.compile(r"\d")
_NOTHING: Final = frozenset({""})


class Pattern:
    """A compiled pattern with the words without which it is not tried; asked like one of the standard library.

    >>> dated = Pattern(r"\\b(?:xong\\s+truoc|cham\\s+nhat)\\s+ngay\\s+\\d")
    >>> [sorted(words) for words in dated.guards]
    [['cham nhat ngay', 'xong truoc ngay'], ['\\x00']]
    >>> bool(dated.search("trong ngay 5")), bool(dated.search("cham  nhat\\nngay 5"))
    (False, True)
    """

    made: Final[list["Pattern"]] = []

    def __init__(self, pattern: str) -> None:
        self.made.append(self)
        self.compiled: Final = re.compile(pattern)
        self.match: Final = self.compiled.match  # asked at one place only: as soon tried as looked for

    @classmethod
    def make_ready(cls) -> None:
        """Takes the words of all patterns from them now: some 60 ms that the first readings would spend."""
        for pattern in cls.made:
            pattern.may_match("")

    @cached_property
    def guards(self) -> tuple[Words, ...]:
        """Sets of words: of each, at least one stands in every text that the pattern is found in."""
        return guards_of(self.compiled)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.compiled.search(text, start, end) if self.may_match(text) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, start, end) if self.may_match(text) else iter(())

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self.compiled.sub(by, text) if self.may_match(text) else text

    def may_match(self, text: str) -> bool:
        """Whether the text holds the words of the pattern: False only where it cannot be found. A long text may."""
        if len(text) > _LONG or not self.guards:
            return True
        flat = _kept_flat(text) if len(text) <= LONGEST_KEPT else _flat(text)
        for words in self.guards:
            for word in words:
                if word in flat:
                    break
            else:
                return False
        return True


def _flat(text: str) -> str:
    """The text with one blank where there were several, and a sign at its end where it holds a digit."""
    return " ".join(text.split()) + (_DIGIT if _A_DIGIT.search(text) else "")


_kept_flat: Final = lru_cache(maxsize=_MOST_KEPT)(_flat)


def guards_of(pattern: re.Pattern[str]) -> tuple[Words, ...]:
    """The two rarest sets of words of a pattern; none where it has none, or letters of both sizes are one to it."""
    if pattern.flags & (re.IGNORECASE | re.VERBOSE):
        return ()
    try:
        parsed = import_module("re._parser").parse(pattern.pattern)
    except ImportError:  # another make of Python: everything is tried everywhere
        return ()
    required = _Required()
    required.keep(required.walked(parsed, _NOTHING))
    found = sorted((words for words in set(required.found) if _weight(words) < _WORTH), key=_rank)
    return tuple(found[:1] + [words for words in found[1:] if words.isdisjoint(found[0])][:1])


def _rank(words: Words) -> tuple[float, list[str]]:
    return _weight(words), sorted(words)


def _weight(words: Words) -> float:
    """Which share of the texts a guard lets through, and what asking it costs."""
    return len(words) * _COST + 1 - math.prod(1 - _chance(word) for word in words)


def _chance(word: str) -> float:
    if word == _DIGIT:
        return _OF_DIGITS
    if " " in word:
        return _OF_WORDS
    if word[0].isalpha():
        return _CHANCE[min(len(word), len(_CHANCE) - 1)]
    return _OF_SIGNS if word in ".,:;()/-" else _OF_RARE_SIGNS


class _Required:
    """What a parsed pattern cannot match without. ``runs`` are the signs that may stand right before a place."""

    def __init__(self) -> None:
        self.found: list[Words] = []

    def keep(self, runs: Words) -> None:
        words = {" ".join(run.split()) for run in runs}
        if all(words):
            shortest = sorted(words, key=len)
            kept = [word for at, word in enumerate(shortest) if not any(one in word for one in shortest[:at])]
            self.found.append(frozenset(kept))

    def walked(self, parsed: Sequence[Any], runs: Words) -> Words:
        """The signs that may stand right before what follows; sets that came to an end are kept."""
        for code, value in parsed:
            name = str(code)
            if name in {"AT", "ASSERT", "ASSERT_NOT"}:
                continue  # takes no letter: what stands before and behind it touches
            if name == "LITERAL":
                runs = frozenset(run + chr(value) for run in runs)
            elif name == "SUBPATTERN" and not (value[1] or value[2]):
                runs = self.walked(value[3], runs)
            elif name == "IN":
                runs = self._one_of(value, runs)
            elif name == "BRANCH":
                runs = self._branched(value[1], runs)
            elif name in {"MAX_REPEAT", "MIN_REPEAT"}:
                least, most, body = value
                runs = self._repeated(least, most, body, runs)
            else:
                runs = self._cut(runs)
        return runs

    def _cut(self, runs: Words) -> Words:
        self.keep(runs)
        return _NOTHING

    def _one_of(self, members: Sequence[Any], runs: Words) -> Words:
        if [(str(code), str(value)) for code, value in members] == [("CATEGORY", "CATEGORY_SPACE")]:
            return frozenset(run + " " for run in runs)
        if all(map(_is_digit, members)):
            self.keep(runs)
            self.keep(frozenset({_DIGIT}))
            return _NOTHING
        letters = [chr(value) for code, value in members if str(code) == "LITERAL"]
        if len(letters) < len(members) or len(letters) * len(runs) > _MOST_WORDS:
            return self._cut(runs)
        return frozenset(run + letter for run in runs for letter in letters)

    def _repeated(self, least: int, most: int, body: Sequence[Any], runs: Words) -> Words:
        is_blank = [str(code) for code, _ in body] == ["IN"] and self._one_of(body[0][1], _NOTHING) == {" "}
        if is_blank:
            return runs | frozenset(run + " " for run in runs) if not least else frozenset(run + " " for run in runs)
        if least:
            self.keep(self.walked(body, runs))
            return _NOTHING
        return self._branched([body, []], runs) if most == 1 else self._cut(runs)

    def _branched(self, branches: Sequence[Sequence[Any]], runs: Words) -> Words:
        """Where all branches are words they go on; else the rarest set of each branch, together one set."""
        ends: set[str] = set()
        found: list[list[Words]] = []
        is_whole = True
        for branch in branches:
            inner = _Required()
            last = inner.walked(branch, runs)
            is_whole = is_whole and not inner.found and (bool(branch) or last == runs)
            is_whole = is_whole and (last == runs or last != _NOTHING)
            ends |= last
            inner.keep(last)
            found.append(inner.found)
        if is_whole and len(ends) <= _MOST_WORDS:
            return frozenset(ends)
        self.keep(runs)
        if all(found):
            self.keep(_together(found))
        return self._branched(branches, _NOTHING) if runs != _NOTHING and is_whole else _NOTHING


def _together(found: Sequence[Sequence[Words]]) -> Words:
    """Of every branch one set, chosen so that all of them together let little through."""
    words: Words = frozenset()
    for sets in sorted(found, key=lambda sets: -min(map(_weight, sets))):
        words |= min(sets, key=lambda one: _rank(words | one))
    return words


def _is_digit(member: tuple[Any, Any]) -> bool:
    code, value = member
    match str(code):
        case "CATEGORY":
            return str(value) == "CATEGORY_DIGIT"
        case "RANGE":
            return bool(ord("0") <= value[0] and value[1] <= ord("9"))
        case "LITERAL":
            return chr(value) in "0123456789"
    return False
