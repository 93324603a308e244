"""The one file: a ZIP of rows, stored files and a manifest, with the SHA-256 of all before it in its last bytes.

Any tool opens it. A file that was cut off has no last bytes of ours, and one changed byte anywhere gives another sum.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Final

from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files.names import keep_name
from caicach.kernel.files.values import Withheld

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SECRETS: Final = "secrets.bin"
STORED_FILES: Final = "files_storedfile"  # the table whose rows name what lies under files/
_MARK: Final = b"sha256:"
_TAIL: Final = len(_MARK) + 64
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class TablePart:
    """``columns`` in the order of the values of each line; ``sequence``: the last number the database gave out."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str
    sequence: int | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the file holds. ``migrations``: the steps its tables had taken; ``lost``: stored files that were damaged or
    missing already when the backup was made, by hash.
    """

    format: int
    version: str
    made_at: str
    database: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[TablePart, ...]
    files: int
    file_bytes: int
    lost: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    calendar: str | None = None

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def rows_member(table: str) -> str:
    return f"rows/{table}.jsonl"


def file_member(sha256: str) -> str:
    return f"files/{sha256[:2]}/{sha256}"


@contextmanager
def new_archive(target: Path) -> Iterator[zipfile.ZipFile]:
    """A new archive beside ``target``, checked as a restore would and only then moved to its name, readable by its
    owner alone. Raises Conflict where the name is taken; an archive that fails leaves nothing.
    """
    if target.exists():
        raise Conflict(
            "backup.exists",
            what="Đã có tệp «{path}».",
            why="Bản sao lưu không bao giờ ghi đè một tệp khác.",
            todo="Hãy đặt tên khác, hoặc chỉ tên một thư mục để chương trình tự đặt tên.",
            path=target,
        )
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield archive
                archive.comment = _MARK + b"0" * 64
            file.seek(0)
            summed = _sum_of(file, file.seek(0, os.SEEK_END) - _TAIL)
            file.seek(-_TAIL, os.SEEK_END)
            file.write(_MARK + summed.encode())
            file.flush()
            os.fsync(file.fileno())
        check(temporary)
        os.rename(temporary, target)
        keep_name(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _sum_of(file: IO[bytes], size: int) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while size > 0 and (chunk := file.read(min(_CHUNK, size))):
        digest.update(chunk)
        size -= len(chunk)
    return digest.hexdigest()


@contextmanager
def opened_archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive and its manifest. Raises InvalidInput where it is no backup, was cut off or altered, Conflict where
    a newer program made it.
    """
    _refuse_unsound(path)
    with zipfile.ZipFile(path) as archive:
        yield archive, _manifest_of(archive, path)


def _refuse_unsound(path: Path) -> None:
    with path.open("rb") as file:
        start, size = file.read(2), file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
        if start != b"PK":
            raise InvalidInput(
                "backup.not_one",
                what="Tệp «{path}» không phải bản sao lưu của chương trình này.",
                todo="Hãy chọn tệp do lệnh «caicach backup» tạo ra.",
                path=path,
            )
        if not tail.startswith(_MARK):
            raise InvalidInput(
                "backup.cut_off",
                what="Bản sao lưu «{path}» bị cắt cụt.",
                why="Tệp không có phần cuối mà lệnh sao lưu luôn ghi; có thể việc sao chép tệp bị ngắt.",
                todo="Hãy chép lại tệp từ nơi gốc, hoặc dùng bản sao lưu khác.",
                path=path,
            )
        if _sum_of(file, size - _TAIL).encode() != tail[len(_MARK) :]:
            raise InvalidInput(
                "backup.altered",
                what="Bản sao lưu «{path}» không còn nguyên vẹn.",
                why="Nội dung tệp không khớp mã băm ghi khi tạo: ít nhất một byte đã đổi.",
                todo="Hãy chép lại tệp từ nơi gốc, hoặc dùng bản sao lưu khác.",
                path=path,
            )


def _manifest_of(archive: zipfile.ZipFile, path: Path) -> Manifest:
    written_down = json.loads(archive.read(MANIFEST))
    if written_down["format"] > FORMAT:
        raise Conflict(
            "backup.newer",
            what="Bản sao lưu «{path}» do phiên bản mới hơn tạo ra.",
            why="Chương trình này chỉ hiểu dạng tệp {known}, còn tệp có dạng {found}.",
            todo="Hãy dùng phiên bản chương trình đã tạo bản sao lưu ({version}) hoặc mới hơn.",
            path=path,
            known=FORMAT,
            found=written_down["format"],
            version=written_down.get("version", "?"),
        )
    written_down["tables"] = tuple(TablePart(**{**t, "columns": tuple(t["columns"])}) for t in written_down["tables"])
    written_down["migrations"] = tuple((app, name) for app, name in written_down["migrations"])
    return Manifest(**{**written_down, "lost": tuple(written_down["lost"])})


def manifest_bytes(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()


def check(path: Path) -> Manifest:
    """Read the whole file back: its sum, every table against its own sum, every stored file against its name, and every
    row that names a file. Raises InvalidInput or Conflict as ``opened_archive`` does.
    """
    with opened_archive(path) as (archive, manifest):
        named: set[str] = set()
        for table in manifest.tables:
            named |= _checked_rows(archive, table, path)
        there = {name.rpartition("/")[2] for name in archive.namelist() if name.startswith("files/")}
        missing = named - there - set(manifest.lost)
        if missing or there - named:
            raise _inconsistent(path, f"{len(missing)} / {len(there - named)}")
        for sha256 in sorted(there):
            with archive.open(file_member(sha256)) as stored:
                if hashlib.file_digest(stored, "sha256").hexdigest() != sha256:  # type: ignore[arg-type]
                    raise _inconsistent(path, sha256)
    return manifest


def _checked_rows(archive: zipfile.ZipFile, table: TablePart, path: Path) -> set[str]:
    """Hash the lines of a table; the stored files they name."""
    place = table.columns.index("sha256") if table.name == STORED_FILES else None
    withheld = table.columns.index("withheld") if place is not None and "withheld" in table.columns else None
    digest, rows, named = hashlib.sha256(), 0, set()
    with archive.open(rows_member(table.name)) as lines:
        for line in lines:
            digest.update(line)
            rows += 1
            if place is not None:
                cells = json.loads(line)
                if withheld is None or cells[withheld] != Withheld.REMOVED:
                    named.add(str(cells[place]))
    if (rows, digest.hexdigest()) != (table.rows, table.sha256):
        raise _inconsistent(path, table.name)
    return named


def _inconsistent(path: Path, said: str) -> InvalidInput:
    return InvalidInput(
        "backup.inconsistent",
        what="Bản sao lưu «{path}» không nhất quán ({said}).",
        why="Bảng hoặc tệp bên trong không khớp với bản kê của chính nó.",
        todo="Hãy tạo lại bản sao lưu, và báo cho người bảo trì chương trình.",
        path=path,
        said=said,
    )
