"""`caicach example load`: the example province, its letters read, and some of its work done."""

import argparse
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from caicach.cli import installation
from caicach.cli.example_dossiers import COUNT, load_dossiers
from caicach.cli.example_inspections import load_inspections
from caicach.cli.example_institutions import load_institutions
from caicach.cli.example_people import load_people
from caicach.cli.example_periodic import load_periodic
from caicach.cli.example_plan import FILENAME, ISSUED_ON, load_plan
from caicach.cli.example_portals import load_portals
from caicach.cli.example_procedures import load_register
from caicach.cli.example_publications import load_publications
from caicach.cli.example_scoring import load_years
from caicach.cli.example_survey import FORM, load_survey
from caicach.kernel.errors import NotAllowed
from caicach.kernel.vocabulary import ProposalKind

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from caicach.kernel.access import Actor

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Letter:
    """An example letter and the day it arrives; a letter that is ``confirmed`` has its tasks already."""

    filename: str
    arrived_on: date
    confirmed: bool


LETTERS = (
    Letter("cong-van-vi-du.docx", date(2026, 10, 6), confirmed=True),
    Letter("cong-van-moi-den.txt", date(2026, 11, 17), confirmed=False),
)


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("example", help="cài đặt ví dụ: tỉnh mẫu, văn bản mẫu, tài khoản dùng thử")
    actions = parser.add_subparsers(dest="action", required=True)
    load = actions.add_parser("load", help="chuẩn bị cơ sở dữ liệu và nạp dữ liệu ví dụ (chạy lại không nạp trùng)")
    load.set_defaults(run=_load)


def _load(_arguments: argparse.Namespace) -> int:
    installation.start()
    from django.conf import settings
    from django.utils import timezone

    from caicach.correspondence import services as correspondence
    from caicach.organisations import services as organisations

    if not settings.IS_EXAMPLE:
        raise NotAllowed(
            "example.in_production",
            what="Không nạp dữ liệu ví dụ vào hệ thống thật.",
            why="Dữ liệu ví dụ có tài khoản dùng chung mật khẩu công khai.",
            todo="Chỉ dùng lệnh này với CAICACH_MODE=example và một thư mục dữ liệu riêng.",
        )
    console = Console(width=max(118, shutil.get_terminal_size().columns))
    console.print("== Cơ sở dữ liệu")
    installation.prepare()
    console.print("== Tỉnh mẫu")
    organisations.load_example_province(now=timezone.now())
    accounts = organisations.load_example_accounts(password=organisations.EXAMPLE_PASSWORD, now=timezone.now())
    correspondence.load_offices(path=settings.EXAMPLES_DIR / "offices.json", now=timezone.now())
    console.print(f"== Kế hoạch mẫu {FILENAME}")
    load_plan(_actor("noivu", ISSUED_ON), settings.EXAMPLES_DIR / "plans" / FILENAME)
    for letter in LETTERS:
        _take_in(letter, settings.EXAMPLES_DIR / "letters" / letter.filename, console)
    console.print("== Kỳ chấm điểm mẫu (năm 2022 đã công bố, năm 2023 đang tự chấm)")
    office = _actor("noivu", date(2024, 1, 1))
    load_years(office, {name: _actor(name, date(2024, 1, 1)) for name in ("thamdinh", "thamdinh.vpubnd")})
    console.print("== Danh mục thủ tục mẫu")
    load_register(office, now=timezone.now())
    load_people(_actor, _at)
    console.print("== Văn bản phải ban hành, quy định kinh doanh mẫu")
    load_institutions(_actor("noivu", date(2026, 11, 28)), now=_at(date(2026, 11, 29), 7))
    console.print("== Khảo sát mẫu (câu trả lời do máy sinh)")
    load_survey(_actor("noivu", date(2026, 11, 9)), settings.EXAMPLES_DIR / "surveys" / FORM)
    console.print(f"== Một năm hồ sơ một cửa (dữ liệu tạo ra, {COUNT} hồ sơ)")
    load_dossiers(_actor("noivu", date(2026, 11, 28)), now=_at(date(2026, 11, 29), 7))
    _load_what_stands_on_them(console)
    table = Table(title=f"Tài khoản dùng thử (mật khẩu chung: {organisations.EXAMPLE_PASSWORD})", title_justify="left")
    for heading in ("Tài khoản", "Vai trò", "Đơn vị"):
        table.add_column(heading)
    for account in accounts:
        table.add_row(account.username, account.display_name, account.unit)
    console.print(table)
    return 0


