"""What a correction changes, as a table of the page."""

from typing import Final

from django.utils.translation import get_language

from caicach.kernel.said import tell
from caicach.public.shown import CellShown, TableShown, Words, shown_cell, words_of
from caicach.publications.domain.differences import ChangedCell, differences
from caicach.publications.domain.values import Cell, Content

MOST: Final = 60
"""Rows on the page; both editions are files for whoever wants all."""
_HEAD: Final = (tell("Bảng"), tell("Dòng"), tell("Cột"), tell("Trước đính chính"), tell("Sau đính chính"))


def changes_shown(number: int, before: Content, after: Content) -> TableShown:
    """Every figure that differs from edition ``number``; no rows where none does."""
    found = differences(before, after)
    head = tuple((words_of(said), False) for said in _HEAD)
    rows = tuple(_row(one, [words.text for words, _ in head]) for one in found[:MOST])
    return TableShown("doi", words_of(tell("Số liệu khác bản số {number}", number=number)), head, rows, len(found), 0)


def _row(one: ChangedCell, heads: list[str]) -> tuple[CellShown, ...]:
    lang = "" if get_language() == "vi" else "vi"
    named = (words_of(one.table.title), Words(", ".join(one.row), lang), words_of(one.column.title))
    words = [CellShown(text, False, False, head) for text, head in zip(named, heads, strict=False)]
    return (*words, _side(one, one.before, heads[3]), _side(one, one.after, heads[4]))


def _side(one: ChangedCell, cell: Cell | None, head: str) -> CellShown:
    return shown_cell(cell, one.column, head) if cell is not None else CellShown(Words("–"), False, True, head)
