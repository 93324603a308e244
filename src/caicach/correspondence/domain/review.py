"""What a person sees on the review page: header values and proposals, each with its quote in the source."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from caicach.correspondence.domain.received import Failure, ReceivedState
from caicach.documents.values import Citation, Footnote, ReadingWarning, Recipient, Signatory, Span
from caicach.drafts.domain.changes import UNCHANGED, Unchanged
from caicach.drafts.domain.draft import Draft, DraftChanges
from caicach.kernel.said import Said
from caicach.kernel.vocabulary import ProposalKind

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Draft):
    """A task or obligation that a letter's item proposes; an obligation becomes tasks only where a person ticks it."""

    kind: ProposalKind
    item: str | None
    quote: Span
    quote_text: str


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
    not_understood: tuple[Span, ...] = ()  # text of the source that the reader gave to no part
    beside: tuple[Quoted[Said], ...] = ()  # times and orders inside the words of a task that became nothing

    @property
    def is_signatory_uncertain(self) -> bool:
        return any((warning.path or "").startswith("signatory") for warning in self.warnings)

    def value(self, path: str) -> str | tuple[str, ...] | None:
        """The header value in force at ``path``."""
        return next((v.value for v in self.values if v.path == path), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalChanges(DraftChanges):
    kind: ProposalKind | Unchanged = UNCHANGED
    item: str | None | Unchanged = UNCHANGED
    quote: Span | Unchanged = UNCHANGED
