"""XML Spreadsheet 2003, which old reporting systems export under the name .xls: its sheets as tables."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from lxml import etree

from caicach.documents.plan.from_xlsx import titles_of
from caicach.documents.plan.reader import PlanSource
from caicach.documents.plan.values import PlanWarning
from caicach.documents.read.office_package import parse_xml
from caicach.documents.read.tables.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Grid,
    grid_of_places,
    without_empty_columns,
)
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import tell
from caicach.kernel.text.characters import clean
from caicach.kernel.text.dates import format_date, parse_date

_NAMESPACE: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_SS: Final = f"{{{_NAMESPACE}}}"
_HEAD: Final = 4096


def is_xml_sheet(data: bytes) -> bool:
    return _NAMESPACE.encode() in data[:_HEAD]


def xml_sheet_plan(data: bytes, *, name: str) -> PlanSource:
    """Raises InvalidInput where the file is damaged or not safe."""
    root = parse_xml(data, name=name)
    grids: list[Grid] = []
    warnings: list[PlanWarning] = []
    for sheet in root.iterfind(f"{_SS}Worksheet"):
        cells = [cell for table in sheet.iterfind(f"{_SS}Table") for cell in _cells(table)]
        height = max((cell.row + 1 for cell in cells), default=0)
        kept = [Cell(c.text, c.row, c.column, min(c.rows, height - c.row), c.columns) for c in cells]
        title = sheet.get(f"{_SS}Name", "")
        hidden = sum(_is_hidden(row) for row in sheet.iter(f"{_SS}Row"))
        if hidden:
            message = tell("Trang tính «{sheet}»: {count} dòng đang ẩn nên không được đọc.", sheet=title, count=hidden)
            warnings.append(PlanWarning("plan.rows_hidden", message))
        if kept:
            grids.append(Grid(without_empty_columns(grid_of_places(kept, height)), title, title))
    return PlanSource(tuple(grids), "\n".join(map(titles_of, grids)), tuple(warnings))


def _is_hidden(row: etree._Element) -> bool:
    return row.get(f"{_SS}Hidden") == "1"


def _cells(table: etree._Element) -> Iterator[Cell]:
    at = -1
    for row in table.iterfind(f"{_SS}Row"):
        at = _number(row, "Index", at + 2) - 1
        if at >= MAX_ROWS:
            return
        if _is_hidden(row):
            continue
        column = 0
        for cell in row.iterfind(f"{_SS}Cell"):
            column = _number(cell, "Index", column + 1) - 1
            across = min(_number(cell, "MergeAcross", 0) + 1, max(MAX_COLUMNS - column, 1))
            text = _text(cell)
            if column < MAX_COLUMNS and text:
                yield Cell(text, at, column, min(_number(cell, "MergeDown", 0) + 1, MAX_ROWS), across)
            column += across


def _number(element: etree._Element, name: str, usual: int) -> int:
    written = element.get(f"{_SS}{name}", "")
    return int(written) if written.isdecimal() and 0 < len(written) < 8 else usual


def _text(cell: etree._Element) -> str:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return ""
    text = clean("".join(map(str, data.itertext()))).strip()
    match data.get(f"{_SS}Type"):
        case "DateTime":
            return _day(text)
        case "Number":
            return _figure(text)
    return text


def _day(text: str) -> str:
    try:
        return format_date(parse_date(text[:10]))
    except InvalidInput:
        return text


def _figure(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    is_whole = number.is_finite() and abs(number.adjusted()) < 15 and number == number.to_integral_value()
    return str(int(number)) if is_whole else text
