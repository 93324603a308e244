"""The visible sheet of a form as rows with the place of every cell: headings found by words, merged cells spread."""

import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Final

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from caicach.kernel.errors import InvalidInput, TooLarge
from caicach.kernel.said import Said, plain, tell
from caicach.kernel.tables.number_formats import shown_number
from caicach.kernel.text.folding import fold
from caicach.kernel.text.outline import outline_numbers

MACHINE_SHEET: Final = "Phần máy đọc"
_LONGEST_HEADING = 120
_LARGEST, _LARGEST_UNPACKED, _MOST_ROWS, _MOST_COLUMNS = 20_000_000, 300_000_000, 20_000, 60
# What the library lets through of a damaged file: errors of zip, of XML (SyntaxError), of values, of its own objects.
_DAMAGED: Final = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError, LookupError, TypeError,
    ValueError, AttributeError, ArithmeticError, AssertionError, RecursionError, RuntimeError,
)  # fmt: skip
_HEADINGS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("number", ("stt", "tt", "so tt", "so thu tu", "ma")),
    ("points", ("diem toi da", "diem chuan", "thang diem", "so diem", "diem")),
    ("rule", ("cach cham", "cach tinh", "quy dinh cham", "huong dan cham", "phuong phap cham", "thang diem chi tiet")),
    ("method", ("cach co diem", "phuong phap danh gia", "hinh thuc danh gia")),
    ("evidence", ("tai lieu kiem chung", "minh chung", "tai lieu minh chung", "ho so kiem chung")),
    ("data_source", ("nguon so lieu", "nguon du lieu")),
    ("verifier", ("don vi tham dinh", "co quan tham dinh", "don vi theo doi", "don vi cham")),
    ("reference", ("can cu",)),
    ("note", ("ghi chu",)),
    ("name", ("linh vuc", "tieu chi", "noi dung", "chi tieu", "chi so thanh phan", "ten")),
)


@dataclass(frozen=True)
class FormRow:
    """One row below the heading; ``cells`` by the column's meaning, ``at`` where each stands («C12»)."""

    row: int
    cells: Mapping[str, str]
    at: Mapping[str, str] = field(default_factory=dict)
    indent: int = 0

    def get(self, name: str) -> str:
        return self.cells.get(name, "")

    def place(self, name: str) -> Said:
        return plain(self.at[name]) if name in self.at else tell("dòng {line}", line=str(self.row))


@dataclass(frozen=True)
class FormSheet:
    title: str
    above: tuple[str, ...]
    rows: tuple[FormRow, ...]
    machine: str


