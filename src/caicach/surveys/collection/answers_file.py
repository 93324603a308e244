"""A table of answers that somebody brought, read in a child process before anything is kept."""

import csv
import io
from collections.abc import Iterator
from typing import Any, Final
from zipfile import BadZipFile

from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.codec import Codec
from caicach.kernel.errors import InvalidInput
from caicach.kernel.tables.csv_reading import delimiter_of
from caicach.surveys.collection.domain.importing import MOST_ROWS, GivenAnswers, given_answers

BOUNDS: Final = Bounds(seconds=60.0, memory=1024 * MEGABYTE, size=20 * MEGABYTE)
NEEDED_BY_WORK: Final = ("openpyxl",)
_CODEC: Final = Codec(GivenAnswers)
_ABOVE_HEAD: Final = 20
_MOST_COLUMNS: Final = 3_000


def examined_answers(data: bytes, name: str, xform: str) -> GivenAnswers:
    """Raises InvalidInput as ``given_answers`` and where it is no table, TooLarge where a bound was met."""
    answer = in_child(f"{__name__}:answers_work", data, name=name, bounds=BOUNDS, arguments={"xform": xform})
    return _CODEC.value(answer["given"])


def answers_work(data: bytes, name: str, xform: str) -> dict[str, Any]:
    """In the child."""
    lines = _of_xlsx(name, data) if data.startswith(b"PK") else _of_csv(name, data)
    return {"given": _CODEC.plain(given_answers(name, lines, xform))}


def _of_csv(name: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
        for cells in reader:
            yield reader.line_num, cells
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(name) from error


def _of_xlsx(name: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet."""
    from openpyxl import load_workbook  # noqa: PLC0415 -- heavy

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + _ABOVE_HEAD, max_col=_MOST_COLUMNS)
        yield from enumerate((["" if cell is None else _text(cell) for cell in row] for row in rows), start=1)
    except (BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise _unreadable(name) from error


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _unreadable(name: str) -> InvalidInput:
    return InvalidInput(
        "survey.answers_unreadable",
        what="Không đọc được tệp «{file}».",
        why="Tệp không phải CSV UTF-8 hay XLSX còn nguyên vẹn.",
        todo="Hãy lưu lại bằng chương trình bảng tính rồi nạp lại.",
        column="file",
        file=name,
    )
