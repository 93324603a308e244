"""``caicach index uncertainty``: how far the ranks of a composite index can be relied on, and what moves them."""

import argparse
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from caicach.cli.commands import Exit
from caicach.cli.index_tables import add_tables, given_tables, print_json, table_at
from caicach.indices.composite.as_json import leave_one_out_as_json, uncertainty_as_json
from caicach.indices.composite.draws import USUAL_AGGREGATIONS, USUAL_SCALES, Uncertain
from caicach.indices.composite.framework import Aggregation, Framework
from caicach.indices.composite.normalising import Normalisation, Scale, method_named, parse_range
from caicach.indices.composite.running import Index
from caicach.indices.composite.uncertainty import Uncertainty, WithoutIndicator, leave_one_out, uncertainty
from caicach.indices.composite.unit_data import UnitData
from caicach.indices.composite.weight_reading import standard_errors_of, weight_draws_of
from caicach.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from argparse import _SubParsersAction

# Draws made elsewhere are a run to be repeated, so nothing else varies unless it is asked for.
_SCALES_OF_GIVEN_DRAWS, _AGGREGATIONS_OF_GIVEN_DRAWS = (Scale(),), (Aggregation.ARITHMETIC,)


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "khoảng thứ hạng, nhóm không phân biệt được, và giả định nào làm đổi thứ hạng"
    parser = subparsers.add_parser("uncertainty", help=about, description=about)
    add_tables(parser)
    parser.add_argument("--draws", type=int, metavar="N", help="số lần rút; bỏ được khi có --weights")
    parser.add_argument("--seed", type=int, metavar="S", default=0, help="mầm ngẫu nhiên: cùng mầm, cùng kết quả")
    parser.add_argument(
        "--weights", type=Path, metavar="WEIGHTS.csv", help="các lần rút trọng số: mỗi dòng một lần, mỗi mã một cột"
    )
    parser.add_argument("--errors", type=Path, metavar="ERRORS.csv", help="sai số chuẩn của số liệu khảo sát")
    parser.add_argument(
        "--normalise",
        nargs="+",
        metavar="CÁCH[:A,B]",
        help="các cách chuẩn hoá (mặc định minmax:1,100 zscore:100,10; có --weights: minmax:0,100)",
    )
    parser.add_argument(
        "--aggregate",
        nargs="+",
        choices=list(Aggregation),
        help="các cách gộp (mặc định arithmetic geometric; có --weights: arithmetic)",
    )
    parser.add_argument("--weight-noise", type=float, metavar="TỶ_LỆ", default=0.25, help="trọng số dao động ±TỶ_LỆ")
    parser.add_argument("--leave-one-out", action="store_true", help="thêm thứ hạng khi bỏ từng chỉ số")
    parser.add_argument("--target", metavar="MÃ", help="mã được xếp hạng; mặc định: mã cao nhất của khung")
    parser.set_defaults(run=run, parser=parser)


def run(options: argparse.Namespace) -> int:
    if options.draws is None and options.weights is None:
        options.parser.error("cần --draws N, hoặc --weights WEIGHTS.csv")
    framework, data = given_tables(options)
    uncertain = _uncertain(options, framework, data)
    _say_draws_differ(options, uncertain)
    index = Index(framework, data, options.target or _only_root(framework), uncertain)
    found = uncertainty(index, options.draws or 0, seed=options.seed)
    if options.json:
        answer = uncertainty_as_json(found)
        if options.leave_one_out:
            answer["leave_one_out"] = leave_one_out_as_json(data.units, leave_one_out(index))
        print_json(answer)
    else:
        show(found, console=Console())
        if options.leave_one_out:
            show_without(leave_one_out(index), console=Console())
    return Exit.DONE


def _say_draws_differ(options: argparse.Namespace, uncertain: Uncertain) -> None:
    """Given draws are run as they are; a number that differs is said, not obeyed."""
    given = uncertain.given_weights
    if given is not None and options.draws is not None and options.draws != len(given):
        note = f"Tệp «{options.weights.name}» có {len(given)} lần rút: tính đúng {len(given)} lần, không theo --draws."
        print(note, file=sys.stderr)


def _uncertain(options: argparse.Namespace, framework: Framework, data: UnitData) -> Uncertain:
    is_given = options.weights is not None
    scales = _SCALES_OF_GIVEN_DRAWS if is_given else USUAL_SCALES
    aggregations = _AGGREGATIONS_OF_GIVEN_DRAWS if is_given else USUAL_AGGREGATIONS
    return Uncertain(
        scales=scales if options.normalise is None else tuple(_scale(text) for text in options.normalise),
        aggregations=aggregations if options.aggregate is None else tuple(map(Aggregation, options.aggregate)),
        weight_noise=options.weight_noise,
        given_weights=weight_draws_of(table_at(options.weights), framework) if is_given else None,
        errors=standard_errors_of(table_at(options.errors), data) if options.errors is not None else None,
    )


def _scale(text: str) -> Scale:
    written, _, ends = text.partition(":")
    name = method_named(written)
    if name not in set(Normalisation):
        raise InvalidInput(
            "composite.unknown_normalisation",
            what="Không biết cách chuẩn hoá «{text}».",
            why="Các cách: {known}.",
            todo="Ví dụ: minmax:1,100.",
            text=text,
            known=", ".join(Normalisation),
        )
    return Scale(Normalisation(name), parse_range(ends) if ends else None)


def _only_root(framework: Framework) -> str:
    if len(framework.roots) == 1:
        return framework.roots[0]
    raise InvalidInput(
        "composite.several_roots",
        what="Bảng khung «{meta}» có nhiều chỉ số cao nhất: {roots}.",
        why="Không tự chọn mã để xếp hạng.",
        todo="Hãy thêm --target MÃ.",
        meta=framework.source,
        roots=", ".join(framework.roots),
    )


def show(found: Uncertainty, *, console: Console) -> None:
    """Units by median rank with their interval and group, then the share of each assumption."""
    table = Table("Hạng công bố", "Trung vị", "Khoảng 5%-95%", "Nhóm", "Mã", "Đơn vị", title=found.index.target)
    units = found.index.data
    for u in sorted(range(len(units.units)), key=lambda u: _order(found.intervals[u].median)):
        interval, rank = found.intervals[u], found.published[u]
        table.add_row(
            "thiếu" if math.isnan(rank) else f"{rank:.0f}",
            _rank_text(interval.median),
            f"{_rank_text(interval.p05)}-{_rank_text(interval.p95)}",
            "" if found.groups[u] is None else str(found.groups[u]),
            units.units[u],
            units.names[u],
        )
    console.print(table)
    for factor, effect in found.sensitivity.items():
        console.print(f"{factor}: riêng nó {_share(effect.first)}, kể cả phối hợp {_share(effect.total)}")


def show_without(found: dict[str, WithoutIndicator], *, console: Console) -> None:
    """The indicators, those first without which the ranks move most."""
    for code, without in sorted(found.items(), key=lambda item: -_order(item[1].mean_shift)):
        moved = "không còn thứ hạng nào"
        if not math.isnan(without.mean_shift):
            moved = f"thứ hạng đổi trung bình {without.mean_shift:.2f}".replace(".", ",")
        console.print(f"bỏ {code}: {moved}", markup=False)


def _order(median: float) -> float:
    return math.inf if math.isnan(median) else median


def _rank_text(rank: float) -> str:
    return "" if math.isnan(rank) else f"{rank:g}".replace(".", ",")


def _share(part: float) -> str:
    return "không xác định" if math.isnan(part) else f"{part * 100:.1f}%".replace(".", ",")
