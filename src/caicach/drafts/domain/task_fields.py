"""The fields of a task that are chosen from a list, each said once: its values, its words, how a source says it.

Columns, forms, pages, lists, filters, exports, API and files of plans go through ``CHOSEN``; a new field is its enum,
a line of the two values and an entry of ``CHOSEN`` here, a column in ``drafts.models``, and what is generated.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from caicach.documents.values import Urgency
from caicach.drafts.domain.changes import UNCHANGED, Unchanged
from caicach.kernel.said import Said, tell
from caicach.kernel.text.folding import fold, squeeze


class Priority(StrEnum):
    """Mức ưu tiên."""

    URGENT = "urgent"  # khẩn
    NORMAL = "normal"  # thường


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFields:
    """Carried alike by a draft, a new task, a task and its row in a list."""

    priority: Priority = Priority.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFieldChanges:
    """What a person changes of them; what is not named stays as it is."""

    priority: Priority | Unchanged = UNCHANGED


@dataclass(frozen=True, slots=True)
class ChosenField:
    """``name`` is that of attribute, column and API parameter, ``asked`` that of a filter in the address of a page.

    ``usual`` holds where a source says nothing. ``title`` matches the words over a column of a plan, ``cell`` reads
    what stands under it (None: not understood), ``letter`` the mark of a letter's head and the words of an item (None:
    neither says it).
    """

    name: str
    label: Said
    words: Mapping[Any, Said]
    usual: StrEnum
    asked: str
    title: re.Pattern[str]
    cell: Callable[[str], StrEnum | None]
    letter: Callable[[Urgency | None, str], StrEnum | None]

    def of(self, value: str) -> StrEnum | None:
        """The value of a code; None for nonsense."""
        return next((one for one in self.words if one == value), None)


_URGENT: Final = re.compile(r"(?:hoa\s+toc|thuong\s+khan|khan(?:\s+cap)?|cap\s+bach|gap)(?:\s+\d+\s*h|\s+hen\s+gio)?|x")
_NORMAL: Final = re.compile(r"thuong|binh\s+thuong|khong(?:\s+khan)?|-+")
# «khẩn trương» is a turn of phrase, «công điện hỏa tốc» names another paper, «tình trạng khẩn cấp» a matter of the law.
_URGENT_WORDS: Final = re.compile(r"(?<!cong dien )(?<!cong van )(?<!van ban )\b(?:hoa toc|thuong khan)\b|\(khan\)")


def _priority_of_cell(words: str) -> Priority | None:
    """
    >>> [_priority_of_cell(words) for words in ("Khẩn", "thường", "Hỏa tốc", "Loại 2")]
    [<Priority.URGENT: 'urgent'>, <Priority.NORMAL: 'normal'>, <Priority.URGENT: 'urgent'>, None]
    """
    folded = squeeze(fold(words)).strip(" .")
    if _URGENT.fullmatch(folded):
        return Priority.URGENT
    return Priority.NORMAL if _NORMAL.fullmatch(folded) else None


def _priority_of_letter(mark: Urgency | None, words: str) -> Priority | None:
    """Urgent where the head bears a mark of urgency (NĐ 30/2020, Phụ lục I, II.10b), or the item says it of itself.

    >>> _priority_of_letter(Urgency.FLASH, "Báo cáo kết quả"), _priority_of_letter(None, "Báo cáo hỏa tốc về Bộ")
    (<Priority.URGENT: 'urgent'>, <Priority.URGENT: 'urgent'>)
    >>> _priority_of_letter(None, "Khẩn trương rà soát theo Công điện hỏa tốc số 5") is None
    True
    """
    says = mark is not None or _URGENT_WORDS.search(squeeze(fold(words))) is not None
    return Priority.URGENT if says else None


PRIORITY: Final = ChosenField(
    name="priority",
    label=tell("Mức ưu tiên"),
    words={Priority.URGENT: tell("Khẩn"), Priority.NORMAL: tell("Thường")},
    usual=Priority.NORMAL,
    asked="uu-tien",
    title=re.compile(r"(?:(?:muc|tinh\s+chat)(?:\s+do)?\s+|do\s+)?(?:uu\s+tien|khan(?:\s+cap)?|cap\s+bach)"),
    cell=_priority_of_cell,
    letter=_priority_of_letter,
)
CHOSEN: Final[tuple[ChosenField, ...]] = (PRIORITY,)


def field_titled(title: str) -> ChosenField | None:
    """The field that the words over a column of a plan name.

    >>> field_titled("Mức độ khẩn").name, field_titled("Ghi chú")
    ('priority', None)
    """
    folded = squeeze(fold(title)).strip(" .:")
    return next((field for field in CHOSEN if field.title.fullmatch(folded)), None)


def of_letter(mark: Urgency | None, words: str) -> dict[str, Any]:
    """What a letter's head and an item say of the fields, by name; the usual where they say nothing."""
    return {field.name: field.letter(mark, words) or field.usual for field in CHOSEN}


def of_cells(cells: Mapping[str, str]) -> dict[str, Any]:
    """What a row of a plan says of them, from its cells by title."""
    found = {field.name: field.cell(text) for field, text in _fields_with_text(cells)}
    return {field.name: found.get(field.name) or field.usual for field in CHOSEN}


def not_understood(cells: Mapping[str, str]) -> Iterator[tuple[ChosenField, str]]:
    """The cells whose words are none of the field's."""
    return ((field, text) for field, text in _fields_with_text(cells) if field.cell(text) is None)


def _fields_with_text(cells: Mapping[str, str]) -> Iterator[tuple[ChosenField, str]]:
    return (
        (field, text) for title, text in cells.items() if text.strip() and (field := field_titled(title)) is not None
    )


def chosen_of(holder: object) -> dict[str, Any]:
    """The fields of anything that has them by name, a value or a row, as their values."""
    return {field.name: field.of(getattr(holder, field.name)) for field in CHOSEN}


def named_fields(changes: TaskFieldChanges) -> dict[str, Any]:
    """The fields that a change names, with their values."""
    values = {field.name: getattr(changes, field.name) for field in CHOSEN}
    return {name: value for name, value in values.items() if value is not UNCHANGED}


def dwelt_on(holder: TaskFields) -> Iterator[tuple[ChosenField, StrEnum]]:
    """The fields that say something beside the usual."""
    values = ((field, getattr(holder, field.name)) for field in CHOSEN)
    return ((field, value) for field, value in values if value is not field.usual)
