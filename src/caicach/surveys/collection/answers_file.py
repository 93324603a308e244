"""A table of answers that somebody brought, read in a child process before anything is kept."""

from datetime import date
from typing import Any, Final

from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.codec import Codec
from caicach.kernel.errors import InvalidInput
from caicach.surveys.collection.domain.importing import MOST_ROWS, GivenAnswers, given_answers
from caicach.surveys.table_lines import NotATableError, table_lines

BOUNDS: Final = Bounds(seconds=60.0, memory=1024 * MEGABYTE, size=20 * MEGABYTE)
NEEDED_BY_WORK: Final = ("openpyxl",)
_CODEC: Final = Codec(GivenAnswers)
_ABOVE_HEAD: Final = 20
_MOST_COLUMNS: Final = 3_000


def examined_answers(data: bytes, name: str, xform: str, *, on: date) -> GivenAnswers:
    """Raises InvalidInput as ``given_answers`` and where it is no table, TooLarge where a bound was met."""
    arguments = {"xform": xform, "on": on.isoformat()}
    answer = in_child(f"{__name__}:answers_work", data, name=name, bounds=BOUNDS, arguments=arguments)
    return _CODEC.value(answer["given"])


def answers_work(data: bytes, name: str, xform: str, on: str) -> dict[str, Any]:
    """In the child."""
    lines = table_lines(data, most_rows=MOST_ROWS + _ABOVE_HEAD, most_columns=_MOST_COLUMNS, text=_text)
    try:
        return {"given": _CODEC.plain(given_answers(name, lines, xform, on=date.fromisoformat(on)))}
    except NotATableError as error:
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
