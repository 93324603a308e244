"""What a person who changes the time of a draft sets: the day or time chosen, else what the words mean."""

from datetime import date
from typing import NamedTuple

from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.values import Deadline, Duration, Recurrence
from caicach.kernel.vocabulary import DueUnit


class TypedTime(NamedTuple):
    """The columns of a draft that say by when, as kept."""

    words: str | None
    on: date | None
    days: int | None
    unit: str | None
    recurrence: str | None


def typed_deadline(time: TypedTime) -> Deadline | None:
    """Nothing is doubted that a person chose; words alone are read as any others, and may be."""
    words = time.words or ""
    if time.on is None and time.days is None and time.recurrence is None:
        return read_deadline(words)
    return Deadline(
        words,
        (time.on,) if time.on else (),
        duration=Duration(time.days, DueUnit(time.unit)) if time.days and time.unit else None,
        recurrence=Recurrence(time.recurrence) if time.recurrence else None,
    )
