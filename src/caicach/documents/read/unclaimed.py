"""What a reading did not use of a letter's sentences: orders, units with their work, times, in no part of it.

A sentence counts as used where a task, a general duty or a table that is told lies on it. Any other that orders, names
a unit with its work or speaks of a time ahead is shown as not understood, with its place; so is an order to another
that lies inside the words of a task, and a time there that became no deadline.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.accounting import joined_spans
from caicach.documents.read.alignment import Aligned, align
from caicach.documents.read.body import Placed
from caicach.documents.read.left_over_times import times_of
from caicach.documents.read.lines import is_capital
from caicach.documents.read.obligations import located_lines
from caicach.documents.read.task_forms import (
    ends_in_doing,
    is_answer,
    is_context,
    is_general_call,
    is_in_force,
    is_member_list,
    is_order,
    is_statement,
    is_trouble_clause,
    starts_with_action,
)
from caicach.documents.read.task_headings import has_items_below, is_title_of_text, only_names
from caicach.documents.read.task_orders import NO_ORDERS, is_issuer, issued_of
from caicach.documents.read.task_parts import is_bare_name, quoted_blocks, sentences_of
from caicach.documents.read.unit_phrases import asking_unit, assigned_first, introduced_order
from caicach.documents.values import BlockKind, OfficialDocument, Span
from caicach.kernel.text.folding import fold

_FEWEST_LETTERS: Final = 12
_FEWEST_ROWS: Final = 2
_A_MEMBER: Final = re.compile(
    r"\W*(?:ong|ba|dong\s+chi|d/c)\s.*\b(?:(?:to|pho|uy|thanh|thu)\s+(?:truong|pho|ban|vien|ky)|truong\s+ban)\W*$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``is_told`` where it is a heading or leads to a list; ``is_context`` below one of aims, appraisal, scope."""

    aligned: Aligned
    opens_item: bool
    is_told: bool
    is_context: bool = False

    @property
    def span(self) -> Span:
        return self.aligned.span(Span(0, len(self.aligned.text)))


class Claims:
    """Places that something was read from; asked one by one, however many they are."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = joined_spans(spans)
        self._ends = [span.end for span in self._spans]

    def touch(self, span: Span) -> bool:
        at = bisect_right(self._ends, span.start)
        return at < len(self._spans) and self._spans[at].start < span.end

    def cover(self, span: Span) -> bool:
        """Whether all of a place is taken."""
        at = bisect_right(self._ends, span.start)
        return at < len(self._spans) and self._spans[at].start <= span.start and span.end <= self._spans[at].end

    def within(self, span: Span) -> Iterator[Span]:
        """Those that touch a place, as far as they lie behind its start, counted from there."""
        for index in range(bisect_right(self._ends, span.start), len(self._spans)):
            if self._spans[index].start >= span.end:
                return
            yield Span(max(0, self._spans[index].start - span.start), self._spans[index].end - span.start)


def sentences_without_part(
    document: OfficialDocument, placed: Sequence[Placed], text: str, *, claimed: Iterable[Span], cited: Iterable[Span]
) -> tuple[Span, ...]:
    """The sentences, and the tables, that should have become something and did not."""
    taken, papers = Claims(claimed), Claims(cited)
    found = [
        sentence.span
        for sentence in _sentences(document, placed, text, taken)
        if not taken.touch(sentence.span) and _needs_place(document, sentence, papers)
    ]
    tables = [one.span for one in placed if one.block.kind is BlockKind.TABLE and not taken.touch(one.span)]
    return (*found, *(span for span in tables if _gives_tasks(document, span.of(text))))


def orders_beside(document: OfficialDocument, words: str) -> Iterator[Span]:
    """The sentences behind a task's first that order something else."""
    for part in sentences_of(words)[1:]:
        if not is_bare_name(words[: part.start]) and _orders(document, part.of(words).rstrip(), opens_item=False):
            yield Span(part.start, part.start + len(part.of(words).rstrip()))


