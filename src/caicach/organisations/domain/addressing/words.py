"""A phrase as words and the signs between them; abbreviations of officials; names that a text abbreviates at will."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from caicach.kernel.text.folding import fold, nfc

_WORD: Final = re.compile(r"ubnd(?=[a-z])|[^\W_]+")  # machines run «UBND» into the next word
_STRONG: Final = re.compile(r"[,;:()/\n\[\]+]|(?<=\s)-|-(?=\s)")

# What officials write for longer words; each side folded. Longest first, one pass, and only on whole words.
_LONG_FORMS: Final[dict[tuple[str, ...], tuple[str, ...]]] = {
    ("uy", "ban", "nhan", "dan"): ("ubnd",),
    ("hoi", "dong", "nhan", "dan"): ("hdnd",),
    ("ub", "nd"): ("ubnd",),
    ("cap", "tp"): ("thanh", "pho"),
    ("d", "c"): ("dong", "chi"),
    ("cac", "d", "c"): ("cac", "dong", "chi"),
    ("tp",): ("thanh", "pho"),
    ("tx",): ("thi", "xa"),
    ("cvp",): ("chanh", "van", "phong"),
    ("pcvp",): ("pho", "chanh", "van", "phong"),
    ("cac", "pct"): ("cac", "pho", "chu", "tich"),
    ("pct",): ("pho", "chu", "tich"),
    ("pho", "ct"): ("pho", "chu", "tich"),
    ("ct", "ubnd"): ("chu", "tich", "ubnd"),
    ("gd", "so"): ("giam", "doc", "so"),
    ("co", "quan", "tw"): ("co", "quan", "trung", "uong"),
    ("don", "vi", "tw"): ("don", "vi", "trung", "uong"),
    ("vp",): ("van", "phong"),
    ("vpub",): ("van", "phong", "ubnd"),
    ("vpubnd",): ("van", "phong", "ubnd"),
    ("bql",): ("ban", "quan", "ly"),
    ("bcd",): ("ban", "chi", "dao"),
    ("tgv",): ("to", "giup", "viec"),
    ("to", "giup", "viec", "cho"): ("to", "giup", "viec"),
    ("cccvc",): ("can", "bo", "cong", "chuc", "vien", "chuc"),
    ("cbccvc",): ("can", "bo", "cong", "chuc", "vien", "chuc"),
}
_LONGEST: Final = max(map(len, _LONG_FORMS))


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, where its source stands, and the signs between it and the next word («,» «va» «-» «(» …)."""

    text: str
    start: int
    end: int
    gap: str = ""

    @property
    def ends_part(self) -> bool:
        """Whether a new item of a list may begin after this word."""
        return self.gap != ""


def words_of(phrase: str) -> tuple[str, tuple[Word, ...]]:
    """The phrase in one line, and its words; «và» and signs are gaps, abbreviations are written out.

    >>> [(w.text, w.gap) for w in words_of("VP UBND tỉnh và Sở TT&TT, UBND TX. Kỳ Anh")[1]]
    [('van', ''), ('phong', ''), ('ubnd', ''), ('tinh', 'va'), ('so', ''), ('tt', '&'), ('tt', ','), ('ubnd', ''),
     ('thi', ''), ('xa', ''), ('ky', ''), ('anh', '$')]
    """
    line = " ".join(nfc(phrase).split())
    folded = fold(line)
    found = [match for match in _WORD.finditer(folded) if not _is_and(match.group(), folded, match)]
    words = []
    for number, match in enumerate(found):
        after = found[number + 1].start() if number + 1 < len(found) else len(folded)
        gap = _gap(folded[match.end() : after]) if number + 1 < len(found) else "$"
        words.append(Word(match.group(), match.start(), match.end(), gap))
    return line, tuple(_long_forms(words))


def _is_and(word: str, folded: str, match: re.Match[str]) -> bool:
    return word == "va" and match.start() > 0 and match.end() < len(folded)


def _gap(between: str) -> str:
    if ";" in between:
        return ";"
    strong = _STRONG.search(between)
    if strong is not None and strong.group() != "+":
        return strong.group()
    if "va" in between:
        return "va"
    return next((sign for sign in ("&", "-") if sign in between), "")


def _long_forms(words: Sequence[Word]) -> list[Word]:
    result: list[Word] = []
    place = 0
    while place < len(words):
        for size in range(min(_LONGEST, len(words) - place), 0, -1):
            long_form = _LONG_FORMS.get(tuple(word.text for word in words[place : place + size]))
            if long_form is not None:
                first, last = words[place], words[place + size - 1]
                result += [Word(text, first.start, last.end, "") for text in long_form[:-1]]
                result.append(Word(long_form[-1], first.start, last.end, last.gap))
                place += size
                break
        else:
            result.append(words[place])
            place += 1
    return result


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a unit's name, as ``words_of`` gives those of a text.

    >>> name_words("Sở Văn hóa, Thể thao và Du lịch")
    ('so', 'van', 'hoa', 'the', 'thao', 'du', 'lich')
    """
    return tuple(word.text for word in words_of(name)[1])


def covered_words(words: Sequence[Word], name: Sequence[str]) -> int | None:
    """How many words of the text say the whole name, in full or abbreviated; None where they do not.

    A word of the text stands for one word of the name or for the first letters of several: «TT&TT», «GDĐT»,
    «Nông nghiệp và PTNT».

    >>> covered_words(words_of("Sở Nông nghiệp & PTNT tỉnh")[1], name_words("Sở Nông nghiệp và Phát triển nông thôn"))
    4
    """
    done = 0
    for taken, word in enumerate(words):
        step = _step(word.text, name, done)
        if step == 0:
            return None
        done += step
        if done == len(name):
            return taken + 1
    return None


def _step(text: str, name: Sequence[str], done: int) -> int:
    if done < len(name) and text == name[done]:
        return 1
    initials = "".join(word[0] for word in name[done : done + len(text)])
    return len(text) if len(text) > 1 and initials == text else 0
