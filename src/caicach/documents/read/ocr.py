"""Pages seen as pictures, to words: prepare, recognise, and say so where nothing legible is there."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from PIL import Image, ImageOps

from caicach.documents.read.head_digits import with_head_digits
from caicach.documents.read.looks import moved_word, resized_words
from caicach.documents.read.scan_columns import Columns, columns_of
from caicach.documents.read.scan_image import (
    bands,
    calm_picture,
    clean_picture,
    level_picture,
    reading_scale,
    red_ink,
    scaled_picture,
    without_red,
)
from caicach.documents.read.scan_promise import WORTH_READING, words_promised
from caicach.documents.read.scan_spelling import spelled_right
from caicach.documents.read.scan_titles import motto_apart, titles_right
from caicach.documents.read.second_look import looked_at_twice
from caicach.documents.read.tesseract import DIGIT_HEIGHT, SeenWord, recognise, recognised_each, turn_of
from caicach.documents.read.words import Word, rows_of
from caicach.documents.values import ReadingWarning
from caicach.kernel.errors import InvalidInput
from caicach.kernel.in_order import in_order, processors
from caicach.kernel.said import tell
from caicach.kernel.text.folding import fold

_FIRST_SIZE = 0.85
"""Times the size of the page: at 178 dpi letters of 13 points read best, and fastest; a second look is at 210."""
_PAGES_LOOKED_AT_TWICE = 30
"""A letter has a few pages; a long annex is read once, so that a file of a hundred pages ends in its time."""
_AT_ONCE = 2
"""Pages recognised at the same time: each takes some 100 MB beside its Tesseract, and a server has others to serve."""
_LARGE = 20_000_000
"""Pixels of a picture beside which no other is looked at: A4 at 400 dpi has 15 million."""
_LAYOUT = 3
_COLUMN = 6
_SPARSE = 11
_ONE_LINE = 7
_MARK_PIXELS, _MARK_MARGIN = 30, 10
_MARKS_READ_AGAIN = 12
_LEGIBLE, _SURE, _SLIGHTLY = 60.0, 92.0, 1.5
_NOT_LESS = 0.9
_MIN_LEGIBLE_WORDS = 8
_KEPT_PROMISE = 0.45
_STAMPED_MARK = re.compile(r"\W*(hoa toc|thuong khan|khan|tuyet mat|toi mat|mat)\W*")

_SCRAP = re.compile(r"[|¦_\\‹›`´ˆ˜]+")
_Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page to be recognised; ``number`` counts the pages of its file from 0, ``looked_at`` those before it."""

    number: int
    picture: Image.Image
    looked_at: int = 0

    @property
    def scale(self) -> float:
        """How many times as large as the picture the measure is in which its words are placed."""
        return reading_scale(self.picture)


@dataclass(frozen=True, slots=True)
class PageSeen:
    """The words of a page; on the first one also urgency and secrecy stamped in red."""

    words: list[Word]
    legible_words: int
    warnings: tuple[ReadingWarning, ...]


@dataclass(slots=True)
class OcrPages:
    """Recognises the pages of one file and keeps count of what was legible in them."""

    legible_words: int = 0
    pages: int = 0
    warnings: list[ReadingWarning] = field(default_factory=list)

    def words(self, pages: Iterable[tuple[int, Image.Image]]) -> Iterator[list[Word]]:
        """The words of each page, in their order, by number and picture.

        Two pages at once where two processors may be used; the next picture is asked for when there is room for it.
        """
        at_once, counted = min(_AT_ONCE, processors()), self._counted(pages)
        for seen in in_order(_page_seen, counted, at_once=at_once, is_large=_is_large):
            self.legible_words += seen.legible_words
            self.warnings += seen.warnings
            yield seen.words

    def _counted(self, pages: Iterable[tuple[int, Image.Image]]) -> Iterator[PagePicture]:
        for number, picture in pages:
            yield PagePicture(number, picture, self.pages)
            self.pages += sum(1 for _ in bands(picture))

    def warn_of_picture(self, page: int) -> None:
        """A picture beside the text promised words, and what was made out were none."""
        self.warnings.append(
            ReadingWarning(
                "source.picture_not_read",
                tell("Trang {page}: có ảnh chứa chữ không nhận dạng được; cần đọc trên bản gốc.", page=page + 1),
                "body",
            )
        )

    def check_legible(self, name: str) -> None:
        """Refuses a picture in which no text can be made out (a photo of a cat)."""
        if self.legible_words < _MIN_LEGIBLE_WORDS:
            raise InvalidInput(
                "document.no_legible_text",
                what="Không thấy chữ đọc được trong tệp «{name}».",
                why="Ảnh không phải là trang văn bản, hoặc quá mờ, quá nghiêng.",
                todo="Hãy quét lại văn bản ở 300 dpi, thẳng trang, rồi gửi lại.",
                name=name,
            )


