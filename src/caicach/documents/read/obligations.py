"""General duties of everybody addressed, outside the tasks: report how often, to whom, through whom."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from caicach.documents.read.alignment import Aligned, align
from caicach.documents.read.body import Placed
from caicach.documents.read.task_forms import is_general_call, is_trouble_clause, speaks_of_reports
from caicach.documents.values import BlockKind, Obligation, OfficialDocument, Span
from caicach.kernel.text.folding import fold, squeeze

_SENTENCE: Final = re.compile(r"[^.]+(?:\.(?=\S)[^.]*)*(?:\.(?=\s|$)|$|\./\.)")
_ASKS: Final = re.compile(
    r"\b(?:yeu\s+cau|de\s+nghi|giao|phai|co\s+trach\s+nhiem|bao\s+cao\s+(?:ve|ket\s+qua|kip)|kip\s+thoi|dinh\s+ky"
    r"|gui\s+(?:ve|bao)|chiu\s+trach\s+nhiem)\b"
)
_PAST: Final = re.compile(
    r"\W*(?:theo\s+(?:de\s+nghi|bao\s+cao|nhan\s+dinh)|xet\b|can\s+cu\b|thuc\s+hien\b|sau\s+khi\b|ngay\s+\d)"
)


def find_obligations(
    document: OfficialDocument, placed: Sequence[Placed], text: str, *, taken: Iterable[Span]
) -> tuple[tuple[Obligation, Span], ...]:
    """Sentences of the opening, of the closing and of loose paragraphs that lay a duty on all; ``taken`` are the
    quotes of the tasks.
    """
    tasks = tuple(taken)
    found: list[tuple[Obligation, Span]] = []
    for aligned in _paragraphs(document, placed, text):
        for sentence in _sentences(aligned.text):
            span = aligned.span(sentence)
            if not any(task.start < span.end and span.start < task.end for task in tasks):
                found.append((Obligation(squeeze(sentence.of(aligned.text))), span))
    return tuple(found)


def _paragraphs(document: OfficialDocument, placed: Sequence[Placed], text: str) -> list[Aligned]:
    """The paragraphs outside items; the opening only where it does not lead to the list."""
    first = placed[0].span.start if placed else len(text)
    last = max((one.span.end for one in placed), default=0)
    found = located_lines(document.opening, text, Span(0, max(first, 1)))
    found = [aligned for aligned in found if not aligned.text.rstrip().endswith(":")]
    found += [align(one.block.text, text, one.span) for one in placed if one.block.kind is BlockKind.PARAGRAPH]
    return found + located_lines(document.closing, text, Span(min(last, len(text)), len(text)))


def located_lines(quote: str | None, text: str, within: Span) -> list[Aligned]:
    found: list[Aligned] = []
    at = within.start
    for line in (quote or "").split("\n"):
        words = line.split()[:6]
        if not words:
            continue
        head = _place_of(words, text, at, max(at, within.end)) or _place_of(words, text, 0, len(text))
        if head is not None:
            found.append(align(line, text, Span(head.start, len(text))))
            at = head.end
    return found


def _place_of(words: Sequence[str], text: str, start: int, end: int) -> Span | None:
    """Where the words stand one after another, blanks and line ends between them."""
    plain = " ".join(words)
    at = text.find(plain, start, end)
    if at >= 0:
        return Span(at, at + len(plain))
    found = re.compile(r"\s+".join(map(re.escape, words))).search(text, start, end)
    return Span(*found.span()) if found else None


def _sentences(paragraph: str) -> list[Span]:
    spans = []
    for found in _SENTENCE.finditer(paragraph):
        bare = found[0].strip()
        if bare and _is_duty(bare):
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            spans.append(Span(start, start + len(bare)))
    return spans


def _is_duty(sentence: str) -> bool:
    folded = fold(sentence)
    if is_trouble_clause(sentence) or is_general_call(sentence):
        return True
    return _PAST.match(folded) is None and speaks_of_reports(sentence) and _ASKS.search(folded) is not None
