"""A CSV file by columns: texts as they stand (composed), numbers where they are asked for, what is missing known as
missing."""

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.folding import nfc
from caicach.surveys.problems import bad_cell, bad_data

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
MISSING = frozenset({"", "NA"})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_LARGEST = 1e150
_BLANKS = " \t\v\f\x1c\x1d\x1e\x1f"
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True, eq=False)
class Columns:
    """``lines``: where each row stands in the file. ``has_decimal_commas``: the comma does not separate cells, so that
    it can only be a decimal sign. What a column is read as is kept, not to be written to; nothing is guessed from
    content."""

    source: str
    names: tuple[str, ...]
    cells: dict[str, tuple[str, ...]]
    lines: Sequence[int]
    has_decimal_commas: bool = False
    _numbers: dict[str, Floats] = field(default_factory=dict, init=False, repr=False)
    _levels: dict[str, tuple[Ints, tuple[str, ...]]] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.lines)

    def texts(self, name: str) -> tuple[str, ...]:
        """Raises InvalidInput where there is no such column."""
        if name not in self.cells:
            why = "Không có cột «{column}»; các cột: {known}."
            todo = "Hãy sửa tên cột trong thiết kế, hoặc thêm cột vào tệp."
            known = ", ".join(self.names[:40])
            raise bad_data("no_column", self.source, why, todo=todo, column=name, known=known)
        return self.cells[name]

    def numbers(self, name: str) -> Floats:
        """NaN where empty or ``NA``. A decimal comma is read where cells are separated by another sign and the column
        has no point; else it is refused: «1,234» means two things in two countries."""
        if name not in self._numbers:
            values = self._as_numbers(name)
            values.flags.writeable = False
            self._numbers[name] = values
        return self._numbers[name]

    def _as_numbers(self, name: str) -> Floats:
        texts = self._numerals(name)
        try:
            values = _as_floats(texts)
        except ValueError:
            raise self._not_a_number(name) from None
        odd = np.flatnonzero(~(np.abs(values) <= _LARGEST))
        if not (_is_plain(texts) and all(texts[at] in MISSING for at in odd)):
            raise self._not_a_number(name)
        return values

    def _numerals(self, name: str) -> tuple[str, ...]:
        texts = self.texts(name)
        has_commas = self.has_decimal_commas and any("," in text for text in texts)
        if not has_commas or any("." in text for text in texts):
            return texts
        return tuple(text.replace(",", ".") for text in texts)

    def is_of_words(self, name: str) -> bool:
        """Whether the column has answers and none of them is a number."""
        known = set(self._numerals(name)) - MISSING
        return bool(known) and not any(_NUMBER.fullmatch(text) for text in known)

    def _not_a_number(self, name: str) -> InvalidInput:
        """The error of the first cell that is neither missing nor a number with a decimal point."""
        at, text = next(
            (at, text)
            for at, text in enumerate(self._numerals(name))
            if text not in MISSING and not (_NUMBER.fullmatch(text) and abs(float(text)) <= _LARGEST)
        )
        why = "«{text}» không phải là số tính được."
        todo = "Hãy ghi số với dấu chấm thập phân (12.5); để trống hoặc ghi NA nếu không có câu trả lời."
        return bad_cell("not_a_number", self.source, self.lines[at], name, why, todo=todo, text=text[:80])

    def given_numbers(self, name: str) -> Floats:
        """Numbers that have to be there on every row."""
        values = self.numbers(name)
        self._refuse_gap(name, np.flatnonzero(np.isnan(values)))
        return values

    def levels(self, name: str) -> tuple[Ints, tuple[str, ...]]:
        """Codes by row, -1 where missing, and the levels: in the order of numbers where all are, else of text."""
        if name not in self._levels:
            codes, order = self._as_levels(name)
            codes.flags.writeable = False
            self._levels[name] = codes, order
        return self._levels[name]

    def _as_levels(self, name: str) -> tuple[Ints, tuple[str, ...]]:
        texts = self.texts(name)
        known = set(texts) - MISSING
        is_numeric = all(_NUMBER.fullmatch(text) for text in known)
        order = sorted(known, key=(lambda text: (float(text), text)) if is_numeric else None)
        code = {text: at for at, text in enumerate(order)} | dict.fromkeys(MISSING, -1)
        return np.fromiter(map(code.__getitem__, texts), np.int64, len(texts)), tuple(order)

    def given_levels(self, name: str) -> tuple[Ints, tuple[str, ...]]:
        codes, order = self.levels(name)
        self._refuse_gap(name, np.flatnonzero(codes < 0))
        return codes, order

    def _refuse_gap(self, name: str, gaps: "Ints | np.ndarray[tuple[int], np.dtype[np.intp]]") -> None:
        if len(gaps):
            why = "Ô trống; thiết kế cần cột này ở mọi dòng ({count} dòng thiếu)."
            todo = "Hãy điền ô trống, hoặc bỏ dòng không thuộc mẫu."
            raise bad_cell("gap", self.source, self.lines[int(gaps[0])], name, why, todo=todo, count=len(gaps))


