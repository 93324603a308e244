"""`caicach upgrade`: the tables as this program needs them, with a backup before and a way back."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.cli.backup import backup_path
from caicach.cli.commands import Exit

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("upgrade", help="tạo hoặc nâng cấp cơ sở dữ liệu, có sao lưu trước và đường lùi")
    parser.add_argument(
        "--backup",
        type=Path,
        metavar="NƠI",
        help="tệp mới hoặc thư mục cho bản sao lưu làm trước (mặc định: CAICACH_BACKUP_DIR, hoặc backups cạnh dữ liệu)",
    )
    parser.add_argument(
        "--back", type=Path, metavar="TỆP", help="quay về bản sao lưu này; dữ liệu hiện tại được sao lưu trước đã"
    )
    parser.set_defaults(run=_upgrade)


def _upgrade(arguments: argparse.Namespace) -> int:
    installation.start()
    from django.utils import timezone

    from caicach.kernel import schema

    now = timezone.localtime()
    with schema.alone("prepare"):
        if arguments.back is not None:
            return _go_back(arguments.back, _place(arguments.backup, now), now)
        return _forward(_place(arguments.backup, now), now)


def _place(chosen: Path | None, now: datetime) -> Path:
    from django.conf import settings

    if chosen is not None:
        return backup_path(chosen, now)
    folder = Path(settings.BACKUP_DIR or settings.DATA_DIR / "backups")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return backup_path(folder, now)


def _forward(place: Path, now: datetime) -> int:
    from caicach.kernel import schema
    from caicach.kernel.backups import upgrading
    from caicach.kernel.schema import State

    found = schema.schema_now()
    if found.state is State.READY:
        print("Cơ sở dữ liệu đã đúng phiên bản này: không có gì phải làm.")
        return Exit.DONE
    if found.state is State.NEWER:
        raise installation.refusal(found.state)
    if found.state is State.EMPTY:
        schema.migrate()
        installation.take_rows_in()
        print(f"Đã chuẩn bị cơ sở dữ liệu: {len(found.missing)} bước.")
        return Exit.DONE
    upgrading.refuse_while_running(now=now)
    upgrading.upgrade(place, now=now)
    print(
        f"Đã nâng cấp: {len(found.missing)} bước; nhật ký và tệp được kiểm tra không đổi.\n"
        f"Bản sao lưu trước khi nâng cấp: {place}\nĐể quay lại: caicach upgrade --back {place}"
    )
    return Exit.DONE


def _go_back(source: Path, place: Path, now: datetime) -> int:
    from caicach.kernel.backups import upgrading

    upgrading.refuse_while_running(now=now)
    manifest = upgrading.go_back(source, kept_at=place, now=now)
    print(
        f"Đã quay về bản sao lưu lúc {manifest.made_at} (phiên bản {manifest.version}).\n"
        f"Dữ liệu trước khi quay về: {place}\nHãy cài lại chương trình của bản sao lưu đó, hoặc chạy: caicach upgrade"
    )
    return Exit.DONE
