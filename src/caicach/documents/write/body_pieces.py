"""Blocks of the body to paragraphs, tables and pictures, each numbered as its kind is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from caicach.documents.values import Block, BlockKind
from caicach.documents.write import styles
from caicach.documents.write.pieces import Gap, Paragraph, Piece, Run, Shown
from caicach.documents.write.runs import RunMaker
from caicach.documents.write.table_pieces import grid
from caicach.kernel.text.folding import fold

_APPENDIX_NAME: Final = re.compile(r"phu luc(?:\s+(?:so\s+)?(?:[ivx]{1,4}|\d{1,2})\b)?[\s.:]*")
_DASHES: Final = "-+*"


@dataclass(slots=True)
class BodyPieces:
    runs: RunMaker

    def pieces(self, blocks: Sequence[Block]) -> list[Piece]:
        dashes = _dashes(blocks)
        found: list[Piece] = []
        for at, block in enumerate(blocks):
            before = blocks[at - 1] if at else None
            found += self._pieces(block, before, dashes.get(at, "-"))
        return found

    def _pieces(self, block: Block, before: Block | None, dash: str) -> Iterator[Piece]:
        match block.kind:
            case BlockKind.TABLE:
                yield grid(block, self.runs)
                yield Gap(8.0)
            case BlockKind.PICTURE if block.picture is not None:
                yield Shown(block.picture)
            case BlockKind.APPENDIX:
                yield from self._appendix(block)
            case BlockKind.PART | BlockKind.CHAPTER:
                name = "Phần" if block.kind is BlockKind.PART else "Chương"
                yield self._paragraph(styles.PART, f"{name} {block.number}" if block.number else "", "")
                if block.text:
                    yield self._paragraph(styles.PART_TITLE, "", block.text)
            case BlockKind.SECTION:
                yield self._section(block)
            case BlockKind.ARTICLE:
                yield self._article(block)
            case BlockKind.CLAUSE:
                yield self._paragraph(styles.CLAUSE, f"{block.number}. ", block.text)
            case BlockKind.POINT:
                yield self._paragraph(styles.POINT, f"{block.number}) ", block.text)
            case BlockKind.DASH:
                yield self._paragraph(styles.DASH, f"{dash} ", block.text)
            case _:
                yield self._unnumbered(block, before)

    def _paragraph(self, style: styles.Style, mark: str, text: str, *, bold: bool | None = None) -> Paragraph:
        lead = (Run(mark, bold=bold),) if mark else ()
        return Paragraph(style, (*lead, *self.runs.runs(text)))

    def _section(self, block: Block) -> Paragraph:
        number = block.number or ""
        if number.isdigit():
            return self._paragraph(styles.SECTION, f"Mục {number}. ", block.text)
        return self._paragraph(styles.ROMAN, f"{number}. " if number else "", block.text)

    def _article(self, block: Block) -> Paragraph:
        """The words of an article that is a heading of what follows are bold with it."""
        is_heading = not block.text.rstrip().endswith((".", ";", ":", "/"))
        words = self.runs.runs(block.text, bold=True if is_heading else None)
        return Paragraph(styles.ARTICLE, (Run(f"Điều {block.number}. ", bold=True), *words))

    def _appendix(self, block: Block) -> Iterator[Paragraph]:
        """«PHỤ LỤC I» and its title on lines of their own."""
        name = _APPENDIX_NAME.match(fold(block.text))
        cut = name.end() if name else 0
        heading, title = block.text[:cut].rstrip(), block.text[cut:]
        if heading:
            yield Paragraph(styles.APPENDIX, self.runs.runs(heading))
        if title:
            style = styles.APPENDIX_TITLE if heading else styles.APPENDIX
            yield Paragraph(style, self.runs.runs(title))

    def _unnumbered(self, block: Block, before: Block | None) -> Paragraph:
        """«(Kèm theo ...)» right under the name of an appendix belongs to its heading."""
        if before is not None and before.kind is BlockKind.APPENDIX and block.text.startswith("("):
            return Paragraph(styles.APPENDIX_OF, self.runs.runs(block.text, italic=True))
        return Paragraph(styles.BODY, self.runs.runs(block.text))


def _dashes(blocks: Sequence[Block]) -> dict[int, str]:
    """The sign of every dashed item: one deeper inside a dashed item is «+», then «*»."""
    open_items: list[int] = []
    signs: dict[int, str] = {}
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.DASH:
            while open_items and open_items[-1] >= block.level:
                open_items.pop()
            signs[at] = _DASHES[min(len(open_items), len(_DASHES) - 1)]
            open_items.append(block.level)
        elif block.kind not in {BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PICTURE}:
            open_items.clear()
    return signs