def _is_large(page: PagePicture) -> bool:
    return page.picture.width * page.picture.height > _LARGE


def _page_seen(page: PagePicture) -> PageSeen:
    picture, scale = page.picture, page.scale
    words: list[Word] = []
    warnings: list[ReadingWarning] = []
    legible = 0
    for at, (top, band) in enumerate(bands(picture), page.looked_at):
        looked, seen = _looked_at(band, scale, twice=at < _PAGES_LOOKED_AT_TWICE)
        legible += sum(_is_legible(word) for word in seen)
        if page.number == 0 and top == 0:
            head = with_head_digits(looked, seen)
            warnings += [digits_warning(path) for path in sorted(head.doubted)]
            seen = head.words
        words += [replace(word.word, base=word.word.base + top * scale) for word in seen]
    if page.number == 0:
        words = [*_stamped(picture, scale, words), *words]
    return PageSeen(words, legible, (*warnings, *_broken_promise(picture, page.number, legible)))


def _broken_promise(picture: Image.Image, page: int, legible: int) -> Iterator[ReadingWarning]:
    promised = words_promised(picture)
    if promised >= WORTH_READING and legible < _KEPT_PROMISE * promised:
        message = tell(
            "Trang {page}: ảnh có vẻ chứa nhiều chữ hơn phần nhận dạng được; cần đọc trên bản gốc.", page=page + 1
        )
        yield ReadingWarning("source.page_partly_read", message, "body")


def _looked_at(picture: Image.Image, scale: float, *, twice: bool) -> tuple[Image.Image, list[SeenWord]]:
    """The page made ready and its words, in its measure; what cannot be read may lie on its side or upside down."""
    page = _prepared(picture, scale)
    seen = _look(page, _LAYOUT)
    if _mean(seen) < _LEGIBLE:
        turn = turn_of(page)
        if turn:
            turned = _prepared(picture.rotate(-turn, expand=True), scale)
            page, seen = max((page, seen), (turned, _look(turned, _LAYOUT)), key=lambda tried: _mean(tried[1]))
    if _mean(seen) < _LEGIBLE:
        return page, seen
    seen = _by_columns(page, motto_apart(seen))
    if twice:
        seen = looked_at_twice(page, seen)
    return page, titles_right(spelled_right(_marks_read_again(page, _without_dirt(seen))))


def _by_columns(page: Image.Image, seen: list[SeenWord]) -> list[SeenWord]:
    """The head and the foot of the letter read anew, a column alone, where lines ran over or a seal hid all of it."""
    both = columns_of(page, [word.word for word in seen])
    doubted = [part for columns in both for part in _doubted(page.width, seen, columns)]
    for (_, here), apart in zip(doubted, _parts(page, [box for box, _ in doubted]), strict=True):
        if _says_more(apart, here):
            replaced = frozenset(here)
            seen = [*(word for word in seen if word not in replaced), *apart]
    return seen


def _doubted(width: int, seen: list[SeenWord], columns: Columns) -> Iterator[tuple[_Box, list[SeenWord]]]:
    """The columns that are to be read alone, each with the words that were seen in it."""
    inside = [word for word in seen if columns.top <= word.word.base <= columns.bottom]
    runs_over = _runs_over(inside, columns.gutter)
    for left, right in ((0, columns.gutter), (columns.gutter, width)):
        here = [word for word in inside if left <= (word.word.left + word.word.right) / 2 < right]
        if runs_over or not any(map(_is_legible, here)):
            yield (left, columns.top, right, columns.bottom), here


def _runs_over(seen: list[SeenWord], gutter: float) -> bool:
    """Whether a line goes from one column into the other, or what was seen there is not sure."""
    left = {word.line for word in seen if word.word.left < gutter}
    return _mean(seen) < _SURE or any(word.line in left for word in seen if word.word.right > gutter)


def _says_more(apart: list[SeenWord], here: list[SeenWord]) -> bool:
    """Surer, or nearly as sure and not less; of a column of which nothing was seen, whatever can be made out."""
    legible, before = sum(map(_is_legible, apart)), sum(map(_is_legible, here))
    return legible > 0 and legible >= _NOT_LESS * before and (not before or _mean(apart) > _mean(here) - _SLIGHTLY)


def _parts(page: Image.Image, boxes: Sequence[_Box]) -> Iterator[list[SeenWord]]:
    looks = recognised_each([scaled_picture(page.crop(box), _FIRST_SIZE) for box in boxes], layout=_COLUMN)
    for (left, top, _, _), words in zip(boxes, looks, strict=True):
        yield [moved_word(word, left, top) for word in resized_words(words, 1 / _FIRST_SIZE)]


