"""`caicach token`: access tokens of the API."""

import argparse
from typing import TYPE_CHECKING

from caicach.cli import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("token", help="cấp hoặc thu hồi mã truy cập API")
    actions = parser.add_subparsers(dest="action", required=True)
    issue = actions.add_parser("issue", help="cấp mã mới cho một tài khoản; mã chỉ hiện một lần")
    issue.add_argument("username")
    issue.add_argument("--purpose", required=True, help="dùng để làm gì, ví dụ «đồng bộ trục văn bản»")
    issue.add_argument("--days", type=int, default=365, help="số ngày có hiệu lực (mặc định 365)")
    issue.set_defaults(run=_issue)
    revoke = actions.add_parser("revoke", help="thu hồi mọi mã của một tài khoản")
    revoke.add_argument("username")
    revoke.set_defaults(run=_revoke)


def _issue(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.accounts import services
    from caicach.kernel.access import SYSTEM
    from caicach.organisations import queries

    user_id = queries.user_id_of(arguments.username)
    token = services.issue_token(
        SYSTEM, user_id=user_id, purpose=arguments.purpose, days=arguments.days, now=timezone.now()
    )
    print(token)
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.accounts import services
    from caicach.kernel.access import SYSTEM
    from caicach.organisations import queries

    count = services.revoke_tokens(SYSTEM, user_id=queries.user_id_of(arguments.username), now=timezone.now())
    print(f"Đã thu hồi {count} mã.")
    return 0
