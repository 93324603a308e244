"""From days to the instants between which they lie, in the time of the province."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone


def start_of(day: date) -> datetime:
    """The first instant of the day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """The first instant after the day."""
    return start_of(day + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Days:
    """From ``first`` to ``last``, both included; None: open on that side."""

    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None

    def at(self, column: str) -> Q:
        """Rows whose instant lies within."""
        found = Q(**{f"{column}__gte": start_of(self.first)}) if self.first else Q()
        return found & (Q(**{f"{column}__lt": end_of(self.last)}) if self.last else Q())

    def on(self, column: str) -> Q:
        """Rows whose day lies within."""
        found = Q(**{f"{column}__gte": self.first}) if self.first else Q()
        return found & (Q(**{f"{column}__lte": self.last}) if self.last else Q())

    def holds(self, day: date | None) -> bool:
        """Whether a day lies within; one that is not known only where none is asked for."""
        if day is None:
            return not self
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


EVER: Final = Days()
