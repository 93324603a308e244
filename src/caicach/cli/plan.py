"""``caicach plan import``: the tasks of a plan's table, for a person or as JSON. No database."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from caicach.cli.commands import Exit
from caicach.cli.plan_shown import show_plan
from caicach.documents.plan.as_json import plan_as_json
from caicach.documents.plan.opening import read_plan
from caicach.documents.read.limits import MAX_FILE_BYTES
from caicach.documents.read.loading import too_large_file

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "kế hoạch: đọc bảng nhiệm vụ, không cần cơ sở dữ liệu"
    parser = subparsers.add_parser("plan", help=about, description=about)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    about = "đọc bảng nhiệm vụ của kế hoạch (DOCX, XLSX, PDF, HTML, TXT)"
    reading = actions.add_parser("import", help=about, description=about)
    reading.add_argument("path", type=Path, metavar="TỆP", help="tệp có bảng nhiệm vụ")
    reading.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    reading.set_defaults(run=run, parser=reading)


def run(options: argparse.Namespace) -> int:
    path: Path = options.path
    if not path.is_file():
        options.parser.error(f"không có tệp {path}")
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:  # told from the folder entry: a huge file is not even taken into memory
        raise too_large_file(size, name=path.name)
    reading = read_plan(path.read_bytes(), filename=path.name)
    if options.json:
        sys.stdout.buffer.write(json.dumps(plan_as_json(reading), ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    else:
        show_plan(reading, name=path.name, console=Console())
    return Exit.DONE