def read_form_sheet(content: bytes, file: str) -> FormSheet:
    """The first sheet that has the heading of a form, and the text of the second sheet where there is one."""
    _check_size(content, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library leaves out (styles, print areas): no matter here
            book = load_workbook(BytesIO(content), data_only=True)
    except _DAMAGED as error:
        raise _damaged(file) from error
    machine = _machine_text(book[MACHINE_SHEET]) if MACHINE_SHEET in book.sheetnames else ""
    for sheet in book.worksheets:
        if sheet.title == MACHINE_SHEET:
            continue
        grid = _grid(sheet, file)
        at = next((n for n, row in enumerate(grid[:60]) if _columns(row)), None)
        if at is not None:
            return _form(sheet, grid, at, machine)
    todo = "Bảng cần có dòng tiêu đề với cột tiêu chí và cột điểm tối đa."
    raise _refusal("no_heading", file, "Không tìm thấy dòng tiêu đề của biểu.", todo)


def _form(sheet: Worksheet, grid: list[list[str]], at: int, machine: str) -> FormSheet:
    columns = _columns(grid[at])
    above = tuple(" ".join(dict.fromkeys(filter(None, row))) for row in grid[:at] if any(row))
    rows = []
    _restore_outline(grid[at + 1 :], columns.get("number"))
    for n, row in enumerate(grid[at + 1 :], start=at + 2):
        cells = {name: row[c] for name, c in columns.items() if c < len(row) and row[c]}
        if not cells or _is_numbering(row):
            continue
        places = {name: f"{get_column_letter(c + 1)}{n}" for name, c in columns.items()}
        aligned = sheet.cell(n, columns["name"] + 1).alignment
        rows.append(FormRow(n, cells, places, int(aligned.indent or 0)))
    return FormSheet(sheet.title, above, tuple(rows), machine)


def _restore_outline(rows: list[list[str]], column: int | None) -> None:
    """The numbers of a form as they were typed, where the spreadsheet made figures or dates of them."""
    if column is None:
        return
    held = [row for row in rows if column < len(row)]
    for row, number in zip(held, outline_numbers(row[column] for row in held), strict=True):
        row[column] = number


def _columns(row: list[str]) -> dict[str, int]:
    """Meaning -> column of a heading row; nothing where it is none. Exact words first, then words inside."""
    found: dict[str, int] = {}
    folded = [" ".join(re.findall(r"\w+", fold(cell))) for cell in row]
    for exact in (True, False):
        for name, words in _HEADINGS:
            for c, text in enumerate(folded):
                if name not in found and c not in found.values() and _fits(text, words, exact=exact):
                    found[name] = c
    return found if {"name", "points"} <= found.keys() else {}


def _fits(text: str, words: tuple[str, ...], *, exact: bool) -> bool:
    if exact:
        return text in words
    return 0 < len(text) < _LONGEST_HEADING and any(f" {word}" in f" {text}" for word in words if len(word) > 2)


def _is_numbering(row: list[str]) -> bool:
    """The row «(1) (2) (3)» below a heading."""
    filled = [cell for cell in row if cell]
    return len(filled) > 2 and all(re.fullmatch(r"\(\d+\)|\[\d+\]", cell) for cell in filled)


def _grid(sheet: Worksheet, file: str) -> list[list[str]]:
    if sheet.max_row > _MOST_ROWS or sheet.max_column > 16_384:
        raise TooLarge(
            "index_excel.too_many_rows",
            what="Bảng «{sheet}» của tệp «{file}» quá dài.",
            why="Biểu dài nhất nhận được có {most} dòng.",
            todo="Xóa các dòng trống ở cuối bảng.",
            sheet=sheet.title,
            file=file,
            most=_MOST_ROWS,
        )
    width = min(sheet.max_column, _MOST_COLUMNS)
    grid = [[_cell_words(cell) for cell in row] for row in sheet.iter_rows(max_col=width)]
    for area in sheet.merged_cells.ranges:
        value = grid[area.min_row - 1][area.min_col - 1] if area.min_col <= width else ""
        if area.min_col == area.max_col:  # merged downwards: what it says holds for every row of it
            for r in range(area.min_row, area.max_row):
                grid[r][area.min_col - 1] = value
    return grid


def _cell_words(cell: Cell | MergedCell) -> str:
    """The words of a cell; a figure as its format shows it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return _figure(value, cell.number_format or "")
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return "\n".join(" ".join(line.split()) for line in str(value).strip().splitlines())


def _figure(value: float, code: str) -> str:
    """As its format shows it, unless the format would round points away."""
    plain = repr(value).removesuffix(".0").replace(".", ",")
    shown = shown_number(Decimal(repr(value)), code) if math.isfinite(value) else None
    if shown is None or (
        shown.replace(",", "").isdecimal() and Decimal(shown.replace(",", ".")) != Decimal(repr(value))
    ):
        return plain
    return shown


def _machine_text(sheet: Worksheet) -> str:
    rows = sheet.iter_rows(min_row=2, max_col=1, values_only=True)
    return "\n".join("" if row[0] is None else str(row[0]) for row in rows)


def _check_size(content: bytes, file: str) -> None:
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(BytesIO(content)).infolist())
    except _DAMAGED as error:
        raise _damaged(file) from error
    if len(content) > _LARGEST or unpacked > _LARGEST_UNPACKED:
        raise TooLarge(
            "index_excel.too_large",
            what="Tệp «{file}» quá lớn.",
            why="Giới hạn là {most} MB.",
            todo="Bỏ ảnh và các bảng không phải biểu điểm.",
            file=file,
            most=_LARGEST // 1_000_000,
        )


def _damaged(file: str) -> InvalidInput:
    return InvalidInput(
        "index_excel.not_xlsx",
        what="Không đọc được biểu «{file}».",
        why="Tệp không phải bảng tính XLSX, hoặc đã hỏng.",
        todo="Hãy mở bằng Excel rồi lưu lại thành .xlsx.",
        file=file,
    )


def _refusal(code: str, file: str, why: str, todo: str) -> InvalidInput:
    return InvalidInput(f"index_excel.{code}", what="Không đọc được biểu «{file}».", why=why, todo=todo, file=file)
