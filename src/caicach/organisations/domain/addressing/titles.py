"""Titles before a unit's name, and which posts of the units they mean."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from caicach.organisations.domain.addressing.words import Word, name_words
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.posts import Post
from caicach.organisations.domain.units import UnitFact

_HEAD: Final = (
    r"chanh van phong(?= (?:cac )?pho chanh)|giam doc|thu truong|nguoi dung dau"
    r"|lanh dao(?= (?:cac )?(?:so|ubnd|van phong|ban|thanh tra|cuc|cong an|co quan|don vi))"
    r"|chu tich(?: ubnd(?= ubnd))?|cuc truong|chi cuc truong|vien truong|chanh an"
    r"|chi huy truong|to truong|truong ban(?= ban)|truong(?= (?:ban|cac ban|bql))|chanh(?= (?:van phong|thanh tra|cac))"
    r"|tong bien tap|bo truong|bi thu"
)
_TITLE: Final = re.compile(rf"(?P<many>cac )?(?P<deputy>pho )?(?P<title>{_HEAD})(?= |$)")
_SPOKEN: Final = re.compile(
    r"(?:(?:de nghi|yeu cau|giao(?: cho)?(?! thong)|kinh gui|cac dong chi(?: la)?|dong chi|cac ong|ong ba|ong|ba"
    r"|tap the) )+"
)


@dataclass(frozen=True, slots=True)
class Title:
    """«Giám đốc», «Phó Chủ tịch»: as folded words."""

    words: str
    is_deputy: bool


def spoken_words(words: Sequence[Word]) -> int:
    """How many words before a name only introduce it: «Đề nghị các đồng chí …»."""
    match = _SPOKEN.match(" ".join(word.text for word in words))
    return len(match.group().split()) if match else 0


def titles_at(words: Sequence[Word]) -> tuple[tuple[Title, ...], int]:
    """The titles that the text begins with («Chủ tịch, các Phó Chủ tịch …») and how many words they take."""
    titles: list[Title] = []
    place = 0
    while place < len(words):
        match = _TITLE.match(" ".join(word.text for word in words[place:]))
        if match is None:
            break
        title = f"{match['deputy'] or ''}{match['title']}"
        titles.append(Title(title, match["deputy"] is not None))
        place += len(match.group().split())
    return tuple(titles), place


def posts_of(titles: Iterable[Title], units: Sequence[UnitFact], directory: Directory) -> tuple[Post, ...]:
    """Heads of the units, or for a deputy's title the posts of that title which the directory knows."""
    found: list[Post] = []
    for title in titles:
        for unit in units:
            if title.is_deputy:
                found += (p for p in directory.posts if p.unit == unit.code and _begins(p.title, title.words))
            elif (head := directory.head_of(unit.code)) is not None:
                found.append(head)
    return tuple(found)


def _begins(post_title: str, words: str) -> bool:
    return " ".join(name_words(post_title)).startswith(words)
