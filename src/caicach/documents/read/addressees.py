"""Whom the letter is to: after «Kính gửi», after «điện:» of a telegram, or the bare list that OCR left of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from caicach.documents.read.header import SALUTATION
from caicach.documents.read.lines import Line, Quoted, is_legible, joined_quote, without_last_signs
from caicach.documents.read.vocabulary import starts_with_unit
from caicach.kernel.text.folding import fold

_BULLET: Final = re.compile(r"^\s*(?:[-–—~+*•●▪=_]+\s*(?=\S)|(?:[«®©¢°¤»›†]_?|e)\s+(?=[^\W\d_]))")
_INNER_BULLET: Final = re.compile(r"(?<=[;:|.])\s*[-–—]\s+(?=[^\W\d_])")
_LOOSE_BULLET: Final = re.compile(r"(?<=[\s;:|])[-–—]\s+(?=[^\W\d_])")
_TELEGRAM: Final = re.compile(r"^(?:.{0,90}\b(?:(?P<wire>dien)|kinh moi)|\W*dong kinh gui|\W*noi gui)\s*[:;]")
_FIRST_ITEM: Final = re.compile(r"\W*(?:1\s*[.)]|i\s*[.)]|a\)|dieu\s+1\b)")
_UNDER_HEAD: Final = re.compile(r"[^:;]{0,40}\bcác [^\W\d]+(?: [^\W\d]+)?\s*:")
_ALSO: Final = re.compile(r"^\W*dong\s+(?:kinh\s+)?gui\s*[:;]?")
_JUNK: Final = " \t\n;.,:`´¨^" + "".join(map(chr, range(0x2B0, 0x300)))
_STAMP: Final = re.compile(r"(?:cong van )?den|(?:hoa toc|thuong khan|khan)(?: hen gio)?")
_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class Addressees:
    """``first_line`` is the line of «Kính gửi»; None where there is none."""

    items: tuple[Quoted, ...]
    next_line: int
    is_guessed: bool = False
    first_line: int | None = None


def read_addressees(lines: Sequence[Line], start: int, *, is_letter: bool) -> Addressees:
    """From line ``start`` on; a list without its «Kính gửi» is looked for in a công văn only."""
    for index in range(max(0, start - 3), min(len(lines), start + 40)):
        line = lines[index]
        found = SALUTATION.search(line.folded) or _telegram(line)
        if found is None and index >= start and _FIRST_ITEM.match(line.folded):
            break
        if found is not None:
            return _collect(lines, index, line.quoted(found.end()))
    return _lost_salutation(lines, start) if is_letter else Addressees((), start)


def _telegram(line: Line) -> re.Match[str] | None:
    """«CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:», and never «... theo hướng toàn diện;»."""
    found = _TELEGRAM.match(line.folded)
    if found is None or found["wire"] is None:
        return found
    return found if _is_wire(line.text[found.start("wire") : found.end("wire")]) else None


def _is_wire(word: str) -> bool:
    return word.lower() in {"điện", "ðiện", "dien", "điên"}


def _collect(lines: Sequence[Line], at: int, first: Quoted) -> Addressees:
    entries: list[list[Quoted]] = []
    _put(entries, first, is_new=True)
    index = at + 1
    while index < len(lines) and index - at < _MAX:
        line = lines[index]
        also = _ALSO.match(line.folded)
        bullet = _BULLET.match(line.text)
        if also or bullet:
            head = also or bullet
            _put(entries, line.quoted(head.end() if head else 0), is_new=True)
        elif not entries:
            _put(entries, line.quoted(), is_new=True)
        elif _goes_on(entries[-1][-1].text, line, len(entries)):
            _put(entries, line.quoted(), is_new=entries[-1][-1].text.endswith(";"))
        else:
            break
        index += 1
    return Addressees(tuple(_clean(entries)), index, first_line=at)


def _goes_on(previous: str, line: Line, count: int) -> bool:
    if previous.endswith((".", "./.")):
        return False
    if previous.endswith(";"):
        return starts_with_unit(line.text) and len(line.text) < 160
    if line.after_blank:
        return line.text[0].islower() and is_legible(line.text) and len(line.text) < 90
    if not previous.endswith(":") and line.text.endswith((";", ".")) and len(line.text) < 60 and is_legible(line.text):
        return True
    if previous.endswith((",", "-")) or previous.lower().endswith((" và", " các")):
        return True
    return line.text[0].islower() or (count > 1 and starts_with_unit(line.text) and line.text.endswith((";", ".")))


def _put(entries: list[list[Quoted]], part: Quoted, *, is_new: bool) -> None:
    """Adds a line, taken apart where a new entry begins inside it."""
    positions = [0, *(found.start() for found in _INNER_BULLET.finditer(part.text)), len(part.text)]
    exact = part.span.end - part.span.start == len(part.text)
    if len(positions) == 2 or not exact:
        pieces = [part]
    else:
        pairs = pairwise(positions)
        pieces = [_cut(part, a, b) for a, b in pairs]
    for number, piece in enumerate(piece for piece in pieces if any(char.isalpha() for char in piece.text)):
        if is_new or number or not entries:
            entries.append([piece])
        else:
            entries[-1].append(piece)


def _cut(part: Quoted, start: int, end: int) -> Quoted:
    text = part.text[start:end]
    bare = _BULLET.sub("", text).strip()
    offset = part.span.start + start + text.index(bare)
    return Quoted(bare, type(part.span)(offset, offset + len(bare)))


def _clean(entries: Sequence[Sequence[Quoted]]) -> list[Quoted]:
    items: list[Quoted] = []
    for entry in entries:
        whole = joined_quote(entry)
        if whole is not None:
            items.extend(_split_semicolons(whole))
    return items


def _split_semicolons(whole: Quoted) -> list[Quoted]:
    parts = _kept_lists([part.strip() for part in whole.text.split(";")])
    parts = [bare for part in parts if (bare := without_last_signs(_BULLET.sub("", part), _JUNK).strip(" .,:;"))]
    parts = [part for part in parts if any(char.isalpha() for char in part) and not _STAMP.fullmatch(fold(part))]
    return [Quoted(part, whole.span) for part in parts]


def _kept_lists(parts: Sequence[str]) -> list[str]:
    """«Trưởng các phòng: A, B; C» is one list under its head, unless what follows names a body itself."""
    kept: list[str] = []
    for part in parts:
        if kept and _UNDER_HEAD.match(kept[-1]) and part and not starts_with_unit(_BULLET.sub("", part)):
            kept[-1] = f"{kept[-1]}; {part}"
        else:
            kept.append(part)
    return kept


def _lost_salutation(lines: Sequence[Line], start: int) -> Addressees:
    """Dashed names of bodies between the subject and the first paragraph, the greeting hidden by a stamp."""
    entries: list[list[Quoted]] = []
    index, last = start, start
    while index < min(len(lines), start + 12):
        line = lines[index]
        found = _BULLET.match(line.text) or next((m for m in reversed(list(_LOOSE_BULLET.finditer(line.text)))), None)
        if found is not None and starts_with_unit(line.text[found.end() :]):
            entries.append([line.quoted(found.end())])
            last = index + 1
        elif len(line.text) > 60 and is_legible(line.text):
            break
        index += 1
    return Addressees(tuple(_clean(entries)), last, is_guessed=bool(entries))
