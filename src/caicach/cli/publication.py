"""``caicach publication verify``, ``list``: what was published, and whether its chain holds. Keeps nothing."""

import argparse
import json
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.cli.commands import Exit

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_ABOUT = "công bố: danh mục các bản đã công bố, kiểm tra chuỗi băm"


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("publication", help=_ABOUT, description=_ABOUT)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    checked = actions.add_parser("verify", help="kiểm tra chuỗi băm của các bản công bố; mã 1 nếu có chỗ sai")
    checked.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    checked.set_defaults(run=print_verified)
    listing = actions.add_parser("list", help="mọi bản đã công bố, bản mới nhất trước")
    listing.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    listing.set_defaults(run=print_list)


def print_verified(options: argparse.Namespace) -> int:
    installation.open_to_read()
    from caicach.publications import queries

    head, faults = queries.head(), queries.broken_links()
    if options.json:
        told = [{"number": fault.number, "said": str(fault.said)} for fault in faults]
        print(json.dumps({"editions": head.number, "digest": head.digest, "faults": told}, ensure_ascii=False))
    else:
        for fault in faults:
            print(f"Bản {fault.number}: {fault.said}")
        if not faults:
            print(f"Chuỗi nguyên vẹn: {head.number} bản, mã của bản mới nhất {head.digest or '(chưa có)'}")
    return Exit.FAULTS if faults else Exit.DONE


def print_list(options: argparse.Namespace) -> int:
    installation.open_to_read()
    from caicach.publications import queries

    page = queries.editions(size=10_000)
    if options.json:
        lines = [
            {
                "number": one.number,
                "kind": one.kind.value,
                "series": one.series,
                "title": str(one.title),
                "published_at": one.published_at.isoformat(),
                "corrects": one.corrects,
                "corrected_by": one.corrected_by,
                "digest": one.digest,
            }
            for one in page.items
        ]
        print(json.dumps({"total": page.total, "editions": lines}, ensure_ascii=False))
        return Exit.DONE
    for one in page.items:
        mark = f"  (đã đính chính bởi bản {one.corrected_by})" if one.corrected_by else ""
        print(f"{one.number:>5}  {one.published_at:%d/%m/%Y}  {one.series:<32} {one.title}{mark}")
    return Exit.DONE
