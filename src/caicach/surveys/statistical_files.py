"""A table as a file of SPSS (.sav) or Stata (.dta), with labels and codes; what is held of it are columns of numbers.

What the programs bear, measured with pyreadstat 1.3: SPSS cuts the label of a variable at 256 bytes and that of a value
at 120 without a word, Stata takes 80 letters and texts of 2,045 bytes. So labels are shortened here, with a sign, and a
text that is longer goes on in the variable behind it. Stata: version 118, which every Stata since 14 opens.
"""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from caicach.kernel.errors import TooLarge
from caicach.kernel.tables import Cell, Table, TableFile, cells_of
from caicach.surveys.variables import Kind, Variable, code_of_unknown, codes_of, free_name, has_own_codes

if TYPE_CHECKING:
    import polars

KINDS: Final = {"sav": "application/x-spss-sav", "dta": "application/x-stata-dta"}
_AT_ONCE: Final = 2_000
_MOST_BYTES: Final = 4_000_000_000
_CUT: Final = "…"
_NUMBER: Final = re.compile(r"[+-]?\d{1,300}(\.\d{1,300})?([eE][+-]?\d\d?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Limits:
    """``size`` measures labels; ``text`` is in bytes."""

    label: int
    value: int
    text: int
    size: Callable[[str], int]


def _bytes(text: str) -> int:
    return len(text.encode())


_LIMITS: Final = {"sav": _Limits(256, 120, 32_000, _bytes), "dta": _Limits(80, 1_000, 2_045, len)}


def statistical_file(table: Table, variables: Sequence[Variable], kind: str, name: str) -> TableFile:
    """``variables``: one for each column of the table; ``kind`` is a key of KINDS.

    An empty cell is a missing value. What an answer to a number or a day is and cannot be read as one stands, as it was
    written, in a variable of its own behind it. Raises TooLarge where the file would be of more than 4 GB.
    """
    limits = _LIMITS[kind]
    columns = [_Column(variable) for variable in variables]
    for cells in _parts(table):
        for column, some in zip(columns, zip(*cells, strict=True), strict=True):
            column.add(some)
    written = _written(columns, limits)
    _refuse_large(written)
    return TableFile(f"{name}.{kind}", KINDS[kind], _saved(written, kind, limits, table.title))


def _parts(table: Table) -> Iterator[list[Sequence[Cell]]]:
    rows = iter(table.rows)
    while some := list(map(cells_of, islice(rows, _AT_ONCE))):
        yield some


class _Column:
    """One variable while its answers come in; ``known``: what each answer means, an answer read once."""

    def __init__(self, variable: Variable) -> None:
        self.variable = variable
        self.codes = codes_of(tuple(variable.choices)) if variable.kind is Kind.CODE else {}
        self._are_own = has_own_codes(variable.choices)
        self.odd: dict[str, None] = {}
        self._meant: dict[Cell, int | float | date | None] = {"": None, None: None}
        self._parts: list[polars.Series] = []
        self._odd_parts: list[polars.Series] = []

    def add(self, cells: Sequence[Cell]) -> None:
        import polars  # noqa: PLC0415 -- heavy

        if self.variable.kind is Kind.TEXT:
            self._parts.append(polars.Series(cells, dtype=polars.String))
            return
        known = self._meant
        for cell in dict.fromkeys(cells):
            if cell not in known:
                known[cell] = self._meaning(cell)
        self._parts.append(polars.Series([known[cell] for cell in cells], dtype=self._kind()))
        if self.odd:
            odd = [cell if cell in self.odd else None for cell in cells]
            gap = sum(map(len, self._parts[:-1])) - sum(map(len, self._odd_parts))
            self._odd_parts += [polars.Series(texts, dtype=polars.String) for texts in ([None] * gap, odd)]

    def _meaning(self, cell: Cell) -> int | float | date | None:
        text = str(cell)
        if self.variable.kind is Kind.CODE:
            if text not in self.codes:
                self.codes[text] = code_of_unknown(text, self.codes, are_own=self._are_own)
            return self.codes[text]
        found = _day(text) if self.variable.kind is Kind.DAY else _number(text)
        if found is None:
            self.odd[text] = None
        return found

    def _kind(self) -> "type[polars.DataType]":
        """Codes are held as small as they are: a wide survey has tens of millions."""
        import polars  # noqa: PLC0415 -- heavy

        if self.variable.kind is not Kind.CODE:
            return _types()[self.variable.kind]
        return polars.Int8 if all(-128 <= code < 128 for code in self.codes.values()) else polars.Int32

    def series(self) -> "polars.Series":
        """All of it, once: the parts go."""
        kind = self._kind()
        parts, self._parts = [part.cast(kind) for part in self._parts], []
        return _joined(parts, kind)

    def odd_series(self) -> "polars.Series":
        import polars  # noqa: PLC0415 -- heavy

        return _joined(self._odd_parts, polars.String)

    def value_labels(self) -> dict[int, str]:
        if self.variable.kind is not Kind.CODE:
            return {}
        return {code: self.variable.choices.get(name) or name for name, code in self.codes.items()}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _types() -> "dict[Kind, type[polars.DataType]]":
    import polars  # noqa: PLC0415 -- heavy

    return {Kind.TEXT: polars.String, Kind.NUMBER: polars.Float64, Kind.DAY: polars.Date}


def _joined(parts: Sequence["polars.Series"], kind: "type[polars.DataType]") -> "polars.Series":
    import polars  # noqa: PLC0415 -- heavy

    return polars.concat(parts) if parts else polars.Series([], dtype=kind)


@dataclass(frozen=True, slots=True)
class _Written:
    name: str
    label: str
    series: "polars.Series"
    values: dict[int, str]


def _written(columns: Sequence[_Column], limits: _Limits) -> list[_Written]:
    taken = {column.variable.name for column in columns}
    found: list[_Written] = []
    for column in columns:
        variable = column.variable
        found += _pieces(variable.name, variable.label, column.series(), column.value_labels(), limits, taken)
        if column.odd:
            name = free_name(f"{variable.name[:26]}_chu", taken)
            taken.add(name)
            found += _pieces(name, f"{variable.label} (nguyên văn)", column.odd_series(), {}, limits, taken)
    return found


def _pieces(
    name: str, label: str, series: "polars.Series", values: dict[int, str], limits: _Limits, taken: set[str]
) -> Iterator[_Written]:
    """A variable, and behind it those in which its longest texts go on."""
    import polars  # noqa: PLC0415 -- heavy

    if _width(series) <= limits.text:
        yield _Written(name, label, series, values)
        return
    split = [list(_split(text, limits.text)) if text else [] for text in series]
    for at in range(max(map(len, split))):
        here = name if not at else free_name(f"{name[:29]}_{at + 1}", taken)
        taken.add(here)
        piece = polars.Series([parts[at] if at < len(parts) else None for parts in split], dtype=polars.String)
        yield _Written(here, label if not at else f"{label} (tiếp {at})", piece, {})


def _split(text: str, most: int) -> Iterator[str]:
    """Parts of at most ``most`` bytes, none of them parting a letter.

    >>> list(_split("aếb", 3))
    ['a', 'ế', 'b']
    """
    data = text.encode()
    while data:
        part = data[:most].decode(errors="ignore")
        yield part
        data = data[len(part.encode()) :]


def short_label(text: str, most: int, size: Callable[[str], int], ending: str = "") -> str:
    """On one line, at most ``most`` long, with a sign and ``ending`` where it was cut.

    >>> short_label("Rất hài lòng", 12, len), short_label("Rất hài lòng", 8, len, " [5]")
    ('Rất hài lòng', 'Rất… [5]')
    """
    text = " ".join(text.split())
    if size(text) <= most:
        return text
    while size(text + _CUT + ending) > most:
        text = text[:-1]
    return text.rstrip() + _CUT + ending


def _width(series: "polars.Series") -> int:
    """Bytes that each of its values takes: of texts as many as the longest."""
    import polars  # noqa: PLC0415 -- heavy

    return 8 if series.dtype != polars.String else max(series.str.len_bytes().drop_nulls().to_list(), default=1)


def _refuse_large(written: Sequence[_Written]) -> None:
    size = sum(_width(one.series) * len(one.series) for one in written)
    if size > _MOST_BYTES:
        raise TooLarge(
            "survey.statistical_too_large",
            what="Không lập được tệp SPSS hoặc Stata.",
            why="Tệp sẽ nặng khoảng {size} GB, quá 4 GB: mỗi câu trả lời bằng chữ chiếm chỗ của câu dài nhất.",
            todo="Hãy tải CSV.",
            size=round(size / 1e9, 1),
        )


def _saved(written: Sequence[_Written], kind: str, limits: _Limits, title: str) -> IO[bytes]:
    """The library writes to a path; the open file is all that is left of it."""
    import polars  # noqa: PLC0415 -- heavy
    import pyreadstat  # noqa: PLC0415 -- heavy

    frame = polars.DataFrame({one.name: one.series for one in written})
    labels: dict[str, str | None] = {one.name: short_label(one.label, limits.label, limits.size) for one in written}
    values = {one.name: _distinct(one.values, limits) for one in written if one.values}
    title = short_label(title, 60, _bytes)
    with tempfile.TemporaryDirectory(prefix="caicach-") as folder:
        path = Path(folder) / f"a.{kind}"
        if kind == "sav":
            days = {one.name: "EDATE10" for one in written if one.series.dtype == polars.Date}
            pyreadstat.write_sav(
                frame, path, title, labels, row_compress=True, variable_value_labels=values, variable_format=days
            )
        else:
            pyreadstat.write_dta(frame, path, title, labels, version=14, variable_value_labels=values)
        return path.open("rb")


def _distinct(values: dict[int, str], limits: _Limits) -> dict[int | float, str]:
    """A label that had to be shortened ends with its code: two of them stay two."""
    return {code: short_label(label, limits.value, limits.size, f" [{code}]") for code, label in values.items()}
