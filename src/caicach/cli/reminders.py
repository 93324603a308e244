"""`caicach reminders run`: who is reminded of what on a day; the worker does the same by itself every working day."""

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import format_date, parse_date

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from caicach.notifications.domain.contents import Content
    from caicach.plans.services import PlannedRound


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("reminders", help="nhắc việc theo quy tắc đang áp dụng")
    actions = parser.add_subparsers(dest="action", required=True)
    run = actions.add_parser("run", help="tạo thông báo nhắc việc của một ngày; chạy lại không nhắc hai lần")
    run.add_argument("--on", type=_day, required=True, metavar="NGÀY")
    run.add_argument("--dry-run", action="store_true", help="chỉ xem, không tạo thông báo nào")
    run.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    run.set_defaults(run=_run)


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(f"{error.what} {error.todo}") from error


def _run(arguments: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.plans import services

    if arguments.dry_run:
        planned = services.plan_round(SYSTEM, on=arguments.on)
    else:
        planned = services.send_round(SYSTEM, on=arguments.on, now=timezone.now())
    if arguments.json:
        print(json.dumps(_as_json(planned, arguments.dry_run), ensure_ascii=False))
    else:
        _print(planned, arguments.dry_run)
    return 0


def _as_json(planned: "PlannedRound", is_dry: bool) -> dict[str, object]:
    from caicach.notifications.domain.contents import content_as_json

    return {
        "on": planned.on.isoformat(),
        "since": planned.since.isoformat() if planned.since else None,
        "dry_run": is_dry,
        "people": len(planned.digests),
        "items": planned.items,
        "remarks": list(map(str, planned.remarks)),
        "digests": [
            {
                "username": digest.contact.username,
                "name": digest.contact.display_name,
                "email": digest.contact.email or None,
                "channels": sorted(digest.message.channels or ()),
                "subject": digest.content.title.filled(),
                "content": content_as_json(digest.content),
            }
            for digest in planned.digests
        ],
    }


def _print(planned: "PlannedRound", is_dry: bool) -> None:
    since = f", tiếp theo lần nhắc ngày {format_date(planned.since)}" if planned.since else ", lần nhắc đầu tiên"
    print(f"Nhắc việc ngày {format_date(planned.on)}{since}: {len(planned.digests)} người, {planned.items} lượt việc.")
    for digest in planned.digests:
        address = digest.contact.email or "chưa có địa chỉ thư"
        print(f"\n== {digest.contact.display_name} ({digest.contact.username}; {address})")
        _print_content(digest.content)
    for remark in planned.remarks:
        print(f"\n! {remark}")
    if is_dry:
        print("\nChạy thử: chưa tạo thông báo nào.")


def _print_content(content: "Content") -> None:
    print(content.title.filled())
    for section in content.sections:
        print(f"  {section.title.filled()} ({section.total})")
        for line in section.lines:
            print(f"    - {line.text}")
            print(f"      {'; '.join(note.filled() for note in line.notes)}")
        if section.more:
            print(f"    … và {section.more} việc nữa")
    for note in content.notes:
        print(f"  {note.filled()}")
