"""At which moment of the rule a deadline stands on a day, counted in working days and never guessed.

Where the calendar of a year is not published the days cannot be counted: what is due that day and what is overdue is
known all the same and is said; what may fall due soon is said as «cannot be counted».
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import InvalidInput
from caicach.notifications.domain.rules import MomentKind, Rule, RuleStep

MAY_BE_NEAR: Final = timedelta(days=21)
"""Calendar days that hold the usual seven working days even across the longest holiday."""


class Group(StrEnum):
    """The sections of a digest, in their order."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"  # or on a day off before the next working day
    DUE_SOON = "due_soon"
    UNCOUNTED = "uncounted"  # the calendar of that year is not published
    RETURNED = "returned"
    DEADLINE_DECIDED = "deadline_decided"


@dataclass(frozen=True, slots=True)
class Reached:
    """``mark`` names the moment last reached: a person is told again when it changes. ``days`` are working days."""

    group: Group
    mark: str
    steps: tuple[RuleStep, ...]
    days: int | None


class Moments:
    """Where deadlines stand on one day under one rule; answers for the same deadline are found once."""

    def __init__(self, on: date, rule: Rule, calendar: WorkingCalendar) -> None:
        self._on, self._rule, self._calendar = on, rule, calendar
        self._found: dict[date, Reached | None] = {}

    def of(self, due_on: date) -> Reached | None:
        """The moment that the deadline has reached; None before the first."""
        if due_on not in self._found:
            self._found[due_on] = self._reached(due_on)
        return self._found[due_on]

    def _reached(self, due_on: date) -> Reached | None:
        try:
            left = self._calendar.working_days_between(self._on, due_on)
        except InvalidInput:
            return self._uncounted(due_on)
        if due_on >= self._on:
            return self._once(-left, Group.DUE_SOON if left else Group.DUE_TODAY, left)
        return self._late(-left)

    def _once(self, offset: int, group: Group, days: int) -> Reached | None:
        passed = [moment for moment in self._rule.offsets() if moment <= offset]
        if not passed:
            return None
        return Reached(group, str(passed[-1]), self._rule.steps_at(passed[-1]), days)

    def _late(self, days: int) -> Reached | None:
        """``days`` is 0 on days off after the deadline: nothing new to say until the next working day."""
        last, every = max(self._rule.offsets(), default=0), self._rule.every
        if every is None or days < last + every:
            return self._once(days, Group.OVERDUE, days)
        times = (days - last) // every
        return Reached(Group.OVERDUE, str(last + times * every), self._rule.steps_repeated(), days)

    def _uncounted(self, due_on: date) -> Reached | None:
        if due_on == self._on:
            return Reached(Group.DUE_TODAY, "0", self._first(MomentKind.ON_DAY), None)
        if due_on < self._on:  # once in a calendar week, for working days cannot be counted
            year, week, _ = self._on.isocalendar()
            return Reached(Group.OVERDUE, f"{year}-{week}", self._first(MomentKind.AFTER), None)
        if due_on - self._on > MAY_BE_NEAR:
            return None
        return Reached(Group.UNCOUNTED, "?", self._first(MomentKind.BEFORE), None)

    def _first(self, kind: MomentKind) -> tuple[RuleStep, ...]:
        """The rule's first step of a kind in time; of any kind where it has none such."""
        steps = [step for step in self._rule.steps if step.moment.kind is kind] or list(self._rule.steps)
        first = min(step.moment.offset for step in steps)
        return tuple(step for step in steps if step.moment.offset == first)
