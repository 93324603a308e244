"""Orders behind the items: a letter without items may give its order in its last words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from caicach.documents.read.alignment import Aligned, align
from caicach.documents.read.body import Placed
from caicach.documents.read.deadlines import FoundDeadline, find_deadline
from caicach.documents.read.task_context import TaskContext
from caicach.documents.read.task_drafts import Draft, Named
from caicach.documents.read.task_forms import (
    ends_in_doing,
    is_answer,
    is_general_call,
    is_in_force,
    is_order,
    is_report_due,
    is_trouble_clause,
    speaks_of_reports,
)
from caicach.documents.read.task_orders import is_issuer
from caicach.documents.read.task_parts import is_bare_name, parts_of, sentences_of, without_trouble
from caicach.documents.read.unit_colons import Assignment
from caicach.documents.read.unit_phrases import assigned_first, assigned_within
from caicach.documents.values import BlockKind, Span
from caicach.kernel.text.folding import fold

_GIVES: Final = re.compile(r"(?:[^,;:.]{0,60}\s)?giao\s+(?!cac\b|co\s+quan|don\s+vi|thu\s+truong)")


def closing_drafts(context: TaskContext, placed: Sequence[Placed]) -> Iterator[Draft]:
    """A letter without items may give its order in its last words; one with items may name who follows it all."""
    has_items = any(one.block.kind is not BlockKind.PARAGRAPH for one in placed)
    at = max((one.span.end for one in placed), default=0)
    for line in (context.document.closing or "").split("\n"):
        start = max(context.text.find(line[:24], at), at) if line[:24] in context.text[at:] else at
        aligned = align(line, context.text, Span(min(start, len(context.text)), len(context.text)))
        for part in parts_of(line):
            words = part.of(line).rstrip()
            draft = _ordered(context, aligned.part(part.start, words), has_items=has_items)
            if draft is not None:
                yield draft


def with_report_day(given: Sequence[Draft], closing: Iterable[Draft]) -> list[Draft]:
    """The closing's own drafts; «Báo cáo gửi về ... trước ngày ...» below the one request for a report is its day."""
    kept = list(closing)
    reports = [one for one in given if one.item is None and one.text.startswith("Báo cáo")]
    alone = given[0] if len(given) == 1 and given[0].item is None and speaks_of_reports(given[0].text) else None
    asked = reports[0] if len(reports) == 1 else alone
    if asked is None or asked.deadline is not None or not kept:
        return kept
    if not is_report_due(kept[0].text) or _folded(kept[0].leads) != _folded(asked.leads):
        return kept
    asked.deadline = kept[0].deadline
    return kept[1:]


def _folded(units: Sequence[Named]) -> list[str]:
    return [fold(unit.text) for unit in units]


def _ordered(context: TaskContext, aligned: Aligned, *, has_items: bool) -> Draft | None:
    line = without_trouble(aligned.text)
    aligned = aligned.part(0, line)
    found = assigned_first(line) or assigned_within(line)
    if is_trouble_clause(line) or is_in_force(line) or is_general_call(line) or is_bare_name(line):
        return None
    if is_answer(line) and (has_items or not is_report_due(line)):
        return None
    if found is None:
        return _report(context, aligned)
    deadline = find_deadline(line, issued=context.issued, year=context.year)
    if has_items and not (_GIVES.match(fold(line[found.start :])) or _is_due(context, line, found, deadline)):
        return None
    if found.is_first and is_issuer(context.document, found) and not _GIVES.match(fold(line)):
        return None
    start = 0 if found.is_first else found.start
    called, *others = sentences_of(line)
    if others and deadline is not None and deadline.span.start >= others[0].start and is_general_call(called.of(line)):
        start = others[0].start  # «Đề nghị các đơn vị nghiêm túc thực hiện; báo cáo kết quả trước ngày ...»
    text = line[start:]
    span = aligned.span(Span(len(line) - len(text), len(line)))
    leads = context.named_leads(found, aligned)
    draft = Draft(None, text, span, leads, context.partners(line, aligned, leads, None))
    draft.deadline = (deadline, aligned.span(deadline.span)) if deadline else None
    return draft


def _is_due(context: TaskContext, line: str, found: Assignment, deadline: FoundDeadline | None) -> bool:
    """Behind the items: a report due by a day, or a unit that begins the line and its own work."""
    if deadline is not None and deadline.deadline.on is not None and speaks_of_reports(line):
        return True
    return found.is_first and not is_order(line) and not is_issuer(context.document, found) and not ends_in_doing(line)


def _report(context: TaskContext, aligned: Aligned) -> Draft | None:
    """«Báo cáo gửi về Sở Nội vụ trước ngày 05/12/2025.»: due by a day, so a task of those who were asked."""
    first = sentences_of(aligned.text)[0].of(aligned.text).rstrip()
    deadline = find_deadline(first, issued=context.issued, year=context.year)
    leads = context.order or context.addressees()
    if not leads or deadline is None or deadline.deadline.on is None or not is_report_due(first):
        return None
    draft = Draft(None, first, aligned.span(Span(0, len(first))), leads)
    draft.deadline = deadline, aligned.span(deadline.span)
    return draft
