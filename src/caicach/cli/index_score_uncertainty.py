"""``caicach index score-uncertainty``: how sure the scores and ranks of a definition are, surveys being samples."""

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from caicach.cli.commands import Exit
from caicach.cli.index_tables import print_json, table_at
from caicach.indices.composite.as_json import number_or_null
from caicach.indices.definition.inputs import read_table
from caicach.indices.definition.loading import load_definition
from caicach.indices.definition.values import Aggregation
from caicach.indices.domain.float_tree import FloatTree
from caicach.indices.domain.sampling import errors_of
from caicach.indices.domain.score_uncertainty import ScoreUncertainty, Uncertain, score_uncertainty
from caicach.indices.domain.what_if import Scored

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_RULES = (
    "ERRORS.csv: unit,component,standard_error (theo đơn vị của ô value) hoặc unit,component,n (số phiếu). "
    "Ô ghi số câu trả lời (A=120;B=30) tự có cỡ mẫu, không cần ghi sai số."
)


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "khoảng điểm, khoảng thứ hạng, nhóm không phân biệt được của một bộ chỉ số, do sai số khảo sát"
    parser = actions.add_parser("score-uncertainty", help=about, description=about, epilog=_RULES)
    parser.add_argument("definition", type=Path, metavar="BỘ_CHỈ_SỐ.yaml")
    parser.add_argument("inputs", type=Path, metavar="SỐ_LIỆU.csv")
    parser.add_argument("--errors", type=Path, metavar="ERRORS.csv", help="sai số chuẩn hoặc số phiếu của khảo sát")
    parser.add_argument("--draws", type=int, metavar="N", default=1000, help="số lần rút (mặc định 1000)")
    parser.add_argument("--seed", type=int, metavar="S", default=0, help="mầm ngẫu nhiên: cùng mầm, cùng kết quả")
    parser.add_argument("--year", type=int, metavar="NĂM")
    parser.add_argument(
        "--weight-noise", type=float, default=0.0, metavar="TỶ_LỆ", help="trọng số các lĩnh vực dao động ±TỶ_LỆ"
    )
    parser.add_argument(
        "--aggregate",
        nargs="+",
        choices=list(Aggregation),
        default=["sum"],
        help="các cách gộp lĩnh vực",
    )
    parser.add_argument("--of", metavar="ĐƠN_VỊ", help="độ nhạy của điểm đơn vị này thay vì của thứ hạng")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    definition = load_definition(options.definition)
    tree = FloatTree(Scored(definition, read_table(options.inputs, definition), year=options.year))
    errors = errors_of(table_at(options.errors), tree) if options.errors is not None else {}
    uncertain = Uncertain(options.weight_noise, tuple(map(Aggregation, options.aggregate)))
    found = score_uncertainty(tree, errors, uncertain, draws=options.draws, seed=options.seed, of_unit=options.of)
    if options.json:
        print_json(uncertainty_json(found))
    else:
        _show(found, Console())
    return Exit.DONE


def uncertainty_json(found: ScoreUncertainty) -> dict[str, object]:
    return {
        "draws": found.draws,
        "seed": found.seed,
        "units": {
            one.unit: {
                "rank": {name: number_or_null(getattr(one.rank, name)) for name in ("median", "p05", "p95")},
                "group": one.group,
                "published_rank": one.published,
                "percentage": dict(zip(("p05", "median", "p95"), map(number_or_null, one.percentage), strict=True)),
                "standard_deviation": number_or_null(one.deviation),
            }
            for one in found.units
        },
        "sensitivity": {
            source: {"first": number_or_null(effect.first), "total": number_or_null(effect.total)}
            for source, effect in found.sensitivity.items()
        },
        "leave_one_out": {
            one.node: {"mean_shift": number_or_null(one.mean_shift), "ranks": dict(one.ranks)} for one in found.without
        },
    }


def _show(found: ScoreUncertainty, console: Console) -> None:
    table = Table("Hạng công bố", "Trung vị", "Khoảng 5%-95%", "Nhóm", "Đơn vị", "Điểm % (5%-95%)")
    for one in sorted(found.units, key=lambda one: (math.isnan(one.rank.median), one.rank.median, one.unit)):
        table.add_row(
            "chưa xếp" if one.published is None else str(one.published),
            _number(one.rank.median),
            f"{_number(one.rank.p05)}-{_number(one.rank.p95)}",
            "" if one.group is None else str(one.group),
            one.unit,
            f"{_number(round(one.percentage[0], 2))}-{_number(round(one.percentage[2], 2))}",
        )
    console.print(table)
    for source, effect in found.sensitivity.items():
        first, total = (_number(round(part * 100, 1)) for part in (effect.first, effect.total))
        console.print(f"{source}: riêng nó {first}%, kể cả phối hợp {total}%", markup=False)
    for without in found.without:
        console.print(
            f"bỏ {without.node}: thứ hạng đổi trung bình {_number(round(without.mean_shift, 2))}", markup=False
        )


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:g}".replace(".", ",")
