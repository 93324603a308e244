"""``caicach inspection list``, ``show``, ``checklists``: inspections of a year and their papers. Keeps nothing."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.cli.commands import Exit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import parse_date

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from caicach.inspections.domain.views import InspectionLine, InspectionView

_ABOUT = "kiểm tra: danh sách cuộc của năm, độ phủ của kế hoạch, biên bản và kết luận ra DOCX, PDF, JSON"


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("inspection", help=_ABOUT, description=_ABOUT)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    listing = actions.add_parser("list", help="cuộc kiểm tra của năm và độ phủ của từng kế hoạch")
    listing.add_argument("--year", type=int, metavar="NĂM", help="mặc định năm nay")
    listing.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    listing.set_defaults(run=print_list)
    shown = actions.add_parser("show", help="một cuộc kiểm tra: nội dung, tồn tại, biên bản và kết luận")
    shown.add_argument("id", type=int, metavar="SỐ")
    shown.add_argument("--paper", choices=("minutes", "conclusion"), default="minutes")
    shown.add_argument("--docx", type=Path, metavar="TỆP")
    shown.add_argument("--pdf", type=Path, metavar="TỆP")
    shown.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    shown.set_defaults(run=print_inspection)
    lists = actions.add_parser("checklists", help="danh mục có hiệu lực ngày đã cho, kể cả danh mục thêm vào")
    lists.add_argument("--on", type=_day, metavar="NGÀY")
    lists.set_defaults(run=print_checklists)


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(f"{error.what} {error.todo}") from error


def print_list(options: argparse.Namespace) -> int:
    installation.open_to_read()
    from django.utils import timezone

    from caicach.inspections import queries
    from caicach.inspections.queries import InspectionFilters
    from caicach.kernel.access import SYSTEM

    on = timezone.localdate()
    year = options.year or on.year
    lines: list[InspectionLine] = []
    page = 1
    while True:
        found = queries.inspections(SYSTEM, on=on, filters=InspectionFilters(year=year), page=page)
        lines += found.items
        if not found.has_next:
            break
        page += 1
    covers = [
        (one, queries.programme_view(SYSTEM, one.id, on=on).coverage)
        for one in queries.programmes(SYSTEM)
        if one.year == year
    ]
    if options.json:
        programmes = [
            {
                "id": one.id,
                "title": one.title,
                "units": cover.total,
                "held": len(cover.held),
                "planned": len(cover.planned),
                "target": None if cover.target is None else str(cover.target),
                "needed": cover.needed,
            }
            for one, cover in covers
        ]
        said = {"year": year, "programmes": programmes, "inspections": [_line_as_json(one) for one in lines]}
        print(json.dumps(said, ensure_ascii=False))
        return Exit.DONE
    for programme, cover in covers:
        target = f", mục tiêu {cover.needed} đơn vị" if cover.needed is not None else ""
        print(f"{programme.title}: đã kiểm tra {len(cover.held)}/{cover.total} đơn vị{target}")
    for one in lines:
        print(f"  {one.id:>5}  {one.first_on:%d/%m/%Y}  {one.state.value:<10} {one.unit_name}: {one.title}")
    return Exit.DONE


def _line_as_json(one: "InspectionLine") -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "manner": one.manner.value,
        "unit": one.unit,
        "unit_name": one.unit_name,
        "part": one.part,
        "checklist": one.title,
        "checklist_version": one.checklist_version,
        "first": one.first_on.isoformat(),
        "last": one.last_on.isoformat(),
        "state": one.state.value,
        "findings": one.findings,
        "open_findings": one.open_findings,
    }


def print_inspection(options: argparse.Namespace) -> int:
    installation.open_to_read()
    from django.utils import timezone

    from caicach.documents.write.docx import write_docx
    from caicach.documents.write.pdf import write_pdf
    from caicach.inspections import queries
    from caicach.inspections.domain.paper import PaperKind
    from caicach.kernel.access import SYSTEM

    view = queries.inspection_view(SYSTEM, options.id, on=timezone.localdate())
    kind = PaperKind(options.paper)
    for path, write in ((options.docx, write_docx), (options.pdf, write_pdf)):
        if path is not None:
            made = view.minuted_at if kind is PaperKind.MINUTES else view.concluded_at
            path.write_bytes(write(queries.paper_document(SYSTEM, options.id, kind), made=made))
            print(f"Đã ghi {path}", file=sys.stderr)
    if options.json:
        print(json.dumps(_as_json(view), ensure_ascii=False))
        return Exit.DONE
    print(f"{view.line.title}, {view.line.unit_name}: {view.line.state.value}, {view.answered}/{view.asked} nội dung")
    for finding in view.findings:
        print(f"  {finding.item:<6}{finding.state.value:<12}{finding.text}")
    return Exit.DONE


def _as_json(view: "InspectionView") -> dict[str, object]:
    return {
        **_line_as_json(view.line),
        "begun_at": view.line.begun_at.isoformat() if view.line.begun_at else None,
        "team": [one.name for one in view.team],
        "answers": [
            {
                "item": item.judgement.item.code,
                "text": item.judgement.item.text,
                "standing": item.judgement.standing.value,
                "choice": answer.choice.value if answer.choice else None,
                "count": answer.count,
                "whole": answer.whole,
                "note": answer.note,
                "observed_at": answer.observed_at.isoformat(),
            }
            for section in view.sections
            for item in section.items
            if (answer := item.judgement.answer) is not None
        ],
        "findings_told": [
            {
                "id": one.id,
                "item": one.item,
                "text": one.text,
                "severity": one.severity.value,
                "state": one.state.value,
                "due": one.due_on.isoformat() if one.due_on else None,
                "times": one.times,
                "task": one.task_id,
            }
            for one in view.findings
        ],
        "conclusion": view.conclusion,
    }


def print_checklists(options: argparse.Namespace) -> int:
    installation.start()
    from django.utils import timezone

    from caicach.inspections import queries

    for one in queries.checklists_in_force(options.on or timezone.localdate()):
        print(f"{one.code:<14}{one.version:<14}{len(list(one.items())):>3} nội dung  {one.title}")
    return Exit.DONE
