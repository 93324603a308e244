"""``caicach dossiers forecast``: which open dossiers will be late, with what the forecast was worth before."""

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.cli.commands import Exit
from caicach.cli.dossiers_clock import moment_given
from caicach.cli.index_tables import print_json

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from caicach.dossiers.queries import BoardFilters, Forecast

SHOWN = 20


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "dự báo hồ sơ đang giải quyết nào sẽ trễ hạn, cạnh tỷ lệ chung, kèm kết quả kiểm nghiệm theo thời gian"
    parser = actions.add_parser("forecast", help=about, description=about)
    parser.add_argument("--unit", default="", metavar="MÃ", help="mã đơn vị, gồm cả đơn vị trực thuộc")
    parser.add_argument("--at", metavar="NGÀY_GIỜ", help="thời điểm dự báo (mặc định: bây giờ)")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    installation.open_to_read()
    from django.utils import timezone

    from caicach.dossiers import queries
    from caicach.kernel.access import SYSTEM

    at = moment_given(options.at) if options.at else timezone.localtime().replace(tzinfo=None)
    found = queries.forecast(SYSTEM, _filters(at, options.unit))
    if options.json:
        print_json(_as_json(found, at))
        return Exit.DONE
    print(f"{len(found.items)} hồ sơ đang trong hạn, ước {found.expected:.1f} hồ sơ sẽ trễ.")
    for one in found.items[:SHOWN]:
        print(f"{one.chance:5.0%} (chung {one.base:.0%})  {one.code}  {one.cell.unit}  hạn {one.due_on:%d/%m/%Y}")
    if (tested := found.evaluation) is not None:
        print(f"Kiểm nghiệm: Brier {tested.brier:.4f}, của tỷ lệ chung {tested.brier_base:.4f}.")
    return Exit.DONE


def _filters(at: datetime, unit: str) -> "BoardFilters":
    from caicach.dossiers.queries import BoardFilters as Filters

    return Filters(date(at.year, 1, 1), at.date(), at, unit=unit)


def _as_json(found: "Forecast", at: datetime) -> dict[str, object]:
    tested = found.evaluation
    return {
        "at": at.isoformat(),
        "learnt_mornings": found.learnt,
        "expected_late": round(found.expected, 3),
        "dossiers": [
            {
                "code": one.code,
                "unit": one.cell.unit,
                "procedure": one.cell.procedure,
                "days_left": one.cell.left.value,
                "due_on": one.due_on.isoformat(),
                "chance": round(one.chance, 4),
                "base_rate": round(one.base, 4),
                "reasons": [{"why": why.value, "rate": round(rate, 4)} for why, rate in one.reasons],
                "seen": {
                    "mornings": one.seen.mornings,
                    "rate": round(one.seen.late / one.seen.count, 4) if one.seen.count else None,
                },
                "had_pauses": not one.is_simple,
            }
            for one in found.items
        ],
        "evaluation": tested
        and {
            "learnt": tested.learnt,
            "tested": tested.tested,
            "late": tested.late,
            "brier": round(tested.brier, 5),
            "brier_base_rate": round(tested.brier_base, 5),
            "skill": round(tested.skill, 4),
            "calibration": [
                {
                    "until": one.until,
                    "mornings": one.count,
                    "mean_chance": round(one.mean_chance, 4),
                    "observed": round(one.observed, 4),
                }
                for one in tested.groups
            ],
        },
    }
