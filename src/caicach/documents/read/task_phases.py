"""«Giai đoạn 2 (trong tháng 4/2026):» above a list: the time of what stands below it, never of what stands above.

The same for a sentence below a list that sets a time for all of it."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from caicach.documents.read.alignment import Aligned, align
from caicach.documents.read.body import Placed
from caicach.documents.read.deadlines import FoundDeadline, find_deadline, read_deadline_cell
from caicach.documents.read.obligations import located_lines
from caicach.documents.read.task_context import TaskContext
from caicach.documents.read.task_drafts import Draft
from caicach.documents.values import BlockKind, Span
from caicach.kernel.text.folding import fold

_PHASE: Final = re.compile(
    r"\W*(?:giai\s+doan|dot(?!\s+xuat)|buoc|dot\s+cao\s+diem|lan)\s+(?:\d{1,2}|[ivx]{1,4}|mot|hai|ba|cuoi|dau)\b"
)
_WHOLE_LIST: Final = re.compile(
    r"\W*(?:cac|tat\s+ca(?:\s+cac)?|toan\s+bo(?:\s+cac)?|nhung)\s+(?:nhiem\s+vu|noi\s+dung|cong\s+viec|viec|phan\s+viec)\b"
    r"[^.;:]{0,80}?\b(?:hoan\s+thanh|thuc\s+hien\s+xong|xong|bao\s+cao)\b"
)
_IN_BRACKETS: Final = re.compile(r"\((?:thoi\s+gian\s*:\s*)?(?P<when>[^()]+)\)")
_FIRST_LETTERS: Final = frozenset("GgĐđBbLl")
_LONGEST: Final = 160


Time = tuple[FoundDeadline, Span]


def give_times_of_phases(context: TaskContext, drafts: Sequence[Draft], placed: Sequence[Placed]) -> None:
    """Gives each task that stands in the list of a phase, and names no time of its own, the time of the phase."""
    if not placed:
        return
    opening = located_lines(context.document.opening, context.text, Span(0, max(placed[0].span.start, 1)))
    if opening and opening[-1].text.rstrip().endswith(":") and is_phase(opening[-1].text):
        within = Span(placed[0].span.start, _end_of(placed, -1, is_item=False))
        _give(drafts, within, _time_of(opening[-1], context.issued, context.year))
    for index, one in enumerate(placed):
        is_item = one.block.kind is not BlockKind.PARAGRAPH
        if not is_phase(one.block.text) or not (is_item or one.block.text.rstrip().endswith(":")):
            continue
        time = _time_of(align(one.block.text, context.text, one.span), context.issued, context.year)
        _give(drafts, Span(one.span.end, _end_of(placed, index, is_item=is_item)), time)


def give_times_of_lists(context: TaskContext, drafts: Sequence[Draft], placed: Sequence[Placed]) -> None:
    """«Các nhiệm vụ nêu tại khoản 4 phải hoàn thành trước ngày ...» below a list: the time of each that names none."""
    for one in placed:
        path = one.block.path
        if one.block.kind is not BlockKind.PARAGRAPH or path is None or not _WHOLE_LIST.match(fold(one.block.text)):
            continue
        time = _time_of(align(one.block.text, context.text, one.span), context.issued, context.year)
        listed = [draft for draft in drafts if draft.item == path or str(draft.item).startswith(f"{path}.")]
        _give(listed, Span(0, one.span.start), time)


def _give(drafts: Sequence[Draft], within: Span, time: Time | None) -> None:
    for draft in drafts:
        if time is not None and draft.deadline is None and within.start <= draft.span.start < within.end:
            draft.deadline = time


def is_phase(text: str) -> bool:
    return text[:1] in _FIRST_LETTERS and len(text) <= _LONGEST and _PHASE.match(fold(text)) is not None


def _end_of(placed: Sequence[Placed], index: int, *, is_item: bool) -> int:
    """Where the list below a phase ends: at an item above it, or at the next line that leads to a list."""
    level = placed[index].block.level + 1 if is_item else None
    for one in placed[index + 1 :]:
        if one.block.kind is BlockKind.PARAGRAPH:
            if not is_item and one.block.text.rstrip().endswith(":"):
                return one.span.start
        elif level is None:
            level = one.block.level
        elif one.block.level < level:
            return one.span.start
    return placed[-1].span.end


def _time_of(aligned: Aligned, issued: date | None, year: int | None) -> Time | None:
    inside = _IN_BRACKETS.search(fold(aligned.text))
    if inside is None:
        found, by = find_deadline(aligned.text, issued=issued, year=year), 0
    else:
        start, end = inside.span("when")
        found, by = read_deadline_cell(aligned.text[start:end], issued=issued, year=year), start
    if found is None:
        return None
    return found, aligned.span(found.span.moved(by))
