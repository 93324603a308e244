"""Drafts become tasks, whatever their source: what blocks them is refused, the rest of a task is the draft's own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from caicach.drafts.domain.draft import Draft
from caicach.drafts.domain.problems import ReviewedDraft
from caicach.drafts.domain.task_fields import chosen_of
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, joint_sentence, tell
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.due_days import common_deadline, due_day, takes_common_deadline

D = TypeVar("D", bound=Draft)


@dataclass(frozen=True, slots=True)
class Blocked:
    """What a person has to settle first: a sentence a problem, each with the name of its draft."""

    sentences: tuple[Said, ...]
    drafts: int

    def __bool__(self) -> bool:
        return bool(self.sentences)

    @property
    def said(self) -> Said:
        return joint_sentence(self.sentences, by="; ")


def due_dates(
    chosen: Sequence[ReviewedDraft[D]], issued_on: date, name: Callable[[D], str]
) -> tuple[Mapping[int, date | None], Blocked]:
    """The last day of every draft by its id, counted from the day of the source, and everything that blocks."""
    calendar = calendar_in_force()
    due: dict[int, date | None] = {}
    sentences: list[Said] = []
    blocked: set[int] = set()
    for one in chosen:
        due[one.draft.id], late = due_day(one.draft, issued_on, calendar)
        problems = [problem for problem in (*one.problems, *late) if problem.blocks]
        sentences += [
            tell("{draft}: {problem}", draft=name(one.draft), problem=problem.said)
            for problem in dict.fromkeys(problems)
        ]
        blocked |= {one.draft.id} if problems else set()
    return due, Blocked(tuple(sentences), len(blocked))


def check_common(common_due_on: date | None, on: date) -> None:
    """InvalidInput for a common deadline that has passed on the day ``on``: all would be late at once."""
    if common_due_on is not None and common_due_on < on:
        raise InvalidInput(
            "deadline.common_passed",
            what="Chưa giao: hạn chung {due_on} đã qua.",
            why="Mọi nhiệm vụ nhận hạn này sẽ quá hạn ngay khi giao.",
            todo="Hãy chọn hôm nay hoặc một ngày sau, hoặc để trống.",
            due_on=f"{common_due_on:%d/%m/%Y}",
        )


def task_of(
    one: ReviewedDraft[D],
    origin: TaskOrigin,
    *,
    issued_on: date,
    due_on: date | None,
    common_due_on: date | None = None,
) -> NewTask:
    """The task that a draft proposes; where it stands in its source is added by who confirms.

    ``common_due_on`` is the deadline of work that its source does not date.
    """
    draft, deadline = one.draft, one.draft.deadline
    if common_due_on is not None and takes_common_deadline(draft, due_on):
        due_on, deadline = common_due_on, common_deadline(common_due_on)
    return NewTask(
        text=draft.text,
        lead=one.addressing.lead.units,
        cooperate=one.addressing.cooperate.units,
        effective_on=issued_on,
        product=draft.product,
        area=draft.area,
        due_on=due_on,
        deadline_raw=draft.deadline_raw,
        deadline=deadline,
        recurrence=draft.recurrence,
        budget_raw=draft.budget_raw,
        origin=origin,
        **chosen_of(draft),
        addressees=one.addressing.all,
    )
