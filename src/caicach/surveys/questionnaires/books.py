"""The bytes of a workbook (XLSX, XLS) as rows of text, each with the number that the spreadsheet shows.

A cell becomes the text that the standard wants: dates in ISO form (programs of the field read the spreadsheet's own
form as no date), whole numbers without ".0", composed letters, TRUE and FALSE.
"""

import datetime
import struct
import unicodedata
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, LargeZipFile

import xlrd
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from xlrd.compdoc import CompDocError

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import tell
from caicach.surveys.questionnaires.headings import KINDS, headings
from caicach.surveys.questionnaires.values import SURVEY, Book, Level, Problem, Row, Sheet

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 500
_DAMAGED: Final = (BadZipFile, LargeZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError,
                   IndexError, OSError, SyntaxError, EOFError, xlrd.XLRDError, AssertionError,
                   struct.error, zlib.error, CompDocError, RuntimeError)  # fmt: skip
Grid = list[tuple[str, ...]]


def read_book(data: bytes, file: str) -> Book:
    """Raises InvalidInput ("questionnaire.not_a_workbook", ".too_large") where there is no workbook to read."""
    try:
        grids = dict(_xls_grids(data) if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" else _xlsx_grids(data))
    except _DAMAGED as error:
        raise InvalidInput(
            "questionnaire.not_a_workbook",
            what="Không đọc được tệp «{file}».",
            why="Tệp không phải là bảng tính XLSX hoặc XLS còn nguyên vẹn (hoặc có mật khẩu).",
            todo="Hãy mở bằng phần mềm bảng tính, lưu lại dạng XLSX không mật khẩu rồi thử lại.",
            file=file,
        ) from error
    return _book(file, grids)


def _xlsx_grids(data: bytes) -> Iterator[tuple[str, Grid]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions that the library leaves out: no matter here
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            yield sheet.title, _grid(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), _text)
        book.close()


def _xls_grids(data: bytes) -> Iterator[tuple[str, Grid]]:
    with open("/dev/null", "w", encoding="utf-8") as silent:  # xlrd prints its doubts about a file
        book = xlrd.open_workbook(file_contents=data, logfile=silent)
        for sheet in book.sheets():
            rows = (sheet.row(at)[:MOST_COLUMNS] for at in range(sheet.nrows))
            yield sheet.name, _grid(rows, lambda cell: _xls_text(cell, book.datemode))


def _grid(rows: Iterable[Sequence[object]], text: Callable[[object], str]) -> Grid:
    found: Grid = []
    for row in rows:
        if len(found) > MOST_ROWS:
            break
        found.append(tuple(map(text, row)))
    while found and not any(found[-1]):
        found.pop()
    return found


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.replace(microsecond=0).isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = unicodedata.normalize("NFC", str(value).replace("\xa0", " ").replace("\r\n", "\n"))
    return "".join(char for char in text if char >= " " or char in "\n\t").strip()


def _xls_text(cell: object, datemode: int) -> str:
    kind: int = getattr(cell, "ctype", xlrd.XL_CELL_EMPTY)
    value: Any = getattr(cell, "value", "")
    if kind == xlrd.XL_CELL_ERROR:
        return ""
    if kind == xlrd.XL_CELL_BOOLEAN:
        return _text(bool(value))
    if kind == xlrd.XL_CELL_DATE:
        is_time = value < 1
        moment = xlrd.xldate_as_datetime(value, datemode)
        return _text(moment.time() if is_time else moment)
    return _text(value)


def _book(file: str, grids: dict[str, Grid]) -> Book:
    known = {title.strip().lower(): title for title in grids}
    kinds = {kind: known[kind] for kind in sorted(KINDS) if kind in known}
    if SURVEY not in kinds and len(grids) == 1:
        kinds[SURVEY] = next(iter(grids))
    problems: list[Problem] = []
    sheets = {kind: _sheet(kind, title, grids[title], problems) for kind, title in kinds.items()}
    return Book(file, sheets, tuple(grids), tuple(problems))


def _sheet(kind: str, title: str, grid: Grid, problems: list[Problem]) -> Sheet:
    first = [" ".join(text.split()) for text in grid[0]] if grid else []
    for text in sorted({text for text in first if text and first.count(text) > 1}):
        said = tell("Cột «{column}» có hai lần; hãy xoá hoặc đổi tên một cột.", column=text)
        problems.append(Problem(Level.ERROR, "column_twice", said, title, 1, text))
    if len(grid) > MOST_ROWS:
        said = tell("Trang tính dài hơn {most} dòng; hãy để danh sách dài ra tệp CSV kèm theo.", most=MOST_ROWS)
        problems.append(Problem(Level.ERROR, "too_long", said, title))
    rows = tuple(
        Row(number, {text: cell for text, cell in zip(first, cells, strict=False) if text and cell})
        for number, cells in enumerate(grid[1:], start=2)
    )
    return Sheet(kind, title, headings(kind, dict.fromkeys(filter(None, first))), tuple(r for r in rows if r.cells))