def _as_floats(texts: tuple[str, ...]) -> Floats:
    """Raises ValueError where a text is neither missing nor a number. A column without a gap takes the short way."""
    try:
        return np.fromiter(map(float, texts), np.float64, len(texts))
    except ValueError:
        return np.array([math.nan if text in MISSING else float(text) for text in texts])


def _is_plain(texts: tuple[str, ...]) -> bool:
    """No sign that ``float`` takes and the field does not: digits of other scripts, underscores."""
    joined = "".join(texts)
    return joined.isascii() and "_" not in joined


def read_columns(source: str, content: bytes, wanted: Iterable[str] | None = None) -> Columns:
    """UTF-8 with a header line, cells separated by the sign that gives it the most; blank lines are passed over, ragged
    ones refused.

    ``wanted``: only these are kept, where the file has them; all where None.
    """
    try:
        text = nfc(content.decode("utf-8-sig"))
        separator = _separator(text)
        plain = _plain_columns(source, text, separator, wanted)
        if plain is not None:
            return plain
        reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
        header = tuple(cell.strip() for cell in next(reader, []))
        rows, lines = _rows(source, reader, header)
    except UnicodeDecodeError as error:
        raise bad_data("encoding", source, "Tệp không phải UTF-8.", todo="Hãy lưu lại tệp dạng CSV UTF-8.") from error
    except csv.Error as error:
        why = "Không phải CSV: {detail}."
        raise bad_data("not_csv", source, why, todo="Hãy xuất lại tệp dạng CSV.", detail=error) from error
    if not rows:
        raise bad_data("empty", source, "Tệp không có dòng số liệu nào.", todo="Hãy chọn lại tệp.")
    kept = set(header if wanted is None else wanted)
    by_name = zip(header, zip(*rows, strict=True), strict=True)
    columns = {name: tuple(map(str.strip, column)) for name, column in by_name if name in kept}
    return _columns_of(source, header, columns, lines, separator)


def _columns_of(
    source: str,
    header: tuple[str, ...],
    columns: Mapping[str, Sequence[str]],
    lines: Sequence[int],
    separator: str,
) -> Columns:
    """Raises InvalidInput where a column stands twice."""
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        todo = "Mỗi cột chỉ được có một lần; hãy xoá hoặc đổi tên cột thừa."
        raise bad_data("column_twice", source, "Cột lặp lại: {columns}.", todo=todo, columns=", ".join(twice))
    cells = {name: tuple(column) for name, column in columns.items()}
    return Columns(source, header, cells, lines, has_decimal_commas=separator != ",")


def _plain_columns(source: str, text: str, separator: str, wanted: Iterable[str] | None) -> Columns | None:
    """Of a table without quotes, blank or ragged lines: cut at its signs, several times as fast as cell by cell. None
    where there is any of these: then the reader of CSV has to say what it is."""
    if '"' in text or "\0" in text:
        return None
    text = text.replace("\r\n", "\n").removesuffix("\n")
    head, _end, body = text.partition("\n")
    signs, rows = head.count(separator), body.count("\n") + 1
    if "\r" in text or not body or f"\n{separator * signs}\n" in f"\n{body}\n":
        return None
    cells, width = body.replace("\n", f"{separator}\n").split(separator), signs + 1
    begins = "".join(cells[width::width])
    if len(cells) != rows * width or begins.count("\n") != rows - 1:  # every end of a line stands before a first cell
        return None
    header = tuple(cell.strip() for cell in head.split(separator))
    kept = set(header if wanted is None else wanted)
    is_tight = body.isascii() and not any(sign in body for sign in _BLANKS)
    columns: dict[str, Sequence[str]] = {}
    for at, name in enumerate(header):
        if name in kept:
            own = cells[at::width]
            columns[name] = own if at and is_tight else tuple(map(str.strip, own))
    return _columns_of(source, header, columns, range(2, rows + 2), separator)


def _separator(text: str) -> str:
    head = text.lstrip("\r\n").partition("\n")[0]
    return max(_SEPARATORS, key=lambda one: len(next(csv.reader([head], delimiter=one), [])))


def _rows(source: str, reader: Iterable[list[str]], header: tuple[str, ...]) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    for cells in reader:
        if not any(cells):
            continue
        line = getattr(reader, "line_num", len(lines) + 2)
        if len(cells) != len(header):
            why = "Dòng {line} có {found} ô, dòng đầu có {expected} cột."
            todo = "Hãy kiểm tra dấu phẩy và dấu ngoặc kép của dòng ấy."
            raise bad_data("ragged", source, why, todo=todo, line=line, found=len(cells), expected=len(header))
        rows.append(cells)
        lines.append(line)
    return rows, lines
