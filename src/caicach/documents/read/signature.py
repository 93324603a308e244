"""Who signed: the lines TM., KT., TL. (capacity), the title, the other title of an advisory body's head, the name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.lines import Line, Quoted, is_capital, joined, trimmed
from caicach.documents.read.tail import (
    CAPACITY_START,
    RANK_BEFORE,
    TITLE_START,
    Tail,
    has_surname,
    is_person,
    is_signed_mark,
    split_columns,
)
from caicach.kernel.text.folding import fold

_COMMITTEE: Final = re.compile(r"(?:pho\s+)?(?:truong ban|truong doan|to truong|truong tieu ban|chu tich hoi dong)")
_NAME_IN: Final = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+){1,4}")


@dataclass(frozen=True, slots=True)
class Signature:
    capacity: Quoted | None
    title: Quoted | None
    other_title: Quoted | None
    name: Quoted | None


def read_signature(lines: Sequence[Line], tail: Tail) -> Signature:
    """Right column of the last page, from the end of the text to the name."""
    rights: list[tuple[Quoted, bool]] = []
    for line in lines[tail.body_end : tail.end]:
        _, right = split_columns(line)
        if right is not None and not is_signed_mark(right.text):
            rights.append((right, line.after_blank))
    posts = [part for part, _ in rights if _is_post(part.text)]
    capacity, titles = _sort_posts(posts)
    if capacity and not titles and fold(capacity[-1].text).startswith("q"):
        titles.append(capacity.pop())  # «Q. GIÁM ĐỐC» alone is the post itself
    title = titles[0] if titles else None
    other = joined(titles[1:], " / ")
    return Signature(joined(capacity, " / "), title, other, _name(rights))


def _is_post(text: str) -> bool:
    return is_capital(text) and sum(char.isalpha() for char in text) > 3 and not is_person(text)


def _sort_posts(posts: Sequence[Quoted]) -> tuple[list[Quoted], list[Quoted]]:
    """Capacity lines and title lines, a wrapped line joined with the one it goes on from."""
    capacity: list[Quoted] = []
    titles: list[Quoted] = []
    for raw in posts:
        post = _trim(raw)
        start = fold(post.text)
        if CAPACITY_START.match(start) and not titles:
            capacity.append(post)
        elif TITLE_START.match(start):
            titles.append(post)
        elif titles:
            _extend(titles, post)
        elif capacity:
            _extend(capacity, post)
    if len(titles) > 1 and not _COMMITTEE.match(fold(titles[0].text)) and not capacity:
        titles = titles[:2]
    return capacity, titles


def _extend(posts: list[Quoted], more: Quoted) -> None:
    whole = joined([posts[-1], more])
    if whole is not None:
        posts[-1] = whole


def _trim(post: Quoted) -> Quoted:
    start = re.match(r"[\W_]*", post.text)
    end = re.search(r"[\W_]*$", post.text)
    if start is None or end is None or post.span.end - post.span.start != len(post.text):
        return post
    return trimmed(post.text[start.end() : end.start()], post.span.start + start.end())


def _name(rights: Sequence[tuple[Quoted, bool]]) -> Quoted | None:
    best: tuple[int, Quoted] | None = None
    for part, _ in rights:
        found = _person_in(part)
        if found is None:
            continue
        score = 2 * has_surname(found.text) + (len(found.text.split()) > 2)
        if best is None or score >= best[0]:
            best = score, found
    return best[1] if best else None


def _person_in(part: Quoted) -> Quoted | None:
    """The name in a part, signs around it left out."""
    rank = RANK_BEFORE.match(part.text)
    found = _NAME_IN.search(part.text, rank.end() if rank else 0)
    if found is None or not is_person(found[0]):
        return None
    others = part.text[: found.start()] + part.text[found.end() :]
    if sum(char.isalpha() for char in others) > 12 or part.span.end - part.span.start != len(part.text):
        return None
    return trimmed(found[0], part.span.start + found.start())
