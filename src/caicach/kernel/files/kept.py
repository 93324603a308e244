"""Files of one person, kept a while: uploads that came with a form which was refused for something else, so that nobody
chooses them again, and large files that the worker made for who asked.

They belong to the person and to nothing else: no row names them, and no page shows what is in them.
"""

import io
import json
import re
import secrets
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Final

from django.conf import settings

from caicach.kernel.files.services import clean_name

KEPT_FOR: Final = timedelta(hours=12)
MOST: Final = 20
"""Of one person; the oldest make room."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class KeptUpload:
    """``token`` is what the form names it by; it opens the file for its person alone."""

    token: str
    name: str
    data: bytes = field(repr=False)


def new_token() -> str:
    """For a file that is still to be made."""
    return secrets.token_urlsafe(16)


def keep_upload(user_id: int, *, name: str, data: bytes, token: str = "") -> KeptUpload:
    """Keep the bytes for the person; the name loses what means something to a file system. ``token``: of
    ``new_token``, where it was told already."""
    kept = KeptUpload(token or new_token(), clean_name(name), data)
    keep_file(user_id, name=name, data=io.BytesIO(data), token=kept.token)
    return kept


def keep_file(user_id: int, *, name: str, data: IO[bytes], token: str) -> None:
    """What was written to a file, kept without being read into memory."""
    folder = _folder(user_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)[: -MOST + 1 or None]:
        old.unlink(missing_ok=True)
    part = folder / f"{token}.part"  # no token, so that nobody opens it
    with part.open("wb") as kept:
        part.chmod(0o600)
        kept.write(json.dumps(clean_name(name)).encode() + b"\n")
        shutil.copyfileobj(data, kept)
    part.replace(folder / token)


def kept_upload(user_id: int, token: str, *, now: datetime) -> KeptUpload | None:
    """What the person's token names; None where it names nothing, or is older than ``KEPT_FOR``."""
    found = kept_file(user_id, token, now=now)
    if found is None:
        return None
    name, file = found
    with file:
        return KeptUpload(token, name, file.read())


def kept_file(user_id: int, token: str, *, now: datetime) -> tuple[str, IO[bytes]] | None:
    """Name and open file, which stands behind its name and is closed by who sends it."""
    path = _folder(user_id) / token if _TOKEN.fullmatch(token) else None
    if path is None or not path.is_file() or _is_old(path, now):
        return None
    file = path.open("rb", buffering=0)  # servers that send the descriptor begin where it stands
    return str(json.loads(file.readline())), file


def forget_upload(user_id: int, token: str) -> None:
    if _TOKEN.fullmatch(token):
        (_folder(user_id) / token).unlink(missing_ok=True)


def sweep_kept(*, now: datetime) -> int:
    """Remove what is older than ``KEPT_FOR``; returns how many."""
    old = [path for path in _root().glob("*/*") if _is_old(path, now)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _is_old(path: Path, now: datetime) -> bool:
    return path.stat().st_mtime < (now - KEPT_FOR).timestamp()


def _root() -> Path:
    return Path(settings.FILES_DIR).parent / "kept"


def _folder(user_id: int) -> Path:
    return _root() / str(user_id)
