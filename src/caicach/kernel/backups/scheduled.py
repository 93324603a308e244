"""The backup of every night: written, read back, and only then the oldest of them removed."""

import logging
import re
import time
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from caicach.kernel.backups import services
from caicach.kernel.backups.given import given_settings

NAME: Final = re.compile(r"caicach-\d{8}-\d{6}\.zip")
LEFT_BEHIND: Final = 24 * 3600.0
"""Seconds after which what a killed backup left is removed: longer than any backup takes."""

log = logging.getLogger("caicach.backups")


def name_of(now: datetime) -> str:
    """The name of a backup made at ``now``, an instant of the province's clock."""
    return f"caicach-{now:%Y%m%d-%H%M%S}.zip"


def make_scheduled(*, now: datetime) -> Path | None:
    """Make the backup of this night in ``settings.BACKUP_DIR`` and keep the newest ``settings.BACKUP_KEEP``; None where
    no folder is set. Raises as ``make_backup`` does: then nothing is removed.
    """
    if not settings.BACKUP_DIR:
        return None
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / name_of(now)
    manifest = services.make_backup(target, given=given_settings(), now=now)
    for sha256 in manifest.lost:
        log.error("the stored file %s is missing or damaged on this server", sha256)
    _remove_old(folder)
    return target


def backups_in(folder: Path) -> list[Path]:
    """Backups that schedule or command named, oldest first."""
    return sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))


def _remove_old(folder: Path) -> None:
    for path in backups_in(folder)[: -settings.BACKUP_KEEP]:
        path.unlink()
    for path in folder.glob(".caicach-*.part"):
        if time.time() - path.stat().st_mtime > LEFT_BEHIND:
            path.unlink()
