"""A state as people see it: a mark, a word and a tone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_MARKS = {
    "alert": '<path stroke="none" d="M6 .6 11.8 11H.2z"/>',
    "half": '<circle cx="6" cy="6" r="4.8" fill="none" stroke-width="1.6"/>'
    '<path stroke="none" d="M6 1v10A5 5 0 0 1 6 1z"/>',
    "open": '<circle cx="6" cy="6" r="4.8" fill="none" stroke-width="1.6"/>',
    "tick": '<path d="M1.5 6.5 4.7 9.7 10.5 2.8" fill="none" stroke-width="2"/>',
    "pause": '<path stroke="none" d="M2 1h3v10H2zM7 1h3v10H7z"/>',
    "cross": '<path d="M2 2l8 8M10 2l-8 8" fill="none" stroke-width="2"/>',
    "back": '<path d="M10.5 9.5V5h-8M5.5 1.8 2.2 5l3.3 3.2" fill="none" stroke-width="1.8"/>',
}


@dataclass(frozen=True, slots=True)
class Badge:
    """``mark`` names one of our own drawings: what colour says, shape and word say too."""

    word: "str | StrPromise"
    mark: str
    tone: str


def drawn_badge(shown: Badge) -> SafeString:
    drawing = mark_safe(_MARKS[shown.mark])  # noqa: S308  (our own drawings)
    return format_html(
        '<span class="badge {}"><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">{}</svg>{}</span>',
        shown.tone,
        drawing,
        shown.word,
    )
