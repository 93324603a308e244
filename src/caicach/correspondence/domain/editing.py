"""The body of a draft as text that a person edits, and back: one line a block, its mark before it.

``Điều 1.``, ``I.``, ``1.``, ``1.1.``, ``a)``, ``-``, ``+`` begin numbered items; ``Phụ lục`` begins an appendix; lines
of ``| cell | cell |`` are a table; ``[hình 1]`` stands for a picture of the draft. A paragraph that only looks like an
item bears a backslash before it. Reading the text of blocks gives the blocks again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from caicach.documents.values import Block, BlockKind
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.folding import nfc

_DASHES: Final = "-+*"
_PICTURE: Final = re.compile(r"\[hình (\d{1,3})\]")
_APPENDIX: Final = re.compile(r"(?:phụ lục|PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+)?([IVX]{1,4}|\d{1,2})\b)?.*")
_MARKS: Final = (
    (re.compile(r"Phần\s+(\w{1,10})\.?(?:\s+(.*))?"), BlockKind.PART, 0),
    (re.compile(r"Chương\s+(\w{1,10})\.?(?:\s+(.*))?"), BlockKind.CHAPTER, 1),
    (re.compile(r"Mục\s+(\d{1,2})\.?(?:\s+(.*))?"), BlockKind.SECTION, 2),
    (re.compile(r"([A-HĐ])\.(?:\s+(.*))?"), BlockKind.SECTION, 2),
    (re.compile(r"([IVXL]{1,6})\.(?:\s+(.*))?"), BlockKind.SECTION, 3),
    (re.compile(r"Điều\s+(\d{1,3}[a-zđ]?)\.(?:\s+(.*))?"), BlockKind.ARTICLE, 4),
    (re.compile(r"(\d{1,3}(?:\.\d{1,2}){0,3})\.(?:\s+(.*))?"), BlockKind.CLAUSE, 5),
    (re.compile(r"([a-zđ]\d?)\)(?:\s+(.*))?"), BlockKind.POINT, 8),
)
_DASHED: Final = re.compile(r"([-+*])\s+(.*)")
_OWN_PATH: Final = {BlockKind.ARTICLE: "Điều", BlockKind.PART: "Phần", BlockKind.CHAPTER: "Chương"}


@dataclass(frozen=True, slots=True)
class _Item:
    kind: BlockKind
    number: str | None
    text: str
    rank: int
    path: str | None = None


def body_as_text(blocks: Sequence[Block]) -> str:
    """The blocks as lines of text; an empty line before what begins a new part of the text."""
    lines: list[str] = []
    pictures, signs = 0, _dash_signs(blocks)
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE:
            lines += ["", *(_row_as_text(row) for row in block.rows), ""]
        elif block.kind is BlockKind.PICTURE:
            pictures += 1
            lines.append(f"[hình {pictures}]")
        else:
            lines.append(_line(block, signs.get(at, "-")))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


_WRITTEN: Final = {
    BlockKind.PART: "Phần {number}. {text}",
    BlockKind.CHAPTER: "Chương {number}. {text}",
    BlockKind.ARTICLE: "Điều {number}. {text}",
    BlockKind.CLAUSE: "{number}. {text}",
    BlockKind.POINT: "{number}) {text}",
    BlockKind.DASH: "{dash} {text}",
}


def _line(block: Block, dash: str) -> str:
    text, number = " ".join(block.text.split()), block.number or ""
    if block.kind in _WRITTEN:
        return _WRITTEN[block.kind].format(number=number, text=text, dash=dash).rstrip()
    if block.kind is BlockKind.SECTION:
        return f"{'Mục ' if number.isdigit() else ''}{number}. {text}".rstrip() if number else f"§ {text}"
    if block.kind is BlockKind.APPENDIX:
        return text if _APPENDIX.fullmatch(text) else f"# {text}"
    return f"\\{text}" if _looks_special(text) else text


def _looks_special(text: str) -> bool:
    return text.startswith(("\\", "|")) or _PICTURE.fullmatch(text) is not None or _item(text) is not None


def _dash_signs(blocks: Sequence[Block]) -> dict[int, str]:
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


def body_from_text(text: str, pictures: Sequence[Block] = ()) -> tuple[Block, ...]:
    """The blocks that the text means; ``pictures`` are those of the draft, which the text can only keep or leave out.

    Raises InvalidInput for a picture that the draft does not have and for rows of a table that differ in length.

    >>> [(b.kind.value, b.number, b.path, b.text) for b in body_from_text("1. Một\\na) Hai")]
    [('clause', '1', '1', 'Một'), ('point', 'a', '1.a', 'Hai')]
    """
    stack: list[_Item] = []
    blocks: list[Block] = []
    for line in _lines(nfc(text)):
        if isinstance(line, list):
            blocks.append(_table(line))
        elif picture := _PICTURE.fullmatch(line):
            blocks.append(_picture(int(picture[1]), pictures))
        else:
            blocks.append(_placed(line, stack))
    return tuple(blocks)


def _lines(text: str) -> Iterator[str | list[str]]:
    """Lines that say something; the rows of a table together."""
    rows: list[str] = []
    for raw in text.splitlines():
        line = " ".join(raw.replace("\x00", "").split())
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            yield rows
            rows = []  # an empty line parts two tables
        if line not in {"", "\\"}:  # a backslash with nothing behind it marks no paragraph
            yield line
    if rows:
        yield rows


def _placed(line: str, stack: list[_Item]) -> Block:
    found = _item(line)
    if found is None:
        path = stack[-1].path if stack else None
        depth = sum(item.kind is not BlockKind.DASH for item in stack)
        return Block(BlockKind.PARAGRAPH, None, depth, line.removeprefix("\\").lstrip(), path)
    if found.kind is BlockKind.ARTICLE:
        while any(item.kind is BlockKind.ARTICLE for item in stack):
            stack.pop()
    while stack and stack[-1].rank >= found.rank:
        stack.pop()
    path = _path(stack[-1].path if stack else None, found)
    block = Block(found.kind, found.number, len(stack), found.text, path)
    stack.append(_Item(found.kind, found.number, found.text, found.rank, path))
    return block


def _item(line: str) -> _Item | None:
    if line.startswith("# "):
        return _Item(BlockKind.APPENDIX, None, line[2:], -1)
    if line.startswith("§ "):
        return _Item(BlockKind.SECTION, None, line[2:], 3)
    if appendix := _APPENDIX.fullmatch(line):
        return _Item(BlockKind.APPENDIX, appendix[1], line, -1)
    if dash := _DASHED.fullmatch(line):
        return _Item(BlockKind.DASH, None, dash[2], 9 + _DASHES.index(dash[1]))
    for pattern, kind, rank in _MARKS:
        if mark := pattern.fullmatch(line):
            return _Item(kind, mark[1], mark[2] or "", rank + mark[1].count("."))
    return None


def _path(outer: str | None, item: _Item) -> str | None:
    """As the reader gives it: articles, parts and chapters count through the whole text."""
    if item.number is None:
        return outer
    if item.kind in _OWN_PATH:
        return f"{_OWN_PATH[item.kind]} {item.number}"
    if outer is None or outer.startswith(("Phần", "Chương")):
        return item.number
    prefix, _, last = item.number.rpartition(".")
    if prefix and (outer == prefix or outer.endswith((f".{prefix}", f" {prefix}"))):
        return f"{outer}.{last}"
    return f"{outer}.{item.number}"


def _row_as_text(row: Sequence[str]) -> str:
    cells = (cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n") for cell in row)
    return f"| {' | '.join(cells)} |"


def _table(lines: Sequence[str]) -> Block:
    rows = tuple(_cells(line) for line in lines)
    lengths = {len(row) for row in rows}
    if len(lengths) > 1:
        number = next(n for n, row in enumerate(rows, 1) if len(row) != len(rows[0]))
        raise InvalidInput(
            "letter.table_uneven",
            what="Bảng có dòng {number} gồm {found} ô, dòng đầu gồm {first} ô.",
            why="Mọi dòng của một bảng có cùng số ô; dấu | trong chữ của ô viết là \\|.",
            todo="Hãy thêm hoặc bớt dấu | ở dòng «{line}».",
            number=number,
            found=len(rows[number - 1]),
            first=len(rows[0]),
            line=lines[number - 1][:60],
        )
    return Block(BlockKind.TABLE, None, 0, "\n".join(" | ".join(row) for row in rows), None, rows)


def _cells(line: str) -> tuple[str, ...]:
    """Cells between the bars; a backslash takes the meaning of what follows it, and ``\\n`` is a new line.

    A lone bar is one empty cell.
    """
    cells, current, escaped = [], "", False
    for char in line.removeprefix("|"):
        if escaped:
            current += "\n" if char == "n" else char
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "|":
            cells.append(current.strip())
            current = ""
        else:
            current += char
    return (*cells, current.strip()) if current.strip() else tuple(cells) or ("",)


def _picture(number: int, pictures: Sequence[Block]) -> Block:
    if not 1 <= number <= len(pictures):
        raise InvalidInput(
            "letter.no_such_picture",
            what="Dự thảo không có hình {number}.",
            why="Dòng [hình …] chỉ giữ lại hình đã có trong dự thảo.",
            todo="Hãy xóa dòng đó, hoặc ghi đúng số của hình.",
            number=number,
        )
    return pictures[number - 1]


def pictures_of(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.kind is BlockKind.PICTURE)


def with_former_looks(blocks: Sequence[Block], former: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with what text cannot say taken over from the draft: how a table looks, how an appendix lies.

    The n-th table of as many columns keeps the look of the n-th table; an appendix keeps its page by its place.
    """
    tables = iter([block for block in former if block.kind is BlockKind.TABLE])
    annexes = iter([block for block in former if block.kind is BlockKind.APPENDIX])
    kept: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            was = next(tables, None)
            is_alike = was is not None and was.rows and len(was.rows[0]) == len(block.rows[0])
            kept.append(replace(block, look=was.look) if was is not None and is_alike else block)
        elif block.kind is BlockKind.APPENDIX:
            was = next(annexes, None)
            kept.append(replace(block, landscape=was.landscape) if was is not None else block)
        else:
            kept.append(block)
    return tuple(kept)
