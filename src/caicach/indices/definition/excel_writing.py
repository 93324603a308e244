"""A definition as the spreadsheet in which such sets circulate, with a second sheet for what the form cannot show."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from caicach.indices.definition.excel_rules import rule_words
from caicach.indices.definition.excel_sheets import MACHINE_SHEET, FormRow
from caicach.indices.definition.validation import maximum_of
from caicach.indices.definition.values import Definition, Node
from caicach.indices.definition.writing import as_yaml
from caicach.kernel.text.characters import writable

FORM_SHEET: Final = "Bộ tiêu chí"
COLUMNS: Final = (
    ("number", "STT", 9),
    ("name", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", 52),
    ("points", "Điểm tối đa", 10),
    ("rule", "Cách chấm", 44),
    ("method", "Cách có điểm", 18),
    ("evidence", "Tài liệu kiểm chứng", 34),
    ("data_source", "Nguồn số liệu", 20),
    ("verifier", "Đơn vị thẩm định", 18),
    ("reference", "Căn cứ", 20),
    ("note", "Ghi chú", 24),
)
_MACHINE_NOTE = "Không sửa trang này: nó giữ những phần mà biểu không có chỗ ghi. Sửa ở trang «Bộ tiêu chí»."
_EDGE = Side(style="thin", color="999999")


def as_workbook(definition: Definition) -> bytes:
    """XLSX: the form on the first sheet, the whole definition line by line on the second."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = FORM_SHEET
    head = _head(sheet, definition)
    for n, (row, depth) in enumerate(visible_rows(definition), start=head + 1):
        _write_row(sheet, n, row, depth)
    if definition.total is not None:
        _write_row(sheet, sheet.max_row + 1, FormRow(0, {"name": "Tổng điểm", "points": _plain(definition.total)}), 0)
    sheet.freeze_panes = f"C{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _machine(book, definition)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def visible_rows(definition: Definition) -> Iterator[tuple[FormRow, int]]:
    """The rows of the form with their depth; a year of several editions shows the last one."""
    year = _shown_year(definition)

    def below(node: Node, depth: int) -> Iterator[tuple[FormRow, int]]:
        yield FormRow(0, _cells(node, year)), depth
        for child in node.children:
            yield from below(child, depth + 1)

    for root in definition.tree:
        yield from below(root, 0)


def _shown_year(definition: Definition) -> int | None:
    starts = [dated.years.first for node in definition.walk() for dated in node.maxima]
    starts += [dated.years.first for node in definition.walk() for dated in node.rules]
    known = [year for year in starts if year is not None]
    return max(known) if known else definition.years.first


def _cells(node: Node, year: int | None) -> dict[str, str]:
    maximum = maximum_of(node, year) if node.maxima else None
    rules = [dated.value for dated in node.rules if year is None or dated.years.holds(year)]
    words = rule_words(rules[-1] if rules else None, maximum)
    cells = {
        "number": node.code,
        "name": node.name,
        "points": "" if maximum is None else _plain(maximum),
        "rule": words or node.rule_text,
        "method": node.method.label if node.method and node.is_component else "",
        "evidence": node.evidence,
        "data_source": node.data_source,
        "verifier": node.verifier,
        "reference": node.reference,
        "note": node.note,
    }
    return {name: text for name, text in cells.items() if text}


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}".replace(".", ",")


def _head(sheet: Worksheet, definition: Definition) -> int:
    basis = definition.legal_basis
    lines = [
        definition.name.upper(),
        f"(Kèm theo {basis}{f' của {basis.issuer}' if basis.issuer else ''})",
        f"Năm chấm: {definition.years}",
    ]
    lines += [f"BỘ MINH HỌA: {definition.illustrative_note}"] if definition.illustrative else []
    for n, line in enumerate(lines, start=1):
        cell = sheet.cell(n, 1, line)
        cell.data_type = "s"
        cell.font, cell.alignment = Font(bold=n == 1), Alignment(horizontal="center", wrap_text=True)
        sheet.merge_cells(start_row=n, end_row=n, start_column=1, end_column=len(COLUMNS))
    head = len(lines) + 2
    for c, (_, title, width) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(head, c, title)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EDF3")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(_EDGE, _EDGE, _EDGE, _EDGE)
        sheet.column_dimensions[get_column_letter(c)].width = width
    return head


def _write_row(sheet: Worksheet, n: int, row: FormRow, depth: int) -> None:
    is_heading = not row.get("method")
    for c, (name, _, _) in enumerate(COLUMNS, start=1):
        text = row.get(name)
        cell = sheet.cell(n, c)
        if name == "points" and text:
            cell.value = Decimal(text.replace(",", "."))
        elif text:
            cell.value = writable(text)
            cell.data_type = "s"  # a name that begins with «=» is a name, not a formula
        cell.font = Font(bold=is_heading)
        cell.border = Border(_EDGE, _EDGE, _EDGE, _EDGE)
        indent = depth if name == "name" else 0
        across = "right" if name == "points" else "left"
        cell.alignment = Alignment(horizontal=across, vertical="top", wrap_text=True, indent=indent)


def _machine(book: Workbook, definition: Definition) -> None:
    sheet = book.create_sheet(MACHINE_SHEET)
    sheet.append([_MACHINE_NOTE])
    for line in as_yaml(definition).splitlines():
        cell = sheet.cell(sheet.max_row + 1, 1)
        cell.value = writable(line) or None
        cell.data_type = "s" if line else "n"
    sheet.column_dimensions["A"].width = 120
