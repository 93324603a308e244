"""A deadline as one value: what the words say of time, and what is not sure of it.

The value is carried whole from the reading to the task: nothing behind the grammar reads the words again.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caicach.kernel.vocabulary import DueUnit


class Recurrence(StrEnum):
    """How often a task comes back."""

    HOURLY = "hourly"  # every few hours: «03 giờ/lần», «mỗi giờ»
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    PERIODIC = "periodic"  # «định kỳ»: how often is not said
    CONTINUOUS = "continuous"

    @property
    def label(self) -> str:
        """As plans write it; a page has words of its own."""
        return _RECURRENCE_WORDS[self]

    @classmethod
    def of(cls, words: str) -> "Recurrence":
        """The member of a code, or of the words of plans; ValueError for anything else.

        >>> Recurrence.of("hằng năm"), Recurrence.of("yearly")
        (<Recurrence.YEARLY: 'yearly'>, <Recurrence.YEARLY: 'yearly'>)
        """
        return next((one for one, label in _RECURRENCE_WORDS.items() if label == words), None) or cls(words)


_RECURRENCE_WORDS = {
    Recurrence.HOURLY: "hằng giờ",
    Recurrence.DAILY: "hằng ngày",
    Recurrence.WEEKLY: "hằng tuần",
    Recurrence.MONTHLY: "hằng tháng",
    Recurrence.QUARTERLY: "hằng quý",
    Recurrence.HALF_YEARLY: "6 tháng",
    Recurrence.YEARLY: "hằng năm",
    Recurrence.PERIODIC: "định kỳ",
    Recurrence.CONTINUOUS: "thường xuyên",
}


class DoubtKind(StrEnum):
    """Why a person should look at a deadline."""

    NOT_UNDERSTOOD = "not_understood"  # words of time that the grammar does not know
    IMPOSSIBLE = "impossible"  # a day or period that does not exist
    YEAR_MISSING = "year_missing"  # no year written, none known
    VAGUE = "vague"  # a part of a period: of «đầu quý II» the quarter's end is offered, «trong mùa mưa 2026» has none
    NO_END = "no_end"  # only when it begins: «từ quý I»
    ELSEWHERE = "elsewhere"  # another paper sets the day: «theo kế hoạch riêng»
    START_ASSUMED = "start_assumed"  # «trong 15 ngày»: counted from the document, which the words do not say
    SEVERAL = "several"  # several days, of which ``on`` or ``each`` is the last
    SERIAL = "serial"  # a day as spreadsheets count it: 46188
    MONTH_FIRST = "month_first"  # its column holds a day that only exists with its month first: 1/31/2026
    AMBIGUOUS = "ambiguous"  # two readings: «II/2026»


@dataclass(frozen=True, slots=True)
class Doubt:
    """``words`` are those concerned, as written."""

    kind: DoubtKind
    words: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A time allowed. It runs from ``start``, else from the deadline's event, else from the document's own date."""

    count: int
    unit: DueUnit
    start: date | None = None


@dataclass(frozen=True, slots=True)
class DayOfPeriod:
    """The day by which the work of each period is done: of a week its weekday (1 is Monday), else a day of a month.

    ``month`` counts inside the period from 1, None is its last; 31 is the last day of any month. ``is_after``: in the
    period that follows, «ngày 05 tháng sau».
    """

    day: int
    month: int | None = None
    is_after: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """``days`` are the days named, or the last days of the periods named (``is_period``), in the order of the calendar.

    ``event`` is what the deadline waits for, in the words of the text; ``recurrence`` how often the work comes back,
    ``each`` by which day of each period, where the words say it.
    ``year_assumed`` tells that a year not written was taken from the document or the plan, ``is_common`` that no words
    of the text set the day: who gave the work set one for all of it that had none («hạn chung»).
    """

    words: str
    days: tuple[date, ...] = ()
    is_period: bool = False
    duration: Duration | None = None
    event: str | None = None
    recurrence: Recurrence | None = None
    year_assumed: bool = False
    doubts: tuple[Doubt, ...] = ()
    each: DayOfPeriod | None = None
    is_common: bool = False

    @property
    def on(self) -> date | None:
        """The day by which all is done; None where the words name none."""
        return self.days[-1] if self.days else None

    @property
    def from_document(self) -> Duration | None:
        """The time allowed that runs from the document's own date."""
        runs = self.duration is not None and not (self.days or self.event or self.duration.start)
        return self.duration if runs else None

    @property
    def is_sure(self) -> bool:
        return not self.doubts

    def doubted(self, kind: DoubtKind) -> tuple[str, ...]:
        """The words doubted for that reason."""
        return tuple(doubt.words for doubt in self.doubts if doubt.kind is kind)
