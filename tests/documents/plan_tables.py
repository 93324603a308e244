"""Plan files of every kind, built by code from invented rows: each cell a text or (text, rows, columns)."""

import html
import io
from collections.abc import Sequence

import docx
import openpyxl
from docx.document import Document

from caicach.documents.plan.opening import read_plan
from caicach.documents.plan.values import PlanReading

Cell = str | tuple[str, int, int]
Rows = Sequence[Sequence[Cell]]
TITLE = "KẾ HOẠCH CÔNG TÁC NĂM 2026"
PLACED = "Mẫu, ngày 05 tháng 01 năm 2026"
HEADER = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")


def wide(text: str, columns: int) -> Cell:
    return text, 1, columns


def tall(text: str, rows: int) -> Cell:
    return text, rows, 1


def _parts(cell: Cell) -> tuple[str, int, int]:
    return (cell, 1, 1) if isinstance(cell, str) else cell


def html_table(rows: Rows) -> str:
    lines = []
    for row in rows:
        cells = []
        for text, high, across in map(_parts, row):
            words = html.escape(text).replace("\n", "<br>")
            cells.append(f'<td rowspan="{high}" colspan="{across}"><p>{words}</p></td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def html_plan(*tables: Rows, between: str = "") -> bytes:
    body = f"<p>{between}</p>".join(html_table(rows) for rows in tables)
    return f"<!DOCTYPE html><html><body><p>{PLACED}</p><p>{TITLE}</p>{body}</body></html>".encode()


def places(rows: Rows) -> list[tuple[int, int, str, int, int]]:
    """(row, column, text, rows, columns) of every cell, as HTML would place it."""
    taken: set[tuple[int, int]] = set()
    found = []
    for at, row in enumerate(rows):
        column = 0
        for text, high, across in map(_parts, row):
            while (at, column) in taken:
                column += 1
            taken |= {(r, c) for r in range(at, at + high) for c in range(column, column + across)}
            found.append((at, column, text, high, across))
            column += across
    return found


def docx_plan(*tables: Rows, between: str = "") -> bytes:
    document = docx.Document()
    document.add_paragraph(PLACED)
    document.add_paragraph(TITLE)
    for rows in tables:
        _docx_table(document, rows)
        document.add_paragraph(between)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _docx_table(document: Document, rows: Rows) -> None:
    cells = places(rows)
    width = max(column + across for _, column, _, _, across in cells)
    table = document.add_table(len(rows), width, style="Table Grid")
    for row, column, text, high, across in cells:
        cell = table.cell(row, column)
        if high > 1 or across > 1:
            cell = cell.merge(table.cell(row + high - 1, column + across - 1))
        cell.text = text


def xlsx_plan(*tables: Rows, title_rows: int = 1) -> bytes:
    """Every table a sheet of its own, under its title, from the second column on."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(tables, start=1):
        sheet = book.create_sheet(f"Biểu {number}")
        sheet["B1"] = f"{TITLE}\n{PLACED}"
        for row, column, text, high, across in places(rows):
            top, left = row + title_rows + 1, column + 2
            sheet.cell(top, left, int(text) if text.isdecimal() else text)
            if high > 1 or across > 1:
                sheet.merge_cells(
                    start_row=top, start_column=left, end_row=top + high - 1, end_column=left + across - 1
                )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes) -> PlanReading:
    return read_plan(data, filename="ke-hoach")


def codes(reading: PlanReading) -> list[tuple[str, int | None]]:
    return [(warning.code, warning.row) for warning in reading.warnings]
