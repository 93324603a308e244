"""``caicach dossiers report``: a period's table of dossiers by field, without a database."""

import argparse
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from caicach.cli.commands import Exit
from caicach.cli.dossiers_clock import LARGEST, LARGEST_LIMITS
from caicach.cli.given_files import content
from caicach.cli.index_tables import print_json
from caicach.dossiers.histories import read_histories
from caicach.dossiers.limits_reading import read_limits
from caicach.dossiers.supervising import PeriodReport, period_report, report_as_json
from caicach.kernel.calendar.hours_reading import PACKAGED
from caicach.kernel.calendar.in_force import working_time_in_force

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "biểu tình hình giải quyết hồ sơ của một kỳ (II.06a, từ 01/8/2026: 07a, 07b)"
    parser = actions.add_parser("report", help=about, description=about)
    parser.add_argument("events", type=Path, metavar="EVENTS.csv", help="mỗi dòng một bước của hồ sơ")
    parser.add_argument("--limits", type=Path, required=True, metavar="FILE", help="thời hạn giải quyết (YAML)")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="D", help="ngày đầu kỳ")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True, metavar="D", help="ngày cuối kỳ")
    parser.add_argument("--hours", type=Path, default=PACKAGED, metavar="FILE", help="giờ làm việc của nơi đó (YAML)")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    limits = content(options.limits, LARGEST_LIMITS, room="dossiers", to_shorten="Hãy chỉ giữ các thủ tục cần tính.")
    data = content(options.events, LARGEST, room="dossiers", to_shorten="Hãy tách tệp theo kỳ.")
    read = read_limits(options.limits, limits.decode("utf-8-sig", errors="replace"))
    end = datetime.combine(options.last + timedelta(days=1), time())
    histories = read_histories(options.events.name, data, read, now=end)
    found = period_report(histories.known, options.first, options.last, working_time_in_force(options.hours))
    aside = [{"where": str(where), "why": str(why)} for where, why in (*histories.aside, *found.aside)]
    if options.json:
        print_json({**report_as_json(found), "quarantine": aside})
    else:
        show(found, console=Console())
        for one in aside:
            Console().print(f"Để riêng {one['where']}: {one['why']}", markup=False)
    return Exit.FAULTS if found.broken else Exit.DONE


def show(found: PeriodReport, *, console: Console) -> None:
    console.print(f"Biểu {found.table.form}, từ {found.first:%d/%m/%Y} đến {found.last:%d/%m/%Y}", markup=False)
    table = Table("Lĩnh vực", *(f"({name})" for name in found.table.columns))
    for (part, field), line in found.table.lines.items():
        table.add_row(f"{part} {field}".strip(), *map(str, line))
    table.add_row("Tổng", *map(str, found.table.total))
    console.print(table)
    console.print(
        f"Do hệ thống chọn cách xếp: {found.total.waiting} hồ sơ đang chờ bổ sung, chờ nộp nghĩa vụ tính là trong "
        f"hạn; {found.total.not_judged} hồ sơ bị từ chối, rút, dừng tính là đúng hạn.",
        markup=False,
    )
