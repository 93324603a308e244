"""The body: legal bases, opening, numbered blocks with their paths, tables, closing; each block with its quote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.item_marks import Mark
from caicach.documents.read.lines import Quoted, is_capital, legibility
from caicach.documents.read.paragraphs import Paragraph
from caicach.documents.read.source import SourceTable
from caicach.documents.values import Block, BlockKind, Span
from caicach.kernel.text.folding import fold, squeeze

_BASIS: Final = re.compile(
    r"^\W*(?:can cu|theo de nghi|xet (?:de nghi|to trinh|bao cao)|tren co so|sau khi (?:xem xet|co y kien))\b"
)
_ENACTING: Final = re.compile(r"^\W*(?:quyet dinh|quyet nghi|nghi quyet|chi thi|lenh|thong tu|nghi dinh)\s*[:;.]\W*$")
_ENACTING_TYPES: Final = frozenset(
    {"quyết định", "nghị quyết", "nghị định", "thông tư", "thông tư liên tịch", "luật", "pháp lệnh", "lệnh"}
)
_CLOSING: Final = re.compile(
    r"^\W*(?:yeu cau|de nghi|tran trong|kinh de nghi|tren day|day la|trong qua trinh|qua trinh|nhan duoc"
    r"|can cu noi dung|ubnd|uy ban nhan dan|chu tich|thu tuong|bo truong|ban chi dao|van phong"
    r"|cac (?:so|co quan|don vi|dia phuong)|giao|[^.;:]{3,60} (?:yeu cau|de nghi|thong bao)"
    r"|(?:nghi quyet|thong bao|quyet dinh) nay"
    r"|chi thi nay|cong dien nay|ke hoach nay|tren tinh than|voi tinh than|thu truong"
    r"|(?:ket qua|bao cao|van ban|y kien|thong tin|ho so)\b[^.]{0,60}\b(?:xin |de nghi )?gui (?:ve|bao cao|den)"
    r"|noi dung (?:tren|nay)|so \w+|bo \w+|moi|de bao dam|de thuc hien|rat mong|xin|vay|neu co|truong hop)\b"
)

_LIKE_A_BODY: Final = re.compile(r"\W*(?:Bố|Bỏ|Bổ|Số)\s")  # folded like «Bộ ...», «Sở ...»

_SENTENCE: Final = 40
_LEGIBLE: Final = 0.6
# Their numbers run through the whole text, so their paths do not start from what encloses them.
_OWN_PATH: Final = {BlockKind.ARTICLE: "Điều", BlockKind.PART: "Phần", BlockKind.CHAPTER: "Chương"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its quote. ``span`` runs from its mark to its last character, noise between lines included."""

    block: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Parts:
    """The text of the letter, every paragraph in exactly one of these."""

    legal_bases: tuple[Quoted, ...]
    opening: tuple[Quoted, ...]
    blocks: tuple[Placed, ...]
    closing: tuple[Quoted, ...]


def parse_body(
    paragraphs: Sequence[Paragraph],
    annex: Sequence[Paragraph],
    tables: Sequence[SourceTable],
    doc_type: str | None,
    before: Sequence[Paragraph] = (),
) -> Parts:
    """``before`` is running text above «Kính gửi»: the opening of an invitation."""
    first = _first_item(paragraphs)
    bases, opening, middle = _before_items(paragraphs, first, doc_type)
    middle, closing = _closing(middle)
    blocks = [*_blocks(middle), *_blocks(annex), *(_table(table) for table in tables)]
    blocks.sort(key=lambda placed: (placed.span.start, placed.span.end))
    above = [Quoted(paragraph.quoted.text, paragraph.span) for paragraph in before if _is_sentence(paragraph)]
    return Parts(tuple(bases), (*above, *opening), tuple(blocks), tuple(closing))


def _is_sentence(paragraph: Paragraph) -> bool:
    text = paragraph.quoted.text
    return len(text) >= _SENTENCE and not is_capital(text) and legibility(text) >= _LEGIBLE


def _first_item(paragraphs: Sequence[Paragraph]) -> int | None:
    for index, paragraph in enumerate(paragraphs):
        if paragraph.mark is not None and not _BASIS.match(fold(paragraph.quoted.text)):
            return index
    return None


