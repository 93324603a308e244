"""What a document consists of on paper, before anything is measured: paragraphs of a style, tables, pictures."""

from dataclasses import dataclass

from caicach.documents.values import Footnote, Picture, TableLook
from caicach.documents.write.styles import Style


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike; ``bold`` and ``italic`` are None where the style of the paragraph decides.

    A run with a ``note`` is the mark of a footnote; its text is the mark.
    """

    text: str
    bold: bool | None = None
    italic: bool | None = None
    note: Footnote | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    style: Style
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line centred under ``under``, this part of its last line long."""

    under: Paragraph
    part: float


@dataclass(frozen=True, slots=True)
class Gap:
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``rows`` hold paragraphs' runs by cell; ``look`` is complete here."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    look: TableLook


@dataclass(frozen=True, slots=True)
class Shown:
    picture: Picture


Piece = Paragraph | Rule | Gap | Grid | Shown


@dataclass(frozen=True, slots=True)
class Boxed:
    """The urgency mark: words in a red frame of a prescribed size."""

    paragraph: Paragraph
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Head:
    """The two columns at the top; ``lower`` stand beside each other under the names."""

    left: tuple[Paragraph | Rule, ...]
    right: tuple[Paragraph | Rule, ...]
    lower_left: tuple[Paragraph | Boxed, ...]
    lower_right: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """«Nơi nhận» on the left, the signature on the right."""

    recipients: tuple[Paragraph, ...]
    signature: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    pieces: tuple[Piece, ...]
    landscape: bool


@dataclass(frozen=True, slots=True)
class Composition:
    """A document ready to be set: the letter, its foot, and its appendices on pages of their own."""

    head: Head
    pieces: tuple[Piece, ...]
    foot: Foot
    annexes: tuple[Annex, ...]
