"""`caicach units`: who there is on a day, what a phrase means, loading units from a file."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import format_date, parse_date
from caicach.organisations.domain.addressing import Confidence, Part, Resolution, resolve
from caicach.organisations.domain.directory import Directory
from caicach.organisations.domain.posts import Membership, Post
from caicach.organisations.domain.units import Level, UnitFact
from caicach.organisations.province_files import read_province
from config import environment

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_REPOSITORY = Path(__file__).resolve().parents[3]
_SURE = {
    Confidence.CERTAIN: "chắc chắn",
    Confidence.LIKELY: "cần xem lại",
    Confidence.UNRESOLVED: "để người rà soát chọn",
}


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("units", help="danh bạ đơn vị theo ngày; cụm từ chỉ những đơn vị nào")
    actions = parser.add_subparsers(dest="action", required=True)
    asked = actions.add_parser("resolve", help="cụm từ trong văn bản chỉ những đơn vị, chức vụ nào, vì sao")
    asked.add_argument("phrase", metavar="CỤM_TỪ")
    _with_day(asked)
    asked.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    asked.set_defaults(run=_resolve)
    listed = actions.add_parser("list", help="đơn vị có hiệu lực trong một ngày")
    _with_day(listed)
    listed.add_argument("--level", choices=[level.value for level in Level], help="chỉ một cấp")
    listed.set_defaults(run=_list)
    loaded = actions.add_parser("import", help="nạp đơn vị từ tệp CSV vào cơ sở dữ liệu; có lỗi thì không nạp dòng nào")
    loaded.add_argument("file", type=Path, metavar="TỆP.csv")
    loaded.add_argument("--check", action="store_true", help="chỉ kiểm tra, không nạp")
    loaded.set_defaults(run=_import)


def _with_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=_day, required=True, metavar="NGÀY", help="YYYY-MM-DD hoặc dd/mm/yyyy")
    parser.add_argument("--database", action="store_true", help="dùng cơ sở dữ liệu ngay cả khi chưa đặt DATABASE_URL")


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(f"{error.what} {error.todo}") from error


def _directory(on: date, *, use_database: bool) -> Directory:
    """The database where one is configured, else the files of the example province: no database is needed to ask."""
    meaning = "sqlite:///path or postgres://user:password@host:port/name."
    if use_database or environment.text("DATABASE_URL", "", meaning, is_secret=True):
        installation.open_to_read()
        from caicach.organisations import queries

        return queries.directory_on(on)
    examples = environment.text(
        "CAICACH_EXAMPLES_DIR", str(_REPOSITORY / "examples"), "Folder of the example province."
    )
    return read_province(Path(examples) / "province").register.on(on)


def _resolve(arguments: argparse.Namespace) -> int:
    directory = _directory(arguments.on, use_database=arguments.database)
    resolution = resolve(arguments.phrase, directory, on=arguments.on)
    if arguments.json:
        print(json.dumps(_as_json(resolution, directory), ensure_ascii=False, indent=2))
    else:
        _show(resolution, directory)
    return 0


def _as_json(resolution: Resolution, directory: Directory) -> dict[str, object]:
    return {
        "phrase": resolution.phrase,
        "on": resolution.on.isoformat(),
        "directory": directory.source,
        "confidence": resolution.confidence.value,
        "units": [_unit_json(unit) for unit in resolution.units],
        "posts": [_post_json(post) for post in resolution.posts],
        "members": [_member_json(member) for member in resolution.members],
        "bodies": [{"name": body.name, "kind": body.kind.value, "code": body.code} for body in resolution.bodies],
        "unresolved": list(resolution.unresolved),
        "reasons": [str(reason) for reason in resolution.reasons],
        "parts": [_part_json(part) for part in resolution.parts],
    }


def _member_json(member: Membership) -> dict[str, object]:
    return {
        "committee": member.committee,
        "post": member.post,
        "role": member.role.value,
        "field": member.field.value if member.field else None,
        "is_verified": member.is_verified,
    }


def _unit_json(unit: UnitFact) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "level": unit.level.value,
        "type": unit.type.value,
        "is_verified": unit.is_verified,
    }


def _post_json(post: Post) -> dict[str, object]:
    return {"code": post.code, "name": post.name, "unit": post.unit, "is_head": post.is_head}


def _part_json(part: Part) -> dict[str, object]:
    return {
        "text": part.text,
        "reason": str(part.reason),
        "confidence": part.confidence.value,
        "units": [unit.code for unit in part.units],
        "posts": [post.code for post in part.posts],
        "bodies": [body.name for body in part.bodies],
    }


def _show(resolution: Resolution, directory: Directory) -> None:
    day, sure = format_date(resolution.on), _SURE[resolution.confidence]
    print(f"«{resolution.phrase}», ngày {day}, theo {directory.source}: {sure}")
    for unit in resolution.units:
        print(f"  đơn vị     {unit.code:<10} {unit.name} ({unit.level.label})")
    for post in resolution.posts:
        print(f"  chức vụ    {post.unit:<10} {post.name}")
    for body in resolution.bodies:
        print(f"  ngoài      {body.code or '':<10} {body.name}")
    for text in resolution.unresolved:
        print(f"  chưa rõ    {text}")
    print("Vì sao:")
    for reason in resolution.reasons:
        print(f"  - {reason}")


def _list(arguments: argparse.Namespace) -> int:
    directory = _directory(arguments.on, use_database=arguments.database)
    units = directory.at_level(Level(arguments.level)) if arguments.level else directory.units
    for unit in units:
        mark = "" if unit.is_verified else "  (chưa kiểm chứng)"
        print(f"{unit.code:<12}{unit.level.label:<40}{unit.name}{mark}")
    print(f"{len(units)} đơn vị, ngày {format_date(arguments.on)}, theo {directory.source}")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        raise InvalidInput(
            "cli.no_file",
            what="Không có tệp «{name}».",
            why="Đường dẫn không chỉ tới một tệp.",
            todo="Hãy kiểm tra lại đường dẫn.",
            name=arguments.file,
        )
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.organisations import services

    done = services.import_units_csv(
        SYSTEM,
        data=arguments.file.read_bytes(),
        filename=arguments.file.name,
        now=timezone.now(),
        is_check=arguments.check,
    )
    verb = "Sẽ nạp" if arguments.check else "Đã nạp"
    print(f"{verb} {done.added} dòng mới; {done.unchanged} dòng đã có sẵn, giữ nguyên.")
    return 0
