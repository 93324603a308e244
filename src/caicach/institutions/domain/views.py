"""Legal documents, rules and the board as values that leave the module."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caicach.institutions.domain.documents import Clock, Course, DocumentState, Milestone, Standing
from caicach.institutions.domain.rules import RuleFacts, RuleProgress, RuleState
from caicach.kernel.said import Said


@dataclass(frozen=True, slots=True)
class DocumentLine:
    id: int
    course: Course
    unit_name: str
    due_on: date | None
    state: DocumentState
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """``file`` is the name of the issued text, where it was kept; ``rules`` what the document cuts or simplifies."""

    line: DocumentLine
    dropped_why: str
    version: int
    file: str
    doubts: tuple[Said, ...]
    rules: tuple["RuleLine", ...]
    may_manage: bool
    may_report: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """``facts.done_on`` is the rule's own day, else the day on which its document is in force."""

    id: int
    facts: RuleFacts
    unit_name: str
    document: str
    state: RuleState


@dataclass(frozen=True, slots=True)
class RuleView:
    """``written`` has the rule's own day alone, not that of its document."""

    line: RuleLine
    written: RuleFacts
    version: int
    may_manage: bool


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is late or near: a day of a document, or a rule to be cut (``milestone`` None)."""

    id: int
    title: str
    unit_name: str
    milestone: Milestone | None
    standing: Standing
    due_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Board:
    due: tuple[Due, ...]
    states: Mapping[DocumentState, int]
    rules: RuleProgress
    faulty: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did; nothing at all where there are ``problems``."""

    added: int = 0
    changed: int = 0
    same: int = 0
    problems: tuple[Said, ...] = ()
