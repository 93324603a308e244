"""`caicach search`: writing the index of the search anew, and how it stands."""

import argparse
from typing import TYPE_CHECKING

from caicach.cli import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("search", help="chỉ mục tìm kiếm: tình trạng, lập lại")
    actions = parser.add_subparsers(dest="action", required=True)
    rebuilt = actions.add_parser("rebuild", help="lập lại toàn bộ chỉ mục từ dữ liệu đang có; hệ thống vẫn chạy")
    rebuilt.set_defaults(run=_rebuild)
    shown = actions.add_parser("show", help="chỉ mục có bao nhiêu mục, còn bao nhiêu thay đổi chưa vào")
    shown.set_defaults(run=_show)


def _rebuild(_arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.search import services

    services.mark_all()
    services.refresh_all(on=timezone.localdate())
    return _print_counts()


def _show(_arguments: argparse.Namespace) -> int:
    installation.start()
    return _print_counts()


def _print_counts() -> int:
    from caicach.kernel.search import queries

    for kind, count in sorted(queries.counts().items()):
        print(f"{kind:12} {count:>9}")
    print(f"Thay đổi chưa vào chỉ mục: {queries.waiting_marks()}")
    return 0
