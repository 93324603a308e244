"""``caicach survey estimate``: estimates of a sample with their error, without a database."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from caicach.cli.commands import Exit
from caicach.cli.index_tables import print_json
from caicach.cli.survey_files import LARGEST, LARGEST_DESIGN, content
from caicach.surveys.columns import read_columns
from caicach.surveys.estimation.as_json import estimates_as_json
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate
from caicach.surveys.estimation.needed import columns_needed
from caicach.surveys.estimation.values import Estimate, Estimates, Kind

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "ước lượng theo thiết kế mẫu, kèm sai số chuẩn và khoảng tin cậy"
    parser = actions.add_parser("estimate", help=about, description=about)
    parser.add_argument("data", type=Path, metavar="DATA.csv", help="câu trả lời, mỗi dòng một người trả lời")
    parser.add_argument(
        "--design", type=Path, required=True, metavar="DESIGN.yaml", help="tầng, cụm, quyền số, ước lượng"
    )
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    design = read_design(options.design.name, content(options.design, LARGEST_DESIGN))
    data = read_columns(options.data.name, content(options.data, LARGEST), columns_needed(design))
    found = estimate(design, data)
    if options.json:
        print_json(estimates_as_json(found))
    else:
        show(found, console=Console())
    return Exit.DONE


def show(found: Estimates, *, console: Console) -> None:
    """One line an estimate; what could not be had, and why, below."""
    percent = f"{found.confidence * 100:g}".replace(".", ",")
    table = Table("Ước lượng", "Nhóm", "Giá trị", "Sai số chuẩn", f"Khoảng {percent} %", "n", "Hệ số thiết kế")
    for one in found.estimates:
        ends = "—" if one.interval is None else f"{_figure(one.interval[0])} – {_figure(one.interval[1])}"
        group = ", ".join(f"{name}: {level}" for name, level in one.by.items())
        table.add_row(
            _words(one),
            group,
            _figure(one.value),
            _figure(one.standard_error),
            ends,
            str(one.n),
            _figure(one.design_effect),
        )
    console.print(table)
    for note in dict.fromkeys((*found.notes, *(note for one in found.estimates for note in one.notes))):
        console.print(str(note), markup=False)
    if found.strata_with_one:
        names = ", ".join(found.strata_with_one)
        console.print(f"Tầng chỉ có một đơn vị mẫu (cách tính: {found.single_unit}): {names}", markup=False)
    if found.gap is not None:
        console.print(f"Lệch lớn nhất so với số tổng thể sau hiệu chỉnh: {found.gap:.3g}", markup=False)


_KINDS = {
    "mean": "trung bình {of}",
    "total": "tổng {of}",
    "proportion": "tỷ lệ {of} = {level}",
    "ratio": "tỷ số {of} / {over}",
    "quantile": "phân vị {at} của {of}",
    "difference": "hiệu trung bình {of}: {first} − {second}",
    "composite": "chỉ số {of}",
}
_COUNTED = "số {of} = {level}"


def _words(one: Estimate) -> str:
    first, second = one.between or ("", "")
    at = "" if one.at is None else f"{one.at:g}".replace(".", ",")
    template = _COUNTED if one.kind is Kind.TOTAL and one.level is not None else _KINDS[one.kind]
    return template.format(of=one.of, over=one.over, level=one.level, at=at, first=first, second=second)


def _figure(value: float | None) -> str:
    if value is None:
        return "—"
    shown = f"{value:,.0f}" if abs(value) >= 1e5 else f"{value:,.6g}"
    return shown.translate(str.maketrans(",.", ".,"))