def _without_dirt(seen: list[SeenWord]) -> list[SeenWord]:
    """Without scraps and lines that hold no sure word: the edge of a photo, a fold, a rule, a shadow.

    One "|" on a line of its own among the addressees would end them.
    """
    sure = {word.line for word in seen if word.certainty >= _LEGIBLE and any(map(str.isalnum, word.word.text))}
    return [word for word in seen if word.line in sure and not _SCRAP.fullmatch(word.word.text)]


def _prepared(picture: Image.Image, scale: float) -> Image.Image:
    """The page in the finest size that is looked at."""
    return level_picture(clean_picture(scaled_picture(calm_picture(without_red(picture)), scale)))


def _look(page: Image.Image, layout: int) -> list[SeenWord]:
    return resized_words(recognise(scaled_picture(page, _FIRST_SIZE), layout=layout), 1 / _FIRST_SIZE)


def _marks_read_again(page: Image.Image, seen: list[SeenWord]) -> list[SeenWord]:
    """Small raised signs: at the head of a line the number of a footnote reads as ? or *, so each is seen enlarged."""
    out: list[SeenWord] = []
    tries = 0
    looked = _digits_at(page, [word.word for word in seen if _is_doubted_mark(word)][:_MARKS_READ_AGAIN])
    for word in seen:
        if not _is_doubted_mark(word):
            out.append(word)
            continue
        opens = tries < _MARKS_READ_AGAIN and not (out and _stands_beside(out[-1].word, word.word))
        tries += opens
        if opens and word.word not in looked:
            looked |= _digits_at(page, [word.word])
        out.append(_as_mark(word, looked[word.word] if opens else ""))
    return out


def _is_doubted_mark(seen: SeenWord) -> bool:
    return bool(seen.raised) and not seen.word.text.isdecimal()


def _as_mark(seen: SeenWord, digits: str) -> SeenWord:
    """With its digits where it is, or else as a sign like any other, on the line."""
    mark = seen.word
    return replace(seen, word=replace(mark, text=digits) if digits else replace(mark, base=mark.base + seen.raised))


def _stands_beside(before: Word, mark: Word) -> bool:
    return before.left < mark.left and abs(before.base - mark.base) < before.size


def _digits_at(page: Image.Image, marks: Sequence[Word]) -> dict[Word, str]:
    found = recognised_each([_enlarged(page, mark) for mark in marks], layout=_ONE_LINE, only="0123456789")
    return {mark: "".join(word.word.text for word in words)[:3] for mark, words in zip(marks, found, strict=True)}


def _enlarged(page: Image.Image, mark: Word) -> Image.Image:
    left, right, low = mark.left, mark.right, mark.base
    high = low - DIGIT_HEIGHT * mark.size
    cut = page.crop((round(left) - 2, round(high) - 2, round(right) + 2, round(low) + 2))
    return ImageOps.expand(scaled_picture(cut, _MARK_PIXELS / cut.height), border=_MARK_MARGIN, fill=255)


def _stamped(picture: Image.Image, scale: float, words: list[Word]) -> list[Word]:
    """Marks of urgency and secrecy stamped in red, which reading without red ink would lose, as lines at the top."""
    red = red_ink(picture)
    red = scaled_picture(red, scale) if red else None
    if red is None:
        return []
    marks = _marks_in(red, _LAYOUT) or _marks_in(red, _SPARSE)  # each finds some that the other does not
    top = min((word.base - word.size for word in words), default=0.0)
    size = max((word.size for word in words), default=1.0)
    return [Word(mark, 0.0, size, top - size * (len(marks) - at), size) for at, mark in enumerate(marks)]


def _marks_in(red: Image.Image, layout: int) -> list[str]:
    seen = [word.word for word in recognise(red, layout=layout) if word.certainty >= _LEGIBLE]
    lines = [segment.text for row in rows_of(seen) for segment in row]
    return [line for line in lines if line.isupper() and _STAMPED_MARK.fullmatch(fold(line))]


def digits_warning(path: str) -> ReadingWarning:
    """Of the number or the date of a letter, made out only with digits alone in view, or not at all."""
    message = {
        "number": tell("Số văn bản có thể viết tay hoặc bị che: cần đối chiếu với bản gốc."),
        "date": tell("Ngày ban hành có thể viết tay hoặc bị che: cần đối chiếu với bản gốc."),
    }[path]
    return ReadingWarning("source.digits_doubtful", message, path)


def ocr_warning() -> ReadingWarning:
    return ReadingWarning("source.ocr", tell("Trang ảnh được nhận dạng bằng máy: cần đối chiếu với bản gốc."))


def _is_legible(seen: SeenWord) -> bool:
    return seen.certainty >= _LEGIBLE and sum(map(str.isalpha, seen.word.text)) >= 2


def _mean(seen: list[SeenWord]) -> float:
    """Certainty of the page as a whole, by letters."""
    letters = sum(len(word.word.text) for word in seen)
    return sum(word.certainty * len(word.word.text) for word in seen) / letters if letters else 0.0
