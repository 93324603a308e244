"""`caicach audit`: check the trail of changes, and keep its heads outside."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.cli.commands import Exit

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from caicach.kernel.audit.domain import Fault

_NAMED = 200


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("audit", help="kiểm tra nhật ký thay đổi (audit trail)")
    actions = parser.add_subparsers(dest="action", required=True)
    verify = actions.add_parser(
        "verify", help="tìm dòng bị sửa, xóa, chèn, cắt đuôi và dữ liệu bị sửa ngoài hệ thống; không ghi gì"
    )
    verify.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    verify.add_argument(
        "--anchor",
        type=Path,
        action="append",
        default=[],
        metavar="TỆP",
        help="đối chiếu thêm với mốc giữ ngoài hệ thống (tệp, thư); nhắc lại được",
    )
    verify.set_defaults(run=_verify)
    anchor = actions.add_parser("anchor", help="ghi mốc hôm nay vào thư mục anchors và in ra, để giữ ngoài hệ thống")
    anchor.set_defaults(run=_anchor)


def _verify(arguments: argparse.Namespace) -> int:
    installation.open_to_read()
    from caicach.kernel.anchors import services
    from caicach.kernel.audit.anchors import anchor_of
    from caicach.kernel.audit.verifying import Verified

    given = tuple(anchor_of(path.read_text(encoding="utf-8"), name=path.name) for path in arguments.anchor)
    verified = Verified()
    faults, more = services.first_faults((*services.kept_anchors(), *given), verified, named=_NAMED)
    count = len(faults) + more
    if arguments.json:
        about = {"lines": verified.lines, "things": verified.things, "anchors": verified.anchors}
        print(json.dumps({**about, "waiting": verified.waiting, "count": count, "faults": list(map(_row, faults))}))
    else:
        for fault in faults:
            place = f"#{fault.number} (dòng {fault.line_id})" if not fault.kind else f"{fault.kind} {fault.row_id}"
            print(f"{fault.stream} {place}: {fault.said}", file=sys.stderr)
        if more:
            print(f"… và {more} lỗi nữa.", file=sys.stderr)
        if verified.not_taken_in:
            print(f"Chưa so dữ liệu: {', '.join(verified.not_taken_in)} (chạy: caicach audit anchor).", file=sys.stderr)
        print(
            f"Nhật ký: {verified.lines} dòng, {verified.anchors} mốc, so {verified.things} đối tượng dữ liệu, "
            f"{verified.waiting} dòng chờ niêm phong, {count} lỗi."
        )
    return Exit.FAULTS if count else Exit.DONE


def _row(fault: "Fault") -> dict[str, object]:
    return {
        "problem": fault.problem.value,
        "said": str(fault.said),
        "stream": fault.stream,
        "number": fault.number,
        "line": fault.line_id,
        "kind": fault.kind,
        "id": fault.row_id,
    }


def _anchor(_arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.anchors import services

    print(services.make_anchor(now=timezone.localtime()).text(), end="")
    return Exit.DONE
