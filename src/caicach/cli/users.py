"""`caicach users`: accounts, and the roles they have for units over ranges of days."""

import argparse
import getpass
import sys
from datetime import date
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.kernel.access import SYSTEM, Role
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import format_date, parse_date

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("users", help="tài khoản và vai trò theo đơn vị, theo thời hạn")
    actions = parser.add_subparsers(dest="action", required=True)
    created = actions.add_parser("create", help="tạo tài khoản; mật khẩu được hỏi, hoặc đọc một dòng từ đầu vào chuẩn")
    created.add_argument("username")
    created.add_argument("--name", required=True, help="tên hiển thị")
    created.add_argument("--email", default="")
    created.set_defaults(run=_create)
    granted = actions.add_parser("grant", help="giao vai trò tại một đơn vị")
    granted.add_argument("username")
    granted.add_argument("role", choices=[role.value for role in Role])
    granted.add_argument("unit", help="mã đơn vị")
    granted.add_argument("--from", dest="valid_from", type=_day, required=True, metavar="NGÀY")
    granted.add_argument("--until", dest="valid_to", type=_day, metavar="NGÀY", help="ngày đầu tiên không còn vai trò")
    granted.set_defaults(run=_grant)
    ended = actions.add_parser("end-grant", help="kết thúc một lần giao vai trò (số ở lệnh list)")
    ended.add_argument("grant", type=int)
    ended.add_argument("--on", dest="valid_to", type=_day, required=True, metavar="NGÀY")
    ended.set_defaults(run=_end)
    emailed = actions.add_parser("email", help="địa chỉ thư điện tử của tài khoản; bỏ trống để xóa")
    emailed.add_argument("username")
    emailed.add_argument("address", nargs="?", default="")
    emailed.set_defaults(run=_email)
    locked = actions.add_parser("deactivate", help="khóa tài khoản; việc đã làm vẫn giữ")
    locked.add_argument("username")
    locked.add_argument("--why", required=True, help="lý do")
    locked.set_defaults(run=_deactivate)
    actions.add_parser("list", help="tài khoản và vai trò").set_defaults(run=_list)


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(f"{error.what} {error.todo}") from error


def _create(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.organisations import services

    asks = sys.stdin.isatty()
    password = getpass.getpass("Mật khẩu: ") if asks else sys.stdin.readline().rstrip("\r\n")
    services.create_user(
        SYSTEM,
        username=arguments.username,
        display_name=arguments.name,
        email=arguments.email,
        password=password,
        now=timezone.now(),
    )
    print(f"Đã tạo tài khoản «{arguments.username}». Tài khoản chưa có vai trò nào: dùng «caicach users grant».")
    return 0


def _grant(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.organisations import queries, services

    services.grant_role(
        SYSTEM,
        user_id=queries.user_id_of(arguments.username),
        role=Role(arguments.role),
        unit=arguments.unit,
        valid_from=arguments.valid_from,
        valid_to=arguments.valid_to,
        now=timezone.now(),
    )
    print(f"Đã giao vai trò {arguments.role} tại {arguments.unit} cho «{arguments.username}».")
    return 0


def _end(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.organisations import services

    services.end_grant(SYSTEM, grant_id=arguments.grant, valid_to=arguments.valid_to, now=timezone.now())
    print(f"Lần giao {arguments.grant} hết hiệu lực từ {format_date(arguments.valid_to)}.")
    return 0


def _email(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.organisations import queries, services

    user_id = queries.user_id_of(arguments.username)
    services.set_email(SYSTEM, user_id=user_id, email=arguments.address, now=timezone.now())
    print(f"Thư gửi «{arguments.username}» đến: {arguments.address or '(không gửi thư)'}")
    return 0


def _deactivate(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.organisations import queries, services

    user_id = queries.user_id_of(arguments.username)
    services.deactivate_user(SYSTEM, user_id=user_id, why=arguments.why, now=timezone.now())
    print(f"Đã khóa tài khoản «{arguments.username}».")
    return 0


def _list(_arguments: argparse.Namespace) -> int:
    installation.open_to_read()
    from caicach.organisations import queries

    accounts = queries.accounts()
    for account in accounts:
        state = "" if account.is_active else "  (đã khóa)"
        print(f"{account.username:<20}{account.display_name}{state}")
        for grant in account.grants:
            until = f" đến trước {format_date(grant.valid_to)}" if grant.valid_to else ""
            print(f"    {grant.id:>5}  {grant.role.value:<16}{grant.unit:<10}từ {format_date(grant.valid_from)}{until}")
    print(f"{len(accounts)} tài khoản")
    return 0
