"""Several looks at one page, at different sizes, to one reading: where they differ the majority has it.

A look mistakes a letter by chance of where its strokes fall between points; at another size the same letter comes
out right. The first look says which words there are, the others only how they are spelled.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from caicach.documents.read.tesseract import SeenWord

_SAME_PLACE = 0.7
_LINES_OF_A_PAGE = 100_000
_ROW_APART = 0.5  # of the size of the letters


def resized_words(look: Sequence[SeenWord], scale: float) -> list[SeenWord]:
    """The words where they would stand in a picture ``scale`` times as large."""
    return [_resized(seen, scale) for seen in look]


def _resized(seen: SeenWord, scale: float) -> SeenWord:
    word = seen.word
    return replace(
        seen,
        raised=seen.raised * scale,
        word=replace(
            word, left=word.left * scale, right=word.right * scale, base=word.base * scale, size=word.size * scale
        ),
    )


def moved_word(seen: SeenWord, right: float, down: float) -> SeenWord:
    """The word where it stands in the page of which its picture was a part; its line is no line of the rest."""
    word = seen.word
    at = replace(word, left=word.left + right, right=word.right + right, base=word.base + down)
    return replace(seen, word=at, line=seen.line + round(right + down) * _LINES_OF_A_PAGE)


def agreed(first: Sequence[SeenWord], others: Sequence[Sequence[SeenWord]]) -> list[SeenWord]:
    """The words of the first look, each as most looks spell it; all looks in the measure of the first."""
    pages = [sorted(other, key=lambda seen: seen.word.base) for other in others]
    joined = _joined(first, pages)
    return [_spelled([seen, *(same for page in pages if (same := _same_place(seen, page)))]) for seen in joined]


def _joined(first: Sequence[SeenWord], pages: Sequence[Sequence[SeenWord]]) -> list[SeenWord]:
    """Two words become one where every other look has them in one piece ("3 1/3/2021")."""
    out: list[SeenWord] = []
    for seen in first:
        whole = _together(out[-1], seen) if out else None
        if whole and pages and _may_be_one(whole, len(pages)) and all(_reads(whole, page) for page in pages):
            out[-1] = whole
        else:
            out.append(seen)
    return out


def _together(one: SeenWord, after: SeenWord) -> SeenWord | None:
    left, right = one.word, after.word
    if not 0 <= right.left - left.right < left.size or abs(right.base - left.base) > _ROW_APART * left.size:
        return None
    word = replace(left, text=left.text + right.text, right=right.right)
    return SeenWord(word, min(one.certainty, after.certainty))


def _may_be_one(whole: SeenWord, others: int) -> bool:
    """One other look is enough for a number or a date, which has no blank in it; words want two."""
    return others > 1 or any(map(str.isdigit, whole.word.text))


def _reads(whole: SeenWord, page: Sequence[SeenWord]) -> bool:
    same = _same_place(whole, page)
    return same is not None and same.word.text == whole.word.text


def _same_place(seen: SeenWord, page: Sequence[SeenWord]) -> SeenWord | None:
    """The word of another look that covers the same stretch of the same line."""
    reach = _ROW_APART * seen.word.size
    start = bisect_left(page, seen.word.base - reach, key=lambda other: other.word.base)
    end = bisect_right(page, seen.word.base + reach, key=lambda other: other.word.base)
    return max(
        (other for other in page[start:end] if _shared(seen, other) >= _SAME_PLACE),
        key=lambda other: _shared(seen, other),
        default=None,
    )


def _shared(one: SeenWord, other: SeenWord) -> float:
    """How much of what the two words cover together both of them cover."""
    both = min(one.word.right, other.word.right) - max(one.word.left, other.word.left)
    either = max(one.word.right, other.word.right) - min(one.word.left, other.word.left)
    return both / either if either > 0 else 0.0


def _spelled(same: Sequence[SeenWord]) -> SeenWord:
    """The first of the words in the spelling that looks are surest of together."""
    sure: defaultdict[str, float] = defaultdict(float)
    for seen in same:
        sure[seen.word.text] += seen.certainty
    text = max(sure, key=lambda spelling: sure[spelling])
    certainty = max(seen.certainty for seen in same if seen.word.text == text)
    return replace(same[0], word=replace(same[0].word, text=text), certainty=certainty)
