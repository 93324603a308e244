"""A procedure with the fields of the national record, each as it is printed; what is not told is empty."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class TimeKind(StrEnum):
    """What a printed time limit is. Nothing but a duration is ever counted with."""

    DURATION = "duration"
    NOT_REGULATED = "not_regulated"
    RANGE = "range"
    FREE_TEXT = "free_text"
    EMPTY = "empty"


class TimeUnit(StrEnum):
    """«Ngày» is a calendar day, «Ngày làm việc» a working day; the two are never exchanged."""

    MINUTE = "minute"
    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Duration:
    amount: Decimal
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """``duration`` where ``kind`` is DURATION and nowhere else."""

    kind: TimeKind
    duration: Duration | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """One manner of submission with its time limit and fee; a page that names no manner leaves ``manner`` empty."""

    manner: str = ""
    time_limit: str = ""
    fee: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    name: str
    forms: tuple[str, ...] = ()
    originals: int | None = None
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    number: str = ""
    title: str = ""
    issued_on: str = ""
    issuer: str = ""


class Change(StrEnum):
    """What the publication decision did (NĐ 63/2010, Điều 14)."""

    NEW = "new"
    AMENDED = "amended"
    ABOLISHED = "abolished"


@dataclass(frozen=True, slots=True)
class Procedure:
    code: str = ""
    name: str = ""
    decision: str = ""
    level: str = ""
    kind: str = ""
    field: str = ""
    steps: str = ""
    manners: str = ""
    submissions: tuple[Submission, ...] = ()
    papers: tuple[Paper, ...] = ()
    sets: str = ""
    subjects: str = ""
    performing_agency: str = ""
    competent_agency: str = ""
    authorised_agency: str = ""
    coordinating_agency: str = ""
    receiving_address: str = ""
    results: str = ""
    legal_bases: tuple[LegalBasis, ...] = ()
    conditions: str = ""
    keywords: str = ""
    description: str = ""
    change: Change | None = None
    published_on: date | None = None
    effective_on: date | None = None


TEXT_FIELDS = (
    "decision", "level", "kind", "field", "steps", "manners", "sets", "subjects", "performing_agency",
    "competent_agency", "authorised_agency", "coordinating_agency", "receiving_address", "results", "conditions",
    "keywords", "description",
)  # fmt: skip
"""The fields that are one text each."""
