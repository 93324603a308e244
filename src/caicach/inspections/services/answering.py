"""Answers at the place: each save keeps what it can, and says of every other item why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from caicach.inspections.checklists_in_force import kept_checklist
from caicach.inspections.domain.checklists import Item
from caicach.inspections.domain.cycle import Act, State, check_act
from caicach.inspections.domain.judging import Answer, check_answer, recheck_items
from caicach.inspections.gathering import answer_of, earlier_findings, newest_entries
from caicach.inspections.models import AnswerEntry, Inspection
from caicach.inspections.obtaining import written_inspection
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.texts import check_length

_LONGEST_NOTE = 4_000


@dataclass(frozen=True, slots=True)
class Given:
    """``seen`` is the number of the answer that stood in the form, 0 where there was none."""

    answer: Answer
    seen: int


@dataclass(frozen=True, slots=True)
class Saved:
    """Codes of items: kept now; answered otherwise by somebody else meanwhile; refused, with the reason."""

    kept: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    refused: Mapping[str, InvalidInput] = field(default_factory=dict)


@transaction.atomic
def save_answers(actor: Actor, *, inspection_id: int, given: Mapping[str, Given], now: datetime) -> Saved:
    """Keep the answers that changed. One that somebody else changed meanwhile is not overwritten; a wrong one holds
    back no other. Raises Conflict where the minutes are made."""
    row = written_inspection(actor, inspection_id)
    check_act(State(row.state), Act.ANSWER)
    items, entries = items_of(row), newest_entries(row)
    kept: list[AnswerEntry] = []
    elsewhere: list[str] = []
    refused: dict[str, InvalidInput] = {}
    for code, one in given.items():
        item, entry = items.get(code), entries.get(code)
        if item is None or _says_the_same(entry, one.answer):
            continue
        if (entry.number if entry else 0) != one.seen:
            elsewhere.append(code)
            continue
        try:
            _check_moment(item, row, one.answer, now)
            check_answer(item, one.answer)
            check_length(one.answer.note.strip(), _LONGEST_NOTE)
        except InvalidInput as error:
            refused[code] = error
            continue
        kept.append(_entry(actor, row, code, one, now))
    AnswerEntry.objects.bulk_create(kept)
    if kept:
        new = {entry.item: [entry.choice, entry.count, entry.whole, entry.note] for entry in kept}
        audit.record(actor, "inspections.answers.saved", subject=("inspection", row.pk), now=now, new=new)
    return Saved(tuple(entry.item for entry in kept), tuple(elsewhere), refused)


def items_of(row: Inspection) -> dict[str, Item]:
    """Everything that may be answered, by code."""
    asked = set(row.asked)
    checklist = kept_checklist(row.checklist_text)
    first = {code: item for code, (item, _) in recheck_items(earlier_findings(row)).items()}
    return first | {item.code: item for item in checklist.items() if item.code in asked}


def _says_the_same(entry: AnswerEntry | None, answer: Answer) -> bool:
    if entry is None:
        return answer.is_empty
    before = answer_of(entry)
    return (before.choice, before.count, before.whole, before.note.strip()) == (
        answer.choice, answer.count, answer.whole, answer.note.strip(),
    )  # fmt: skip


def _check_moment(item: Item, row: Inspection, answer: Answer, now: datetime) -> None:
    begun = row.begun_at or row.made_at
    first = timezone.localtime(begun).replace(hour=0, minute=0, second=0, microsecond=0)
    if not first <= answer.observed_at <= now + timedelta(minutes=5):
        raise InvalidInput(
            "inspection.observed_when",
            what="Nội dung {item}: chưa lưu câu trả lời.",
            why="Thời điểm ghi nhận phải từ ngày bắt đầu kiểm tra ({day}) và không ở tương lai.",
            todo="Hãy sửa ngày, giờ ghi nhận ở đầu trang.",
            item=item.code,
            day=f"{first:%d/%m/%Y}",
        )


def _entry(actor: Actor, row: Inspection, code: str, one: Given, now: datetime) -> AnswerEntry:
    answer = one.answer
    return AnswerEntry(
        inspection=row,
        item=code,
        number=one.seen + 1,
        choice=answer.choice.value if answer.choice else "",
        count=answer.count,
        whole=answer.whole,
        note=answer.note.strip(),
        observed_at=answer.observed_at,
        made_at=now,
        made_by_name=actor.name,
    )
