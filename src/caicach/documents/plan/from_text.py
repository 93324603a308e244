"""Tables of a DOCX as it was loaded, and tables drawn in plain text with bars or tabs."""

import re
from itertools import groupby
from typing import Final

from caicach.documents.plan.reader import PlanSource
from caicach.documents.plan.values import PlanWarning
from caicach.documents.read.source import SourceText
from caicach.documents.read.tables.grid import Grid, Written, grid_of
from caicach.documents.read.tables.source_grid import source_grid

_RULE: Final = re.compile(r"[\s|+:=┌┬┐├┼┤└┴┘─│═║-]+")
_BAR: Final = re.compile(r"(?<!\\)[|│║]")
_FEWEST: Final = 3


def docx_plan(source: SourceText) -> PlanSource:
    """The tables with their merges: a merged cell has the same span at every place it covers."""
    grids, at = [], 0
    texts = []
    for table in source.tables:
        before = source.text[at : max(at, table.span.start)]
        texts.append(before)
        grids.append(Grid(source_grid(table), before))
        at = table.span.end
    texts.append(source.text[at:])
    return PlanSource(tuple(grids), "\n".join(texts), _warnings(source))


def _warnings(source: SourceText) -> tuple[PlanWarning, ...]:
    """What the loading of the file had to tell, for the plan as a whole."""
    return tuple(PlanWarning(warning.code, warning.message) for warning in source.warnings)


def text_plan(source: SourceText) -> PlanSource:
    """Stretches of lines with bars, or with tabs, are tables; a line that continues a cell has no mark of its own."""
    grids, words = [], list[str]()
    before: list[str] = []
    for kind, group in groupby(source.text.splitlines(), key=_kind_of):
        lines = list(group)
        rows = _rows(lines, kind)
        if kind and len(rows) > 1:
            grids.append(Grid(grid_of(rows), "\n".join(before)))
            before = []
        else:
            before += lines
            words += lines
    return PlanSource(tuple(grids), "\n".join(words))


def _kind_of(line: str) -> str:
    if len(_BAR.findall(line)) >= _FEWEST - 1 or (_RULE.fullmatch(line) and re.search(r"[+|─═┼-]{3}", line)):
        return "bars"
    return "tabs" if line.count("\t") >= _FEWEST - 1 else ""


def _rows(lines: list[str], kind: str) -> list[list[Written]]:
    if kind == "tabs":
        return [[Written(cell.strip()) for cell in line.split("\t")] for line in lines]
    has_rules = sum(bool(_RULE.fullmatch(line)) for line in lines) > _FEWEST - 1
    rows: list[list[str]] = []
    is_new = True
    for line in lines:
        if _RULE.fullmatch(line):
            is_new = True
            continue
        cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(line.strip().strip("|│║"))]
        if has_rules and not is_new and rows and len(rows[-1]) == len(cells):
            rows[-1] = [f"{above}\n{cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        is_new = False
    return [[Written(re.sub(r"\s*<br\s*/?>\s*", "\n", cell)) for cell in row] for row in rows]
