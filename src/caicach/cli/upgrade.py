"""`caicach upgrade`: the tables as this program needs them."""

import argparse
from typing import TYPE_CHECKING

from caicach.cli import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("upgrade", help="tạo hoặc nâng cấp cơ sở dữ liệu cho phiên bản này")
    parser.set_defaults(run=_upgrade)


def _upgrade(_arguments: argparse.Namespace) -> int:
    installation.start()
    from caicach.kernel import schema
    from caicach.kernel.schema import State

    with schema.alone("prepare"):
        found = schema.schema_now()
        if found.state is State.READY:
            print("Cơ sở dữ liệu đã đúng phiên bản này: không có gì phải làm.")
            return 0
        if found.state is State.NEWER:
            raise installation.refusal(found.state)
        schema.migrate()
    print(f"Đã chuẩn bị cơ sở dữ liệu: {len(found.missing)} bước.")
    return 0
