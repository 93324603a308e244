"""Drafts become tasks, whatever their source: what blocks them is refused, the rest of a task is the draft's own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from caicach.drafts.domain.draft import Draft
from caicach.drafts.domain.problems import DraftProblem, ReviewedDraft, before_issue, without_calendar
from caicach.drafts.domain.task_fields import chosen_of
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, joined, tell
from caicach.plans.calendar_in_force import calendar_in_force
from caicach.plans.domain.deadlines import Deadline, due_date
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskOrigin

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
        return joined(self.sentences, by="; ")


def due_dates(
    chosen: Sequence[ReviewedDraft[D]], issued_on: date, name: Callable[[D], str]
) -> tuple[Mapping[int, date | None], Blocked]:
    """The last day of every draft by its id, counted from the day of the source, and everything that blocks."""
    calendar = calendar_in_force()
    due: dict[int, date | None] = {}
    sentences: list[Said] = []
    blocked: set[int] = set()
    for one in chosen:
        due[one.draft.id], late = _due(one.draft, issued_on, calendar)
        problems = [problem for problem in (*one.problems, *late) if problem.blocks]
        sentences += [
            tell("{draft}: {problem}", draft=name(one.draft), problem=problem.said)
            for problem in dict.fromkeys(problems)
        ]
        blocked |= {one.draft.id} if problems else set()
    return due, Blocked(tuple(sentences), len(blocked))


def _due(draft: Draft, issued_on: date, calendar: WorkingCalendar) -> tuple[date | None, tuple[DraftProblem, ...]]:
    deadline = Deadline(draft.deadline_on, draft.due_days, draft.due_unit)
    try:
        due_on = due_date(deadline, issued_on=issued_on, calendar=calendar)
    except InvalidInput:  # nothing is guessed about days that no order has published yet
        return None, (without_calendar(calendar.last_day),)
    return due_on, ((before_issue(due_on, issued_on),) if due_on is not None and due_on < issued_on else ())


def task_of(one: ReviewedDraft[D], origin: TaskOrigin, *, issued_on: date, due_on: date | None) -> NewTask:
    """The task that a draft proposes; where it stands in its source is added by who confirms."""
    draft = one.draft
    return NewTask(
        text=draft.text,
        lead=one.addressing.lead.units,
        cooperate=one.addressing.cooperate.units,
        effective_on=issued_on,
        product=draft.product,
        area=draft.area,
        due_on=due_on,
        deadline_raw=draft.deadline_raw,
        deadline=draft.deadline,
        recurrence=draft.recurrence,
        budget_raw=draft.budget_raw,
        origin=origin,
        **chosen_of(draft),
        addressees=one.addressing.all,
    )
