"""What an answer comes to: fine, a finding, or not judged, with the reason. The moment it was observed at counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from caicach.inspections.domain.checklists import (
    AnswerKind,
    Checklist,
    Choice,
    Condition,
    FindingRule,
    Item,
    Severity,
)
from caicach.inspections.domain.office_hours import Moment
from caicach.kernel.decimals import percentage
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import NOTHING, Said, tell
from caicach.kernel.text.numbers import format_number

MOST: Final = 1_000_000
_CHOICES: Final = {
    AnswerKind.YES_NO: frozenset({Choice.YES, Choice.NO}),
    AnswerKind.MENDED: frozenset({Choice.MENDED, Choice.PARTLY, Choice.NOT_MENDED}),
}


class Standing(StrEnum):
    UNANSWERED = "unanswered"
    FINE = "fine"
    NOTED = "noted"
    FINDING = "finding"
    NOT_JUDGED = "not_judged"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """``observed_at`` is local time; ``note`` is what the person wrote beside it."""

    choice: Choice | None
    count: int | None
    whole: int | None
    note: str
    observed_at: datetime

    @property
    def is_empty(self) -> bool:
        return self.choice is None and self.count is None and self.whole is None and not self.note.strip()


@dataclass(frozen=True, slots=True)
class Judgement:
    """``words`` are those of the finding, as papers print them; ``reason`` says why an answer is not judged."""

    item: Item
    answer: Answer | None
    standing: Standing
    words: str = ""
    severity: Severity | None = None
    reason: Said = NOTHING


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """What an earlier inspection found, to be checked first."""

    id: int
    text: str
    severity: Severity
    found_on: date


def recheck_items(earlier: tuple[EarlierFinding, ...]) -> dict[str, tuple[Item, EarlierFinding]]:
    """The first items of an inspection: 0.1, 0.2, … one for each earlier finding."""
    found: dict[str, tuple[Item, EarlierFinding]] = {}
    for number, one in enumerate(earlier, start=1):
        item = Item(f"0.{number}", one.text, AnswerKind.MENDED, f"{one.found_on:%d/%m/%Y}")
        found[item.code] = (item, one)
    return found


def items_asked(checklist: Checklist, *, level: str, moment: Moment) -> frozenset[str]:
    """Codes of the items asked of a unit of this level at the moment: those of a season only in it."""
    return frozenset(
        item.code
        for item in checklist.items()
        if (not item.levels or level in item.levels)
        and (not item.after or moment.is_after(item.after, checklist.days_after))
    )


def check_answer(item: Item, answer: Answer) -> None:
    """Raises InvalidInput for an answer of another kind, more than the whole, or «not applicable» without a reason."""
    if answer.choice is Choice.NOT_APPLICABLE:
        if not answer.note.strip():
            raise _refusal(item, "Chọn «không áp dụng» thì phải ghi lý do.", "Hãy ghi lý do ở ô ghi chú.")
        return
    if answer.choice is not None and answer.choice not in _CHOICES.get(item.kind, frozenset()):
        raise _refusal(item, "Cách trả lời không thuộc nội dung này.", "Hãy tải lại trang.")
    if any(number is not None and not 0 <= number <= MOST for number in (answer.count, answer.whole)):
        raise _refusal(item, "Số phải từ 0 đến 1.000.000.", "Hãy nhập lại số.")
    if item.kind is AnswerKind.PARTS and (answer.count is None) != (answer.whole is None):
        raise _refusal(item, "Cần cả hai số: «{part}» và «{whole}».", "Hãy nhập số còn thiếu.")
    if answer.count is not None and answer.whole is not None and answer.count > answer.whole:
        raise _refusal(item, "«{part}» lớn hơn «{whole}».", "Hãy xem lại hai số.")


def _refusal(item: Item, why: str, todo: str) -> InvalidInput:
    return InvalidInput(
        "inspection.bad_answer",
        what="Nội dung {item}: chưa lưu câu trả lời.",
        why=why,
        todo=todo,
        item=item.code,
        part=item.part,
        whole=item.whole,
        column=item.code,
    )


def judgement(item: Item, answer: Answer | None, moment: Moment | None) -> Judgement:
    """``moment`` is that of the answer; None where the calendar does not reach it."""
    if answer is None or answer.is_empty:
        return Judgement(item, answer, Standing.UNANSWERED)
    if answer.choice is Choice.NOT_APPLICABLE:
        return Judgement(item, answer, Standing.NOT_APPLICABLE)
    if item.kind is AnswerKind.MENDED:
        return _of_recheck(item, answer)
    if item.rule is None or (answer.choice is None and answer.count is None):
        is_noted = item.kind is AnswerKind.WORDS or answer.count is not None or answer.choice is not None
        return Judgement(item, answer, Standing.NOTED if is_noted else Standing.UNANSWERED)
    return _by_rule(item, item.rule, answer, moment)


def _by_rule(item: Item, rule: FindingRule, answer: Answer, moment: Moment | None) -> Judgement:
    if not _is_breached(rule, answer):
        return Judgement(item, answer, Standing.FINE)
    if reason := _why_not(item, moment):
        return Judgement(item, answer, Standing.NOT_JUDGED, reason=reason)
    return Judgement(item, answer, Standing.FINDING, _words(rule, answer), rule.severity)


def _of_recheck(item: Item, answer: Answer) -> Judgement:
    if answer.choice is None:
        return Judgement(item, answer, Standing.UNANSWERED)
    if answer.choice is Choice.MENDED:
        return Judgement(item, answer, Standing.FINE)
    template = (
        tell("Mới khắc phục một phần tồn tại của lần kiểm tra ngày {day}: {text}", day=item.source, text=item.text)
        if answer.choice is Choice.PARTLY
        else tell("Chưa khắc phục tồn tại của lần kiểm tra ngày {day}: {text}", day=item.source, text=item.text)
    )
    severity = Severity.SHORTCOMING if answer.choice is Choice.PARTLY else Severity.BREACH
    return Judgement(item, answer, Standing.FINDING, _with_note(str(template), answer.note), severity)


def _is_breached(rule: FindingRule, answer: Answer) -> bool:
    if rule.choice is not None:
        return answer.choice is rule.choice
    if rule.above is not None:
        return answer.count is not None and answer.count > rule.above
    if answer.count is None or not answer.whole or rule.below is None:
        return False  # nobody had to be there: nothing is lacking
    return Decimal(answer.count) * 100 < rule.below * answer.whole


def _why_not(item: Item, moment: Moment | None) -> Said:
    if item.condition is Condition.ALWAYS:
        return NOTHING
    if moment is None:
        return tell("Lịch làm việc chưa có năm này nên chưa xác định được trong hay ngoài giờ làm việc.")
    if item.condition is Condition.WORKING_HOURS and not moment.is_in_hours:
        return tell(
            "Ghi nhận lúc {at}, ngoài giờ làm việc: nội dung này chỉ tính trong giờ làm việc.",
            at=f"{moment.at:%H:%M %d/%m/%Y}",
        )
    if item.condition is Condition.REST and moment.is_in_hours:
        return tell(
            "Ghi nhận lúc {at}, trong giờ làm việc: nội dung này chỉ tính ngoài giờ làm việc.",
            at=f"{moment.at:%H:%M %d/%m/%Y}",
        )
    return NOTHING


def _words(rule: FindingRule, answer: Answer) -> str:
    count, whole = answer.count or 0, answer.whole or 0
    places: Mapping[str, str] = {
        "count": format_number(count),
        "whole": format_number(whole),
        "missing": format_number(whole - count),
        "share": format_number(percentage(count, whole, 1)) if whole else "",
    }
    return _with_note(rule.words.format_map(places), answer.note)


def _with_note(words: str, note: str) -> str:
    clean = " ".join(note.split())
    return ". ".join(part.rstrip(". ") for part in (words, clean) if part)