def _load_what_stands_on_them(console: Console) -> None:
    console.print("== Kiểm tra, kỳ báo cáo mẫu")
    load_inspections(_actor, _at)
    load_periodic(_actor, _at)
    console.print("== Kiểm tra cổng mẫu (ba cổng nhỏ chạy trên máy này)")
    load_portals(_actor, _at)
    console.print("== Số liệu công khai mẫu")
    load_publications(_actor("noivu", date(2026, 11, 28)), now=_at(date(2026, 11, 29), 7))


def _take_in(letter: Letter, path: Path, console: Console) -> None:
    """Receive and read a letter, print its tasks and whom they fall to; confirm it where the example says so."""
    from caicach.correspondence import queries, services
    from caicach.correspondence.domain.received import ReceivedState
    from caicach.plans import services as plans

    actor = _actor("noivu", letter.arrived_on)
    console.print(f"== Đọc văn bản mẫu {path.name}")
    received = services.receive_document(
        actor,
        data=path.read_bytes(),
        filename=path.name,
        arrived_on=letter.arrived_on,
        now=_at(letter.arrived_on, 8),
    )
    _print_tasks(actor, received.id, console)
    if letter.confirmed and queries.document_of(actor, received.id).state is ReceivedState.READ:
        version = queries.document_of(actor, received.id).version
        plans.confirm_directive(actor, document_id=received.id, version=version, now=_at(letter.arrived_on, 9))
        for step in WORK:
            _work(step)


def _print_tasks(actor: "Actor", document_id: int, console: Console) -> None:
    from caicach.correspondence import queries

    review = queries.review_of(actor, document_id)
    addressing = {one.draft.id: one.addressing for one in queries.reviewed_proposals(actor, document_id)}
    row = queries.document_of(actor, document_id)
    table = Table(title=f"{row.reference}: {row.subject}", title_justify="left", show_lines=True)
    for heading, width in (("Mục", 6), ("Nhiệm vụ", 46), ("Thời hạn", 18), ("Giao cho", 34)):
        table.add_column(heading, width=width)
    for proposal in review.proposals:
        if proposal.is_dropped:
            continue
        units = [addressee.unit_name for addressee in addressing[proposal.id].lead.addressees]
        shown = "; ".join(units[:4]) + (f" … ({len(units)} đơn vị)" if len(units) > 4 else "")
        mark = proposal.item or ("chung" if proposal.kind is not ProposalKind.TASK else "")
        table.add_row(mark, proposal.text[:160], proposal.deadline_raw or "", shown or "(chờ cán bộ chọn)")
    console.print(table)


@dataclass(frozen=True, slots=True)
class Step:
    """A unit's report on the task whose text holds ``words``, and what the standing office said of it."""

    username: str
    words: str
    on: date
    text: str
    completed: bool
    decision: str  # "accept", "wait", or the reason of the return


WORK = (
    Step("vpubnd", "kiểm tra việc công khai", date(2026, 10, 28), "Đã kiểm tra 14 sở, 69 xã, phường.", True, "accept"),
    Step("tuphap", "Tự kiểm tra văn bản", date(2026, 11, 12), "Đã tự kiểm tra 31/36 văn bản.", False, "accept"),
    Step("khcn", "Chỉ số chuyển đổi số", date(2026, 11, 18), "Đã trình dự thảo giải pháp.", True, "wait"),
    Step(
        "taichinh", "giải ngân vốn", date(2026, 10, 26), "Báo cáo tháng 10.", True, "Chưa kèm bảng số liệu từng dự án."
    ),
)


def _work(step: Step) -> None:
    from caicach.plans import queries, services
    from caicach.plans.domain.tasks import NewFile, TaskFilters

    unit = _actor(step.username, step.on)
    rows = queries.unit_tasks(unit, on=step.on, filters=TaskFilters(text=step.words, size=1)).items
    if not rows:
        return
    evidence = NewFile("bao-cao.txt", f"{step.text}\n(Tài liệu ví dụ)\n".encode())
    report = services.report_progress(
        unit,
        assignment_id=rows[0].assignment_id,
        text=step.text,
        is_completed=step.completed,
        completed_on=step.on if step.completed else None,
        files=(evidence,),
        now=_at(step.on, 10),
    )
    office = _actor("noivu", step.on)
    if step.decision == "accept":
        services.accept_report(office, report_id=report, quality=None, now=_at(step.on, 15))
    elif step.decision != "wait":
        services.return_report(office, report_id=report, reason=step.decision, now=_at(step.on, 15))


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=HANOI)


def _actor(username: str, on: date) -> "Actor":
    from django.contrib.auth import get_user_model

    from caicach.organisations import queries

    return queries.actor_for(get_user_model().objects.get(username=username), on)
