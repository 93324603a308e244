"""The official document as a value, and a reading of it with its quotes.

``OfficialDocument`` holds only what the document says; where it says so is kept beside it in ``Reading.spans``,
keyed by the path of the value (``"number"``, ``"addressees.0"``, ``"tasks.2.lead.0"``). Two documents are therefore
equal when they say the same, whatever file they came from.
"""

import base64
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

from caicach.documents.deadlines.values import Deadline
from caicach.kernel.kept_form import KeptForm
from caicach.kernel.said import Said

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core.core_schema import CoreSchema


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open range of character offsets in the source text."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        """Written out: a reading makes ten thousand of them, and a generated one takes twice as long."""
        if not 0 <= start <= end:
            raise ValueError(f"span {start}..{end} is not a range")
        _set_start(self, start)
        _set_end(self, end)

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def moved(self, by: int) -> "Span":
        """The same words in a text that has ``by`` characters more before them."""
        return Span(self.start + by, self.end + by)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """In values that are kept, a span is ``[start, end]``."""
        return KeptForm(_ends, _span_of).around(handler(source))


_set_start: Final = Span.__dict__["start"].__set__
_set_end: Final = Span.__dict__["end"].__set__


def _ends(span: Span) -> list[int]:
    return [span.start, span.end]


def _span_of(ends: Span | Sequence[int]) -> Span:
    return ends if isinstance(ends, Span) else Span(*ends)


class BlockKind(StrEnum):
    """Kinds of blocks of the body, outermost first (Nghị định 30/2020, Phụ lục I, mục II.6)."""

    PART = "part"  # Phần
    CHAPTER = "chapter"  # Chương
    SECTION = "section"  # Mục, or a Roman numeral heading
    ARTICLE = "article"  # Điều
    CLAUSE = "clause"  # khoản: 1. / 1.1.
    POINT = "point"  # điểm: a)
    DASH = "dash"  # gạch đầu dòng: - + *
    PARAGRAPH = "paragraph"
    TABLE = "table"
    APPENDIX = "appendix"  # heading of a Phụ lục
    PICTURE = "picture"  # a chart of a report; the reader finds none


class RecipientRole(StrEnum):
    """Why a recipient in «Nơi nhận» gets the document."""

    ADDRESSEE = "addressee"  # Như trên, Như Điều 4
    REPORT = "report"  # b/c, để báo cáo
    ACTION = "action"  # để thực hiện, t/h
    COORDINATE = "coordinate"  # p/h, để phối hợp
    INFORM = "inform"  # để biết, để b/biết, or nothing said
    ARCHIVE = "archive"  # Lưu


class Urgency(StrEnum):
    """Độ khẩn (Nghị định 30/2020, Phụ lục I, mục II.10b)."""

    FLASH = "flash"
    VERY_URGENT = "very_urgent"
    URGENT = "urgent"

    @property
    def label(self) -> str:
        """The mark as papers bear it, in small letters; a page has words of its own."""
        return _URGENCY_MARKS[self]

    @classmethod
    def of(cls, words: str) -> "Urgency":
        """The member of a code, or of the words of a mark; ValueError for anything else.

        >>> Urgency.of("Hỏa tốc"), Urgency.of("flash")
        (<Urgency.FLASH: 'flash'>, <Urgency.FLASH: 'flash'>)
        """
        return _of_words(cls, _URGENCY_MARKS, words)


_URGENCY_MARKS = {Urgency.FLASH: "hỏa tốc", Urgency.VERY_URGENT: "thượng khẩn", Urgency.URGENT: "khẩn"}


class Secrecy(StrEnum):
    """Độ mật (Luật Bảo vệ bí mật nhà nước 2018, Điều 8)."""

    TOP_SECRET = "top_secret"
    VERY_SECRET = "very_secret"
    SECRET = "secret"

    @property
    def label(self) -> str:
        """The mark as papers bear it, in small letters."""
        return _SECRECY_MARKS[self]

    @classmethod
    def of(cls, words: str) -> "Secrecy":
        """The member of a code, or of the words of a mark; ValueError for anything else."""
        return _of_words(cls, _SECRECY_MARKS, words)


_SECRECY_MARKS = {Secrecy.TOP_SECRET: "tuyệt mật", Secrecy.VERY_SECRET: "tối mật", Secrecy.SECRET: "mật"}
_Mark = TypeVar("_Mark", Urgency, Secrecy)


def _of_words(kind: type[_Mark], labels: Mapping[_Mark, str], words: str) -> _Mark:
    said = " ".join(words.split()).casefold()
    return next((mark for mark, label in labels.items() if label == said), None) or kind(said)


class Alignment(StrEnum):
    """How the words of a column of a table stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a table is set, where it matters: parts of the width, alignment by column, rows of its head.

    ``section_rows`` are the numbers of rows that are one cell across the table (a group of tasks); a row whose cells
    all say the same is set so without being named.
    """

    widths: tuple[float, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    head_rows: int = 1
    section_rows: tuple[int, ...] = ()
    is_small: bool = False
    """Set in small letters, as tables of many columns are anyway."""
    bold_cells: frozenset[tuple[int, int]] = frozenset()
    """Row and column of cells that stand out: heads of parts that lie side by side."""


def _base64(png: bytes) -> str:
    return base64.b64encode(png).decode()


def _bytes_of(kept: str) -> bytes:
    return base64.b64decode(kept, validate=True)


_BASE64: Final = KeptForm(_base64, _bytes_of)
"""With + and /, as readings have always been kept: pydantic's own base64 writes - and _."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and the width it is shown at; ``alternative`` says in words what it shows."""

    png: Annotated[bytes, _BASE64]
    width_mm: float
    alternative: str


