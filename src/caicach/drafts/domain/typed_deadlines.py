"""The time of a draft that a person changed, and of one whose words set several days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.values import Deadline, DoubtKind, Duration, Recurrence
from caicach.kernel.text.dates import format_date
from caicach.kernel.vocabulary import DueUnit


@dataclass(frozen=True, slots=True)
class SourceDay:
    """What the words of a source are read by: its own day, and the year of a plan that is of one."""

    issued: date | None = None
    year: int | None = None


class TypedTime(NamedTuple):
    """The columns of a draft that say by when, as kept."""

    words: str | None
    on: date | None
    days: int | None
    unit: str | None
    recurrence: str | None

    @property
    def is_chosen(self) -> bool:
        return self.on is not None or self.days is not None or self.recurrence is not None


def typed_time(before: TypedTime, now: TypedTime, source: SourceDay) -> tuple[TypedTime, Deadline | None]:
    """The columns and the deadline in force after a person changed ``before`` into ``now``.

    New words alone say the time anew, read as any others, and may be doubted; nothing is doubted that a person chose.
    """
    read = read_deadline(now.words or "", issued=source.issued, year=source.year)
    is_by_words = now.words != before.words and (now[1:] == before[1:] or not now.is_chosen)
    if is_by_words and (read is not None or not now.is_chosen):
        return _columns(now.words, read), read
    if not now.is_chosen and not now.words:
        return now, None
    recurrence = Recurrence(now.recurrence) if now.recurrence else None
    return now, Deadline(
        now.words or "",
        (now.on,) if now.on else (),
        duration=Duration(now.days, DueUnit(now.unit)) if now.days and now.unit else None,
        recurrence=recurrence,
        each=read.each if read and recurrence and read.recurrence is recurrence else None,
    )


def _columns(words: str | None, read: Deadline | None) -> TypedTime:
    if read is None:
        return TypedTime(words, None, None, None, None)
    counted = read.from_document
    return TypedTime(
        words,
        read.on,
        counted.count if counted else None,
        counted.unit.value if counted else None,
        read.recurrence.value if read.recurrence else None,
    )


def deadlines_apart(deadline: Deadline | None) -> Sequence[Deadline]:
    """One deadline for each of several days; none where there is but one, or something else is doubted.

    Their words are the day alone, so that each is read again as itself.

    >>> several = read_deadline("20/3; 20/6/2026", issued=date(2026, 1, 5))
    >>> [one.words for one in deadlines_apart(several)]
    ['20/03/2026', '20/06/2026']
    """
    if deadline is None or len(deadline.days) < 2 or {doubt.kind for doubt in deadline.doubts} != {DoubtKind.SEVERAL}:
        return ()
    return tuple(replace(deadline, words=format_date(day), days=(day,), doubts=()) for day in deadline.days)
