"""Checklists: what is asked at a place, how it is answered, and when an answer is a finding."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final


class AnswerKind(StrEnum):
    YES_NO = "yes_no"
    COUNT = "count"
    PARTS = "parts"  # how many of how many
    WORDS = "words"  # noted, never a finding by itself
    MENDED = "mended"  # how a finding of an earlier inspection stands


class Choice(StrEnum):
    """What is ticked. ``NOT_APPLICABLE`` is an answer to every kind, with a reason."""

    YES = "yes"
    NO = "no"
    MENDED = "mended"
    PARTLY = "partly"
    NOT_MENDED = "not_mended"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    REMARK = "remark"  # nhắc nhở
    SHORTCOMING = "shortcoming"  # tồn tại, hạn chế
    BREACH = "breach"  # vi phạm


class Condition(StrEnum):
    """When an answer counts: the moment it was observed at decides, by the legal calendar and the office hours."""

    ALWAYS = "always"
    WORKING_HOURS = "working_hours"
    REST = "rest"  # outside the working hours: evenings, weekends, holidays


PLACES: Final = frozenset({"count", "whole", "missing", "share"})
"""What the words of a finding may name."""


@dataclass(frozen=True, slots=True)
class FindingRule:
    """One of the three: a choice, a count above which, or a percentage below which the answer is a finding."""

    severity: Severity
    words: str
    choice: Choice | None = None
    above: int | None = None
    below: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """``part`` and ``whole`` name the numbers of a count or of parts; ``after`` asks it only some working days after
    the holiday of that name; ``levels`` are those it is asked at, empty for all."""

    code: str
    text: str
    kind: AnswerKind
    source: str
    rule: FindingRule | None = None
    condition: Condition = Condition.ALWAYS
    part: str = ""
    whole: str = ""
    after: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    number: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """One version. The code of an item keeps its meaning through the versions: repeated findings are told by it.

    ``days_after`` is how many working days after a holiday its items of «after» are asked.
    """

    code: str
    version: str
    valid_from: date
    title: str
    note: str
    days_after: int
    sections: tuple[Section, ...]

    def items(self) -> Iterator[Item]:
        for section in self.sections:
            yield from section.items

    def item(self, code: str) -> Item | None:
        return next((item for item in self.items() if item.code == code), None)
