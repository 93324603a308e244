"""The files that the commands on surveys are given."""

from pathlib import Path

from caicach.cli import given_files

LARGEST = 512_000_000
LARGEST_DESIGN = 2_000_000


def content(path: Path, largest: int) -> bytes:
    return given_files.content(path, largest, room="survey", to_shorten="Hãy chỉ giữ các cột cần ước lượng.")
