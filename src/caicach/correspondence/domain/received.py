"""A received document from outside: its states, its row in a list, what a person may filter by."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caicach.correspondence.signing.findings import SignatureFinding
from caicach.documents.values import Urgency
from caicach.kernel.ordering import Order


class ReceivedState(StrEnum):
    """Where a received document stands."""

    RECEIVED = "received"  # kept, waits for the worker that reads scans
    READING = "reading"  # claimed by a worker until its claim expires
    READ = "read"  # waits for a person's review
    CONFIRMED = "confirmed"  # its tasks exist
    REFUSED = "refused"  # bears a secrecy mark; nothing of its content is kept
    FAILED = "failed"  # could not be read; may be read again
    WITHDRAWN = "withdrawn"  # taken back by a person, or found to be a duplicate


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file that was handed in. For a duplicate, ``id`` is the document already registered."""

    id: int
    state: ReceivedState
    is_duplicate: bool = False
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be read, or was refused: the sentences of the error, in the reader's language."""

    code: str
    what: str
    why: str
    todo: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list and in the heads of pages; header values as a person corrected them."""

    id: int
    state: ReceivedState
    version: int
    filename: str
    format: str
    arrived_on: date
    received_at: datetime
    received_by: str
    doc_type: str | None
    superior: str | None
    issuer: str | None
    number: str | None
    symbol: str | None
    issued_on: date | None
    date_partial: str | None
    effective_on: date | None
    subject: str | None
    urgency: Urgency | None
    failure: Failure | None = None
    duplicate_of: int | None = None
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    arrival_number: int | None = None  # in the register of the year of ``arrived_on``

    @property
    def reference(self) -> str:
        """Number and symbol as the document prints them.

        A blank number stays visibly blank: "…/BCĐCCHC-TGV".
        """
        if not self.number and not self.symbol:
            return ""
        return f"{self.number or '…'}/{self.symbol}" if self.symbol else f"{self.number}"


@dataclass(frozen=True, slots=True)
class SignaturesAtReceipt:
    """The signatures as they were judged when the document came in, and by what: ``roots`` trusted certificates,
    authorities ``asked`` about revocation or not.
    """

    checked_at: datetime
    findings: tuple[SignatureFinding, ...]
    roots: int
    asked: bool

    @property
    def is_broken(self) -> bool:
        return any(finding.is_broken for finding in self.findings)


@dataclass(frozen=True, slots=True)
class DocumentFilters:
    """``text`` is looked for in number, symbol, issuer, subject and file name, forgiving of missing diacritics."""

    states: tuple[ReceivedState, ...] = ()
    text: str = ""
    issued_from: date | None = None
    issued_to: date | None = None
    order: Order | None = None
    page: int = 1
    size: int = 50
