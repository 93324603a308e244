"""``caicach plan import``, ``export``: the tasks of a plan's table out of a file, and into one."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from caicach.cli import installation
from caicach.cli.commands import Exit
from caicach.cli.plan_shown import show_plan
from caicach.documents.plan.as_json import plan_as_json, plan_from_json
from caicach.documents.plan.opening import read_plan
from caicach.documents.plan.writing import PlanHead, plan_as_docx, plan_as_xlsx
from caicach.documents.read.limits import MAX_FILE_BYTES
from caicach.documents.read.loading import too_large_file

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "kế hoạch: đọc bảng nhiệm vụ, không cần cơ sở dữ liệu"
    parser = subparsers.add_parser("plan", help=about, description=about)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    about = "đọc bảng nhiệm vụ của kế hoạch (DOCX, XLSX, PDF, HTML, TXT)"
    reading = actions.add_parser("import", help=about, description=about)
    reading.add_argument("path", type=Path, metavar="TỆP", help="tệp có bảng nhiệm vụ")
    reading.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    reading.set_defaults(run=run, parser=reading)
    about = "viết bảng nhiệm vụ ra DOCX, XLSX: của kế hoạch trong cơ sở dữ liệu, hoặc của tệp do «import --json» in ra"
    writing = actions.add_parser("export", help=about, description=about)
    writing.add_argument("source", metavar="KẾ_HOẠCH", help="số của kế hoạch, hoặc tệp JSON")
    writing.add_argument("--docx", type=Path, metavar="TỆP", help="viết DOCX")
    writing.add_argument("--xlsx", type=Path, metavar="TỆP", help="viết XLSX")
    writing.set_defaults(run=export, parser=writing)


def run(options: argparse.Namespace) -> int:
    path: Path = options.path
    if not path.is_file():
        options.parser.error(f"không có tệp {path}")
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:  # told from the folder entry: a huge file is not even taken into memory
        raise too_large_file(size, name=path.name)
    reading = read_plan(path.read_bytes(), filename=path.name)
    if options.json:
        sys.stdout.buffer.write(json.dumps(plan_as_json(reading), ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    else:
        show_plan(reading, name=path.name, console=Console())
    return Exit.DONE


def export(options: argparse.Namespace) -> int:
    wanted: dict[str, Path] = {form: path for form in ("docx", "xlsx") if (path := getattr(options, form))}
    if not wanted:
        options.parser.error("hãy nêu --docx TỆP hoặc --xlsx TỆP")
    made = _of_database(int(options.source), wanted) if options.source.isdigit() else _of_json(options, wanted)
    for form, path in wanted.items():
        path.write_bytes(made[form])
    return Exit.DONE


def _of_json(options: argparse.Namespace, wanted: Iterable[str]) -> dict[str, bytes]:
    """Pure: the rows of a reading, whatever database there is."""
    path = Path(options.source)
    if not path.is_file():
        options.parser.error(f"không có tệp {path}")
    try:
        reading = plan_from_json(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError):
        options.parser.error(f"{path} không phải là kết quả của «caicach plan import --json»")
    head = PlanHead(reading.title or path.stem, reference=reading.reference, issued_on=reading.issued)
    writers = {"docx": plan_as_docx, "xlsx": plan_as_xlsx}
    return {form: writers[form](head, reading.rows) for form in wanted}


def _of_database(plan_id: int, wanted: Iterable[str]) -> dict[str, bytes]:
    installation.open_to_read()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.plans import queries

    return {form: queries.plan_export(SYSTEM, plan_id, form, on=timezone.localdate()).data for form in wanted}
