"""`caicach openapi`: the committed description of the API, written or checked."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DESCRIPTION = Path(__file__).resolve().parents[1] / "api" / "openapi.json"


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("openapi", help="mô tả API (OpenAPI)")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--write", action="store_true", help="ghi vào tệp mô tả của mã nguồn")
    choice.add_argument("--check", action="store_true", help="báo lỗi nếu tệp mô tả không còn đúng")
    parser.set_defaults(run=_describe)


def _describe(arguments: argparse.Namespace) -> int:
    installation.start()
    from caicach.api.app import api

    text = json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if arguments.write:
        DESCRIPTION.write_text(text, encoding="utf-8")
    elif arguments.check:
        if not DESCRIPTION.is_file() or DESCRIPTION.read_text(encoding="utf-8") != text:
            print("openapi.json không còn đúng với mã nguồn: hãy chạy «make openapi».", file=sys.stderr)
            return 1
    else:
        sys.stdout.write(text)
    return 0
