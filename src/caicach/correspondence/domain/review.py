"""What a person sees on the review page: header values and proposals, each with its quote in the source."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Final, Generic, TypeVar

from caicach.correspondence.domain.received import Failure, ReceivedState
from caicach.documents.values import Citation, Footnote, ReadingWarning, Recipient, Recurrence, Signatory, Span
from caicach.kernel.said import Said
from caicach.kernel.vocabulary import AddressRole, DueUnit, ProposalKind, ReformArea
from caicach.organisations.domain.addressing.resolution import Resolution

Value = TypeVar("Value")


class ProposalOrigin(StrEnum):
    READ = "read"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class LeadPhrase:
    """Words that name who acts, and where they stand in the source (None where a person typed them)."""

    phrase: str
    quote: Span | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A task or obligation that the reading or a person proposes.

    ``lead_units`` and ``cooperate_units`` are the codes a person chose by hand; None leaves it to the phrases.
    An obligation becomes tasks only where a person ticks it (``is_accepted``).
    """

    id: int
    kind: ProposalKind
    item: str | None
    text: str
    quote: Span
    quote_text: str
    lead: tuple[LeadPhrase, ...] = ()
    cooperate: tuple[LeadPhrase, ...] = ()
    lead_units: tuple[str, ...] | None = None
    cooperate_units: tuple[str, ...] | None = None
    deadline_raw: str | None = None
    deadline_on: date | None = None
    due_days: int | None = None
    due_unit: DueUnit | None = None
    recurrence: Recurrence | None = None
    area: ReformArea | None = None
    area_reason: str | None = None  # the words of the text that decided, or None where a person chose
    product: str | None = None
    origin: ProposalOrigin = ProposalOrigin.READ
    split_from: int | None = None
    is_edited: bool = False
    is_dropped: bool = False
    drop_reason: str = ""
    is_uncertain: bool = False
    is_accepted: bool = True


@dataclass(frozen=True, slots=True)
class Addressee:
    """A unit that a task falls to, the post answerable (None where the phrase names the unit alone), and why."""

    unit: str
    unit_name: str
    role: AddressRole
    post_code: str | None
    post_name: str | None
    phrase: str
    reason: Said


@dataclass(frozen=True)
class RoleAddressing:
    """``resolutions`` are those of the phrases in force; ``unresolved`` are words left for a person."""

    addressees: tuple[Addressee, ...]
    resolutions: tuple[Resolution, ...] = ()
    unresolved: tuple[str, ...] = ()
    is_by_hand: bool = False
    is_from_addressees: bool = False


@dataclass(frozen=True)
class ProposalAddressing:
    lead: RoleAddressing
    cooperate: RoleAddressing

    @property
    def all(self) -> tuple[Addressee, ...]:
        """Each unit once; who leads does not cooperate as well."""
        by_unit = {addressee.unit: addressee for addressee in self.cooperate.addressees}
        by_unit |= {addressee.unit: addressee for addressee in self.lead.addressees}
        return tuple(sorted(by_unit.values(), key=lambda a: (a.role is not AddressRole.LEAD, a.unit)))


@dataclass(frozen=True, slots=True)
class ReviewedValue:
    """A header value in force, what the reader had read, and who corrected it."""

    path: str
    label: str
    value: str | tuple[str, ...] | None
    quote: Span | None
    is_corrected: bool
    corrected_by: str | None
    is_uncertain: bool
    as_read: str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Quoted(Generic[Value]):
    """A value of the reading with its quote; not corrected by hand."""

    value: Value
    quote: Span | None


@dataclass(frozen=True, slots=True)
class Review:
    id: int
    version: int
    state: ReceivedState
    filename: str
    format: str
    text: str
    page_starts: tuple[int, ...]
    values: tuple[ReviewedValue, ...]
    issued_on: date | None
    date_partial: str | None
    effective_on: date | None
    effective_on_reason: str
    proposals: tuple[Proposal, ...]
    citations: tuple[Quoted[Citation], ...]
    footnotes: tuple[Quoted[Footnote], ...]
    recipients: tuple[Quoted[Recipient], ...]
    signatory: Quoted[Signatory] | None
    warnings: tuple[ReadingWarning, ...]
    reader_version: str
    read_at: datetime | None
    failure: Failure | None
    duplicate_of: int | None

    def value(self, path: str) -> str | tuple[str, ...] | None:
        """The header value in force at ``path``."""
        return next((v.value for v in self.values if v.path == path), None)


class Unchanged(Enum):
    """Says "leave as it is" where None means "empty it"."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class ProposalChanges:
    """What a person changes of a proposal; what is not named stays as it is."""

    kind: ProposalKind | Unchanged = UNCHANGED
    item: str | None | Unchanged = UNCHANGED
    text: str | Unchanged = UNCHANGED
    quote: Span | Unchanged = UNCHANGED
    lead: tuple[str, ...] | Unchanged = UNCHANGED
    cooperate: tuple[str, ...] | Unchanged = UNCHANGED
    deadline_raw: str | None | Unchanged = UNCHANGED
    deadline_on: date | None | Unchanged = UNCHANGED
    due_days: int | None | Unchanged = UNCHANGED
    due_unit: DueUnit | None | Unchanged = UNCHANGED
    recurrence: Recurrence | None | Unchanged = UNCHANGED
    area: ReformArea | None | Unchanged = UNCHANGED
    product: str | None | Unchanged = UNCHANGED
    is_accepted: bool | Unchanged = UNCHANGED
