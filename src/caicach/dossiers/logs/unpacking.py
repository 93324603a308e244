"""The bytes of a file that may be packed by gzip, which its first two bytes tell and not its name."""

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_MAGIC: Final = b"\x1f\x8b"
_CHUNK: Final = 1 << 20
_PACKED: Final = 1 << 16
_GZIP: Final = 31  # zlib: a head and a checksum as gzip has them


def is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def plain_chunks(path: Path) -> Iterator[bytes]:
    """Raises, behind all that came out whole, EOFError where a packed file is cut off; zlib.error where it is
    damaged."""
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
                yield unpacker.decompress(chunk, _CHUNK)
                chunk = unpacker.unconsumed_tail or unpacker.unused_data
            if not packed:
                yield chunk
        if packed and not unpacker.eof:
            yield unpacker.flush()
            raise EOFError("cut off")


@contextmanager
def plain_file(path: Path) -> Iterator[tuple[Path, bool]]:
    """The file itself, or for as long as it is needed an unpacked copy that ends with a whole line; and whether it
    was cut off. Raises zlib.error where a packed file is damaged."""
    if not is_packed(path):
        yield path, False
        return
    with tempfile.TemporaryDirectory(prefix="caicach-unpacked-") as folder:
        copy = Path(folder) / "log.csv"
        is_cut = _unpacked(path, copy)
        yield copy, is_cut


def _unpacked(path: Path, copy: Path) -> bool:
    whole = 0
    with copy.open("wb") as file:
        try:
            for chunk in plain_chunks(path):
                end = chunk.rfind(b"\n")
                whole = file.tell() + end + 1 if end >= 0 else whole
                file.write(chunk)
        except EOFError:
            file.truncate(whole)
            return True
    return False
