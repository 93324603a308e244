"""``caicach index measure``: a set scored for units from the figures of the system alone, each with its source."""

import argparse
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from caicach.cli import installation
from caicach.cli.commands import Exit
from caicach.cli.index_definitions import scores_json
from caicach.cli.index_tables import print_json
from caicach.indices.definition.rules.base import figure_text
from caicach.kernel.periods import parse_period

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from caicach.indices.queries import MeasuredSet


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "chấm đơn vị theo bộ chỉ số chỉ bằng số liệu của hệ thống, nêu nguồn của từng số"
    parser = subparsers.add_parser("measure", help=about, description=about)
    parser.add_argument("set", metavar="SET", help="thư mục của bộ kèm phần mềm, ví dụ qd766_2022")
    parser.add_argument("--unit", action="append", required=True, metavar="MÃ", help="mã đơn vị; ghi được nhiều lần")
    parser.add_argument("--period", type=parse_period, required=True, metavar="KỲ", help="2026, 2026Q3 hoặc 2026-08")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    installation.open_to_read()
    from caicach.indices import queries

    found = queries.measured_set(queries.shipped_set(options.set), options.unit, options.period)
    if options.json:
        print_json({"period": options.period.id, **scores_json(found.scores), "figures": _figures(found)})
        return Exit.DONE
    for unit in found.inputs.units:
        _show(found, unit, Console())
    return Exit.DONE


def _figures(found: "MeasuredSet") -> dict[str, object]:
    from caicach.kernel.metrics import Measured, provenance_as_json

    sources = {node.code: node.source for node in found.definition.components()}
    return {
        code: {
            unit: {"source": sources[code], "value": str(one.value), "provenance": provenance_as_json(one.provenance)}
            if isinstance(one, Measured)
            else {"source": sources[code], "missing": str(one.reason)}
            for unit, one in units.items()
        }
        for code, units in found.figures.items()
    }


def _show(found: "MeasuredSet", unit: str, console: Console) -> None:
    table = Table("Mã", "Số", "Điểm", "Tối đa", "Vì sao", title=unit)
    for node in found.definition.components():
        score = found.scores.units[unit].nodes[node.code]
        given = found.inputs.given.get(node.code, {}).get(unit)
        points = "" if score.points is None or score.missing else figure_text(score.points)
        table.add_row(node.code, given.value if given else "", points, figure_text(score.maximum), str(score.reason))
    console.print(table)
