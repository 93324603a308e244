"""A table as a file to send: in memory while small, on disk beyond, never whole in memory."""

from dataclasses import dataclass, field
from io import SEEK_END, BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from caicach.kernel.files.media import XLSX
from caicach.kernel.tables.csv_files import write_csv
from caicach.kernel.tables.values import Table

KINDS: Final = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
}
_IN_MEMORY: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class TableFile:
    """``data`` stands at its beginning and is closed by who sends it."""

    name: str
    media_type: str
    data: IO[bytes] = field(repr=False)


def table_file(table: Table, kind: str, name: str) -> TableFile:
    """``kind`` is a key of KINDS; ``name`` without an ending."""
    out: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (closed by who sends it)
    try:
        _write(table, kind, out)
    except BaseException:  # rows may come from the database while they are written
        out.close()
        raise
    is_small = out.seek(0, SEEK_END) <= _IN_MEMORY
    out.seek(0)
    if is_small:
        with out:
            return TableFile(f"{name}.{kind}", KINDS[kind], BytesIO(out.read()))
    return TableFile(f"{name}.{kind}", KINDS[kind], out)


def _write(table: Table, kind: str, out: IO[bytes]) -> None:
    if kind == "csv":
        write_csv(table, out)
        return
    from caicach.kernel.tables.xlsx_files import write_xlsx  # noqa: PLC0415 -- heavy

    write_xlsx((table,), out)


def workbook_of(*tables: Table) -> bytes:
    """XLSX with a sheet for each table."""
    from caicach.kernel.tables.xlsx_files import write_xlsx  # noqa: PLC0415 -- heavy

    out = BytesIO()
    write_xlsx(tables, out)
    return out.getvalue()