def _needs_place(document: OfficialDocument, sentence: Sentence, cited: Claims) -> bool:
    words = sentence.aligned.text
    if sum(map(str.isalpha, words)) < _FEWEST_LETTERS or is_capital(words):
        return False
    if _A_MEMBER.match(fold(words)) or is_trouble_clause(words) or is_in_force(words):
        return False
    if sentence.is_context:
        return is_order(words) or (assigned_first(words) is not None and _has_time(document, sentence, cited))
    if not sentence.is_told and _orders(document, words, opens_item=sentence.opens_item):
        return True
    return _has_time(document, sentence, cited)


def _has_time(document: OfficialDocument, sentence: Sentence, cited: Claims) -> bool:
    words = sentence.aligned.text
    issued, year = issued_of(document)
    return any(not cited.touch(sentence.aligned.span(one)) for one in times_of(words, issued=issued, year=year))


def _orders(document: OfficialDocument, words: str, *, opens_item: bool) -> bool:
    """Whether a sentence gives somebody something to do, by its first words."""
    if is_general_call(words) or is_trouble_clause(words) or is_in_force(words) or is_answer(words):
        return False
    if is_statement(words) or is_member_list(words) or is_bare_name(words) or ends_in_doing(words):
        return False
    if is_order(words) or asking_unit(words) or introduced_order(words):
        return True
    first = assigned_first(words)
    if first is not None:
        return not is_issuer(document, first)
    return opens_item and document.doc_type not in NO_ORDERS and starts_with_action(words)


def _gives_tasks(document: OfficialDocument, words: str) -> bool:
    """Whether rows of a table that gave no task name units with their work or times."""
    issued, year = issued_of(document)
    rows = [row for row in words.split("\n") if row.strip()]
    signs = [
        _orders(document, row.strip(" |\t"), opens_item=False) or any(times_of(row, issued=issued, year=year))
        for row in rows
    ]
    return sum(signs) >= _FEWEST_ROWS


def _sentences(document: OfficialDocument, placed: Sequence[Placed], text: str, taken: Claims) -> Iterator[Sentence]:
    """Those of the opening, of the blocks that are not taken whole, and of the closing."""
    blocks = [one for one in placed if one.block.kind is not BlockKind.TABLE]
    quoted = quoted_blocks(blocks, text)
    first = blocks[0].span.start if blocks else len(text)
    last = max((one.span.end for one in blocks), default=0)
    context: int | None = None
    for aligned in located_lines(document.opening, text, Span(0, max(first, 1))):
        yield from _parts(aligned, is_item=False, is_told=aligned.text.rstrip().endswith(":"), is_context=False)
    for index, one in enumerate(blocks):
        block = one.block
        if context is not None and block.kind is not BlockKind.PARAGRAPH and block.level <= context:
            context = None
        if index in quoted or block.kind is BlockKind.APPENDIX:
            continue
        if context is None and block.kind is not BlockKind.PARAGRAPH and is_context(block.text):
            context = block.level
        if taken.cover(one.span):
            continue
        is_item = block.kind is not BlockKind.PARAGRAPH
        is_told = is_item and (
            has_items_below(blocks, index) or only_names(blocks, index) or is_title_of_text(blocks, index)
        )
        aligned = align(block.text, text, one.span)
        yield from _parts(aligned, is_item=is_item, is_told=is_told, is_context=context is not None)
    for aligned in located_lines(document.closing, text, Span(min(last, len(text)), len(text))):
        yield from _parts(aligned, is_item=False, is_told=False, is_context=False)


def _parts(aligned: Aligned, *, is_item: bool, is_told: bool, is_context: bool) -> Iterator[Sentence]:
    for part in sentences_of(aligned.text):
        words = part.of(aligned.text).rstrip()
        leads = is_told or words.endswith(":")
        yield Sentence(aligned.part(part.start, words), is_item and part.start == 0, leads, is_context)
