"""`caicach backup`: the installation as one file, while people work."""

import argparse
import getpass
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.cli.commands import Exit

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from caicach.kernel.backups.archive import Manifest
PASSPHRASE = "CAICACH_BACKUP_PASSPHRASE"  # noqa: S105  (the name of a variable)


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("backup", help="sao lưu cả hệ thống đang chạy vào một tệp")
    parser.add_argument("file", type=Path, help="tệp mới, hoặc một thư mục: chương trình tự đặt tên theo giờ")
    parser.add_argument("--check", action="store_true", help="không sao lưu: kiểm tra một bản sao lưu đã có")
    parser.add_argument(
        "--with-secrets",
        action="store_true",
        help=f"kèm cấu hình bí mật, mã hóa bằng cụm mật khẩu (hỏi, hoặc biến {PASSPHRASE})",
    )
    parser.set_defaults(run=_backup)


def _backup(arguments: argparse.Namespace) -> int:
    from caicach.kernel.backups import archive

    if arguments.check:
        return _tell(arguments.file, archive.check(arguments.file))
    installation.start()
    installation.refuse_bare()
    from django.utils import timezone

    from caicach.kernel.backups import services
    from caicach.kernel.backups.given import given_settings

    now = timezone.localtime()
    target = backup_path(arguments.file, now)
    given = given_settings(passphrase(confirm=True) if arguments.with_secrets else None)
    return _tell(target, services.make_backup(target, given=given, now=now))


def backup_path(path: Path, now: datetime) -> Path:
    """The file itself; in a folder, one named after the moment."""
    from caicach.kernel.backups.scheduled import name_of

    return path / name_of(now) if path.is_dir() else path


def passphrase(*, confirm: bool) -> str:
    """From the environment, else asked for at the terminal, twice for a new one."""
    if PASSPHRASE in os.environ:
        return os.environ[PASSPHRASE]
    typed = getpass.getpass("Cụm mật khẩu của bản sao lưu: ")
    if confirm and getpass.getpass("Nhập lại: ") != typed:
        from caicach.kernel.errors import InvalidInput

        raise InvalidInput("backup.not_repeated", what="Hai lần nhập không giống nhau.", todo="Hãy chạy lại lệnh.")
    return typed


def _tell(path: Path, manifest: "Manifest") -> int:
    size = path.stat().st_size
    print(
        f"Bản sao lưu {path}: {len(manifest.tables)} bảng, {manifest.rows} dòng, {manifest.files} tệp, "
        f"{size / 1_000_000:.1f} MB; đã đọc lại và kiểm tra."
    )
    for sha256 in manifest.lost:
        print(f"Tệp {sha256} đã mất hoặc hỏng trên máy chủ từ trước khi sao lưu.", file=sys.stderr)
    return Exit.FAULTS if manifest.lost else Exit.DONE
