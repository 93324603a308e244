"""Tables as one XLSX workbook, written row by row: memory does not grow with the rows.

Every sheet looks the same: title, mark and notes, a head that stays and is repeated on paper, borders, wrapped text,
days as dd/mm/yyyy, A4 across. The time of making is left out, so that equal tables give equal bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import IO, Final
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet

from caicach.kernel.tables.guard import looks_active
from caicach.kernel.tables.values import Cell, Line, Table, wall_clock
from caicach.kernel.text.characters import writable

_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001  (the format has no zone; the time of making says nothing)
_MOST_ROWS: Final = 1_048_576
_MOST_UNITS: Final = 32_767
"""UTF-16 units that a cell holds."""
_MOST_DIGITS: Final = 15
_DEEPEST: Final = 15
_REMEMBERED: Final = 4096
_DAY_ZERO: Final = date(1899, 12, 30).toordinal()
_FIRST_DAY: Final = date(1900, 3, 1).toordinal()
"""Before it spreadsheets disagree about days."""
_WIDEST, _NARROWEST, _HEAD_WIDTH, _MEASURED = 60, 6, 14, 1000
_SHEET_NAME: Final = 31
_NOT_IN_NAMES: Final = str.maketrans("[]:*?/\\", "       ")
_CUT: Final = " […]"
_REMARK: Final = {"x_scale": 2, "y_scale": 1.5}
_LOOK: Final = {"valign": "top", "border": 1, "border_color": "#999999"}
_KINDS: Final[dict[str, dict[str, object]]] = {
    "blank": {},
    "text": {"text_wrap": True},
    "quoted": {"text_wrap": True, "quote_prefix": True},
    "number": {},
    "day": {"num_format": "dd/mm/yyyy"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm"},
}


def write_xlsx(tables: Sequence[Table], out: IO[bytes]) -> None:
    """A sheet for each table; one that is longer than a sheet goes on in the next."""
    book = Workbook(out, {"constant_memory": True})
    book.use_zip64()  # a sheet of more than 2 GB before it is packed, such as 130,000 answers to 500 questions
    book.set_properties({"created": _MADE})
    looks = _Looks(book)
    names: set[str] = set()
    for table in tables:
        _Sheets(book, looks, names, table).write()
    book.close()


class _Sheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose cells are written by place and kind, without the library's search for «A1» in every call."""

    def __init__(self) -> None:
        super().__init__()
        text, number, blank = self._write_string, self._write_number, self._write_blank
        self.writers: Mapping[str, Callable[..., int]] = {
            "blank": blank,
            "text": text,
            "quoted": text,
            "number": number,
            "day": number,
            "moment": self._write_datetime,
        }

    def _write_cell(self, row: int, col: int, cell: object) -> None:
        """Words as words: XlsxWriter 3.3 takes a text between <r> and </r> for marked text and writes it as it is."""
        if not isinstance(cell, CellStringTuple):
            super()._write_cell(row, col, cell)
            return
        text = self._escape_control_characters(cell.string) if "_x" in cell.string else cell.string
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        look = f' s="{cell.format._get_xf_index()}"' if cell.format else ""
        place = xl_rowcol_to_cell_fast(row, col)
        self.fh.write(f'<c r="{place}"{look} t="inlineStr"><is><t{kept}>{escape(text)}</t></is></c>')


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[bool, int], Mapping[str, Format]] = {}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.mark = book.add_format({"bold": True, "font_color": "#B00020"})
        self.head = book.add_format(
            {**_LOOK, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E8EDF3"}
        )

    def every(self, *, is_bold: bool = False, indent: int = 0) -> Mapping[str, Format]:
        """Kind of a cell -> its format."""
        key = (is_bold, indent)
        if key not in self._made:
            look = {**_LOOK, "bold": is_bold, "indent": min(indent, _DEEPEST)}
            self._made[key] = {kind: self._book.add_format({**look, **own}) for kind, own in _KINDS.items()}
        return self._made[key]


class _Sheets:
    """One table on as many sheets as it needs."""

    def __init__(self, book: Workbook, looks: _Looks, names: set[str], table: Table) -> None:
        self._book, self._looks, self._names, self._table = book, looks, names, table
        self._longest = [min(len(head), _HEAD_WIDTH) for head in table.head]
        self._sheet, self._at = self._begun(), 0

    def write(self) -> None:
        self._above()
        plain = self._looks.every()
        for count, row in enumerate(self._table.rows):
            if self._at == _MOST_ROWS:
                self._finish()
                self._sheet, self._at = self._begun(), 0
                self._above()
            line = row if isinstance(row, Line) else None
            if count < _MEASURED and not (line and line.is_section):
                self._measure(line.cells if line else row)  # type: ignore[arg-type]
            if line is None:
                self._put(row, plain)  # type: ignore[arg-type]
            else:
                self._styled(line)
            self._at += 1
        self._finish()

    def _begun(self) -> _Sheet:
        """A sheet under a name that a spreadsheet takes and that is not there yet."""
        stem = writable(self._table.sheet or self._table.title).translate(_NOT_IN_NAMES).strip(" '") or "1"
        stem += "_" * (stem.casefold() == "history")  # a name that spreadsheets keep for themselves
        name, count = stem[:_SHEET_NAME].strip(" '"), 1
        while name.casefold() in self._names:
            count += 1
            ending = f" ({count})"
            name = stem[: _SHEET_NAME - len(ending)] + ending
        self._names.add(name.casefold())
        sheet: _Sheet = self._book.add_worksheet(name, _Sheet)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _above(self) -> None:
        table, looks = self._table, self._looks
        above = [(table.title, looks.title), (table.mark, looks.mark), *((note, None) for note in table.notes)]
        for text, look in above:
            if text:
                self._sheet.write_string(self._at, 0, writable(text), look)
                self._at += 1
        if table.head:
            for column, head in enumerate(table.head):
                self._sheet.write_string(self._at, column, writable(head), looks.head)
                if head in table.remarks:
                    self._sheet.write_comment(self._at, column, writable(table.remarks[head]), _REMARK)
            self._sheet.repeat_rows(self._at)
            self._at += 1
            self._sheet.freeze_panes(self._at, table.fixed)

    def _styled(self, line: Line) -> None:
        bold = self._looks.every(is_bold=line.is_bold or line.is_section)
        if line.is_section and len(self._table.head) > 1:
            self._sheet.merge_range(self._at, 0, self._at, len(self._table.head) - 1, "", bold["text"])
        indented = self._looks.every(is_bold=line.is_bold, indent=line.indent) if line.indent else None
        self._put(line.cells, bold, indented)

    def _put(
        self, cells: Sequence[Cell], looks: Mapping[str, Format], last: Mapping[str, Format] | None = None
    ) -> None:
        """A row; its last fixed cell may look otherwise."""
        at, writers, indented = self._at, self._sheet.writers, self._table.fixed - 1
        for column, cell in enumerate(cells):
            kind, value = _as_written(cell)
            look = last[kind] if last and column == indented else looks[kind]
            writers[kind](at, column, value, look)

    def _measure(self, cells: Sequence[Cell]) -> None:
        for column, cell in enumerate(cells[: len(self._longest)]):
            length = 10 if isinstance(cell, date) else max(map(len, str(cell or "").split("\n")))
            self._longest[column] = max(self._longest[column], length)

    def _finish(self) -> None:
        widths = self._table.widths or [min(_WIDEST, max(_NARROWEST, longest + 2)) for longest in self._longest]
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        if self._at:
            area = xl_range(0, 0, self._at - 1, max(len(widths) - 1, 0))
            self._sheet.ignore_errors({"number_stored_as_text": area})


@lru_cache(_REMEMBERED, typed=True)
def _as_written(cell: Cell) -> tuple[str, Cell]:
    """The kind of a cell and what is written of it; cells of a table repeat, so the newest are remembered."""
    if isinstance(cell, str):
        text = fitting(writable(cell))
        return ("quoted" if looks_active(text) else "text" if text else "blank"), text
    if isinstance(cell, date) and cell.toordinal() < _FIRST_DAY:
        return "text", f"{cell:%d/%m/}{cell.year:04}"
    if isinstance(cell, datetime):
        return "moment", wall_clock(cell)
    if isinstance(cell, date):
        return "day", cell.toordinal() - _DAY_ZERO
    if isinstance(cell, int) and abs(cell) >= 10**_MOST_DIGITS:
        return "text", str(cell)  # a spreadsheet keeps 15 digits of a number
    return ("blank" if cell is None else "number"), cell


def fitting(text: str) -> str:
    """What a cell holds, with a sign where it was cut.

    >>> fitting("Sở Y tế"), fitting("a" * 40_000)[-6:], len(fitting("a" * 40_000))
    ('Sở Y tế', 'aa […]', 32767)
    """
    if 2 * len(text) <= _MOST_UNITS or len(text.encode("utf-16-le")) // 2 <= _MOST_UNITS:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_MOST_UNITS - len(_CUT))]
    return kept.decode("utf-16-le", "ignore") + _CUT
