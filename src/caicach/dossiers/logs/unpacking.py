"""The bytes of a file that may be packed by gzip, which its first two bytes tell and not its name."""

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from caicach.dossiers.problems import bad_log

_MAGIC: Final = b"\x1f\x8b"
_CHUNK: Final = 1 << 20
_PACKED: Final = 1 << 16
_GZIP: Final = 31  # zlib: a head and a checksum as gzip has them
_CHECKS: Final = ("incorrect data check", "incorrect length check")


def is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def plain_chunks(path: Path) -> Iterator[bytes]:
    """Raises, behind all that came out whole, EOFError where a packed file is cut off or damaged from there on;
    InvalidInput (``dossiers.gzip``) where nothing came out, or all of it and its checksum is another: then something in
    it is wrong, and nobody can say what."""
    has_some = False
    try:
        for chunk in _chunks(path):
            has_some |= bool(chunk)
            yield chunk
    except zlib.error as error:
        if not has_some or any(check in str(error) for check in _CHECKS):
            why = "Tệp nén hỏng: {detail}."
            todo = "Hãy nén lại hoặc gửi tệp chưa nén."
            raise bad_log("gzip", path.name, why, todo=todo, detail=error) from error
        raise EOFError(str(error)) from error


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        packed = file.read(len(_MAGIC)) == _MAGIC
        file.seek(0)
        unpacker = zlib.decompressobj(_GZIP)
        while chunk := file.read(_PACKED if packed else _CHUNK):
            while packed and chunk:
                if unpacker.eof:  # another member follows; zeros that fill the last block of a tape do not count
                    chunk = chunk.lstrip(b"\0")
                    if not chunk:
                        break
                    unpacker = zlib.decompressobj(_GZIP)
                before = unpacker.copy()
                try:
                    found = unpacker.decompress(chunk, _CHUNK)
                except zlib.error:
                    yield _until_damage(before, chunk)
                    raise
                yield found
                chunk = unpacker.unconsumed_tail or unpacker.unused_data
            if not packed:
                yield chunk
        if packed and not unpacker.eof:
            yield unpacker.flush()
            raise EOFError("cut off")


def _until_damage(unpacker: "zlib._Decompress", chunk: bytes) -> bytes:
    found = bytearray()
    try:
        for at in range(len(chunk)):
            found += unpacker.decompress(chunk[at : at + 1])
    except zlib.error:
        pass
    return bytes(found)


@contextmanager
def plain_file(path: Path, *, by_lines: bool = True) -> Iterator[tuple[Path, bool]]:
    """The file itself, or for as long as it is needed an unpacked copy, that ends with a whole line where it has
    lines; and whether it was cut off. Raises InvalidInput as ``plain_chunks``."""
    if not is_packed(path):
        yield path, False
        return
    with tempfile.TemporaryDirectory(prefix="caicach-unpacked-") as folder:
        copy = Path(folder) / "log.csv"
        is_cut = _unpacked(path, copy, by_lines=by_lines)
        yield copy, is_cut


def _unpacked(path: Path, copy: Path, *, by_lines: bool) -> bool:
    whole = 0
    with copy.open("wb") as file:
        try:
            for chunk in plain_chunks(path):
                end = chunk.rfind(b"\n")
                whole = file.tell() + end + 1 if end >= 0 else whole
                file.write(chunk)
        except EOFError:
            file.truncate(whole if by_lines else None)
            return True
    return False
