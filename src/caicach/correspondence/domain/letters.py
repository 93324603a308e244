"""A letter that goes out, from outside: its states, purposes, rows of lists, and what its page shows."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caicach.documents.values import OfficialDocument, Urgency
from caicach.kernel.ordering import Order
from caicach.kernel.said import NOTHING, Said


class LetterState(StrEnum):
    """Where a letter stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"  # waits for the number and the signature; no longer edited
    NUMBERED = "numbered"  # the text is fixed
    SIGNED = "signed"
    DISPATCHED = "dispatched"
    RECALLED = "recalled"  # thu hồi (NĐ 30/2020, Điều 18)
    REPLACED = "replaced"  # by a document of equal form (NĐ 30/2020, Điều 18)
    CANCELLED = "cancelled"  # never went out; its number, where it had one, stays with the reason


FIXED_STATES = (
    LetterState.NUMBERED,
    LetterState.SIGNED,
    LetterState.DISPATCHED,
    LetterState.RECALLED,
    LetterState.REPLACED,
)
SENT_STATES = (LetterState.DISPATCHED, LetterState.RECALLED, LetterState.REPLACED)


class LetterPurpose(StrEnum):
    """Why a letter is written."""

    GENERAL = "general"
    CHASING = "chasing"  # công văn đôn đốc
    REPORT = "report"
    REPLY = "reply"
    REPLACEMENT = "replacement"  # thay thế văn bản sai nội dung
    CORRECTION = "correction"  # đính chính sai thể thức, kỹ thuật


class ReplyKind(StrEnum):
    DOCUMENT = "document"  # a received document
    REPORT = "report"  # a progress report in the application
    OTHER = "other"  # by another way, described


class SignatureRole(StrEnum):
    PERSON = "person"  # người có thẩm quyền
    AGENCY = "agency"  # cơ quan, tổ chức


@dataclass(frozen=True, slots=True)
class SubjectRef:
    """Something of another module that the letter is about: ``SubjectRef("assignment", "12")``."""

    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class Demand:
    """What the units are asked to send back, and by when."""

    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in lists and registers. ``number`` is as the letter prints it, "" while it has none."""

    id: int
    state: LetterState
    purpose: LetterPurpose
    version: int
    doc_type: str
    number: str
    symbol: str
    issuer: str
    subject: str
    urgency: Urgency | None
    addressed_to: str
    signer: str
    issued_on: date | None
    year: int | None
    copies: int | None
    drafted_at: datetime
    dispatched_at: datetime | None
    demand_due_on: date | None
    asked: int = 0
    replied: int = 0
    note: str = ""
    ended_reason: Said = NOTHING

    @property
    def reference(self) -> str:
        """Number and symbol: a blank number stays visibly blank.

        >>> row = LetterRow(1, LetterState.DRAFT, LetterPurpose.GENERAL, 1, "công văn", "", "BCĐ-TGV", "", "", None, "",
        ...                 "", None, None, None, datetime(2023, 2, 1), None, None)
        >>> row.reference
        '…/BCĐ-TGV'
        """
        return f"{self.number or '…'}/{self.symbol}" if self.symbol else self.number


@dataclass(frozen=True, slots=True)
class LetterFilters:
    """``text`` is looked for in number, symbol, subject, addressees and signer, forgiving of missing diacritics."""

    states: tuple[LetterState, ...] = ()
    purposes: tuple[LetterPurpose, ...] = ()
    series: int | None = None
    year: int | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    text: str = ""
    order: Order | None = None
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class ReplyView:
    id: int
    kind: ReplyKind
    document_id: int | None
    reference: str
    note: str
    replied_on: date
    recorded_by: str


@dataclass(frozen=True, slots=True)
class UnitReplies:
    """A unit spoken to, and its replies; ``is_late`` where the day of the demand passed without one in time."""

    unit: str
    replies: tuple[ReplyView, ...]
    is_late: bool


@dataclass(frozen=True, slots=True)
class SignatureView:
    role: SignatureRole
    method: str
    subject: str
    serial: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class VersionView:
    number: int
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class LetterLink:
    id: int
    reference: str
    purpose: LetterPurpose
    state: LetterState
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Everything the page of a letter shows; the ``may_`` flags say which acts are open to the actor now."""

    row: LetterRow
    document: OfficialDocument
    profile: str | None
    demand: Demand | None
    units: tuple[UnitReplies, ...]
    subjects: tuple[SubjectRef, ...]
    signatures: tuple[SignatureView, ...]
    versions: tuple[VersionView, ...]
    mends: LetterLink | None
    mended_by: tuple[LetterLink, ...]
    answers: int | None
    has_scan: bool
    has_file: bool
    may_edit: bool
    may_number: bool
    may_sign: bool
    may_stamp: bool
    may_scan: bool
    may_dispatch: bool
    may_return: bool
    may_recall: bool
    may_cancel: bool
    may_record: bool
