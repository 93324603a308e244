"""``caicach dossiers import`` and ``limits``: dossiers into the store, and the limits they are held against."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import given_files, installation
from caicach.cli.commands import Exit
from caicach.dossiers.domain.columns import Column, ColumnMap
from caicach.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from caicach.dossiers.queries import ImportLine

LARGEST = 1_000_000


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "nạp hồ sơ từ tệp xuất của hệ thống một cửa (CSV, XLSX, Parquet, JSON, XES); nạp lại không trùng"
    parser = actions.add_parser("import", help=about, description=about)
    parser.add_argument("file", type=Path, metavar="TỆP")
    parser.add_argument(
        "--source", required=True, metavar="TÊN", help="hệ thống xuất ra tệp; cách ghép cột nhớ theo tên này"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="GÌ=TÊN_CỘT",
        help=f"cột của tệp ghi gì; GÌ là một trong: {', '.join(Column)}",
    )
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)
    about = "đặt danh sách thời hạn giải quyết của thủ tục (YAML) cho mọi hồ sơ, rồi tính lại"
    limits = actions.add_parser("limits", help=about, description=about)
    limits.add_argument("file", type=Path, metavar="TỆP")
    limits.set_defaults(run=set_limits)
    about = "tính lại thời hạn của hồ sơ sau khi lịch làm việc hoặc thời hạn đổi, không chờ đến đêm"
    again = actions.add_parser("reckon", help=about, description=about)
    again.set_defaults(run=reckon_again)


def run(options: argparse.Namespace) -> int:
    columns = _columns(options.column)
    if not options.file.is_file():
        given_files.content(options.file, LARGEST, room="dossiers", to_shorten="")
    installation.open_to_write()
    from django.utils import timezone

    from caicach.dossiers import queries, services
    from caicach.kernel.access import SYSTEM

    import_id = services.import_file(
        SYSTEM, source=options.source, path=options.file, columns=columns, now=timezone.now()
    )
    found = queries.import_line(SYSTEM, import_id)
    if options.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    else:
        counts = f"mới {found.new}, thay đổi {found.changed}, không đổi {found.same}, cũ hơn {found.older}"
        print(f"Dòng: {found.rows}. Hồ sơ: {counts}.")
        for reason, count in found.reasons:
            print(f"Loại ra {count} dòng: {reason}")
    return Exit.SOME_FAILED if found.aside else Exit.DONE


def set_limits(options: argparse.Namespace) -> int:
    text = given_files.content(options.file, LARGEST, room="dossiers", to_shorten="Hãy bỏ thủ tục không còn dùng.")
    installation.open_to_write()
    from django.utils import timezone

    from caicach.dossiers import services
    from caicach.kernel.access import SYSTEM

    services.set_limits(SYSTEM, text=text.decode("utf-8-sig", errors="replace"), now=timezone.now())
    services.reckon_again(timezone.now())
    print("Đã đặt thời hạn và tính lại.")
    return Exit.DONE


def reckon_again(_options: argparse.Namespace) -> int:
    installation.open_to_write()
    from django.utils import timezone

    from caicach.dossiers import queries, services

    if queries.is_stale():
        services.reckon_again(timezone.now())
        print("Đã tính lại.")
    else:
        print("Mọi hồ sơ đã theo thời hạn và lịch đang có.")
    return Exit.DONE


def _columns(given: list[str]) -> ColumnMap | None:
    if not given:
        return None
    names = {}
    for one in given:
        what, _, name = one.partition("=")
        if what not in set(Column) or not name:
            raise InvalidInput(
                "dossiers.column_option",
                what="Không hiểu --column «{given}».",
                why="Cần GÌ=TÊN_CỘT, trong đó GÌ là một trong: {known}.",
                todo="Ví dụ: --column code=SoHoSo --column received=NgayNhan.",
                given=one,
                known=", ".join(Column),
            )
        names[Column(what)] = name
    return ColumnMap(names)


def _as_json(found: "ImportLine") -> dict[str, object]:
    return {
        "id": found.id,
        "source": found.source,
        "rows": found.rows,
        "dossiers": {"new": found.new, "changed": found.changed, "same": found.same, "older": found.older},
        "quarantine": {
            "rows": found.aside,
            "reasons": [{"why": str(why), "count": count} for why, count in found.reasons],
        },
        "columns": {column.value: name for column, name in found.columns.names.items()},
    }
