"""A file staged in a child process with bounds, where it came over the network; at once where an operator gave it."""

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from caicach.dossiers.domain.intake import Intake, Staged
from caicach.dossiers.engine.intake import staged_rows
from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.codec import Codec

BOUNDS: Final = Bounds(seconds=60.0, memory=1536 * MEGABYTE, size=50 * MEGABYTE)
NEEDED_BY_WORK: Final = ("duckdb", "openpyxl")
_INTAKE: Final = Codec(Intake)
_STAGED: Final = Codec(Staged)


def staged_bytes(data: bytes, filename: str, asked: Intake, folder: Path) -> Staged:
    """Raises what reading raises, TooLarge where a bound was met."""
    arguments = {"asked": _INTAKE.plain(asked), "folder": str(folder)}
    return _STAGED.value(in_child(f"{__name__}:stage_work", data, name=filename, bounds=BOUNDS, arguments=arguments))


def stage_work(data: bytes, name: str, asked: dict[str, Any], folder: str) -> dict[str, Any]:
    """In the child; the bytes lie in the folder only while they are read."""
    with TemporaryDirectory(dir=folder) as given:
        path = Path(given) / Path(name).name
        path.write_bytes(data)
        found = staged_rows(path, name, _INTAKE.value(asked), Path(folder), memory="600MB")
    plain: dict[str, Any] = _STAGED.plain(found)
    return plain


def staged_file(path: Path, asked: Intake, folder: Path) -> Staged:
    return staged_rows(path, path.name, asked, folder)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
