"""The way of an inspection and of a finding; what may follow what."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caicach.kernel.errors import Conflict
from caicach.kernel.said import Said, tell


class InspectionKind(StrEnum):
    OFFICE = "office"  # by a team of the province
    SELF = "self"  # tự kiểm tra


class Manner(StrEnum):
    ANNOUNCED = "announced"
    SURPRISE = "surprise"
    BY_REPORT = "by_report"  # qua báo cáo, hồ sơ


class State(StrEnum):
    """Where an inspection stands. Up to ``AT_PLACE`` nothing is final; the unit sees it from ``CONCLUDED`` on."""

    PLANNED = "planned"
    AT_PLACE = "at_place"
    MINUTED = "minuted"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


class Act(StrEnum):
    BEGIN = "begin"
    ANSWER = "answer"
    MINUTE = "minute"
    REOPEN = "reopen"
    CONCLUDE = "conclude"
    CANCEL = "cancel"
    CHANGE = "change"


HELD: Final = frozenset({State.MINUTED, State.CONCLUDED})
_FROM: Final = {
    Act.CHANGE: frozenset({State.PLANNED}),
    Act.BEGIN: frozenset({State.PLANNED}),
    Act.ANSWER: frozenset({State.AT_PLACE}),
    Act.MINUTE: frozenset({State.AT_PLACE}),
    Act.REOPEN: frozenset({State.MINUTED}),
    Act.CONCLUDE: frozenset({State.MINUTED}),
    Act.CANCEL: frozenset({State.PLANNED, State.AT_PLACE}),
}
WORDS: Final[dict[State, Said]] = {
    State.PLANNED: tell("đã lên lịch"),
    State.AT_PLACE: tell("đang kiểm tra"),
    State.MINUTED: tell("đã lập biên bản"),
    State.CONCLUDED: tell("đã kết luận"),
    State.CANCELLED: tell("đã hủy"),
}


def check_act(state: State, act: Act) -> None:
    """Conflict where the act does not follow from the state: somebody else was quicker, or the page is old."""
    if state not in _FROM[act]:
        raise Conflict(
            "inspection.not_now",
            what="Cuộc kiểm tra đang ở bước «{state}» nên chưa làm được việc này.",
            why="Trình tự: lên lịch, kiểm tra tại chỗ, lập biên bản, kết luận, khắc phục.",
            todo="Hãy tải lại trang để xem tình trạng mới nhất.",
            state=WORDS[state],
        )


class FindingState(StrEnum):
    """Computed from dates, never stored."""

    OPEN = "open"  # no remedy yet
    LATE = "late"  # not mended, and its day is over
    REMEDYING = "remedying"
    MENDED = "mended"  # its task is accepted; waits for the next inspection
    CLOSED = "closed"  # checked at a later inspection, or closed by the office
    CARRIED = "carried"  # not mended when it was checked: a finding of the later inspection takes its place


UNMENDED: Final = frozenset({FindingState.OPEN, FindingState.LATE, FindingState.REMEDYING})


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to a finding."""

    due_on: date | None
    has_task: bool
    mended_on: date | None
    closed_on: date | None
    is_carried: bool = False

    def state_on(self, on: date) -> FindingState:
        if self.is_carried:
            return FindingState.CARRIED
        if self.closed_on is not None:
            return FindingState.CLOSED
        if self.mended_on is not None:
            return FindingState.MENDED
        if self.due_on is not None and self.due_on < on:
            return FindingState.LATE
        return FindingState.REMEDYING if self.has_task else FindingState.OPEN

    def is_over(self, on: date) -> bool:
        """Whether it was mended, or closed, in time or late; as known on a day.

        >>> Course(date(2023, 3, 1), True, date(2023, 3, 20), None).is_over(date(2023, 3, 20))
        True
        """
        return bool(self._days_over(on))

    def _days_over(self, on: date) -> list[date]:
        closed_on = self.closed_on if self.closed_on is not None and self.closed_on <= on else None
        if self.is_carried and closed_on is not None:
            return []
        return [day for day in (self.mended_on, closed_on) if day is not None and day <= on]

    def is_in_time(self, on: date) -> bool:
        """Whether it was mended, or closed, by its day; as known on a day.

        >>> Course(date(2023, 3, 1), True, date(2023, 2, 20), None).is_in_time(date(2023, 2, 19))
        False
        """
        days = self._days_over(on)
        return bool(days) and (self.due_on is None or min(days) <= self.due_on)
