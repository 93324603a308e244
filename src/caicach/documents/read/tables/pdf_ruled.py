"""Tables whose lines are drawn: cells between the lines, merged where no line parts them."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.tables.grid import Cell, grid_of_places
from caicach.documents.read.tables.pdf_rules import Rule, merged_rules
from caicach.documents.read.words import Word, rows_of
from caicach.kernel.text.characters import clean

_TOUCH: Final = 3.5
_FEWEST: Final = 3
_MAX_LINES: Final = 1200


@dataclass(frozen=True, slots=True)
class Placed:
    """A table and where it stands on its page, from ``top`` down to ``bottom``."""

    rows: tuple[tuple[Cell, ...], ...]
    top: float
    bottom: float


def ruled_tables(words: list[Word], rules: list[Rule]) -> list[Placed]:
    """Every table of a page from the top; frames of fewer than two rows or columns are none."""
    level, upright = merged_rules(rules, is_level=True), merged_rules(rules, is_level=False)
    if len(level) + len(upright) > _MAX_LINES:
        return []
    tables = [_table(words, *group) for group in _groups(level, upright)]
    return sorted((table for table in tables if table is not None), key=lambda table: table.top)


def _groups(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross one another, directly or through others."""
    parent = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, rule in enumerate(level):
        for two, other in enumerate(upright, start=len(level)):
            if _cross(rule, other):
                parent[root(two)] = root(one)
    groups: defaultdict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for at, rule in enumerate([*level, *upright]):
        groups[root(at)][0 if rule.is_level else 1].append(rule)
    return [group for group in groups.values() if len(group[0]) >= _FEWEST - 1 and len(group[1]) >= _FEWEST]


def _cross(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _TOUCH <= upright.at <= level.end + _TOUCH
        and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH
    )


def _table(words: list[Word], level: list[Rule], upright: list[Rule]) -> Placed | None:
    ys, xs = _lines(level), _lines(upright)
    if len(ys) < _FEWEST - 1 or len(xs) < _FEWEST:
        return None
    inside = _inside(words, xs, ys)
    cells = []
    seen: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) not in seen:
                rows, columns = _extent(row, column, xs, ys, level, upright, seen)
                cells.append(Cell(_text(inside, row, column, rows, columns), row, column, rows, columns))
    return Placed(grid_of_places(cells, len(ys) - 1), ys[0], ys[-1])


def _lines(rules: list[Rule]) -> list[float]:
    lines: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not lines or at - lines[-1] > _TOUCH:
            lines.append(at)
    return lines


def _extent(
    row: int, column: int, xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule],
    seen: set[tuple[int, int]],
) -> tuple[int, int]:  # fmt: skip
    """How many rows and columns a cell takes before a line parts it from the next."""
    columns = 1
    middle = (ys[row] + ys[row + 1]) / 2
    while column + columns < len(xs) - 1 and not _parted(upright, xs[column + columns], middle):
        columns += 1
    rows = 1
    while row + rows < len(ys) - 1 and not any(
        _parted(level, ys[row + rows], (xs[c] + xs[c + 1]) / 2) for c in range(column, column + columns)
    ):
        rows += 1
    seen.update((r, c) for r in range(row, row + rows) for c in range(column, column + columns))
    return rows, columns


def _parted(rules: list[Rule], at: float, across: float) -> bool:
    return any(abs(rule.at - at) <= _TOUCH and rule.start - 1 <= across <= rule.end + 1 for rule in rules)


def _inside(words: list[Word], xs: list[float], ys: list[float]) -> dict[tuple[int, int], list[Word]]:
    """Words by the place their middle stands in."""
    places: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row = bisect_right(ys, word.base - 0.3 * word.size) - 1
        column = bisect_right(xs, (word.left + word.right) / 2) - 1
        if 0 <= row < len(ys) - 1 and 0 <= column < len(xs) - 1:
            places.setdefault((row, column), []).append(word)
    return places


def _text(places: dict[tuple[int, int], list[Word]], row: int, column: int, rows: int, columns: int) -> str:
    words = [
        word for r in range(row, row + rows) for c in range(column, column + columns) for word in places.get((r, c), ())
    ]
    lines = rows_of(words)
    return clean("\n".join(" ".join(segment.text for segment in line) for line in lines)).strip()
