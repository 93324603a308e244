"""Tables whose lines are drawn on a page of a PDF, and the rows of words that stand outside them."""

import re
from collections.abc import Sequence
from typing import Final

import pypdfium2

from caicach.documents.read.source_writer import Cell as WrittenCell
from caicach.documents.read.tables.grid import distinct
from caicach.documents.read.tables.pdf_ruled import Placed, ruled_tables
from caicach.documents.read.tables.pdf_rules import rules_of
from caicach.documents.read.words import Row, Word
from caicach.kernel.text.folding import fold

_FEWEST_COLUMNS: Final = 3
_FEWEST_ROWS: Final = 2
_HEAD: Final = re.compile(r"cong hoa xa hoi|dang cong san viet nam|noi nhan")
_ITEM: Final = re.compile(r"\s*[-–+•*]\s")


def may_hold_table(rows: Sequence[Row]) -> bool:
    """Whether words stand in three columns at least twice: without that no lines are looked for."""
    return sum(len(row) >= _FEWEST_COLUMNS for row in rows) >= _FEWEST_ROWS


def page_tables(pdf: pypdfium2.PdfDocument, number: int, words: Sequence[Word]) -> list[Placed]:
    """The ruled tables of a page from the top; frames around the head or the signature are none."""
    page = pdf[number]
    try:
        found = ruled_tables(list(words), rules_of(page))
    finally:
        page.close()
    return [table for table in found if _is_table(table)]


def _is_table(table: Placed) -> bool:
    if len(table.rows) < _FEWEST_ROWS or len(table.rows[0]) < _FEWEST_COLUMNS:
        return False
    texts = [cell.text for row in table.rows for cell in distinct(row)]
    filled = sum(bool(text.strip()) for text in texts)
    return filled >= _FEWEST_ROWS * _FEWEST_COLUMNS and not any(_HEAD.search(fold(text)) for text in texts)


def written_rows(table: Placed) -> list[list[WrittenCell]]:
    """The rows as a writer takes them: wrapped lines of a cell joined, items of a list in it kept apart."""
    return [
        [WrittenCell(_unwrapped(cell.text), cell.columns, cell.row < number) for cell in distinct(row)]
        for number, row in enumerate(table.rows)
    ]


def _unwrapped(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and not _ITEM.match(line) and not lines[-1].rstrip().endswith((";", ".")):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)
