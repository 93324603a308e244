"""Storing bytes once, by their hash."""

import fcntl
import hashlib
import math
import os
import re
import tempfile
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.errors import InvalidInput, TooLarge
from caicach.kernel.files.digests import TextDigest
from caicach.kernel.files.media import media_type_of
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.names import keep_name
from caicach.kernel.files.queries import path_of
from caicach.kernel.files.values import Withheld

ORPHANED_AFTER: Final = timedelta(hours=1)
"""Longer than any transaction or look: what no row names by then belongs to one that failed, or nobody reads it."""

NAME_OF_REMOVED: Final = "Tệp đã bỏ: có dấu chỉ độ mật"
"""What stands on pages for a file that was taken away; its own name may tell what is secret."""
_SWEPT_AT_ONCE: Final = 500
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


def clean_name(name: str) -> str:
    """The last part of a file name, NFC, without characters that mean something to a file system or a header.

    >>> clean_name("..\\\\a/b:c?.pdf")
    'b_c_.pdf'
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    cleaned = _UNSAFE.sub("_", last).strip(" .") or "tep"
    stem, dot, extension = cleaned.rpartition(".")
    return cleaned if len(cleaned) <= 200 else f"{(stem or extension)[:180]}{dot}{extension[:15]}"


def store(actor: Actor, *, data: bytes, name: str, now: datetime, is_own: bool = False) -> StoredFile:
    """Keep ``data`` and return its row; equal bytes are kept once on disk.

    Raises InvalidInput for an empty file, TooLarge above ``settings.UPLOAD_BYTES`` unless the program made it itself.
    """
    if not data:
        raise InvalidInput(
            "file.empty",
            what="Tệp «{name}» trống.",
            why="Tệp không chứa byte nào, có thể do tải lên bị ngắt.",
            todo="Hãy mở tệp trên máy để kiểm tra rồi chọn lại.",
            name=name,
        )
    if not is_own:
        check_size(len(data), name=name)
    digest = hashlib.sha256(data).hexdigest()
    _write_once(path_of(digest), data)
    # Once more when the row counts: whoever forgot the same bytes meanwhile could not see this row yet.
    transaction.on_commit(lambda: _write_once(path_of(digest), data))
    return StoredFile.objects.create(
        sha256=digest,
        size=len(data),
        name=clean_name(name),
        media_type=media_type_of(data),
        stored_at=now,
        stored_by=actor.user_id,
    )


def check_size(size: int, *, name: str) -> None:
    """Raise TooLarge above the bound; doors call it before they read the body."""
    if size > settings.UPLOAD_BYTES:
        raise TooLarge(
            "file.too_large",
            what="Tệp «{name}» quá lớn ({size} MB).",
            why="Mỗi tệp chỉ được tối đa {limit} MB.",
            todo="Hãy nén ảnh quét, tách tệp, hoặc gửi bản PDF có chữ.",
            name=name,
            size=round(size / 1_000_000),
            limit=round(settings.UPLOAD_BYTES / 1_000_000),
        )


def _write_once(path: Path, data: bytes) -> None:
    with suppress(FileNotFoundError):  # not there, or swept a moment ago
        os.utime(path)  # young again: a sweep leaves it alone until the row that names it now is committed
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and moved: a process killed half-way leaves no file under the hash of other bytes.
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:  # a full disk is made no fuller; the doors tell it
        Path(temporary).unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent):
        keep_name(folder)


def put_back(data: bytes, *, sha256: str) -> None:
    """Lay the bytes of a backup where its rows look for them. Raises InvalidInput where they are others."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise InvalidInput(
            "file.other_bytes",
            what="Tệp {sha256} trong bản sao lưu không còn nguyên vẹn.",
            why="Nội dung không khớp mã băm là tên của nó.",
            todo="Hãy dùng bản sao lưu khác.",
            sha256=sha256,
        )
    path = path_of(sha256)
    if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        path.unlink()  # damaged here: the backup mends it
    _write_once(path, data)


@contextmanager
def kept_while() -> Iterator[None]:
    """No stored file is removed while a backup copies what the rows of its moment name. Several may run at once."""
    with _lock_file().open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def _removal() -> Iterator[bool]:
    """Whether files may be removed now; where a backup runs, a later sweep removes them."""
    with _lock_file().open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _lock_file() -> Path:
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / ".lock"


def sweep(*, now: datetime) -> int:
    """Remove files that no row names and that are older than ``ORPHANED_AFTER``; returns how many.

    A transaction that fails after ``store`` leaves its bytes on the disk, for a file system knows no rollback.
    """
    with _removal() as may:
        return _sweep(now) if may else 0


def _sweep(now: datetime) -> int:
    oldest = (now - ORPHANED_AFTER).timestamp()
    old = [path for path in Path(settings.FILES_DIR).glob("*/*") if _changed_at(path) < oldest]
    removed = 0
    for start in range(0, len(old), _SWEPT_AT_ONCE):
        some = {path.name: path for path in old[start : start + _SWEPT_AT_ONCE]}
        named_now = StoredFile.objects.filter(sha256__in=list(some)).exclude(withheld=Withheld.REMOVED)
        named = set(named_now.order_by().values_list("sha256", flat=True))
        for path in (path for name, path in some.items() if name not in named):
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # it was moved to its place, or removed, since it was listed
        return math.inf


def withhold(digests: Collection[str]) -> None:
    """Nobody is given files of these hashes until ``release`` or ``remove``."""
    StoredFile.objects.filter(sha256__in=digests, withheld="").update(withheld=Withheld.UNSEEN.value)


def release(sha256: str) -> None:
    StoredFile.objects.filter(sha256=sha256, withheld=Withheld.UNSEEN).update(withheld="")


def remove(sha256: str) -> None:
    """Take the bytes away, after commit; the rows that name them stay, so that it can be told. Where a backup runs,
    a later sweep takes them.
    """
    StoredFile.objects.filter(sha256=sha256).exclude(withheld=Withheld.REMOVED).update(
        withheld=Withheld.REMOVED.value, name=NAME_OF_REMOVED, removed_name_sha256=TextDigest("name")
    )
    transaction.on_commit(lambda: _unlink_unused(sha256))


def discard(file: StoredFile) -> None:
    """Forget a stored file; the bytes leave the disk with the last row that names them, after commit; while a
    backup runs, with a later sweep.
    """
    digest = file.sha256
    file.delete()
    transaction.on_commit(lambda: _unlink_unused(digest))


def supersede(file: StoredFile) -> None:
    """Forget a stored file that another took the place of; whoever began to read it by its path reads on: its bytes
    leave the disk with a sweep, ``ORPHANED_AFTER`` from now at the earliest.
    """
    path = path_of(file.sha256)
    with suppress(FileNotFoundError):
        os.utime(path)
    file.delete()


def _unlink_unused(digest: str) -> None:
    with _removal() as may:
        if may and not StoredFile.objects.filter(sha256=digest).exclude(withheld=Withheld.REMOVED).exists():
            path_of(digest).unlink(missing_ok=True)
