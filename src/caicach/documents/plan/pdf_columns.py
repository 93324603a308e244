"""Tables without lines: the header tells the columns, the gaps between words keep them apart down the page."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from caicach.documents.read.tables.grid import Written, grid_of
from caicach.documents.read.tables.headers import Kind, scores_of
from caicach.documents.read.tables.marks import Style, mark_of
from caicach.documents.read.tables.pdf_ruled import Placed
from caicach.documents.read.words import Row, Word, rows_of
from caicach.kernel.text.characters import clean

_FEWEST: Final = 3
_GAP: Final = 0.45
_CROSSED: Final = 0.12


def column_tables(words: list[Word]) -> list[Placed]:
    """One table from the header down to the end of the page; none where no line reads as a header."""
    rows = rows_of(words)
    first = next((at for at, row in enumerate(rows) if _is_header(row)), None)
    if first is None:
        return []
    first = _header_top(rows, first)
    lines = [
        sorted((word for segment in row for word in segment.words), key=lambda word: word.left) for row in rows[first:]
    ]
    edges = _edges(lines)
    if len(edges) < _FEWEST - 1:
        return []
    return [_placed(lines, edges)]


def _is_header(row: Row) -> bool:
    kinds = {max(scores, key=lambda kind: scores[kind]) for segment in row if (scores := scores_of(segment.text))}
    return len(row) >= _FEWEST and len(kinds - {Kind.OTHER, Kind.KNOWN}) >= _FEWEST


def _header_top(rows: Sequence[Row], at: int) -> int:
    """Lines right above that are part of a header of two lines stand as close as lines of one cell."""
    while at > 0 and len(rows[at - 1]) >= 2 and _base(rows[at]) - _base(rows[at - 1]) < 1.6 * rows[at][0].words[0].size:
        at -= 1
    return at


def _base(row: Row) -> float:
    return row[0].words[0].base


def _edges(lines: Sequence[Sequence[Word]]) -> list[float]:
    """Where the gaps between columns run: stretches of the width that hardly any line has words in."""
    left = min(word.left for line in lines for word in line)
    right = max(word.right for line in lines for word in line)
    size = sorted(word.size for line in lines for word in line)[sum(map(len, lines)) // 2]
    steps = int(right - left) + 1
    covered = [0] * (steps + 1)
    for line in lines:
        for word in line:
            for at in range(int(word.left - left), int(word.right - left) + 1):
                covered[min(at, steps)] += 1
    allowed = _CROSSED * len(lines)
    edges, start = list[float](), None
    for at, count in enumerate(covered):
        if count <= allowed:
            start = at if start is None else start
        elif start is not None:
            if at - start >= _GAP * size and start > 0:
                edges.append(left + (start + at) / 2)
            start = None
    return edges


def _placed(lines: Sequence[Sequence[Word]], edges: list[float]) -> Placed:
    rows: list[list[list[str]]] = []
    spans: list[bool] = []
    spacing = _spacing(lines)
    header = True
    last = None
    for line in lines:
        cells = _cells(line, edges)
        is_band = _crosses(line, edges)
        number = mark_of(" ".join(cells[0])) if cells[0] else None
        gap = spacing if last is None else line[0].base - last
        is_new = number is not None or is_band or (gap > 1.5 * spacing and bool(rows))
        if number is not None and header:
            header, is_new = False, True
        if header and rows and not is_band and gap <= 1.5 * spacing:
            is_new = False
        if not rows or is_new or (spans and spans[-1] and not is_band):
            rows.append([[] for _ in cells])
            spans.append(is_band)
        for at, cell in enumerate(cells):
            rows[-1][at] += [" ".join(cell)] if cell else []
        last = line[0].base
    written = [_written(row, is_band) for row, is_band in zip(rows, spans, strict=True)]
    return Placed(grid_of(written), lines[0][0].base - lines[0][0].size, lines[-1][0].base + 1)


def _spacing(lines: Sequence[Sequence[Word]]) -> float:
    gaps = sorted(after[0].base - before[0].base for before, after in pairwise(lines))
    return gaps[len(gaps) // 3] if gaps else 12.0


def _cells(line: Sequence[Word], edges: list[float]) -> list[list[str]]:
    cells: list[list[str]] = [[] for _ in range(len(edges) + 1)]
    for word in line:
        middle = (word.left + word.right) / 2
        cells[sum(edge < middle for edge in edges)].append(word.text)
    return cells


def _crosses(line: Sequence[Word], edges: list[float]) -> bool:
    """A line of running words over the gaps: a section row."""
    over = sum(
        any(word.left < edge < word.right for word in line)
        or any(one.right <= edge <= two.left and two.left - one.right < 0.5 * one.size for one, two in pairwise(line))
        for edge in edges[1:]
    )
    first = mark_of(line[0].text)
    return over > 0 and (first is None or first.style in {Style.LETTER, Style.ROMAN, Style.PART})


def _written(row: list[list[str]], is_band: bool) -> list[Written]:
    texts = [clean("\n".join(lines)).strip() for lines in row]
    if not is_band:
        return [Written(text) for text in texts]
    head = texts[0] if mark_of(texts[0]) else ""
    rest = " ".join(text for text in (texts[1:] if head else texts) if text)
    return [Written(head), Written(rest, columns=len(row) - 1)] if head else [Written(rest, columns=len(row))]
