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
    created.add_argument("--invite", action="store_true", help="không đặt mật khẩu: in liên kết mời")
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
    opened = actions.add_parser("reactivate", help="mở lại tài khoản đã khóa, với những vai trò còn thời hạn")
    opened.add_argument("username")
    opened.add_argument("--why", required=True, help="lý do")
    opened.set_defaults(run=_reactivate)
    linked = actions.add_parser("link", help="liên kết một lần để người dùng tự đặt mật khẩu: mời, hoặc đặt lại")
    linked.add_argument("username")
    linked.set_defaults(run=_link)
    left = actions.add_parser("end-visits", help="kết thúc mọi phiên đăng nhập của một tài khoản")
    left.add_argument("username")
    left.set_defaults(run=_end_visits)
    lost = actions.add_parser(
        "end-second-step", help="tắt bước xác minh thứ hai của người mất điện thoại, mã dự phòng và khóa truy cập"
    )
    lost.add_argument("username")
    lost.add_argument("--why", required=True, help="lý do")
    lost.set_defaults(run=_end_second_step)
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

    password = None
    if not arguments.invite:
        asks = sys.stdin.isatty()
        password = getpass.getpass("Mật khẩu: ") if asks else sys.stdin.readline().rstrip("\r\n")
    user_id = services.create_user(
        SYSTEM,
        username=arguments.username,
        display_name=arguments.name,
        email=arguments.email,
        password=password,
        now=timezone.now(),
    )
    print(f"Đã tạo tài khoản «{arguments.username}». Tài khoản chưa có vai trò nào: dùng «caicach users grant».")
    if arguments.invite:
        print(_made_link(user_id))
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

    from caicach.accounts import services
    from caicach.organisations import queries

    user_id = queries.user_id_of(arguments.username)
    services.deactivate(SYSTEM, user_id=user_id, why=arguments.why, now=timezone.now())
    print(f"Đã khóa tài khoản «{arguments.username}»; các phiên đăng nhập và mã truy cập đã kết thúc.")
    return 0


def _end_second_step(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.accounts import services
    from caicach.organisations import queries

    user_id = queries.user_id_of(arguments.username)
    services.end_second_factor(SYSTEM, user_id=user_id, why=arguments.why, now=timezone.now())
    print(f"Đã tắt bước xác minh thứ hai của «{arguments.username}»: lần tới chỉ cần mật khẩu.")
    return 0


def _reactivate(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.organisations import account_queries, services

    user_id = account_queries.known_user_id(arguments.username) or 0
    services.reactivate_user(SYSTEM, user_id=user_id, why=arguments.why, now=timezone.now())
    print(f"Đã mở lại tài khoản «{arguments.username}».")
    return 0


def _link(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from caicach.organisations import queries

    print(_made_link(queries.user_id_of(arguments.username)))
    return 0


def _made_link(user_id: int) -> str:
    from django.conf import settings
    from django.utils import timezone

    from caicach.accounts import services
    from caicach.accounts.links import PATH, LinkKind
    from caicach.organisations import account_queries

    has_password = account_queries.account(SYSTEM, user_id).has_password
    kind = LinkKind.RESET if has_password else LinkKind.INVITATION
    secret = services.give_link(SYSTEM, user_id=user_id, kind=kind, now=timezone.now())
    return settings.PUBLIC_URL + PATH.format(secret=secret)


def _end_visits(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.accounts import services
    from caicach.organisations import queries

    count = services.end_visits(SYSTEM, user_id=queries.user_id_of(arguments.username), now=timezone.now())
    print(f"Đã kết thúc {count} phiên đăng nhập.")
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
