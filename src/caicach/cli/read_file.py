"""One file to its reading, as every form of ``caicach read`` does it."""

from pathlib import Path

from caicach.documents.bounded import read_bounded
from caicach.documents.read.limits import MAX_FILE_BYTES
from caicach.documents.read.loading import too_large_file
from caicach.documents.read.secrecy import refuse_secret
from caicach.documents.values import Reading


def read_path(path: Path) -> Reading:
    """The reading of one file, all of it within its bounds; a letter with a secrecy mark is refused."""
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:  # told from the folder entry: a huge file is not even taken into memory
        raise too_large_file(size, name=path.name)
    _, reading = read_bounded(path.read_bytes(), filename=path.name)
    refuse_secret(reading.document, name=path.name)
    return reading
