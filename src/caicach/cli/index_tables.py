"""What the commands on composite indices share: the files they are given, and JSON to standard output."""

import argparse
import json
import sys
from pathlib import Path

from caicach.cli.given_files import content
from caicach.indices.composite.framework import Framework
from caicach.indices.composite.framework_reading import framework_of
from caicach.indices.composite.tables import Table, read_table
from caicach.indices.composite.unit_data import UnitData, unit_data_of

_LARGEST = 64_000_000


def add_tables(parser: argparse.ArgumentParser) -> None:
    columns = "iCode, Level, Type, Direction, Weight, Parent"
    parser.add_argument("meta", type=Path, metavar="META.csv", help=f"khung chỉ số, các cột {columns}")
    parser.add_argument("data", type=Path, metavar="DATA.csv", help="số liệu: uCode, uName, mỗi chỉ số một cột")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")


def table_at(path: Path) -> Table:
    to_shorten = "Hãy chỉ giữ các cột và đơn vị cần tính."
    return read_table(path.name, content(path, _LARGEST, room="composite", to_shorten=to_shorten))


def given_tables(options: argparse.Namespace) -> tuple[Framework, UnitData]:
    framework = framework_of(table_at(options.meta))
    return framework, unit_data_of(table_at(options.data), framework)


def print_json(value: object) -> None:
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, allow_nan=False).encode() + b"\n")
    sys.stdout.buffer.flush()
