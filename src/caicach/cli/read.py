"""``caicach read``: one letter for a person or as JSON, or a folder of letters as JSON files. No database."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from caicach.cli.commands import Exit
from caicach.cli.read_file import read_path
from caicach.cli.read_folder import read_folder
from caicach.cli.reading_shown import show
from caicach.documents.as_json import reading_as_json

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "đọc văn bản (TXT, DOCX, PDF, bản quét) thành dữ liệu, không cần cơ sở dữ liệu"
    parser = subparsers.add_parser("read", help=about, description=about)
    parser.add_argument("path", type=Path, metavar="TỆP|THƯ_MỤC", help="văn bản, hoặc thư mục chứa văn bản")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.add_argument("--json-dir", type=Path, metavar="THƯ_MỤC", help="nơi ghi JSON khi đọc cả thư mục")
    parser.add_argument(
        "--jobs", type=_positive, metavar="SỐ", default=os.cpu_count() or 1, help="số tiến trình chạy song song"
    )
    parser.set_defaults(run=run, parser=parser)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run(options: argparse.Namespace) -> int:
    path: Path = options.path
    if path.is_dir():
        if options.json_dir is None:
            options.parser.error(f"{path} là thư mục: cần --json-dir THƯ_MỤC để ghi kết quả")
        return read_folder(path, options.json_dir, jobs=options.jobs)
    if not path.is_file():
        options.parser.error(f"không có tệp {path}")
    if options.json_dir is not None:
        options.parser.error("--json-dir chỉ dùng khi đọc thư mục")
    reading = read_path(path)
    if options.json:
        sys.stdout.buffer.write(json.dumps(reading_as_json(reading), ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    else:
        show(reading, name=path.name, console=Console())
    return Exit.DONE
