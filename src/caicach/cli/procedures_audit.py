"""``caicach procedures audit``: a portal walked and compared with the register, field by field."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from caicach.cli.commands import Exit
from caicach.cli.index_tables import print_json
from caicach.cli.procedures_import import register_in
from caicach.procedures.auditing.as_json import report_as_json
from caicach.procedures.auditing.auditing import audit_of, walk_of
from caicach.procedures.auditing.findings import Report, Status
from caicach.procedures.comparing.values import Verdict

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "kiểm tra cổng của một đơn vị theo danh mục thủ tục, từng trường một"
    parser = actions.add_parser("audit", help=about, description=about)
    parser.add_argument("url", metavar="URL", help="trang đầu của cổng, hoặc của chuyên mục thủ tục")
    parser.add_argument("--register", type=Path, required=True, metavar="FILE", help="danh mục: JSON, CSV hoặc XLSX")
    parser.add_argument("--on", metavar="NGÀY", help="danh mục có hiệu lực vào ngày này")
    parser.add_argument("--max-pages", type=int, default=5000, metavar="N", help="đọc nhiều nhất chừng này trang")
    parser.add_argument(
        "--snapshots", type=Path, metavar="DIR", help="giữ bằng chứng (WARC) và tiếp tục được khi bị ngắt"
    )
    parser.add_argument("--delay", type=float, metavar="GIÂY", help="nghỉ giữa hai lần hỏi (mặc định 1; máy này: 0)")
    parser.add_argument("--timeout", type=float, default=30.0, metavar="GIÂY", help="chờ một trang lâu nhất")
    parser.add_argument(
        "--allow-private", action="store_true", help="cổng nằm trong mạng nội bộ, do chính người chạy nêu"
    )
    parser.add_argument(
        "--render", action="store_true", help="dựng trong trình duyệt những trang chỉ hiện bằng JavaScript"
    )
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    register = register_in(options.register, on=options.on)
    walk = walk_of(
        options.url,
        most_pages=options.max_pages,
        delay=options.delay,
        timeout=options.timeout,
        allow_private=options.allow_private,
        renders=options.render,
    )
    report = audit_of(walk, register, snapshots=options.snapshots)
    if options.json:
        problems = [{"kind": one.kind, "line": one.line, "message": str(one.said)} for one in register.problems]
        print_json({**report_as_json(report, url=walk.url), "register_problems": problems})
    else:
        console = Console()
        for said in (str(one.said) for one in register.problems):
            console.print(said, markup=False)
        _show(report, url=walk.url, console=console)
    is_faultless = all(one.status is Status.OK for one in report.findings)
    return Exit.DONE if is_faultless else Exit.FAULTS


def _show(report: Report, *, url: str, console: Console) -> None:
    summary = report_as_json(report, url=url)["summary"]
    console.print(f"{url}: {summary['procedures']} thủ tục phải công khai", markup=False)
    for status, count in summary["by_status"].items():
        console.print(f"  {status}: {count}", markup=False)
    for one in report.findings:
        if one.status is Status.OK:
            continue
        console.print(f"{one.status.value}  {one.code}  {one.name[:100]}  {one.url} {one.reason}", markup=False)
        for name, verdict in one.fields.items():
            if verdict.verdict.is_fault and verdict.verdict is not Verdict.OK:
                console.print(f"    {name} ({verdict.verdict.value}) {verdict.note}", markup=False)
                console.print(f"      danh mục: {verdict.register[:200]}", markup=False)
                console.print(f"      cổng:     {verdict.portal[:200]}", markup=False)
    for note, told in summary["notes"].items():
        console.print(f"  {note}: {told['count']}", markup=False)
