"""Who signed: the lines TM., KT., TL. (capacity), the title, the other title of an advisory body's head, the name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from caicach.documents.read.header import is_english
from caicach.documents.read.lines import Line, Quoted, inner_quote, is_capital, joined_quote, legibility
from caicach.documents.read.tail import (
    CAPACITY_START,
    HEADED_NAME,
    RANK,
    RANK_BEFORE,
    TITLE_START,
    Tail,
    has_surname,
    is_person,
    is_signed_mark,
    signs_beside,
    split_columns,
)
from caicach.kernel.text.folding import fold

_COMMITTEE: Final = re.compile(r"(?:pho\s+)?(?:truong ban|truong doan|to truong|truong tieu ban|chu tich hoi dong)")
# The same in English, after a stroke: «PHÓ CHỦ TỊCH/VICE CHAIRMAN».
_TWIN: Final = re.compile(r"\s*/\s*(?=[A-Z' .]{4,}$)[A-Z]{2,}[A-Z' .]*$")
_RANK_INSIDE: Final = re.compile(
    rf"(?<!doan)(?<!\bpho)(?<!\btong)(?<=\w)\s+(?:-\s+)?(?=(?:(?:tm|kt|tl|tuq|t/m|k/t|t/l)\s*\.?\s+(?=\w))|{RANK}\b)"
)
_NAME_IN: Final = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_](?:['’]?[^\W\d_]+)?){1,4}")


@dataclass(frozen=True, slots=True)
class Signature:
    capacity: Quoted | None
    title: Quoted | None
    other_title: Quoted | None
    name: Quoted | None
    others: tuple[str, ...] = ()  # names of those who sign beside


def read_signature(lines: Sequence[Line], tail: Tail) -> Signature:
    """Right column of the last page, from the end of the text to the name."""
    rights: list[Quoted] = []
    beside: list[str] = []
    for line in lines[tail.body_end : tail.end]:
        left, right = split_columns(line)
        if left is not None and signs_beside(line) and is_person(left.text):
            beside.append(left.text)
        if right is not None and not is_signed_mark(right.text) and not is_english(right.text):
            rights += _parted(right)
    all_parts, rights = rights, _last_block(rights)
    beside += [part.text for part in all_parts if part not in rights and is_person(part.text)]
    posts = [part for part in rights if _is_post(part.text)]
    capacity, titles = _sort_posts(posts)
    if capacity and not titles and fold(capacity[-1].text).startswith("q"):
        titles.append(capacity.pop())  # «Q. GIÁM ĐỐC» alone is the post itself
    title = titles[0] if titles else None
    other = joined_quote(titles[1:], " / ")
    return Signature(joined_quote(capacity, " / "), title, other, _name(rights), tuple(beside))


def is_likely_name(text: str) -> bool:
    """Whether a name begins with a surname and holds only words that can be said: a seal over it spoils both.

    >>> is_likely_name("Nguyễn Văn Mẫu"), is_likely_name("Nguyễn Vxn Mẫu"), is_likely_name("Iguyễn Văn Mẫu")
    (True, False, False)
    """
    words = [word for word in text.split() if len(word) > 1]
    return has_surname(text) and legibility(" ".join(words)) == 1


def _parted(right: Quoted) -> list[Quoted]:
    """Posts and name that stand on one line, each alone: «KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn Mẫu»."""
    if right.span.end - right.span.start < len(right.text):
        return [right]
    named = HEADED_NAME.fullmatch(right.text)
    head, rest = (named["posts"], right.text[named.start("name") :]) if named else (right.text, "")
    twin = _TWIN.search(head)
    head = head[: twin.start()] if twin else head
    if named and RANK_BEFORE.fullmatch(f"{head}. "):
        return [right]  # «BS.CKII. Trần Văn Mẫu»
    if not is_capital(head):
        return [right]
    at = right.span.start
    cuts = [0]
    if CAPACITY_START.match(fold(head)):
        cuts += [found.end() for found in _RANK_INSIDE.finditer(fold(head)) if found.end() > 4]
    parts = [head[a:b] for a, b in pairwise([*cuts, len(head)])]
    quoted = [inner_quote(part.strip(" -"), at + start) for part, start in zip(parts, cuts, strict=True)]
    if rest:
        quoted.append(inner_quote(rest, right.span.end - len(rest)))
    return quoted if len(quoted) > 1 or twin else [right]


def _last_block(rights: list[Quoted]) -> list[Quoted]:
    """Of several who signed a joint document, the one who signs last stands on the right: the agency named first."""
    blocks: list[list[Quoted]] = [[]]
    for part in rights:
        if blocks[-1] and is_person(blocks[-1][-1].text) and _is_post(part.text):
            blocks.append([])
        blocks[-1].append(part)
    whole = [block for block in blocks if any(is_person(part.text) for part in block) and _has_title(block)]
    return whole[-1] if len(whole) > 1 else rights


def _has_title(block: Sequence[Quoted]) -> bool:
    return any(_is_post(part.text) and TITLE_START.match(fold(part.text)) for part in block)


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
    whole = joined_quote([posts[-1], more])
    if whole is not None:
        posts[-1] = whole


def _trim(post: Quoted) -> Quoted:
    start = re.match(r"[\W_]*", post.text)
    end = re.search(r"[\W_]*$", post.text)
    if start is None or end is None or post.span.end - post.span.start != len(post.text):
        return post
    return inner_quote(post.text[start.end() : end.start()], post.span.start + start.end())


def _name(rights: Sequence[Quoted]) -> Quoted | None:
    best: tuple[int, Quoted] | None = None
    for part in rights:
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
    return inner_quote(found[0], part.span.start + found.start())
