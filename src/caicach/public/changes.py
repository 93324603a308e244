"""What a correction changes, as a table of the page."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import get_language

from caicach.kernel.said import Said, ready_sentence, tell
from caicach.public.shown import CellShown, TableShown, Words, shown_cell, words_of
from caicach.publications.domain.differences import ChangedCell, differences
from caicach.publications.domain.values import Cell, Content

MOST: Final = 60
"""Rows on the page; both editions are files for whoever wants all."""
_SIDES: Final = 3
_HEAD: Final = (tell("Bảng"), tell("Dòng"), tell("Cột"), tell("Trước đính chính"), tell("Sau đính chính"))


def changes_shown(number: int, before: Content, after: Content) -> TableShown:
    """Every figure that differs from edition ``number``; no rows where none does."""
    found = differences(before, after)
    titles = _titles(before) | _titles(after)
    first = 0 if len({one.table.code for one in found}) > 1 else 1  # one table needs no name beside each row
    head = tuple((words_of(said), at >= _SIDES) for at, said in enumerate(_HEAD))
    heads = [words.text for words, _ in head]
    rows = tuple(_row(one, heads, titles)[first:] for one in found[:MOST])
    head = head[first:]
    return TableShown("doi", words_of(tell("Số liệu khác bản số {number}", number=number)), head, rows, len(found), 0)


def _titles(content: Content) -> dict[str, Said]:
    """What figures are called, by the names that rows of figures carry."""
    meanings = content.table("metrics")
    if meanings is None:
        return {}
    name, title = meanings.place("metric"), meanings.place("title")
    if name is None or title is None:
        return {}
    return {row[name].text: ready_sentence(row[title].text) for row in meanings.rows}


def _row(one: ChangedCell, heads: list[str], titles: Mapping[str, Said]) -> tuple[CellShown, ...]:
    lang = "" if get_language() == "vi" else "vi"
    parts = [
        words_of(titles[text]).text if text in titles else text
        for column, text in zip(one.table.columns, one.row, strict=False)
        if column.code != "unit_code"
    ]
    named = (words_of(one.table.title), Words(", ".join(parts), lang), words_of(one.column.title))
    words = [CellShown(text, False, False, head) for text, head in zip(named, heads, strict=False)]
    return (*words, _side(one, one.before, heads[3]), _side(one, one.after, heads[4]))


def _side(one: ChangedCell, cell: Cell | None, head: str) -> CellShown:
    return shown_cell(cell, one.column, head) if cell is not None else CellShown(Words("–"), False, True, head)
