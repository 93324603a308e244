"""`caicach audit`: check the trail of changes."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from caicach.cli import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("audit", help="kiểm tra nhật ký thay đổi (audit trail)")
    actions = parser.add_subparsers(dest="action", required=True)
    verify = actions.add_parser("verify", help="tìm dòng bị sửa, xóa, đảo thứ tự hoặc chưa niêm phong")
    verify.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    verify.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    installation.open_to_read()
    from caicach.kernel.audit import queries, services

    services.seal_all()
    faults = list(services.verify())
    if arguments.json:
        rows = [{"stream": f.stream, "number": f.number, "line": f.line_id, "problem": f.problem} for f in faults]
        print(json.dumps({"lines": queries.line_count(), "faults": rows}, ensure_ascii=False))
    else:
        for fault in faults:
            print(f"{fault.stream} #{fault.number} (dòng {fault.line_id}): {fault.problem}", file=sys.stderr)
        print(f"Nhật ký: {queries.line_count()} dòng, {len(faults)} lỗi.")
    return 1 if faults else 0
