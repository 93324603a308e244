"""``caicach index composite``: one composite index, as JSON or as a table of scores and ranks."""

import argparse
import math
import re
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from caicach.cli.commands import Exit
from caicach.cli.index_tables import add_tables, given_tables, print_json
from caicach.indices.composite.as_json import composite_as_json
from caicach.indices.composite.composing import Composite, compose
from caicach.indices.composite.framework import Aggregation
from caicach.indices.composite.normalising import Normalisation, Scale, method_named, parse_range

if TYPE_CHECKING:
    from argparse import _SubParsersAction


_RULES = (
    "Chiều -1 được nhân vào trước; trọng số là tương đối trong mỗi nhóm; độ lệch chuẩn chia cho n-1; đồng hạng lấy "
    "hạng nhỏ nhất. Ô trống, NA, «-» là thiếu số liệu: trung bình tính trên phần có, nhóm không có gì thì thiếu, "
    "tổng thiếu một phần thì thiếu; mọi chỗ thiếu đều được nêu trong missing và partial. "
    "Khoảng ở --range có thể âm: --range -1,1."
)


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "tính một chỉ số tổng hợp: chuẩn hoá, gộp theo trọng số, xếp hạng"
    parser = subparsers.add_parser("composite", help=about, description=about, epilog=_RULES)
    add_tables(parser)
    parser.add_argument(
        "--normalise",
        type=method_named,
        choices=list(Normalisation),
        default=Normalisation.MINMAX,
        help="cách chuẩn hoá; cũng hiểu dist2max, prank",
    )
    parser.add_argument("--aggregate", choices=list(Aggregation), default=Aggregation.ARITHMETIC, help="cách gộp")
    # «-1,1» is a range and no option: argparse takes for numbers only what this pattern says.
    parser._negative_number_matcher = re.compile(r"^-[\d.]+(,-?[\d.]+)?$")
    parser.add_argument(
        "--range", metavar="A,B", help="khoảng của minmax, goalposts (mặc định 0,100); trung bình và độ lệch của zscore"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    chosen = parse_range(options.range) if options.range is not None else None
    scale = Scale(Normalisation(options.normalise), chosen)
    framework, data = given_tables(options)
    composite = compose(framework, data, scale, Aggregation(options.aggregate))
    if options.json:
        print_json(composite_as_json(composite))
    else:
        show(composite, console=Console())
    return Exit.DONE


def show(composite: Composite, *, console: Console) -> None:
    """The units by rank of each top index, with what was missing below."""
    for root in composite.framework.roots:
        at = composite.framework.position[root]
        table = Table("Hạng", "Mã", "Đơn vị", "Điểm", title=root)
        for u in sorted(range(len(composite.data.units)), key=lambda u: _last_if_missing(composite.ranks[u, at])):
            rank, score = composite.ranks[u, at], composite.scores[u, at]
            figures = ("", "thiếu") if math.isnan(rank) else (f"{rank:.0f}", f"{score:.4f}".replace(".", ","))
            table.add_row(figures[0], composite.data.units[u], composite.data.names[u], figures[1])
        console.print(table)
    for unit, found in composite.partial().items():
        for code, gone in found.items():
            console.print(f"{unit}: {code} tính khi thiếu {', '.join(gone)}", markup=False)


def _last_if_missing(rank: float) -> float:
    return math.inf if math.isnan(rank) else rank
