"""«Nơi nhận»: who gets a copy, entry by entry, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from caicach.documents.read.letters import LOWER, UPPER
from caicach.documents.read.lines import Line, Quoted, joined_quote, legibility, without_last_signs
from caicach.documents.read.tail import ARCHIVE, PLACES, Tail, is_person, split_columns
from caicach.documents.read.vocabulary import starts_with_unit
from caicach.documents.values import RecipientRole, Span
from caicach.kernel.text.folding import fold

_BULLET: Final = re.compile(r"^\s*[-–—~+*•●▪=_«»“”\"'`.,|¬][-–—~+*•●▪=_«»“”\"'`.,|¬\s]*(?=\S)")
_INNER_BULLET: Final = re.compile(r"(?<=[;.])\s*[-–—~+•]\s*(?=[^\W\d_])")
_ROLES: Final[tuple[tuple[RecipientRole, re.Pattern[str]], ...]] = (
    (RecipientRole.ARCHIVE, re.compile(r"^\W*l[uư]+\s*[:;.,]?\s")),
    (RecipientRole.ADDRESSEE, re.compile(r"^\W*nh\w\s+(?:tr\wn|dieu|kinh gui|kg)")),
    (RecipientRole.REPORT, re.compile(r"\b(?:de\s+)?(?:bao cao|b/\s?c(?:ao)?|b/e|bc|bcao)\b")),
    (RecipientRole.COORDINATE, re.compile(r"\b(?:phoi hop|p/\s?h|ph/h)\b")),
    (RecipientRole.ACTION, re.compile(r"\b(?:thuc hien|t/\s?h|th/h|th/hien|chi dao|theo doi|don doc)\b")),
)
_TRAILING: Final = " \t\n;:.,/"
_SEAL: Final = re.compile(
    rf"(?<=[;)])[;\s]\s*(?P<seal>(?:\W{{0,3}}[{UPPER}][{UPPER}.]*(?:\s+[{UPPER}][{UPPER}.]*){{0,2}}\W{{0,3}}|\W*\w{{0,2}}\d?\W*))$"
)
_ABBREVIATED: Final = re.compile(rf"[{UPPER}&, -]{{1,20}}[;.]")
_SEAL_OF_PARTY: Final = re.compile(
    r"(?<=,)\s+(?P<seal>\W*(?:(?:ĐẢNG|ỦY|BAN|SỐ|NHÂN|DÂN|BỘ|SỞ|TỈNH|XÃ|PHƯỜNG|THÀNH|PHỐ|HỘI|ĐỒNG|CHẤP|HÀNH)\W*){1,3})$"
)
_AFTER_NOTE: Final = re.compile(r"(\((?:b/\s?c|b/cao|b/cáo|b/e|p/h|t/h|để [^()]{2,40})\))\s*[;/.,]\s*.{0,14}$")
_IN_ENGLISH: Final = re.compile(r"/[A-Za-z][A-Za-z ]{4,}$")  # «Như trên/As above»
_LONE_LETTER: Final = re.compile(rf"(?<=[,;])\s+[{LOWER}]$")


@dataclass(frozen=True, slots=True)
class Entry:
    quoted: Quoted
    role: RecipientRole


def role_of(text: str) -> RecipientRole:
    """Why a recipient gets the letter; nothing said means to be informed.

    >>> role_of("UBND tỉnh (b/c)").value, role_of("Lưu: VT, KTTH").value, role_of("Báo Hà Tĩnh").value
    ('report', 'archive', 'inform')
    """
    folded = fold(text)
    for role, pattern in _ROLES:
        if role in (RecipientRole.ARCHIVE, RecipientRole.ADDRESSEE):
            if pattern.search(folded):
                return role
        elif any(pattern.search(note) for note in re.findall(r"\(([^()]*)\)?", folded)):
            return role
    return RecipientRole.INFORM


def read_recipients(lines: Sequence[Line], tail: Tail) -> tuple[Entry, ...]:
    """Entries between «Nơi nhận» and the end of «Lưu»."""
    if tail.places is None:
        return ()
    parts = _left_column(lines, tail)
    dashed = sum(has_bullet for _, has_bullet in parts) * 2 >= len(parts)
    ended = any(part.text.endswith(";") for part, _ in parts)
    entries: list[list[Quoted]] = []
    for part, has_bullet in parts:
        if _is_new(entries, part, has_bullet, dashed, ended):
            entries.append([part])
        else:
            entries[-1].append(part)
        if _closes_list(entries[-1]):
            break
    cleaned = [_clean(entry) for entry in entries]
    return tuple(Entry(item, role_of(item.text)) for item in cleaned if item is not None)


def _is_new(entries: Sequence[Sequence[Quoted]], part: Quoted, has_bullet: bool, dashed: bool, ended: bool) -> bool:
    if entries and _is_note(part.text) and "(" not in entries[-1][-1].text:
        return False
    if not entries or has_bullet or ARCHIVE.search(fold(part.text)):
        return True
    previous = entries[-1][-1].text
    if previous.endswith((";", ".")) and len(previous) > 3:
        return True
    return not dashed and not ended and not previous.endswith(",")


def _is_note(text: str) -> bool:
    """«(để phối hợp tuyên truyền)» under «Báo và Đài PT, TH tỉnh;» says why that one gets the letter."""
    return text.startswith("(") and text.rstrip(" ;.,").endswith(")")


def _left_column(lines: Sequence[Line], tail: Tail) -> list[tuple[Quoted, bool]]:
    """Parts of the left column with whether each began with a dash; everything after «Lưu» ended is left out."""
    parts: list[tuple[Quoted, bool]] = []
    assert tail.places is not None
    stop = tail.end if tail.archive is None else min(tail.archive + 4, len(lines))
    for index in range(tail.places, stop):
        line = lines[index]
        left, _ = split_columns(line)
        if left is None:
            continue
        if index == tail.places and (head := PLACES.search(fold(left.text))):
            left = _from(left, head.end())
            if not _BULLET.match(left.text) and _dashes_follow(lines, index):
                continue  # on the line of «Nơi nhận:» itself stands only the signature's first line
        left = _without_seal(left)
        if tail.archive is not None and index > tail.archive and not _continues_archive(parts, left, line):
            break
        for piece in _by_bullets(left):
            bullet = _BULLET.match(piece.text)
            bare = _from(piece, bullet.end()) if bullet else piece
            if _is_worth(bare.text, bullet is not None) or (parts and _ends_word(parts[-1][0].text, bare.text)):
                parts.append((bare, bullet is not None and any(c in bullet[0] for c in "-–—~+*•=_")))
    return parts


def _without_seal(left: Quoted) -> Quoted:
    """«- Như trên; NHÂN DÂN», «- Văn phòng Thành ủy, ĐẢNG»: words of the seal behind an entry that has ended."""
    found = None if ARCHIVE.search(fold(left.text)) else _SEAL.search(left.text) or _SEAL_OF_PARTY.search(left.text)
    if found is None:
        return left
    if left.span.end - left.span.start != len(left.text):
        return Quoted(left.text[: found.start("seal")].rstrip(), left.span)
    return _slice(left, 0, found.start("seal"))


def _ends_word(previous: str, text: str) -> bool:
    """«phủ;» under «... cơ quan thuộc Chính»: the rest of an entry, however short."""
    if previous.endswith(",") and _ABBREVIATED.fullmatch(text):
        return True  # «các phòng: KGVX, / TH;»
    return (
        not previous.endswith((";", ".")) and text.endswith((";", ".")) and text[0].islower() and legibility(text) == 1
    )


def _dashes_follow(lines: Sequence[Line], index: int) -> bool:
    return any(_BULLET.match(line.text) for line in lines[index + 1 : index + 3])


def _continues_archive(parts: Sequence[tuple[Quoted, bool]], left: Quoted, line: Line) -> bool:
    previous = parts[-1][0].text if parts else ""
    open_bracket = previous.count("(") > previous.count(")")
    return (previous.endswith((",", "-", ":")) or open_bracket) and len(left.text) < 40 and not is_person(line.text)


def _is_worth(text: str, has_bullet: bool) -> bool:
    text = _IN_ENGLISH.sub("", without_last_signs(text, _TRAILING))
    letters = sum(char.isalpha() for char in text)
    if letters < 2 or is_person(text):
        return has_bullet and letters >= 2
    return legibility(text) >= (0.34 if has_bullet else 0.6) and (has_bullet or letters >= 4)


def _by_bullets(left: Quoted) -> list[Quoted]:
    starts = [0, *(found.start() for found in _INNER_BULLET.finditer(left.text)), len(left.text)]
    if left.span.end - left.span.start != len(left.text):
        return [left]
    pieces = [_slice(left, a, b) for a, b in pairwise(starts)]
    return [piece for piece in pieces if piece.text]


def _from(part: Quoted, start: int) -> Quoted:
    if part.span.end - part.span.start != len(part.text):
        return Quoted(part.text[start:].strip(), part.span)
    return _slice(part, start, len(part.text))


def _slice(part: Quoted, start: int, end: int) -> Quoted:
    text = part.text[start:end]
    bare = text.strip()
    offset = part.span.start + start + len(text) - len(text.lstrip())
    return Quoted(bare, Span(offset, offset + len(bare)))


def _closes_list(entry: Sequence[Quoted]) -> bool:
    return ARCHIVE.search(fold(entry[0].text)) is not None and entry[-1].text.endswith(".") and len(entry[-1].text) > 4


def _clean(entry: Sequence[Quoted]) -> Quoted | None:
    whole = joined_quote(entry)
    if whole is None:
        return None
    text = _AFTER_NOTE.sub(r"\1", re.sub(r"\s*;\s+(?=\([^()]*\)\W*$)", " ", whole.text))
    text = _LONE_LETTER.sub("", without_last_signs(text, _TRAILING))
    text = without_last_signs(text, _TRAILING)
    if sum(char.isalpha() for char in text) < 2 or not (len(text) > 3 or starts_with_unit(text)):
        return None
    return Quoted(text, whole.span)
