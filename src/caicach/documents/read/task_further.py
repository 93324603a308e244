"""Further orders of one item: behind its first sentence, behind a clause of entry into force, behind a statement."""

import re
from collections.abc import Iterator
from typing import Final

from caicach.documents.read.alignment import Aligned
from caicach.documents.read.deadlines import find_deadline
from caicach.documents.read.task_context import TaskContext
from caicach.documents.read.task_drafts import Draft, named_units
from caicach.documents.read.task_forms import is_general_call, is_in_force, is_order, is_statement, is_wish
from caicach.documents.read.task_parts import TIMED, parts_of, sentences_of
from caicach.documents.read.unit_colons import Assignment
from caicach.documents.read.unit_phrases import (
    asking_unit,
    assigned_first,
    assigned_within,
    cooperating,
    introduced_order,
)
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold

_ORDERED: Final = re.compile(r"\b(?:giao|yeu\s+cau|de\s+nghi)\s*$")


def ordering_part(text: str) -> tuple[Span, Assignment] | None:
    """In «Trả lời: Sở A đã ... . UBND tỉnh giao Sở B ...»: from the sentence that orders on, and whom it orders.

    None in what voters ask for, and in an answer that orders nothing.
    """
    for part in () if is_wish(text) else sentences_of(text):
        words = part.of(text)
        found = assigned_within(words) or assigned_first(words)
        if found is not None and _ORDERED.search(fold(words[found.start : found.leads[0].span.start])):
            return Span(part.start, len(text)), found
    return None


def timed_order(text: str) -> Assignment | None:
    """«Trong thời hạn 10 ngày ..., Sở A trình ...»: a sentence that begins with its time."""
    time = TIMED.match(fold(text))
    found = assigned_first(text[time.end() :]) if time else None
    if time is None or found is None:
        return None
    by = time.end()
    return Assignment(tuple(name.moved(by) for name in found.leads), 0, found.end + by, found.is_first)


def is_ordering_sentence(context: TaskContext, draft: Draft, aligned: Aligned) -> bool:
    """«Đồng ý ... Yêu cầu Trung tâm bố trí ...»: narrows the draft to the sentence behind a statement that orders or
    sets a day; False where there is none.
    """
    for part in sentences_of(aligned.text)[1:]:
        words = part.of(aligned.text).rstrip()
        whole = aligned.part(part.start, words)
        deadline = find_deadline(words, issued=context.issued, year=context.year)
        if is_statement(words) or not (deadline or is_order(words)) or is_general_call(words):
            continue
        draft.text, draft.span = words, whole.span(Span(0, len(words)))
        draft.deadline = (deadline, whole.span(deadline.span)) if deadline else None
        return True
    return False


def orders_behind_clause(context: TaskContext, draft: Draft, aligned: Aligned) -> Iterator[Draft]:
    """«Quyết định này có hiệu lực ... Giao Sở A theo dõi, báo cáo.»: the orders behind the clause."""
    for part in sentences_of(aligned.text):
        words = part.of(aligned.text).rstrip()
        found = assigned_first(words) if is_order(words) and not is_in_force(words) else None
        if found is None:
            continue
        whole = aligned.part(part.start, words)
        more = Draft(draft.item, words, whole.span(Span(0, len(words))), context.named_leads(found, whole))
        read_again(context, more, words, whole)
        yield more


def further_orders(context: TaskContext, draft: Draft, aligned: Aligned) -> list[Draft]:
    """What the same item gives to others after its first sentence; the draft is narrowed to that sentence."""
    first, *others = parts_of(aligned.text)
    if not others:
        return []
    start = max(first.start, aligned.text.find(draft.text[:40]))  # what the letter says before it orders stays out
    own = aligned.text[start : first.end].rstrip()
    whole = aligned.part(start, own)
    draft.text, draft.span = own, whole.span(Span(0, len(own)))
    read_again(context, draft, own, whole)
    further: list[Draft] = []
    for part in others:
        words = part.of(aligned.text).rstrip()
        found = assigned_first(words) or asking_unit(words) or introduced_order(words) or timed_order(words)
        if found is None or is_general_call(words):
            continue
        whole = aligned.part(part.start, words)
        more = Draft(draft.item, words, whole.span(Span(0, len(words))), context.named_leads(found, whole))
        read_again(context, more, words, whole)
        further.append(more)
    return further


def read_again(context: TaskContext, draft: Draft, words: str, aligned: Aligned) -> None:
    """Time and partners of a draft whose words became fewer."""
    deadline = find_deadline(words, issued=context.issued, year=context.year)
    draft.deadline = (deadline, aligned.span(deadline.span)) if deadline else None
    known = {fold(unit.text) for unit in draft.leads}
    partners = named_units(cooperating(words), aligned)
    draft.cooperate = tuple(unit for unit in partners if fold(unit.text) not in known)
