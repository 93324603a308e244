"""What crosses the border of this room."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caicach.surveys.collection.domain.cells import Cell


class SurveyState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """``refusals``: those who opened the form and did not agree to answer; not among ``submissions``.
    ``run_by`` is "" of a survey of the province itself."""

    id: int
    title: str
    state: SurveyState
    is_anonymous: bool
    retained_until: date
    versions: tuple[str, ...]
    submissions: int
    refusals: int
    run_by: str = ""


class LinkKind(StrEnum):
    """For one answer; for a desk where one person answers after another; for everybody who has it; for who types paper
    forms."""

    ONCE = "once"
    KIOSK = "kiosk"
    OPEN = "open"
    PAPER = "paper"


class CollectorState(StrEnum):
    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """``received`` counts what came by this version, replaced submissions among them."""

    id: int
    form_id: str
    version: str
    title: str
    added_at: datetime
    withdrawn_at: datetime | None
    received: int


@dataclass(frozen=True, slots=True)
class CollectorLine:
    """``received`` is None for an anonymous survey: who sent what is written nowhere."""

    name: str
    username: str
    expires_at: datetime
    state: CollectorState
    received: int | None


@dataclass(frozen=True, slots=True)
class LinksLine:
    """``used`` counts links for one answer that were used; of the others nothing is counted."""

    id: int
    kind: LinkKind
    label: str
    expires_at: datetime
    state: CollectorState
    issued: int
    used: int | None


@dataclass(frozen=True, slots=True)
class DayCount:
    on: date
    count: int


@dataclass(frozen=True, slots=True)
class SurveyView:
    """``days`` are those on which something came, oldest first, replaced submissions among them."""

    line: SurveyLine
    opened_at: datetime | None
    closed_at: datetime | None
    versions: tuple[VersionLine, ...]
    collectors: tuple[CollectorLine, ...]
    links: tuple[LinksLine, ...]
    days: tuple[DayCount, ...]


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
    """Who collects for one survey; ``ha1`` is what Digest compares with. ``id`` is None for who came by a link;
    ``cell_id``: of the sample, where the link carries one."""

    id: int | None
    survey_id: int
    name: str
    ha1: str
    cell_id: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedCollector:
    """Told once: neither password nor token is stored."""

    id: int
    username: str
    password: str
    token: str


@dataclass(frozen=True, slots=True)
class IssuedLinks:
    """Told once: of a token only its digest is stored. ``cells``: of links for a sample, what each token carries."""

    id: int
    kind: LinkKind
    expires_at: datetime
    tokens: tuple[str, ...]
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A form for who came by a link; ``form`` is the id of the version, ``is_used`` of a link for one answer.

    ``tables``: its CSV files, name and text.
    """

    kind: LinkKind
    survey: str
    is_anonymous: bool
    is_used: bool
    form: int
    title: str
    digest: str
    xform: str
    tables: tuple[tuple[str, str], ...]


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
