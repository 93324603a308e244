"""The files that commands without a database are given."""

from pathlib import Path

from caicach.kernel.errors import InvalidInput, TooLarge
from config.system_words import system_words


def content(path: Path, largest: int, *, room: str, to_shorten: str) -> bytes:
    """Raises InvalidInput where the file cannot be read, TooLarge where it is longer than ``largest`` bytes.

    ``room`` begins the code of the error; ``to_shorten`` says what may be left out of a file that is too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)  # a bound that also holds for what has no size, a pipe or a device
    except OSError as error:
        raise InvalidInput(
            f"{room}.file",
            what="Không mở được tệp «{path}».",
            why="{detail}.",
            todo="Hãy kiểm tra đường dẫn và quyền đọc.",
            path=path,
            detail=system_words(error),
        ) from error
    if len(data) > largest:
        raise TooLarge(
            f"{room}.file_too_large",
            what="Tệp «{path}» quá lớn.",
            why="Giới hạn là {megabytes} MB.",
            todo=to_shorten,
            path=path,
            megabytes=largest // 1_000_000,
        )
    return data
