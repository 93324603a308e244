"""Tables of a saved web page: merged cells, line ends inside cells, no network, no scripts, bounded."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from lxml import etree, html

from caicach.documents.plan.reader import PlanSource
from caicach.documents.plan.values import PlanWarning
from caicach.documents.read.legacy_fonts import decoder_of, legacy_warning
from caicach.documents.read.limits import MEGABYTE
from caicach.documents.read.office_package import damaged
from caicach.documents.read.superscripts import superscript
from caicach.documents.read.tables.grid import Grid, Written, grid_of
from caicach.kernel.errors import TooLarge
from caicach.kernel.text.characters import clean
from caicach.kernel.text.legacy import decode_viscii

MAX_HTML_BYTES: Final = 20 * MEGABYTE
_MAX_SPAN: Final = 1000
_UNSEEN: Final = frozenset({"script", "style", "head", "noscript", "template", "svg", "object", "iframe"})
_BLOCKS: Final = frozenset(
    {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"}
)
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_FEWEST_COLUMNS: Final = 3
_MAX_ROWS_LOOKED_AT: Final = 200
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def html_plan(data: bytes, *, name: str) -> PlanSource:
    """The tables (layout tables are only walked through), and the words outside them."""
    parts = [part if isinstance(part, str) else _rows(part) for part in _parts(_parsed(data, name))]
    decode = decoder_of("\n".join(part if isinstance(part, str) else _said(part) for part in parts))
    grids: list[Grid] = []
    words: list[str] = []
    before: list[str] = []
    for part in parts:
        if isinstance(part, str):
            before.append(decode(part))
            words.append(decode(part))
        else:
            rows = [[replace(cell, text=decode(cell.text)) for cell in row] for row in part]
            grids.append(Grid(grid_of(rows), clean("".join(before)).strip()))
            before = []
    warning = legacy_warning(is_viscii=decode is decode_viscii)
    warnings = () if decode is str else (PlanWarning(warning.code, warning.message),)
    return PlanSource(tuple(grid for grid in grids if grid.rows), clean("".join(words)), warnings)


def _said(rows: list[list[Written]]) -> str:
    return "\n".join(cell.text for row in rows for cell in row)


def _parsed(data: bytes, name: str) -> etree._Element:
    if len(data) > MAX_HTML_BYTES:
        raise TooLarge(
            "document.page_too_large",
            what="Không đọc trang web «{name}».",
            why="Trang nặng hơn {limit} MB.",
            todo="Hãy lưu riêng phần bảng, hoặc gửi tệp DOCX hay XLSX.",
            name=name,
            limit=MAX_HTML_BYTES // MEGABYTE,
        )
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(_text(data).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    return root


def _text(data: bytes) -> str:
    """By its mark, then by what it says of itself, then UTF-8; a wrong word on the charset does not win over UTF-8."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        drawn = data.decode("latin-1")
        if decoder_of(_TAG.sub(" ", drawn)) is not str:
            return drawn
        said = _CHARSET.search(data[:4096])
        try:
            return data.decode(said[1].decode("ascii") if said else "cp1258", errors="replace")
        except LookupError:
            return data.decode("utf-8", errors="replace")


def _is_of_tasks(table: etree._Element) -> bool:
    """Whether a table is one of its own, though a small one stands in a cell: more than one row of three cells."""
    rows = (row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table)
    widths = [sum(_tag(cell) in {"td", "th"} for cell in row) for row in islice(rows, _MAX_ROWS_LOOKED_AT)]
    return sum(width >= _FEWEST_COLUMNS for width in widths) >= 2


def _parts(element: etree._Element) -> Iterator[str | etree._Element]:
    """Words and tables of tasks in the order of the page; a plain loop, for pages may be nested deep."""
    stack: list[etree._Element | str] = [element]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
            continue
        tag = _tag(one)
        if tag in _UNSEEN:
            continue
        if tag == "table" and (one.find(".//table") is None or _is_of_tasks(one)):
            yield one
            continue
        if tag in _BLOCKS or tag == "br":
            yield "\n"
        if one.text:
            yield one.text
        for child in reversed(one):
            stack.append(child.tail or "")
            stack.append(child)


def _tag(element: etree._Element) -> str:
    return str(element.tag).lower()  # comments and instructions are not kept


def _rows(table: etree._Element) -> list[list[Written]]:
    """Rows of the table, its head and bodies; a row of nothing is kept, for merged cells count it."""
    rows = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue  # of a small table inside a cell, whose words are the cell's
        cells = [cell for cell in row if _tag(cell) in {"td", "th"}]
        rows.append([Written(_words(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in cells])
    return rows


def _span(cell: etree._Element, name: str) -> int:
    """A span as browsers take it: nonsense is one; zero rows reach to the end of the table."""
    written = (cell.get(name) or "1").strip()
    if not written.isdecimal() or len(written) > 6:
        return 1
    number = int(written)
    if number == 0:
        return _MAX_SPAN if name == "rowspan" else 1
    return min(number, _MAX_SPAN)


def _words(cell: etree._Element) -> str:
    """Text as a browser shows it: blanks are one, blocks and <br> end a line."""
    lines = [" ".join(line.split()) for line in clean("".join(_pieces(cell))).split("\n")]
    return "\n".join(line for line in lines if line)


def _pieces(cell: etree._Element) -> Iterator[str]:
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        tag = _tag(element)
        if event == "start":
            if tag == "br" or tag in _BLOCKS:
                yield "\n"
            elif tag in {"td", "th"}:
                yield " "  # a small table inside the cell
            if element.text and tag not in _UNSEEN:
                words = element.text.replace("\n", " ")
                is_mark = tag == "sup" and words.strip().isdecimal()  # never the end of the number before it
                yield superscript(words.strip()) if is_mark else words
        elif element is not cell:
            if tag in _BLOCKS:
                yield "\n"
            yield (element.tail or "").replace("\n", " ")
