"""What a message says, as a value: sections of lines that a page, a letter or a program can show in its own way.

Its sentences are kept as templates with their values (``kernel.said``): a door translates, then fills.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from caicach.kernel.said import Said, as_json, from_json


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
        "title": as_json(content.title),
        "sections": [
            {
                "title": as_json(section.title),
                "total": section.total,
                "lines": [
                    {"text": line.text, "notes": [as_json(note) for note in line.notes], "link": line.link}
                    for line in section.lines
                ],
            }
            for section in content.sections
        ],
        "notes": [as_json(note) for note in content.notes],
        "link": content.link,
    }


def content_from_json(stored: Mapping[str, object]) -> Content:
    """The value that ``content_as_json`` wrote."""
    return Content(
        title=from_json(stored["title"]),
        sections=tuple(
            Section(
                title=from_json(section["title"]),
                lines=tuple(
                    Line(line["text"], tuple(from_json(note) for note in line["notes"]), line["link"])
                    for line in section["lines"]
                ),
                total=section["total"],
            )
            for section in stored["sections"]  # type: ignore[attr-defined]
        ),
        notes=tuple(from_json(note) for note in stored["notes"]),  # type: ignore[attr-defined]
        link=str(stored["link"]),
    )
