"""A table of tasks as XLSX and CSV: seconds of the processor, and memory as rows grow, each in a process of its own.

``python benchmarks/tables.py [rows]``: beside the writer before (openpyxl, every cell in memory until the end), on the
same rows in the same run. The seconds must be a quarter of it at most, and memory may not grow with the rows.
"""

import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from time import process_time

# ruff: noqa: PLC0415  (a process loads only the writer that it measures)

ROWS, LEAST_GAIN, MOST_GROWTH = 100_000, 4.0, 8
Row = tuple[str | int | date | None, ...]
HEAD = ("Nhiệm vụ", "Đơn vị", "Vai trò", "Người", "Hạn gốc", "Hạn", "Trạng thái", "Xong", "Muộn", "Lĩnh vực", "Văn bản")


def rows(count: int) -> Iterator[Row]:
    for at in range(count):
        words = f"Rà soát, công khai thủ tục hành chính thuộc phạm vi quản lý, đợt {at}"
        days = (date(2023, 3, 15), date(2023, 4, 1 + at % 28))
        ends = ("Quá hạn", None, at % 30, "Cải cách thủ tục hành chính", "12/KH-UBND")
        yield (words, "Sở Nội vụ", "Chủ trì", "Nguyễn Văn A", *days, *ends)


def write_before(count: int) -> None:
    """As ``kernel.tables`` was until 2026-11: openpyxl, then every part of the archive once more."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEAD)
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(tuple(rows(count)), start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            elif isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
    made = BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(BytesIO(), "w", zipfile.ZIP_DEFLATED) as settled:
        for item in given.infolist():
            settled.writestr(zipfile.ZipInfo(item.filename), given.read(item), zipfile.ZIP_DEFLATED)


def write(kind: str, count: int) -> None:
    from caicach.kernel.tables import Table, table_file

    with table_file(Table("Nhiệm vụ", HEAD, rows(count)), kind, "nhiem-vu").data:
        pass


def measure(kind: str, count: int) -> None:
    act = write_before if kind == "before" else lambda rows: write(kind, rows)
    act(10)  # what is loaded and made once
    began = process_time()
    act(count)
    print(process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def measured(kind: str, count: int) -> tuple[float, int]:
    """Seconds of the processor and MB at the most."""
    command = [sys.executable, __file__, kind, str(count)]
    seconds, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()  # noqa: S603
    print(f"{kind:>6} {count:>7} rows {float(seconds):>6.1f} s {memory:>5} MB", flush=True)
    return float(seconds), int(memory)


def main(arguments: list[str]) -> int:
    if len(arguments) == 2:
        measure(arguments[0], int(arguments[1]))
        return 0
    count = int(arguments[0]) if arguments else ROWS
    _, few = measured("xlsx", count // 10)
    seconds, many = measured("xlsx", count)
    measured("csv", count)
    before, _ = measured("before", count)
    gain, growth = before / seconds, many - few
    print(f"gain {gain:.1f} (at least {LEAST_GAIN}), growth of memory {growth} MB (at most {MOST_GROWTH})")
    return 0 if gain >= LEAST_GAIN and growth <= MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
