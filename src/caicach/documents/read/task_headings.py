"""Headings of items: what they hand down to the items below, and whether a block is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.body import Placed
from caicach.documents.read.task_drafts import Named
from caicach.documents.read.task_labels import is_label
from caicach.documents.read.unit_labels import labelled_parts
from caicach.documents.read.unit_phrases import heading_units
from caicach.documents.values import BlockKind
from caicach.kernel.text.folding import fold

LONGEST_HEADING: Final = 220
LONGEST_TITLE: Final = 120


@dataclass(slots=True)
class Heading:
    level: int
    leads: tuple[Named, ...]
    cooperate: tuple[Named, ...]
    is_context: bool
    is_item_of_order: bool
    has_text_below: bool = False


def only_names(placed: Sequence[Placed], index: int) -> bool:
    """«2. Bộ Tài chính» above a paragraph without a mark of its own."""
    block = placed[index].block
    found = heading_units(block.text) if len(block.text) <= LONGEST_HEADING else None
    if found is None or block.text[found.end :].strip(" .:;,") or index + 1 >= len(placed):
        return False
    below = placed[index + 1].block
    return below.kind is BlockKind.PARAGRAPH and below.path == block.path


def is_title_of_text(placed: Sequence[Placed], index: int) -> bool:
    """«3. Chế độ báo cáo» above a paragraph without a mark of its own: the title of what is to be done."""
    block = placed[index].block
    if len(block.text) > LONGEST_TITLE or block.text.rstrip().endswith((".", ";", ":", ",", "/")):
        return False
    below = placed[index + 1].block if index + 1 < len(placed) else None
    return below is not None and below.kind is BlockKind.PARAGRAPH and below.path == block.path


def names_addressee(placed: Sequence[Placed], index: int, addressees: frozenset[str]) -> bool:
    """«2. Các bệnh viện công lập và ngoài công lập» above items or text: a name as the letter is written to, and one
    that the grammar of names does not read whole. ``addressees`` are folded.
    """
    text = placed[index].block.text
    if fold(text.strip(" .:;")) not in addressees:
        return False
    found = heading_units(text)
    is_read = found is not None and not text[found.end :].strip(" .:;,")
    return not is_read and (is_title_of_text(placed, index) or has_items_below(placed, index))


def has_items_below(placed: Sequence[Placed], index: int) -> bool:
    level = placed[index].block.level
    for one in placed[index + 1 :]:
        if one.block.kind is BlockKind.PARAGRAPH:
            continue
        if one.block.level <= level:
            return False
        marks = labelled_parts(one.block.text)
        if not is_label(marks):
            return True
    return False