@dataclass(frozen=True, slots=True)
class Block:
    """One numbered item, paragraph or table of the body; ``level`` counts from 0 at the outermost.

    ``number`` is the mark as the text has it without punctuation ("1", "2.1", "a", "II"); ``path`` is the path of
    numbers from the outermost block ("Điều 2.1", "3.a"). ``rows`` is filled for tables only: cells as text. ``look``
    (tables) and ``landscape`` (appendices) say how a block is set, not what it says: blocks are equal without them.
    """

    kind: BlockKind
    number: str | None
    level: int
    text: str
    path: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    look: TableLook | None = field(default=None, compare=False)
    landscape: bool = field(default=False, compare=False)
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Recipient:
    text: str
    role: RecipientRole


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed. ``capacity`` joins the lines TM., KT., TL., Q., TUQ. with " / " in the order printed.

    ``other_title`` is the second position of the signer of an advisory body (Nghị định 30/2020, Phụ lục I).
    """

    capacity: str | None = None
    title: str | None = None
    other_title: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited with a number; ``number`` in normal form ("2088/QĐ-UBND"), ``type`` in small letters."""

    type: str
    number: str
    date: datetime.date | None
    issuer: str | None
    raw: str


@dataclass(frozen=True, slots=True)
class AssignedTask:
    """An action that the document assigns to somebody else.

    ``item`` is the path of the block; ``lead`` and ``cooperate`` are phrases as written, shared head nouns expanded;
    ``deadline`` is what its words set, understood or doubted; None where they set none. ``product`` comes from tables.
    """

    item: str | None
    text: str
    lead: tuple[str, ...] = ()
    cooperate: tuple[str, ...] = ()
    deadline: Deadline | None = None
    product: str | None = None

    @property
    def text_start(self) -> str:
        return self.text[:60]


@dataclass(frozen=True, slots=True)
class Obligation:
    """A general duty of all addressees, outside the numbered tasks (report periodically, to whom, through whom)."""

    text: str


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """What the document says. ``date_partial`` is "2023-02" or "2023" where the day or month is blank."""

    doc_type: str | None = None
    superior: str | None = None
    issuer: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: datetime.date | None = None
    date_partial: str | None = None
    subject: str | None = None
    addressees: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    opening: str | None = None
    body: tuple[Block, ...] = ()
    closing: str | None = None
    footnotes: tuple[Footnote, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signatory: Signatory | None = None
    urgency: Urgency | None = None
    secrecy: Secrecy | None = None


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something the reader is not sure of: a stable code, a sentence, the path of the value concerned."""

    code: str
    message: Said
    path: str | None = None


Spans = Mapping[str, Span]


def _spans_as_json(spans: Spans) -> dict[str, list[int]]:
    return {path: [span.start, span.end] for path, span in spans.items()}


def _spans_of(kept: Mapping[str, Sequence[int]]) -> Spans:
    return MappingProxyType({path: Span(*ends) for path, ends in kept.items()})


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read from ``text``: its value, what was derived from it, and the quote of every value."""

    text: str
    document: OfficialDocument
    citations: tuple[Citation, ...] = ()
    tasks: tuple[AssignedTask, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    spans: Annotated[Spans, KeptForm(_spans_as_json, _spans_of)] = field(default_factory=lambda: MappingProxyType({}))
    warnings: tuple[ReadingWarning, ...] = ()
    reader_version: str = ""

    def quote(self, path: str) -> str | None:
        """The words of the source behind the value at ``path``, or None where nothing was quoted."""
        span = self.spans.get(path)
        return span.of(self.text) if span else None
