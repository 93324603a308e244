"""``caicach procedures cost``: the compliance cost of a procedure, now and after simplification.

Out of a file of works, or of what the installation keeps.
"""

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.console import Console

from caicach.cli import given_files, installation
from caicach.cli.commands import Exit
from caicach.cli.index_tables import print_json
from caicach.kernel.errors import NotFound
from caicach.kernel.text.dates import parse_date
from caicach.kernel.text.numbers import format_number
from caicach.procedures.costs.costing import Comparison, Cost, Income, comparison_of, income_on
from caicach.procedures.costs.plan_reading import CostPlan, read_plan
from caicach.procedures.record.codes import family

if TYPE_CHECKING:
    from argparse import _SubParsersAction

LARGEST = 2_000_000
_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "chi phí tuân thủ của một thủ tục: hiện nay, sau đơn giản hóa, tiết kiệm"
    parser = actions.add_parser("cost", help=about, description=about)
    parser.add_argument("code", metavar="CODE", help="mã thủ tục")
    parser.add_argument(
        "--works", type=Path, metavar="WORKS.yaml", help="các việc, mức thu nhập theo ngày (mặc định: của hệ thống)"
    )
    parser.add_argument("--on", metavar="NGÀY", help="tính theo mức thu nhập của ngày này (mặc định hôm nay)")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    on = parse_date(options.on) if options.on else None
    income, found = _of_installation(options.code, on) if options.works is None else _of_file(options, on)
    if options.json:
        print_json(_as_json(options.code, income, found))
    else:
        _show(found, console=Console())
    return Exit.DONE


def _of_file(options: argparse.Namespace, on: date | None) -> tuple[Income, Comparison]:
    data = given_files.content(options.works, LARGEST, room="procedures", to_shorten="Hãy chia tệp theo lĩnh vực.")
    plan = read_plan(options.works.name, data)
    income = income_on(plan.incomes, on or datetime.now(_HANOI).date())
    return income, _compared(plan, options.code, income)


def _of_installation(code: str, on: date | None) -> tuple[Income, Comparison]:
    """What was typed on the cost page of the procedure, at the income in force."""
    installation.open_to_read()
    from django.utils import timezone

    from caicach.kernel.access import SYSTEM
    from caicach.procedures.queries.costs import cost_sheet, incomes_on

    day = on or timezone.localdate()
    sheet = cost_sheet(SYSTEM, code, on=day)
    if sheet.current is None:
        raise NotFound(
            "procedures.not_costed",
            what="Hệ thống chưa có chi phí của thủ tục {procedure}.",
            todo="Hãy ghi các việc phải làm ở trang chi phí của thủ tục, hoặc thêm --works TỆP.",
            procedure=code,
        )
    income = income_on(incomes_on(day)[0], day)
    return income, comparison_of(sheet.current, sheet.after, income.amount)


def _compared(plan: CostPlan, code: str, income: Income) -> Comparison:
    costed = plan.procedures.get(family(code))
    if costed is None:
        raise NotFound(
            "procedures.not_costed",
            what="Tệp chi phí chưa có thủ tục {procedure}.",
            todo="Hãy thêm các việc phải làm của thủ tục này.",
            procedure=code,
        )
    return comparison_of(costed.current, costed.after, income.amount)


def _as_json(code: str, income: Income, found: Comparison) -> dict[str, Any]:
    return {
        "code": code,
        "hourly_income": {"amount": str(income.amount), "since": income.since.isoformat(), "source": income.source},
        "current": _cost(found.current),
        "after": found.after and _cost(found.after),
        "saving": None if found.saving is None else str(found.saving),
        "percent": None if found.percent is None else str(found.percent),
    }


def _cost(one: Cost) -> dict[str, Any]:
    works = [{"name": name, "cost": str(cost)} for name, cost in one.works]
    return {"once": str(one.once), "year": str(one.year), "works": works}


def _show(found: Comparison, *, console: Console) -> None:
    for words, cost in (("Hiện nay", found.current), ("Sau đơn giản hóa", found.after)):
        if cost is not None:
            console.print(
                f"{words}: {format_number(cost.once)} đồng/lần, {format_number(cost.year)} đồng/năm", markup=False
            )
    if found.saving is not None:
        share = "" if found.percent is None else f" ({format_number(found.percent)} %)"
        console.print(f"Tiết kiệm: {format_number(found.saving)} đồng/năm{share}", markup=False)
