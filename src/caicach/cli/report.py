"""``caicach report``: reports as DOCX, PDF, XLSX and JSON, and forms of one's own. Reads; keeps nothing."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import installation, report_build, report_check_form
from caicach.cli.commands import Exit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import parse_date

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "báo cáo tiến độ của một kỳ: DOCX, PDF, JSON; mỗi số liệu có mã và điều kiện"
    parser = subparsers.add_parser("report", help=about, description=about)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    progress = actions.add_parser("progress", help=about, description=about)
    progress.add_argument("--from", dest="first", type=_day, required=True, metavar="NGÀY")
    progress.add_argument("--to", dest="last", type=_day, required=True, metavar="NGÀY")
    progress.add_argument("--unit", default="", metavar="MÃ", help="chỉ đơn vị này và các đơn vị trực thuộc")
    progress.add_argument("--docx", type=Path, metavar="TỆP")
    progress.add_argument("--pdf", type=Path, metavar="TỆP")
    progress.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    progress.set_defaults(run=run)
    report_build.register(actions)
    report_check_form.register(actions)


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(f"{error.what} {error.todo}") from error


def run(options: argparse.Namespace) -> int:
    installation.open_to_read()
    from django.utils import timezone

    from caicach.documents.write.docx import write_docx
    from caicach.documents.write.pdf import write_pdf
    from caicach.kernel.access import SYSTEM
    from caicach.reports import queries
    from caicach.reports.domain.writing import progress_document

    head, report = queries.progress_now(
        SYSTEM, first=options.first, last=options.last, unit=options.unit, today=timezone.localdate()
    )
    document = progress_document(head, report)
    for path, write in ((options.docx, write_docx), (options.pdf, write_pdf)):
        if path is not None:
            path.write_bytes(write(document))
            print(f"Đã ghi {path}", file=sys.stderr)
    if options.json:
        found = {
            "scope": head.scope,
            "from": head.first.isoformat(),
            "to": head.last.isoformat(),
            "cut_off": head.cut_off.isoformat(),
            "figures": [{"id": f.id, "value": f.value, "filters": dict(f.filters)} for f in report.figures()],
        }
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(f"{head.scope}, {head.first:%d/%m/%Y} – {head.last:%d/%m/%Y}, chốt {head.cut_off:%d/%m/%Y}")
        for figure in (report.total, *report.states.values(), report.chased, report.extended):
            print(f"  {figure.id:<20}{figure.value:>8}")
    return Exit.DONE
