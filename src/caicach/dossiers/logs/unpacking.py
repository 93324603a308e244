"""The bytes of a file that may be packed by gzip, which its first two bytes tell and not its name."""

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from caicach.dossiers.problems import bad_log

_MAGIC: Final = b"\x1f\x8b"
_CHUNK: Final = 1 << 20
_PACKED: Final = 1 << 16
_GZIP: Final = 31  # zlib: a head and a checksum as gzip has them
_LENGTH: Final = 4
_CLOSE: Final = 1 << 18


def is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def plain_chunks(path: Path) -> Iterator[bytes]:
    """Raises, behind all that came out, EOFError where a packed file is cut off; InvalidInput (``dossiers.gzip``) where
    it is damaged: that shows only behind the damaged place, so nothing that came out before it is sure."""
    try:
        yield from _chunks(path)
    except zlib.error as error:
        why = "Tệp nén hỏng: {detail}."
        todo = "Hãy nén lại hoặc gửi tệp chưa nén."
        raise bad_log("gzip", path.name, why, todo=todo, detail=error) from error


def require_sound(chunks: Iterator[bytes]) -> None:
    """Reads the rest of ``plain_chunks`` where what came out can be read no further. Raises InvalidInput."""
    with suppress(EOFError):
        for _chunk in chunks:
            pass


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        packed = file.read(len(_MAGIC)) == _MAGIC
        file.seek(0)
        unpacker, length, last = zlib.decompressobj(_GZIP), 0, b""
        while chunk := file.read(_PACKED if packed else _CHUNK):
            last = (last + chunk)[-_LENGTH:]
            while packed and chunk:
                if unpacker.eof:  # another member follows; zeros that fill the last block of a tape do not count
                    chunk = chunk.lstrip(b"\0")
                    if not chunk:
                        break
                    unpacker, length = zlib.decompressobj(_GZIP), 0
                found = unpacker.decompress(chunk, _CHUNK)
                length += len(found)
                yield found
                chunk = unpacker.unconsumed_tail or unpacker.unused_data
            if not packed:
                yield chunk
        if packed and not unpacker.eof:
            found = unpacker.flush()
            _require_cut(length + len(found), last)
            yield found
            raise EOFError("cut off")


def _require_cut(length: int, last: bytes) -> None:
    """A whole file ends with the length of what is packed. One that is damaged close before may seem to be cut off,
    with nearly that length behind it; of one that is cut off the last bytes say anything else."""
    if abs(length % (1 << 32) - int.from_bytes(last, "little")) < _CLOSE:
        raise zlib.error("incorrect length check")


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
