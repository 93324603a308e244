"""The input table ``unit,component,value`` (or ``numerator,denominator``), read strictly, flagged at row and column."""

import csv
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from caicach.indices.definition.rules.base import Given
from caicach.indices.definition.values import Definition, Node
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.said import Said, tell
from caicach.kernel.tables.csv_reading import delimiter_of
from caicach.kernel.text.characters import clean
from caicach.kernel.text.numbers import plain_number, writes_decimal_dots

COLUMNS = ("unit", "component", "value", "numerator", "denominator", "level")


@dataclass(frozen=True)
class Flag:
    """Something a reader of the scores must know. ``row`` is a line of the table, 0 where it is about more than one."""

    code: str
    message: Said
    row: int = 0
    column: str = ""
    unit: str = ""
    component: str = ""

    @property
    def said(self) -> Said:
        """With its place in the table."""
        if not self.row:
            return self.message
        place = {"row": str(self.row), "column": self.column}
        return tell("dòng {row}, cột {column}: {message}", message=self.message, **place)

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True)
class Inputs:
    """Cells by component and unit. ``refused`` says why there is no usable cell where one was written."""

    units: tuple[str, ...]
    given: Mapping[str, Mapping[str, Given]]
    refused: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()


def read_table(path: Path, definition: Definition) -> Inputs:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NotFound(
            "index_input.no_file",
            what="Không mở được bảng số liệu «{file}».",
            why="Tệp không có hoặc không được phép đọc.",
            todo="Kiểm tra đường dẫn.",
            file=path.name,
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidInput(
            "index_input.not_utf8",
            what="Bảng số liệu «{file}» không phải mã UTF-8.",
            why="Chữ trong tệp không đọc được.",
            todo="Lưu lại thành CSV UTF-8.",
            file=path.name,
        ) from error
    return read_table_text(text, definition, file=path.name)


def read_table_text(text: str, definition: Definition, *, file: str = "INPUTS.csv") -> Inputs:
    """Rows that cannot be used are flagged and leave their component missing; nothing is guessed for them."""
    delimiter = delimiter_of(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    reader = _Reader(definition, [name.strip().lower() for name in next(rows, [])], file)
    reader.has_decimal_dots = _has_decimal_dots(text, delimiter)
    try:
        for cells in rows:
            reader.take(cells, rows.line_num)
    except csv.Error as error:
        raise InvalidInput(
            "index_input.not_csv",
            what="Bảng số liệu «{file}», dòng {row}: không đọc được.",
            why="Dòng này không đúng mẫu CSV: {problem}.",
            todo="Mở tệp bằng bảng tính và lưu lại thành CSV UTF-8.",
            file=file,
            row=rows.line_num,
            problem=str(error),
        ) from error
    return reader.inputs()


def _has_decimal_dots(text: str, delimiter: str) -> bool:
    """One cell that no thousands explain settles what «1.500» is in the whole file."""
    return writes_decimal_dots(cell.strip('" \t') for line in text.splitlines() for cell in line.split(delimiter))


class _Reader:
    has_decimal_dots: bool = False

    def __init__(self, definition: Definition, head: list[str], file: str) -> None:
        self._nodes: Mapping[str, Node] = definition.by_code
        self._subtotals = {subtotal.code for subtotal in definition.subtotals}
        self._known_units = set(definition.units)
        self._width = len(head)
        self._place = {name: head.index(name) for name in COLUMNS if name in head}
        self._flags: list[Flag] = []
        self._units: dict[str, None] = {}
        self._given: dict[str, dict[str, Given]] = {node.code: {} for node in definition.components()}
        self._refused: dict[tuple[str, str], Said] = {}
        self._check_head(head, file)

    def _check_head(self, head: list[str], file: str) -> None:
        ratio = {"numerator", "denominator"} <= set(self._place)
        lacking = [name for name in ("unit", "component") if name not in self._place]
        lacking += [] if "value" in self._place or ratio else ["value (numerator, denominator)"]
        twice = sorted({name for name in head if name in COLUMNS and head.count(name) > 1})
        if lacking or twice:
            raise InvalidInput(
                "index_input.wrong_columns",
                what="Bảng số liệu «{file}», dòng 1: {problem}.",
                why="Bảng có các cột: unit,component,value hoặc unit,component,numerator,denominator.",
                todo="Sửa dòng tiêu đề rồi chạy lại.",
                file=file,
                problem=tell("thiếu cột {lacking}", lacking=", ".join(lacking))
                if lacking
                else tell("cột {twice} ghi hai lần", twice=", ".join(twice)),
            )
        for name in head:
            if name and name not in COLUMNS:
                self._flags.append(
                    Flag("index_input.column_ignored", tell("cột «{name}» không dùng đến.", name=name), 1, name)
                )

    def take(self, cells: list[str], row: int) -> None:
        if not any(cell.strip() for cell in cells):
            return
        if len(cells) > self._width and any(cell.strip() for cell in cells[self._width :]):
            self._flag(
                "too_many_cells",
                row,
                "component",
                tell("dòng có nhiều ô hơn tiêu đề; dòng bị bỏ. Số có dấu phẩy phải đặt trong ngoặc kép."),
            )
            return
        cell = {name: cells[at].strip() if at < len(cells) else "" for name, at in self._place.items()}
        unit, code = unicodedata.normalize("NFC", cell["unit"]), unicodedata.normalize("NFC", cell["component"])
        if not self._knows_unit(unit, row):
            return
        self._units[unit] = None
        if not self._knows_component(code, unit, row):
            return
        value, above, below = (self._figure(cell.get(name, "")) for name in ("value", "numerator", "denominator"))
        given = Given(value, above, below, cell.get("level", ""), row)
        self._put(code, unit, given)

    def _figure(self, text: str) -> str:
        cleaned = clean(text)
        return cleaned if self.has_decimal_dots else plain_number(cleaned)

    def _knows_unit(self, unit: str, row: int) -> bool:
        if not unit:
            self._flag("no_unit", row, "unit", tell("chưa ghi đơn vị; dòng bị bỏ. Ghi mã đơn vị."))
            return False
        if self._known_units and unit not in self._known_units:
            self._flag(
                "unknown_unit",
                row,
                "unit",
                tell("không có đơn vị «{unit}» trong bộ chỉ số; dòng bị bỏ. Sửa mã đơn vị.", unit=unit),
                unit,
            )
            return False
        return True

    def _knows_component(self, code: str, unit: str, row: int) -> bool:
        if code in self._given:
            return True
        if code in self._nodes or code in self._subtotals:
            why = "«{code}» có chỉ tiêu con nên điểm được cộng từ dưới lên, không nhập trực tiếp; dòng bị bỏ."
            message = tell(why, code=code)
            self._flag("not_a_component", row, "component", message, unit, code)
        else:
            message = tell("không có thành phần «{code}» trong bộ chỉ số; dòng bị bỏ. Sửa mã thành phần.", code=code)
            self._flag("unknown_component", row, "component", message, unit, code)
        return False

    def _put(self, code: str, unit: str, given: Given) -> None:
        column = self._given[code]
        before = column.get(unit)
        if before is None and (code, unit) not in self._refused:
            column[unit] = given
        elif before is not None and before[:4] == given[:4]:
            twice = tell("trùng với dòng {row}; tính một lần.", row=str(before.row))
            self._flag("row_twice", given.row, "component", twice, unit, code)
        else:
            rows = (
                tell("dòng {first} và dòng {row}", first=str(before.row), row=str(given.row))
                if before
                else tell("nhiều dòng, cả dòng {row}", row=str(given.row))
            )
            why = "«{code}» của «{unit}» ghi khác nhau ở {rows}; chưa lấy giá trị nào. Chỉ để lại một dòng đúng."
            self._refused[code, unit] = differ = tell(why, code=code, unit=unit, rows=rows)
            column.pop(unit, None)
            self._flag("values_differ", given.row, "value", differ, unit, code)

    def _flag(self, code: str, row: int, column: str, message: Said, unit: str = "", component: str = "") -> None:
        self._flags.append(Flag(f"index_input.{code}", message, row, column, unit, component))

    def inputs(self) -> Inputs:
        return Inputs(tuple(self._units), self._given, self._refused, tuple(self._flags))
