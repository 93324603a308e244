"""The files that the commands on surveys are given."""

from pathlib import Path

from caicach.kernel.errors import InvalidInput, TooLarge

LARGEST = 512_000_000
LARGEST_DESIGN = 2_000_000


def content(path: Path, largest: int) -> bytes:
    """Raises InvalidInput where the file cannot be read, TooLarge where it is longer than ``largest`` bytes."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise InvalidInput(
            "survey.file",
            what="Không mở được tệp «{path}».",
            why="{detail}.",
            todo="Hãy kiểm tra đường dẫn và quyền đọc.",
            path=path,
            detail=error.strerror or error,
        ) from error
    if len(data) > largest:
        raise TooLarge(
            "survey.file_too_large",
            what="Tệp «{path}» quá lớn.",
            why="Giới hạn là {megabytes} MB.",
            todo="Hãy chỉ giữ các cột cần ước lượng.",
            path=path,
            megabytes=largest // 1_000_000,
        )
    return data
