"""The files that the commands on surveys are given."""

import shutil
from collections.abc import Collection
from pathlib import Path

from caicach.cli import given_files
from caicach.kernel.errors import InvalidInput
from caicach.kernel.tables import KINDS, Table, TableFile, table_file
from config.system_words import system_words

LARGEST = 512_000_000
LARGEST_DESIGN = 2_000_000


def content(path: Path, largest: int) -> bytes:
    return given_files.content(path, largest, room="survey", to_shorten="Hãy chỉ giữ các cột cần ước lượng.")


def write_new(path: Path, data: bytes) -> None:
    """Raises InvalidInput where the file is there already or cannot be written."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except OSError as error:
        raise _not_written(path, error) from error


def write_table(table: Table, path: Path) -> None:
    """CSV or XLSX by the ending; the table is never whole in memory. Raises InvalidInput as ``write_new``."""
    write_file(table_file(table, written_kind(path, KINDS), path.stem), path)


def written_kind(path: Path, kinds: Collection[str]) -> str:
    """The kind of file that the ending says. Raises InvalidInput where it is none of ``kinds``."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in kinds:
        raise InvalidInput(
            "survey.out_kind",
            what="Không ghi được tệp «{path}».",
            why="Chỉ ghi được tệp {kinds}.",
            todo="Hãy đổi đuôi của tên tệp.",
            path=path,
            kinds=", ".join(f".{kind}" for kind in kinds),
        )
    return kind


def write_file(file: TableFile, path: Path) -> None:
    try:
        with path.open("xb") as out, file.data as written:
            shutil.copyfileobj(written, out)
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> InvalidInput:
    return InvalidInput(
        "survey.out",
        what="Không ghi được tệp «{path}».",
        why="{detail}.",
        todo="Hãy chọn tên tệp chưa có, trong thư mục ghi được.",
        path=path,
        detail=system_words(error),
    )
