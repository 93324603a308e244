"""A CSV file as rows that remember their line, and its cells as numbers or as missing with a reason."""

import csv
import io
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from caicach.indices.composite.problems import bad_cell, bad_table
from caicach.kernel.metrics import Missing
from caicach.kernel.said import tell
from caicach.kernel.tables.csv_reading import delimiter_of
from caicach.kernel.text.numbers import plain_number, writes_decimal_dots

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_LARGEST = 1e150
_EMPTY = Missing(tell("Ô trống"))
_ABSENT = {
    "": _EMPTY,
    "NA": Missing(tell("Nguồn ghi «NA»: không có số liệu")),
    "-": Missing(tell("Nguồn ghi «-»: không áp dụng")),
}


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    source: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def require(self, columns: Iterable[str]) -> None:
        absent = [c for c in columns if c not in self.columns]
        if absent:
            why = "Thiếu cột {absent}."
            todo = "Hãy thêm cột còn thiếu vào dòng đầu của tệp."
            raise bad_table(self.source, why, todo=todo, absent=", ".join(f"«{c}»" for c in absent))


def read_table(source: str, content: bytes) -> Table:
    """UTF-8 with a header line, columns parted by «,», «;» or a tab; a blank line is passed over, a ragged one refused.

    Where they are not parted by a comma, numbers may bear a decimal one and are read as officials write them.
    """
    try:
        text = content.decode("utf-8-sig")
        delimiter = delimiter_of(text)
        lines = list(_numbered(text, delimiter))
    except UnicodeDecodeError as error:
        raise bad_table(source, "Tệp không phải UTF-8.", todo="Hãy lưu lại tệp dạng CSV UTF-8.") from error
    except csv.Error as error:
        why = "Không phải CSV: {detail}."
        raise bad_table(source, why, todo="Hãy xuất lại tệp dạng CSV.", detail=error) from error
    if not lines:
        raise bad_table(source, "Tệp trống.", todo="Hãy chọn lại tệp.")
    header = tuple(cell.strip() for cell in lines[0][1])
    _refuse_repeated(source, header)
    if delimiter != "," and not writes_decimal_dots(cell for _, cells in lines[1:] for cell in cells):
        lines[1:] = [(line, [plain_number(cell) for cell in cells]) for line, cells in lines[1:]]
    return Table(source, header, tuple(_row(source, header, line, cells) for line, cells in lines[1:]))


def _numbered(text: str, delimiter: str) -> Iterable[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _refuse_repeated(source: str, header: tuple[str, ...]) -> None:
    repeated = sorted({c for c in header if c and header.count(c) > 1})
    if repeated:
        todo = "Mỗi cột chỉ được có một lần; hãy xoá hoặc đổi tên cột thừa."
        raise bad_table(source, "Cột lặp lại: {columns}.", todo=todo, columns=", ".join(repeated))


def _row(source: str, header: tuple[str, ...], line: int, cells: list[str]) -> Row:
    if len(cells) != len(header):
        why = "Dòng {line} có {found} ô, dòng đầu có {expected} cột."
        todo = "Hãy kiểm tra dấu phẩy và dấu ngoặc kép của dòng ấy."
        raise bad_table(source, why, todo=todo, line=line, found=len(cells), expected=len(header))
    return Row(line, {column: cell.strip() for column, cell in zip(header, cells, strict=True)})


def number(source: str, row: Row, column: str) -> float | Missing:
    """The cell as a number, or missing where it is empty, ``NA`` or ``-``; anything else is refused.

    A decimal comma is refused, not guessed, where commas part the columns: «1,234» is two numbers in two countries.

    >>> number("d.csv", Row(2, {"x": "1.5e1"}), "x"), number("d.csv", Row(2, {"x": "NA"}), "x")
    (15.0, Missing(reason=Said(template='Nguồn ghi «NA»: không có số liệu', values={})))
    """
    text = row.cells[column]
    if text in _ABSENT:
        return _ABSENT[text]
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if math.isnan(value):
        why = "«{text}» không phải là số."
        todo = "Hãy ghi số với dấu chấm thập phân (12.5); để trống hoặc ghi NA nếu không có số liệu."
        raise bad_cell("not_a_number", source, row.line, column, why, todo=todo, text=text[:80])
    if abs(value) > _LARGEST or 0 < abs(value) < 1 / _LARGEST:  # its square would no longer be a number
        why, todo = "«{text}» nằm ngoài khoảng tính được.", "Hãy kiểm tra số, hoặc đổi đơn vị tính."
        raise bad_cell("out_of_range", source, row.line, column, why, todo=todo, text=text[:80])
    return value


def given_number(source: str, row: Row, column: str) -> float:
    """The cell as a number that has to be there."""
    value = number(source, row, column)
    if isinstance(value, Missing):
        raise bad_cell("number_missing", source, row.line, column, "Ô này phải có số.", todo="Hãy điền số vào ô.")
    return value
