"""What crosses the border of this room."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class SurveyState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SurveyLine:
    id: int
    title: str
    state: SurveyState
    is_anonymous: bool
    retained_until: date
    versions: tuple[str, ...]
    submissions: int


@dataclass(frozen=True, slots=True)
class OfferedForm:
    """A form as the list of a collecting program shows it; ``digest`` is MD5, as the protocol wants it."""

    id: int
    form_id: str
    version: str
    title: str
    digest: str
    has_media: bool


@dataclass(frozen=True, slots=True)
class OfferedMedia:
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Collector:
    """Who collects for one survey; ``ha1`` is what Digest compares with."""

    id: int
    survey_id: int
    name: str
    ha1: str


@dataclass(frozen=True, slots=True)
class IssuedCollector:
    """Told once: neither password nor token is stored."""

    id: int
    username: str
    password: str
    token: str


@dataclass(frozen=True, slots=True)
class SentFile:
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """``is_new``: not received before; ``added``: files that came with it now."""

    instance_id: str
    is_new: bool
    added: int
    at: datetime
