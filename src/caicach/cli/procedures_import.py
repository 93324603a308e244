"""``caicach procedures import``: what records of procedures say, and what is wrong with them."""

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from caicach.cli import given_files
from caicach.cli.commands import Exit
from caicach.cli.index_tables import print_json
from caicach.kernel.text.dates import parse_date
from caicach.procedures.record.as_json import procedure_as_json
from caicach.procedures.record.register import Register, register_of
from caicach.procedures.record.time_limits import time_limit_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction

LARGEST = 512_000_000


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "đọc bản ghi thủ tục (JSON lines, JSON, CSV, XLSX): trường, thời hạn, lỗi của bản ghi"
    parser = actions.add_parser("import", help=about, description=about)
    parser.add_argument("records", type=Path, metavar="RECORDS", help="tệp bản ghi")
    parser.add_argument("--on", metavar="NGÀY", help="danh mục có hiệu lực vào ngày này")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    found = register_in(options.records, on=options.on)
    if options.json:
        print_json(_as_json(found))
    else:
        _show(found, console=Console())
    return Exit.SOME_FAILED if found.problems else Exit.DONE


def register_in(path: Path, *, on: str | None = None) -> Register:
    data = given_files.content(path, LARGEST, room="procedures", to_shorten="Hãy chia tệp theo lĩnh vực.")
    return register_of(path.name, data, on=parse_date(on) if on else None)


def _limits(found: Register) -> Counter[str]:
    every = (row for one in found.current.values() for row in one.submissions)
    return Counter(time_limit_of(row.time_limit).kind.value for row in every)


def _as_json(found: Register) -> dict[str, Any]:
    return {
        "procedures": len(found.current),
        "earlier_versions": sum(map(len, found.before.values())),
        "time_limits": dict(_limits(found)),
        "problems": [
            {"kind": one.kind, "line": one.line, "code": one.code, "message": str(one.said)} for one in found.problems
        ],
        "records": [procedure_as_json(one) for one in found.current.values()],
    }


def _show(found: Register, *, console: Console) -> None:
    console.print(f"{len(found.current)} thủ tục", markup=False)
    for kind, count in sorted(_limits(found).items()):
        console.print(f"  thời hạn {kind}: {count}", markup=False)
    for one in found.problems:
        console.print(str(one.said), markup=False)
