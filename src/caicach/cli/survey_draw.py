"""``caicach survey draw``: a sample of a frame that anybody can draw again from the same seed."""

import argparse
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table as Shown

from caicach.cli.commands import Exit
from caicach.cli.index_tables import print_json
from caicach.cli.survey_files import LARGEST, LARGEST_DESIGN, content, write_new
from caicach.kernel.tables import table_file
from caicach.surveys.columns import read_columns
from caicach.surveys.sampling.as_table import draw_as_json, sample_table
from caicach.surveys.sampling.draw_reading import read_draw
from caicach.surveys.sampling.drawing import drawn_sample
from caicach.surveys.sampling.values import Drawn

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_RULES = (
    "Mỗi đơn vị có một số ngẫu nhiên tính từ hạt giống và mã của đơn vị (SHA-256): chạy lại cho cùng kết quả "
    "ở mọi máy, không phụ thuộc thứ tự dòng (trừ chọn hệ thống)."
)


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "chọn mẫu từ khung mẫu theo thiết kế"
    parser = actions.add_parser("draw", help=about, description=about, epilog=_RULES)
    parser.add_argument("frame", type=Path, metavar="FRAME.csv", help="khung mẫu, mỗi dòng một đơn vị")
    parser.add_argument(
        "--design", type=Path, required=True, metavar="DESIGN.yaml", help="tầng, giai đoạn, cỡ mẫu (draw)"
    )
    parser.add_argument("--seed", required=True, help="hạt giống: số hoặc chữ, ghi lại cùng mẫu")
    parser.add_argument("--out", type=Path, metavar="SAMPLE.csv", help="ghi mẫu vào tệp thay vì in ra đầu ra chuẩn")
    parser.add_argument("--json", action="store_true", help="in biên bản chọn mẫu dạng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    frame_bytes, design_bytes = content(options.frame, LARGEST), content(options.design, LARGEST_DESIGN)
    frame = read_columns(options.frame.name, frame_bytes)
    found = drawn_sample(read_draw(options.design.name, design_bytes), frame, options.seed)
    with table_file(sample_table(found, frame), "csv", "mau").data as written:
        if options.out is not None:
            write_new(options.out, written.read())
        elif not options.json:
            shutil.copyfileobj(written, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    if options.json:
        hashes = {"frame": sha256(frame_bytes).hexdigest(), "design": sha256(design_bytes).hexdigest()}
        print_json(draw_as_json(found, frame, hashes))
    else:
        show(found, console=Console(stderr=options.out is None))
    return Exit.DONE


def show(found: Drawn, *, console: Console) -> None:
    table = Shown("Tầng", "Đơn vị trong khung", "Đơn vị được chọn", "Dòng trong mẫu", title=f"Hạt giống: {found.seed}")
    for one in found.strata:
        table.add_row(one.name or "cả khung", str(one.population), str(one.sampled), str(one.rows))
    console.print(table)
