"""What a picture is made of: rectangles, strokes, dots and words at places, in units of one screen pixel."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """The colours of the house by name; ``COLOURS`` holds their values, those of tokens.css (a test compares)."""

    INK = "ink"
    SOFT = "ink-soft"
    LINE = "line"
    STRONG = "line-strong"
    PAPER = "paper"
    ACCENT = "accent"
    ACCENT_TINT = "accent-tint"
    RED = "red"
    RED_TINT = "red-tint"
    AMBER = "amber"
    AMBER_TINT = "amber-tint"
    GREEN = "green"
    GREEN_TINT = "green-tint"
    VIOLET = "violet"
    VIOLET_TINT = "violet-tint"
    GREY_TINT = "grey-tint"


COLOURS: dict[Tone, str] = {
    Tone.INK: "#16202b",
    Tone.SOFT: "#4a5663",
    Tone.LINE: "#cfd6dd",
    Tone.STRONG: "#7b8794",
    Tone.PAPER: "#ffffff",
    Tone.ACCENT: "#0f4c81",
    Tone.ACCENT_TINT: "#e8f0f7",
    Tone.RED: "#9c1c1c",
    Tone.RED_TINT: "#fbecec",
    Tone.AMBER: "#744700",
    Tone.AMBER_TINT: "#fff3d9",
    Tone.GREEN: "#1c5a37",
    Tone.GREEN_TINT: "#e7f3eb",
    Tone.VIOLET: "#553580",
    Tone.VIOLET_TINT: "#f1ecf8",
    Tone.GREY_TINT: "#edf0f3",
}


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``edge`` outlines it."""

    x: float
    y: float
    width: float
    height: float
    fill: Tone
    edge: Tone | None = None


@dataclass(frozen=True, slots=True)
class Strokes:
    """Separate straight lines of one kind: (x1, y1, x2, y2)."""

    lines: tuple[tuple[float, float, float, float], ...]
    tone: Tone
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points; ``dash`` are the lengths of stroke and gap, empty for a whole line."""

    points: tuple[tuple[float, float], ...]
    tone: Tone
    width: float = 2.0
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc, or a ring where ``is_open``."""

    x: float
    y: float
    radius: float
    tone: Tone
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``y`` is its base line."""

    x: float
    y: float
    text: str
    size: float = 13.0
    tone: Tone = Tone.INK
    anchor: Anchor = Anchor.START
    is_bold: bool = False


Primitive = Box | Strokes | Path | Dot | Words


@dataclass(frozen=True, slots=True)
class Link:
    """What opens an address on a page: areas of the picture, and the words for whoever does not see it."""

    address: str
    words: str
    areas: tuple[Box | Path, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with the title and description that stand for it where it is not seen."""

    width: float
    height: float
    title: str
    description: str
    primitives: tuple[Primitive, ...]
    links: tuple[Link, ...] = ()
