"""Tables as XLSX and CSV files, marked where the set is illustrative."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from openpyxl import Workbook

from caicach.kernel.http.downloads import attachment
from caicach.kernel.tables import CSV, XLSX, TableFile
from caicach.kernel.text.characters import writable

Cell = str | int | Decimal | date | datetime | None
_ACTIVE = ("=", "+", "@", "\t")


def wanted(request: HttpRequest) -> str:
    """``xlsx`` or ``csv`` where the address asks for a file, else empty."""
    kind = request.GET.get("tai", "")
    return kind if kind in {"xlsx", "csv"} else ""


def table_file(
    kind: str, name: str, title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, illustrative: bool
) -> HttpResponse:
    lines: list[Sequence[Cell]] = [[title]]
    if illustrative:
        lines.append([gettext("MINH HỌA: bộ tiêu chí không phải bộ chính thức, kết quả không dùng để công bố.")])
    lines += [list(head), *rows]
    made = _xlsx(lines) if kind == "xlsx" else _csv(lines)
    media = XLSX if kind == "xlsx" else CSV
    return attachment(TableFile(f"{name}.{kind}", media, made))


def _xlsx(lines: list[Sequence[Cell]]) -> bytes:
    book = Workbook()
    sheet = book.create_sheet(index=0)
    del book[book.sheetnames[1]]
    for at, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(at, column)
            plain = _local(value)
            if isinstance(plain, str):
                cell.value, cell.data_type = writable(plain), "s"  # a text that begins with = is a text
            else:
                cell.value = plain
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(lines: list[Sequence[Cell]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for line in lines:
        writer.writerow([_plain(_local(value)) for value in line])
    return out.getvalue().encode("utf-8-sig")


def _local(value: Cell) -> Cell:
    return timezone.localtime(value).replace(tzinfo=None) if isinstance(value, datetime) else value


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = writable(str(value))
    return f"'{text}" if text.startswith(_ACTIVE) else text
