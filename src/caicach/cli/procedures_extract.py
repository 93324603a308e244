"""``caicach procedures extract``: the records of procedures that a saved page shows."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from caicach.cli import given_files
from caicach.cli.commands import Exit
from caicach.cli.index_tables import print_json
from caicach.procedures.pages.extracting import Page, page_of
from caicach.procedures.record.as_json import procedure_as_json

if TYPE_CHECKING:
    from argparse import _SubParsersAction

LARGEST = 20_000_000


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "đọc bản ghi thủ tục trong một trang đã lưu"
    parser = actions.add_parser("extract", help=about, description=about)
    parser.add_argument("page", type=Path, metavar="FILE", help="tệp trang HTML")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    data = given_files.content(options.page, LARGEST, room="procedures", to_shorten="Trang dài hơn không được đọc.")
    found = page_of(data)
    if options.json:
        print_json(_as_json(found))
    else:
        _show(found, console=Console())
    return Exit.DONE


def _as_json(found: Page) -> dict[str, Any]:
    return {
        "records": [procedure_as_json(one.procedure) | {"links": list(one.links)} for one in found.records],
        "title": found.title,
        "encoding": found.text.encoding,
        "declared_encoding": found.text.declared,
        "was_composed": found.text.was_composed,
    }


def _show(found: Page, *, console: Console) -> None:
    for one in found.records:
        console.print(f"{one.procedure.code or '—'}  {one.procedure.name}", markup=False)
        for name, value in procedure_as_json(one.procedure).items():
            if name not in {"code", "name"}:
                console.print(f"    {name}: {str(value)[:160]}", markup=False)
