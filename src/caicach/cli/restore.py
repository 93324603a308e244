"""`caicach restore`: an installation out of one file, into an empty place."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.cli.commands import Exit

if TYPE_CHECKING:
    from argparse import _SubParsersAction

WITHOUT_SECRETS = " Bản sao lưu không kèm giá trị bí mật: hãy điền CAICACH_SECRET_KEY và các mật khẩu."


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("restore", help="khôi phục một bản sao lưu vào nơi trống")
    parser.add_argument("file", type=Path, help="tệp do lệnh backup tạo ra")
    parser.add_argument(
        "--settings", type=Path, metavar="TỆP", help="chỉ ghi cấu hình của bản sao lưu ra tệp mới này, rồi dừng"
    )
    parser.set_defaults(run=_restore)


def _restore(arguments: argparse.Namespace) -> int:
    if arguments.settings:
        return _write_settings(arguments.file, arguments.settings)
    installation.start()
    from caicach.kernel import schema
    from caicach.kernel.backups import services
    from caicach.kernel.schema import State
    from caicach.kernel.search import services as search

    with schema.alone("prepare"):
        manifest = services.restore(arguments.file)
        if schema.schema_now().state is State.OLDER:
            schema.migrate()
            installation.take_rows_in()
        search.prepare()  # the index is no part of a backup: the worker writes it anew
    print(
        f"Đã khôi phục bản sao lưu lúc {manifest.made_at}: {len(manifest.tables)} bảng, {manifest.rows} dòng, "
        f"{manifest.files} tệp; từng bảng và từng tệp khớp mã băm."
    )
    for sha256 in manifest.lost:
        print(f"Tệp {sha256} đã mất từ trước khi sao lưu: không khôi phục được.", file=sys.stderr)
    return Exit.FAULTS if manifest.lost else Exit.DONE


def _write_settings(source: Path, target: Path) -> int:
    from caicach.cli.backup import passphrase
    from caicach.kernel.backups.archive import SECRETS, opened_archive
    from caicach.kernel.backups.given import unsealed_settings

    with opened_archive(source) as (archive, manifest):
        has_secrets = SECRETS in archive.namelist()
        settings = (
            unsealed_settings(archive.read(SECRETS), passphrase(confirm=False)) if has_secrets else manifest.settings
        )
    lines = [f"{name}={value}\n" for name, value in sorted(settings.items())]
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(lines)
    print(f"Đã ghi {len(lines)} cấu hình vào {target}." + ("" if has_secrets else WITHOUT_SECRETS))
    return Exit.DONE
