"""``caicach index replay``: a frozen result computed again from what was stored, compared bit for bit."""

import argparse
import sys
from typing import TYPE_CHECKING

from caicach.cli.commands import Exit
from caicach.cli.index_tables import print_json

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_FAULTS = 1


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "tính lại kết quả đã chốt của một kỳ chấm từ số liệu và bộ tiêu chí đã lưu, so từng chữ số"
    parser = subparsers.add_parser("replay", help=about, description=about)
    parser.add_argument("year", type=int, metavar="YEAR_ID", help="mã của kỳ chấm (số trong địa chỉ trang)")
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from caicach.cli import installation

    installation.open_to_read()
    from caicach.indices import services
    from caicach.kernel.access import SYSTEM

    again = services.replay(SYSTEM, year_id=options.year)
    if options.json:
        print_json(
            {
                "year": again.year,
                "set": again.set_code,
                "equal": again.is_equal,
                "units": again.units,
                "result_hash": again.result_hash,
                "replayed_hash": again.replayed_hash,
                "differences": list(map(str, again.differences)),
            }
        )
    elif again.is_equal:
        print(f"Khớp từng chữ số: {again.set_code} {again.year}, {again.units} đơn vị, SHA-256 {again.result_hash}")
    else:
        print(f"KHÔNG KHỚP: {again.set_code} {again.year}", file=sys.stderr)
        for line in again.differences:
            print(f"- {line}", file=sys.stderr)
    return Exit.DONE if again.is_equal else _FAULTS
