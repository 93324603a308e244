"""A message's sentences in the language in force, ready to be shown."""

from collections.abc import Callable
from dataclasses import dataclass

from caicach.kernel.saying import say
from caicach.notifications.domain.contents import Content


@dataclass(frozen=True, slots=True)
class SpokenLine:
    text: str
    notes: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True)
class SpokenSection:
    title: str
    lines: tuple[SpokenLine, ...]
    more: int
    total: int


@dataclass(frozen=True, slots=True)
class SpokenContent:
    title: str
    sections: tuple[SpokenSection, ...]
    notes: tuple[str, ...]
    link: str


def spoken_content(content: Content) -> SpokenContent:
    """Translate the templates first and fill them afterwards: the filled sentence is in no catalogue."""
    return SpokenContent(
        title=say(content.title),
        sections=tuple(
            SpokenSection(
                say(section.title),
                tuple(SpokenLine(ln.text, tuple(say(note) for note in ln.notes), ln.link) for ln in section.lines),
                section.more,
                section.total,
            )
            for section in content.sections
        ),
        notes=tuple(say(note) for note in content.notes),
        link=content.link,
    )


def plain_text(content: SpokenContent, full: Callable[[str], str]) -> str:
    """Sections, lines and notes as lines of text; ``full`` makes an address of a path."""
    lines = []
    for section in content.sections:
        lines.append(f"{section.title} ({section.total})")
        for line in section.lines:
            said = "; ".join(part for part in (line.text, *line.notes) if part)
            lines.append(f"• {said} {full(line.link)}".rstrip())
        if section.more:
            lines.append(f"… (+{section.more})")
    return "\n".join((*lines, *content.notes))