def _before_items(
    paragraphs: Sequence[Paragraph], first: int | None, doc_type: str | None
) -> tuple[list[Quoted], list[Quoted], list[Paragraph]]:
    """Legal bases and opening; a letter without items keeps its paragraphs as blocks of the body."""
    limit = len(paragraphs) if first is None else first
    enacts = doc_type in _ENACTING_TYPES or any(_ENACTING.match(fold(p.quoted.text)) for p in paragraphs[:limit])
    bases: list[Quoted] = []
    others: list[Paragraph] = []
    for paragraph in paragraphs[:limit]:
        if _is_basis(paragraph, enacts):
            bases.append(paragraph.quoted)
        else:
            others.append(paragraph)
    rest = list(paragraphs[limit:])
    if first is None:
        lead = [p for p in others if enacts and (_ENACTING.match(fold(p.quoted.text)) or p is others[0])]
        return bases, [p.quoted for p in lead], [p for p in others if p not in lead]
    return bases, [Quoted(p.quoted.text, p.span) for p in others], rest


def _is_basis(paragraph: Paragraph, enacts: bool) -> bool:
    text = fold(paragraph.quoted.text)
    if not _BASIS.match(text):
        return False
    return enacts or (text.lstrip(" -+").startswith("can cu") and text.endswith((";", ",")))


def _closing(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Quoted]]:
    """Unmarked paragraphs after the last item that speak to everybody; the last item itself keeps the others."""
    last = max((i for i, p in enumerate(paragraphs) if p.mark is not None), default=0)
    start = len(paragraphs)
    # Under an item that is only a heading («3. Về dự án Luật ...») the next paragraph is its text.
    first = last + 2 if paragraphs and _is_bare_heading(paragraphs[last]) else last + 1
    for index in range(first, len(paragraphs)):
        text = paragraphs[index].quoted.text
        if _CLOSING.match(fold(text)) and not _LIKE_A_BODY.match(text):
            start = index
            break
    return list(paragraphs[:start]), [p.quoted for p in paragraphs[start:]]


def _is_bare_heading(paragraph: Paragraph) -> bool:
    text = paragraph.quoted.text.rstrip()
    is_item = paragraph.mark is not None and paragraph.mark.kind in (BlockKind.CLAUSE, BlockKind.POINT)
    return is_item and not text.endswith((".", ";", "/")) and len(text) <= 140


@dataclass(frozen=True, slots=True)
class _Level:
    mark: Mark
    path: str | None


def _blocks(paragraphs: Sequence[Paragraph]) -> list[Placed]:
    stack: list[_Level] = []
    placed: list[Placed] = []
    inside = _sections_inside_articles(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        mark = paragraph.mark
        if mark is None:
            path = stack[-1].path if stack else None
            block = Block(BlockKind.PARAGRAPH, None, _depth(stack), paragraph.quoted.text, path)
        else:
            _close(stack, mark, is_inside=index in inside)
            path = _path(stack[-1].path if stack else None, mark)
            block = Block(mark.kind, mark.number, len(stack), paragraph.quoted.text, path)
            stack.append(_Level(mark, path))
        placed.append(Placed(block, paragraph.span))
    return placed


def _sections_inside_articles(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """«I., II.» between «Điều 1» and «Điều 2» divide the article; after the last article they open what is attached.

    «Mục 1», «Mục 2» never do: they hold articles.
    """
    marks = [(index, paragraph.mark) for index, paragraph in enumerate(paragraphs) if paragraph.mark is not None]
    articles = [index for index, mark in marks if mark.kind is BlockKind.ARTICLE]
    sections = [i for i, mark in marks if mark.kind is BlockKind.SECTION and not (mark.number or "").isdigit()]
    return frozenset(i for i in sections if articles and articles[0] < i < articles[-1])


def _close(stack: list[_Level], mark: Mark, *, is_inside: bool) -> None:
    """Leaves on the stack what the mark lies in."""
    if is_inside:
        while stack and stack[-1].mark.kind is not BlockKind.ARTICLE:
            stack.pop()
        return
    if mark.kind is BlockKind.ARTICLE:
        while any(level.mark.kind is BlockKind.ARTICLE for level in stack):
            stack.pop()
    while stack and stack[-1].mark.rank >= mark.rank:
        stack.pop()


def _depth(stack: Sequence[_Level]) -> int:
    return sum(level.mark.kind is not BlockKind.DASH for level in stack)


def _path(outer: str | None, mark: Mark) -> str | None:
    if mark.number is None:
        return outer
    if mark.kind in _OWN_PATH:
        return f"{_OWN_PATH[mark.kind]} {mark.number}"
    if outer is None or outer.startswith(("Phần", "Chương")):
        return mark.number
    prefix, _, last = mark.number.rpartition(".")
    if prefix and (outer == prefix or outer.endswith((f".{prefix}", f" {prefix}"))):
        return f"{outer}.{last}"
    return f"{outer}.{mark.number}"


def _table(table: SourceTable) -> Placed:
    rows = tuple(tuple(squeeze(cell.text) for cell in row) for row in table.rows)
    text = "\n".join(" | ".join(row) for row in rows)
    return Placed(Block(BlockKind.TABLE, None, 0, text, None, rows), table.span)
