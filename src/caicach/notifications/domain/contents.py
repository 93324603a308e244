"""What a message says, as a value: sections of lines that a page, a letter or a program can show in its own way.

Sentences are Vietnamese templates with their values, as in ``kernel.errors``: a door translates, then fills.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: the template that the catalogue knows, and what stands in its places.

    >>> Said("Có {count} việc", {"count": "3"}).filled()
    'Có 3 việc'
    """

    template: str
    values: Mapping[str, str] = field(default_factory=dict)

    def filled(self, template: str | None = None) -> str:
        """The sentence, in Vietnamese or in the translation given."""
        return (template or self.template).format(**self.values)


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


def content_as_json(content: Content) -> dict[str, object]:
    return {
        "title": _said_as_json(content.title),
        "sections": [
            {
                "title": _said_as_json(section.title),
                "total": section.total,
                "lines": [
                    {"text": line.text, "notes": [_said_as_json(note) for note in line.notes], "link": line.link}
                    for line in section.lines
                ],
            }
            for section in content.sections
        ],
        "notes": [_said_as_json(note) for note in content.notes],
        "link": content.link,
    }


def content_from_json(stored: Mapping[str, object]) -> Content:
    """The value that ``content_as_json`` wrote."""
    return Content(
        title=_said(stored["title"]),
        sections=tuple(
            Section(
                title=_said(section["title"]),
                lines=tuple(
                    Line(line["text"], tuple(_said(note) for note in line["notes"]), line["link"])
                    for line in section["lines"]
                ),
                total=section["total"],
            )
            for section in stored["sections"]  # type: ignore[attr-defined]
        ),
        notes=tuple(_said(note) for note in stored["notes"]),  # type: ignore[attr-defined]
        link=str(stored["link"]),
    )


def _said_as_json(said: Said) -> list[object]:
    return [said.template, dict(said.values)]


def _said(stored: object) -> Said:
    template, values = cast(tuple[str, dict[str, str]], stored)
    return Said(template, values)
