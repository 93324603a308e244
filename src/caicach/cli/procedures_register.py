"""``caicach procedures keep`` and ``export``: the register of the installation filled from a file, written to one."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import given_files, installation
from caicach.cli.commands import Exit
from caicach.cli.procedures_import import LARGEST
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import parse_date

if TYPE_CHECKING:
    from argparse import _SubParsersAction

KINDS = (".jsonl", ".jsonld", ".xlsx", ".csv")


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "đưa tệp bản ghi hoặc quyết định công bố vào danh mục của hệ thống; không có --confirm thì chỉ xem"
    keep = actions.add_parser("keep", help=about, description=about)
    keep.add_argument("records", type=Path, metavar="RECORDS", help="XLSX, CSV, JSON, hoặc quyết định DOCX, PDF")
    keep.add_argument("--from", dest="since", type=_day, metavar="NGÀY", help="hiệu lực của dòng không ghi ngày")
    keep.add_argument("--number", default="", metavar="SỐ", help="số quyết định công bố, nếu dòng không ghi")
    keep.add_argument("--signed", type=_day, metavar="NGÀY", help="ngày ký quyết định công bố")
    keep.add_argument("--confirm", action="store_true", help="nhập sau khi in bảng đối chiếu")
    keep.set_defaults(run=run_keep)
    about = "ghi danh mục có hiệu lực ra tệp .jsonl, .jsonld (CPSV-AP), .xlsx hoặc .csv"
    export = actions.add_parser("export", help=about, description=about)
    export.add_argument("out", type=Path, metavar="FILE", help="tên tệp cho biết định dạng")
    export.add_argument("--on", type=_day, metavar="NGÀY", help="mặc định hôm nay")
    export.set_defaults(run=run_export)


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(f"{error.what} {error.todo}") from error


def run_keep(options: argparse.Namespace) -> int:
    data = given_files.content(options.records, LARGEST, room="procedures", to_shorten="Hãy chia tệp theo lĩnh vực.")
    installation.open_to_write()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.procedures import queries, services
    from caicach.procedures.domain.planning import counts_of

    facts = services.ImportFacts(options.since, None, options.number, options.signed)
    made = services.bring_file(
        SYSTEM, data=data, filename=options.records.name, facts=facts, now=timezone.now(), is_waited_for=True
    )
    found = queries.import_preview(SYSTEM, made)
    for outcome, count in counts_of(found.steps).items():
        print(f"{outcome}: {count}")
    refused = [str(step.problem) for step in found.steps if str(step.problem)]
    for said in (*map(str, found.problems), *refused):
        print(said)
    if options.confirm:
        services.confirm_import(SYSTEM, import_id=made, key=found.key, now=timezone.now())
    else:
        services.drop_import(SYSTEM, import_id=made, now=timezone.now())
        print("Chưa nhập gì; thêm --confirm để nhập.")
    return Exit.SOME_FAILED if refused or found.problems else Exit.DONE


def run_export(options: argparse.Namespace) -> int:
    if options.out.suffix not in KINDS:
        raise InvalidInput(
            "procedures.export_kind",
            what="Không rõ định dạng của «{name}».",
            why="Tên tệp phải kết thúc bằng {kinds}.",
            todo="Hãy đổi tên tệp.",
            name=options.out.name,
            kinds=", ".join(KINDS),
        )
    installation.open_to_read()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.kernel.tables import table_file
    from caicach.procedures import queries
    from caicach.procedures.domain.linked_data import services_of
    from caicach.procedures.domain.register_table import register_table
    from caicach.procedures.record.as_json import procedure_as_json

    records = queries.records_in_force(SYSTEM, on=options.on or timezone.localdate())
    if options.out.suffix == ".jsonld":
        data = json.dumps(services_of(records), ensure_ascii=False, indent=1).encode()
    elif options.out.suffix == ".jsonl":
        lines = (json.dumps(procedure_as_json(one), ensure_ascii=False) + "\n" for one in records)
        data = "".join(lines).encode()
    else:
        data = table_file(register_table(records), options.out.suffix[1:], options.out.stem).data.read()
    options.out.write_bytes(data)
    return Exit.DONE
