"""The state of an assignment, computed from its dates and never stored.

Source of the four states of tracking: Quyết định 42/2014/QĐ-TTg and the provincial regulations that copy it; a fifth
separates work that has begun from work not yet reported on, and two say that no clock runs: paused, or waiting for an
event. In neither is anything late. Two more are of work that nobody gave a deadline: it is neither in time nor late
while it is open, nor when it is done.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class TaskState(StrEnum):
    """Worst first, as boards list them."""

    OVERDUE = "overdue"  # chưa hoàn thành, quá hạn
    IN_TIME = "in_time"  # đang thực hiện, trong hạn
    NOT_YET_DUE = "not_yet_due"  # chưa đến hạn, chưa có báo cáo
    NO_DEADLINE = "no_deadline"  # chưa hoàn thành, không có hạn
    AWAITING = "awaiting"  # chờ sự kiện: thời hạn chưa bắt đầu tính
    PAUSED = "paused"  # tạm dừng
    DONE_LATE = "done_late"  # hoàn thành quá hạn
    DONE_UNDATED = "done_undated"  # hoàn thành, không có hạn
    DONE_ON_TIME = "done_on_time"  # hoàn thành đúng hạn

    @property
    def is_done(self) -> bool:
        return self in DONE


DONE: Final = (TaskState.DONE_LATE, TaskState.DONE_UNDATED, TaskState.DONE_ON_TIME)


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """The dates that decide.

    ``completed_on`` is the day the accepted report says the work was done; ``judged_due_on`` the deadline in force on
    that day. ``claimed_on`` is the day said by a report that still waits for a decision: while it waits, a claim made
    in time is not overdue, because the unit has done its act; when it is returned, the claim counts for nothing.
    ``paused_on`` is the first day of a pause that has not ended: it never lies after the deadline. ``is_awaiting`` says
    that the deadline waits for an event; there is none yet. ``lead_accepted_on``, of a unit that co-operates, is the
    day on which the lead's work was accepted as done: from then on there is nothing that the unit could be late with.
    """

    due_on: date | None
    completed_on: date | None = None
    judged_due_on: date | None = None
    claimed_on: date | None = None
    begun_on: date | None = None
    paused_on: date | None = None
    is_awaiting: bool = False
    lead_accepted_on: date | None = None


def state_of(facts: AssignmentFacts, on: date) -> TaskState:
    """State at the end of the day ``on``.

    >>> state_of(AssignmentFacts(due_on=date(2023, 3, 15)), date(2023, 3, 15))
    <TaskState.NOT_YET_DUE: 'not_yet_due'>
    >>> state_of(AssignmentFacts(due_on=date(2023, 3, 15)), date(2023, 3, 16))
    <TaskState.OVERDUE: 'overdue'>
    >>> state_of(AssignmentFacts(due_on=None), date(2023, 3, 16))
    <TaskState.NO_DEADLINE: 'no_deadline'>
    """
    if facts.completed_on is not None and facts.completed_on <= on:
        return _state_of_done(facts.completed_on, facts.judged_due_on)
    if facts.paused_on is not None and facts.paused_on <= on:
        return TaskState.PAUSED
    if facts.is_awaiting:
        return TaskState.AWAITING
    if facts.due_on is None:
        return TaskState.NO_DEADLINE
    if facts.due_on < on:
        claimed_in_time = facts.claimed_on is not None and facts.claimed_on <= facts.due_on
        is_released = facts.lead_accepted_on is not None and facts.lead_accepted_on <= on
        return TaskState.IN_TIME if claimed_in_time or is_released else TaskState.OVERDUE
    has_begun = facts.begun_on is not None and facts.begun_on <= on
    return TaskState.IN_TIME if has_begun else TaskState.NOT_YET_DUE


def _state_of_done(completed_on: date, judged_due_on: date | None) -> TaskState:
    if judged_due_on is None:
        return TaskState.DONE_UNDATED
    return TaskState.DONE_LATE if completed_on > judged_due_on else TaskState.DONE_ON_TIME


@dataclass(frozen=True, slots=True)
class DeadlineStep:
    """A change of deadline: from the day it was decided, ``due_on`` is in force."""

    decided_on: date
    due_on: date | None


def deadline_in_force(original: date | None, steps: tuple[DeadlineStep, ...], on: date) -> date | None:
    """The deadline in force on a day; ``steps`` in the order they were decided.

    >>> steps = (DeadlineStep(date(2023, 3, 20), date(2023, 4, 1)),)
    >>> deadline_in_force(date(2023, 3, 15), steps, date(2023, 3, 18))
    datetime.date(2023, 3, 15)
    >>> deadline_in_force(date(2023, 3, 15), steps, date(2023, 3, 20))
    datetime.date(2023, 4, 1)
    """
    due = original
    for step in steps:
        if step.decided_on <= on:
            due = step.due_on
    return due
