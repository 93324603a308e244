"""What a message says, as a value: sections of lines that a page, a letter or a program can show in its own way.

Its sentences are kept as templates with their values (``kernel.said``): a door translates, then fills.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from caicach.kernel.codec import Codec
from caicach.kernel.said import Said


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: its own words, what is said of it, and the page where it stands (a path, or nothing)."""

    text: str
    notes: tuple[Said, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """``total`` counts all lines; ``lines`` are the first of them."""

    title: Said
    lines: tuple[Line, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True)
class Content:
    """``title`` is the subject of the letter; ``notes`` close it; ``link`` leads to the page behind all of it."""

    title: Said
    sections: tuple[Section, ...] = ()
    notes: tuple[Said, ...] = ()
    link: str = ""


_CONTENT: Final = Codec(Content)


def content_as_json(content: Content) -> dict[str, object]:
    plain: dict[str, Any] = _CONTENT.plain(content)
    for section in plain["sections"]:
        section["lines"] = section.pop("lines")  # behind their total, as messages have been kept and printed
    return plain


def content_from_json(stored: Mapping[str, object]) -> Content:
    """The value that ``content_as_json`` wrote."""
    return _CONTENT.value(stored)
