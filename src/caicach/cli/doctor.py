"""`caicach doctor`: what of an installation is not as it should be, and what to do about each."""

import argparse
import json
from typing import TYPE_CHECKING, Final

from caicach.cli import failures, installation
from caicach.cli.commands import Exit
from caicach.cli.findings import Finding, Level

if TYPE_CHECKING:
    from argparse import _SubParsersAction


MARKS: Final = {Level.FINE: "✓", Level.WARNING: "!", Level.BAD: "✗"}


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("doctor", help="khám cài đặt: cấu hình, cơ sở dữ liệu, thư, đĩa, đồng hồ…")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=_examine)


def _examine(arguments: argparse.Namespace) -> int:
    try:
        installation.start()
        from caicach.cli.examining import every_finding

        found = list(every_finding())
    except Exception as error:
        told = failures.error_of(error)
        if told is None:
            raise
        found = [Finding("settings", Level.BAD, " ".join(s for s in (told.what, told.why) if s), told.todo)]
    if arguments.json:
        print(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{MARKS[one.level]} {one.name}: {one.said}")
            if one.todo:
                print(f"    → {one.todo}")
        print(
            f"{len(found)} mục, {sum(one.level is Level.BAD for one in found)} lỗi, "
            f"{sum(one.level is Level.WARNING for one in found)} cần lưu ý."
        )
    return Exit.FAULTS if any(one.level is Level.BAD for one in found) else Exit.DONE


def _as_json(one: Finding) -> dict[str, str]:
    return {"name": one.name, "level": one.level.value, "said": one.said, "todo": one.todo}
