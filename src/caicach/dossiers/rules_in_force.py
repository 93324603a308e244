"""What clocks are told by now, with a digest: a partition that was told by another one is told again."""

import hashlib
from functools import lru_cache
from typing import Final

from caicach.dossiers.clocks import Clocks
from caicach.dossiers.domain.clock.rules import rule_sets
from caicach.dossiers.engine.partitions import Rules
from caicach.dossiers.models import Partition
from caicach.dossiers.obtaining import limits_of, limits_text_in_force
from caicach.kernel.calendar.hours import WorkingTime
from caicach.kernel.calendar.in_force import working_time_in_force

_FORM: Final = "5"
"""Of what is kept of each dossier: another one when the engine reckons otherwise or keeps more."""


def rules_in_force() -> tuple[Rules, str]:
    """With their digest, both of one reading. One SQL query."""
    clock, text = working_time_in_force(), limits_text_in_force()
    clocks = Clocks(limits_of(text), clock)
    return Rules(clock, clocks.start, clocks.others), _digest(clock, text)


def rules_digest() -> str:
    """Of the limits, the calendar with its office hours, and the rule sets. One SQL query."""
    return _digest(working_time_in_force(), limits_text_in_force())


def _digest(clock: WorkingTime, limits: str) -> str:
    told = "\n".join((_FORM, _of_clock(clock), repr(rule_sets()), limits))
    return hashlib.sha256(told.encode()).hexdigest()


@lru_cache(maxsize=2)
def _of_clock(clock: WorkingTime) -> str:
    return hashlib.sha256(repr([(day.on, day.shifts) for day in clock.days()]).encode()).hexdigest()


def stale_partitions() -> list[str]:
    """Names of those that were told by other rules. Two SQL queries."""
    stale = Partition.objects.exclude(rules=rules_digest()).order_by("name")
    return list(stale.values_list("name", flat=True))
