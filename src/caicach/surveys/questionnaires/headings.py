"""Headings of an XLSForm by the standard's own names: aliases, groups and languages read as pyxform reads them."""

from collections.abc import Iterable
from typing import Final

from pyxform import aliases
from pyxform.entities.entity_declaration import EntityDeclaration
from pyxform.parsing.sheet_headers import process_header
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.survey import Survey

from caicach.surveys.questionnaires.values import CHOICES, SETTINGS, SURVEY, Heading

_GROUPS: Final = ("bind", "control", "media", "body", "instance")
_NAMES: Final = {
    "calculate": "calculation",
    "jr:constraintMsg": "constraint_message",
    "jr:requiredMsg": "required_message",
    "jr:count": "repeat_count",
    "list name": "list_name",
    "id_string": "form_id",
    "title": "form_title",
}
TRANSLATED: Final = (
    "label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "big-image", "audio", "video",
)  # fmt: skip
_NEVER_SPLIT: Final = frozenset(
    {"type", "name", "default", "parameters", "trigger", "choice_filter", "list_name", "save_to", "query"}
)
MEDIA: Final = ("image", "big-image", "audio", "video")
_KNOWN: Final = {
    SURVEY: (aliases.survey_header, frozenset(MultipleChoiceQuestion.get_slot_names())),
    CHOICES: (aliases.list_header, frozenset(Option.get_slot_names())),
    "external_choices": (aliases.list_header, frozenset(Option.get_slot_names())),
    SETTINGS: (aliases.settings_header, frozenset(Survey.get_slot_names())),
    "entities": (aliases.entities_header, frozenset(EntityDeclaration.get_slot_names())),
    "osm": (aliases.list_header, frozenset(Option.get_slot_names())),
}
KINDS: Final = frozenset(_KNOWN)


def headings(kind: str, texts: Iterable[str]) -> tuple[Heading, ...]:
    """One for each text, in order."""
    texts = tuple(texts)
    has_double = any("::" in text for text in texts)
    return tuple(_heading(kind, text, has_double=has_double) for text in texts)


def _heading(kind: str, text: str, *, has_double: bool) -> Heading:
    if "jr" in (part.strip() for part in text.split(":")[-1:]):  # half a name: pyxform fails on it
        return Heading(text, text, "")
    known, columns = _KNOWN[kind]
    parts = process_header(text, has_double, known, columns)[1]
    inner = parts[1:] if len(parts) > 1 and parts[0] in _GROUPS else parts
    column = _NAMES.get(inner[0], inner[0])
    if parts == inner and (column in _GROUPS or (len(inner) > 1 and column in _NEVER_SPLIT)):
        return Heading(text, text, "")  # no column of the standard: pyxform fails on its cells
    language = inner[1] if column in TRANSLATED and len(inner) > 1 else ""
    return Heading(text, column, language)
