"""The cells of one sheet as a person reads them, and what of the sheet is not read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from lxml import etree

from caicach.documents.plan.values import PlanWarning
from caicach.documents.plan.workbook import Look, Workbook, has_struck_runs, is_on, plain_characters, rich_text, s
from caicach.documents.read.tables.grid import MAX_COLUMNS
from caicach.kernel.said import tell
from caicach.kernel.tables.number_formats import shown_number
from caicach.kernel.text.characters import clean

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MAX_DAYS: Final = 2_958_465  # 31/12/9999
_TOLD: Final = 5  # places named in a warning


@dataclass(slots=True)
class SheetCells:
    """Texts of cells; gathers the places of what is hidden, struck through, wrong or never computed."""

    workbook: Workbook
    _hidden_columns: set[int] = field(default_factory=set)
    _in_hidden_columns: set[int] = field(default_factory=set)
    _hidden_rows: dict[int, None] = field(default_factory=dict)
    _struck: list[str] = field(default_factory=list)
    _not_computed: list[str] = field(default_factory=list)
    _wrong: list[str] = field(default_factory=list)

    def see_columns(self, root: etree._Element) -> None:
        """Which columns the sheet hides."""
        for one in root.iterfind(f"{s('cols')}/{s('col')}"):
            first, last = one.get("min", ""), one.get("max", "")
            if is_on(one, "hidden") and first.isdecimal() and last.isdecimal():
                self._hidden_columns.update(range(int(first[:6]) - 1, min(int(last[:6]), MAX_COLUMNS)))

    def text(self, cell: etree._Element, row: int, column: int, *, in_hidden_row: bool) -> str:
        """What the cell shows; nothing where the sheet hides it, strikes it through or has no value for it."""
        look = self.workbook.look(cell.get("s", "0"))
        text = clean(self._words(cell, look)).strip()
        place = f"{_letters(column)}{row + 1}"
        if cell.get("t") == "e":
            self._wrong.append(f"{place} ({text})")
            return ""
        if not text:
            if cell.find(s("f")) is not None and not cell.findtext(s("v")) and cell.get("t") != "str":
                self._not_computed.append(place)
            elif self._has_struck_runs(cell):
                self._struck.append(place)
            return ""
        if in_hidden_row:
            self._hidden_rows[row + 1] = None
            return ""
        if column in self._hidden_columns:
            self._in_hidden_columns.add(column)
            return ""
        if look.is_struck or self._has_struck_runs(cell):
            self._struck.append(place)
        return "" if look.is_struck else text

    def warnings(self, sheet: str) -> Iterator[PlanWarning]:
        """What was not read, each with its places."""
        if self._hidden_rows:
            rows = _listed([str(row) for row in self._hidden_rows])
            message = tell("Trang tính «{sheet}»: dòng {rows} đang ẩn nên không được đọc.", sheet=sheet, rows=rows)
            yield PlanWarning("plan.rows_hidden", message)
        if self._in_hidden_columns:
            columns = _listed([_letters(column) for column in sorted(self._in_hidden_columns)])
            why = "Trang tính «{sheet}»: cột {columns} đang ẩn nên không được đọc."
            yield PlanWarning("plan.columns_hidden", tell(why, sheet=sheet, columns=columns))
        if self._struck:
            why = "Trang tính «{sheet}»: chữ bị gạch ngang ở ô {cells} không được đọc."
            yield PlanWarning("plan.cells_struck", tell(why, sheet=sheet, cells=_listed(self._struck)))
        if self._not_computed:
            why = "Trang tính «{sheet}»: ô {cells} là công thức chưa có kết quả; hãy mở bằng Excel rồi lưu lại."
            yield PlanWarning("plan.cells_not_computed", tell(why, sheet=sheet, cells=_listed(self._not_computed)))
        if self._wrong:
            why = "Trang tính «{sheet}»: công thức ở ô {cells} báo lỗi nên ô ấy coi như trống."
            yield PlanWarning("plan.cells_wrong", tell(why, sheet=sheet, cells=_listed(self._wrong)))

    def _has_struck_runs(self, cell: etree._Element) -> bool:
        if cell.get("t") == "s":
            return self.workbook.has_struck_runs(cell.findtext(s("v")) or "")
        inline = cell.find(s("is"))
        return inline is not None and has_struck_runs(inline)

    def _words(self, cell: etree._Element, look: Look) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(s("is"))
            return rich_text(inline) if inline is not None else ""
        value = cell.findtext(s("v")) or ""
        if kind == "s":
            return self.workbook.shared(value)
        if kind == "n" and value:
            return self._number(value, look)
        return {"1": "Có", "0": "Không"}.get(value, value) if kind == "b" else plain_characters(value)

    def _number(self, value: str, look: Look) -> str:
        """A figure as its format shows it: a date, a share, thousands; a plain one without a needless point."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
            return value
        if look.date and 0 < number < _MAX_DAYS:
            day = (_EPOCH_1904 if self.workbook.from_1904 else _EPOCH) + timedelta(days=int(number))
            return {"month": f"{day:%m/%Y}", "year": f"{day:%Y}"}.get(look.date, f"{day:%d/%m/%Y}")
        shown = None if look.date else shown_number(number, look.code)
        if shown is not None:
            return shown
        if number == number.to_integral_value() and abs(number) < Decimal(10) ** 15:
            return str(int(number))
        return f"{round(number, 6).normalize():f}".replace(".", "," if abs(number) >= 1000 else ".")


_LARGEST: Final = 300  # digits before or after the point: as far as a spreadsheet's own figures go


def _letters(column: int) -> str:
    """
    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _listed(places: list[str]) -> str:
    return ", ".join(places[:_TOLD]) + (", …" if len(places) > _TOLD else "")
