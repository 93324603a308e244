"""The files that the commands on surveys are given."""

from pathlib import Path

from caicach.cli import given_files
from caicach.kernel.errors import InvalidInput

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
        raise InvalidInput(
            "survey.out",
            what="Không ghi được tệp «{path}».",
            why="{detail}.",
            todo="Hãy chọn tên tệp chưa có, trong thư mục ghi được.",
            path=path,
            detail=error.strerror or error,
        ) from error
