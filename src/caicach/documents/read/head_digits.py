"""Number, day and month of the head once more, with digits only: written by hand or stamped in, they read as letters.

What the second look makes out takes the place of what the first one saw, and either way the field is marked: nobody
has to believe a number that was not printed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageOps

from caicach.documents.read.letters import UPPER
from caicach.documents.read.scan_image import scaled_picture
from caicach.documents.read.tesseract import SeenWord, recognised_each
from caicach.documents.read.words import Word
from caicach.kernel.text.folding import fold

_HEAD = 0.45
"""Of the page from its top: where number, place and date stand."""
_SURE, _LIKELY = 85.0, 65.0
_ENOUGH = 60.0
_SAME_ROW = 0.6
_ONE_LINE = 7
_HEIGHT, _MARGIN = 56, 16
_ABOVE, _BELOW = 1.35, 0.45  # of the size of the letters: handwriting is larger than type
_EDGE = 0.08
_DARK, _INK = 140, 0.012
_SLANTS, _BICUBIC = (0.1, 0.2, 0.3), Image.Resampling.BICUBIC
_DIGIT = 1.0  # of its height, the most that one digit takes of the width
_SIDE, _THROUGH = 2, 0.12
_FARTHEST = 6
_UNREAD = "..."  # as a blank left for the registry: a wrong number is worse than none
_SMALL_FIRST = re.compile(rf"/[a-zđ][{UPPER}]{{1,6}}[-/][{UPPER}\w-]+")
_HIGHEST = {"number": 99_999, "day": 31, "month": 12}


@dataclass(frozen=True, slots=True)
class _Slot:
    """A stretch of a row in which digits have to stand; ``inside`` are the words seen there."""

    part: str
    left: float
    right: float
    base: float
    size: float
    inside: tuple[SeenWord, ...]

    @property
    def text(self) -> str:
        return "".join(seen.word.text for seen in self.inside).strip(" .…_:")

    @property
    def is_sure(self) -> bool:
        return self.is_digits(self.text) and min(seen.certainty for seen in self.inside) >= _SURE

    @property
    def is_likely(self) -> bool:
        return self.is_digits(self.text) and min(seen.certainty for seen in self.inside) >= _LIKELY

    def is_digits(self, text: str) -> bool:
        return text.isdecimal() and len(text) <= 5 and 0 < int(text) <= _HIGHEST[self.part]


@dataclass(frozen=True, slots=True)
class HeadDigits:
    """The words of the page, and which of "number" and "date" are not to be believed without a look."""

    words: list[SeenWord]
    doubted: frozenset[str]


def with_head_digits(page: Image.Image, seen: Sequence[SeenWord]) -> HeadDigits:
    """The page is in the measure of the words."""
    words, doubted = [_capital_symbol(word) for word in seen], set[str]()
    slots = _slots([word for word in words if word.word.base < _HEAD * page.height])
    unsure = [(slot, _cut(page, slot)) for slot in slots if not slot.is_sure]
    written = [(slot, cut) for slot, cut in unsure if slot.inside or _has_ink(cut)]  # others are left to the registry
    for (slot, cut), read in zip(written, _digits([cut for _, cut in written]), strict=True):
        doubted.add("number" if slot.part == "number" else "date")
        if not slot.is_digits(read) and slot.is_likely and _fills(cut.convert("L"), slot.text):
            continue
        digits = read if slot.is_digits(read) else _UNREAD
        at = words.index(slot.inside[0]) if slot.inside else len(words)
        words = [word for word in words if word not in slot.inside]
        found = Word(digits, slot.left + _EDGE * slot.size, slot.right - _EDGE * slot.size, slot.base, slot.size)
        words.insert(min(at, len(words)), SeenWord(found, _ENOUGH))
    return HeadDigits(words, frozenset(doubted))


def _capital_symbol(seen: SeenWord) -> SeenWord:
    """«/sNV-CCHC»: beside handwriting the first letter of a symbol reads small."""
    text = seen.word.text
    if not _SMALL_FIRST.fullmatch(text):
        return seen
    return replace(
        seen, word=replace(seen.word, text=text.replace(text.lstrip("/")[0], text.lstrip("/")[0].upper(), 1))
    )


def _slots(seen: Sequence[SeenWord]) -> Iterator[_Slot]:
    for row in _rows(seen):
        names = [fold(word.word.text).strip(" .,:;") for word in row]
        yield from _between(row, names, "ngay", "thang", "day")
        yield from _between(row, names, "thang", "nam", "month")
        yield from _number(row, names)


def _rows(seen: Sequence[SeenWord]) -> Iterator[list[SeenWord]]:
    rows: list[list[SeenWord]] = []
    for word in sorted(seen, key=lambda one: one.word.base):
        if rows and word.word.base - rows[-1][0].word.base < _SAME_ROW * word.word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        yield sorted(row, key=lambda one: one.word.left)


def _between(row: Sequence[SeenWord], names: Sequence[str], opens: str, closes: str, part: str) -> Iterator[_Slot]:
    """Between «ngày» and «tháng», or «tháng» and «năm», where the row goes on to a year."""
    if not {"ngay", "thang", "nam"} <= set(names):
        return
    start = names.index(opens)
    end = next((at for at in range(start + 1, min(len(names), start + _FARTHEST)) if names[at] == closes), None)
    if end is not None:
        yield _slot(part, row[start], row[end].word.left, tuple(row[start + 1 : end]))


def _number(row: Sequence[SeenWord], names: Sequence[str]) -> Iterator[_Slot]:
    """Between «Số:» and the stroke of the symbol; a stroke in the midst of a word («12/SNV») is printed with it."""
    start = next((at for at, name in enumerate(names) if name in {"so", "s0"}), None)
    if start is None:
        return
    for at in range(start + 1, min(len(row), start + _FARTHEST)):
        before, stroke, _ = row[at].word.text.partition("/")
        if stroke and not before:
            yield _slot("number", row[start], row[at].word.left, tuple(row[start + 1 : at]))
        if stroke:
            return


def _slot(part: str, opening: SeenWord, right: float, inside: tuple[SeenWord, ...]) -> _Slot:
    word = opening.word
    return _Slot(part, word.right, right, word.base, word.size, inside)


def _cut(page: Image.Image, slot: _Slot) -> Image.Image:
    edge = _EDGE * slot.size
    box = (slot.left + edge, slot.base - _ABOVE * slot.size, slot.right - edge, slot.base + _BELOW * slot.size)
    left, top, right, bottom = (round(side) for side in box)
    return page.crop((left, top, max(left + 1, right), max(top + 1, bottom)))


def _has_ink(cut: Image.Image) -> bool:
    dark = sum(cut.convert("L").histogram()[:_DARK])
    return dark > _INK * cut.width * cut.height


def _is_cut_through(cut: Image.Image) -> bool:
    """Whether ink runs out of the stretch at a side: what was written there is more than can be seen in it."""
    sides = cut.crop((0, 0, _SIDE, cut.height)), cut.crop((cut.width - _SIDE, 0, cut.width, cut.height))
    return any(sum(side.convert("L").histogram()[:_DARK]) > _SIDE * _THROUGH * cut.height for side in sides)


def _digits(cuts: Sequence[Image.Image]) -> list[str]:
    """The digits of each stretch, if they are sure enough and are all that is written there."""
    whole = [at for at, cut in enumerate(cuts) if not _is_cut_through(cut)]
    pictures = [_enlarged(cuts[at]) for at in whole]
    digits = [""] * len(cuts)
    looks = recognised_each(pictures, layout=_ONE_LINE, only="0123456789")
    for at, picture, found in zip(whole, pictures, looks, strict=True):
        said = "".join(seen.word.text for seen in found)
        is_sure = bool(found) and min(seen.certainty for seen in found) >= _ENOUGH
        digits[at] = said if is_sure and _fills(picture, said) else ""
    return digits


def _enlarged(cut: Image.Image) -> Image.Image:
    upright = _upright(scaled_picture(cut.convert("L"), _HEIGHT / cut.height))
    return ImageOps.expand(upright, border=_MARGIN, fill=255)


def _upright(cut: Image.Image) -> Image.Image:
    """Without the slant of a hand: upright strokes gather in few columns."""
    leant = [
        cut.transform(cut.size, Image.Transform.AFFINE, (1, -by, by * cut.height / 2, 0, 1, 0), _BICUBIC, fillcolor=255)
        for by in _SLANTS
    ]
    return max([cut, *leant], key=_gathered)


def _gathered(cut: Image.Image) -> int:
    columns = ImageOps.invert(cut).resize((cut.width, 1), Image.Resampling.BOX).tobytes()
    return sum(level * level for level in columns)


def _fills(cut: Image.Image, digits: str) -> bool:
    """Whether so many digits can be all the ink there is: «3» alone is not what «347» was read as."""
    inked = cut.point(lambda level: 255 if level < _DARK else 0).getbbox()
    return inked is not None and inked[2] - inked[0] <= len(digits) * _DIGIT * (inked[3] - inked[1])
