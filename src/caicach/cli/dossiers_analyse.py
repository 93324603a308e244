"""``caicach dossiers analyse``: how work flows in an event log, without a database."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from caicach.cli.commands import Exit
from caicach.cli.given_files import content
from caicach.cli.index_tables import print_json
from caicach.dossiers.analysing import Question, analyse
from caicach.dossiers.as_json import analysis_as_json
from caicach.dossiers.domain.analysis import Analysis
from caicach.dossiers.domain.limits import Limits
from caicach.dossiers.engine.choosing import EMBEDDED, Engine, EngineKind
from caicach.dossiers.limits_reading import read_limits
from caicach.dossiers.logs.values import Roles
from caicach.kernel.calendar.hours_reading import PACKAGED
from caicach.kernel.calendar.in_force import working_time_in_force

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_LARGEST_LIMITS = 2_000_000
_SHOWN = 15


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "phân tích nhật ký xử lý hồ sơ: số lượng, trình tự, thời gian, đúng hạn"
    parser = actions.add_parser("analyse", help=about, description=about)
    parser.add_argument("log", type=Path, metavar="LOG", help=".xes, .xes.gz, .csv, .csv.gz, .parquet hoặc OCEL 2.0")
    parser.add_argument("--case", default="", metavar="COL", help="cột ghi mã hồ sơ; của OCEL: loại đối tượng là hồ sơ")
    parser.add_argument("--activity", default="", metavar="COL", help="cột ghi bước xử lý")
    parser.add_argument("--time", default="", metavar="COL", help="cột ghi thời điểm")
    parser.add_argument("--limits", type=Path, metavar="FILE", help="thời hạn giải quyết (YAML)")
    parser.add_argument("--calendar", choices=("vn", "none"), default="vn", help="lịch làm việc (mặc định vn)")
    parser.add_argument(
        "--hours", type=Path, default=PACKAGED, metavar="FILE", help="giờ làm việc của địa phương (YAML)"
    )
    parser.add_argument("--keep-duplicates", action="store_true", help="giữ các dòng lặp lại nguyên vẹn")
    parser.add_argument("--top", type=int, default=20, metavar="N", help="số trình tự hay gặp nhất được nêu")
    parser.add_argument("--memory", default="4GB", metavar="SIZE", help="bộ nhớ cho phần tính toán, ví dụ 8GB")
    parser.add_argument(
        "--engine", choices=tuple(EngineKind), default=EngineKind.DUCKDB, help="bộ máy tính toán (mặc định duckdb)"
    )
    parser.add_argument("--master", default=EMBEDDED.master, metavar="URL", help="cụm Spark, ví dụ spark://may:7077")
    parser.add_argument("--shared", type=Path, metavar="DIR", help="thư mục mà mọi máy của cụm Spark đều thấy")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON ra đầu ra chuẩn")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    question = Question(
        roles=Roles(options.case, options.activity, options.time),
        clock=working_time_in_force(options.hours) if options.calendar == "vn" else None,
        limits=_limits(options.limits) if options.limits else None,
        top=options.top,
        keeps_duplicates=options.keep_duplicates,
        memory=options.memory,
        engine=Engine(EngineKind(options.engine), options.master, options.shared),
    )
    found = analyse(options.log, question, today=date.today())  # noqa: DTZ011 -- the day of whoever asks
    if options.json:
        print_json(analysis_as_json(found))
    else:
        show(found, console=Console())
    return Exit.DONE


def _limits(path: Path) -> Limits:
    data = content(path, _LARGEST_LIMITS, room="dossiers", to_shorten="Hãy chỉ giữ các thủ tục có trong nhật ký.")
    return read_limits(path, data.decode("utf-8-sig", errors="replace"))


def show(found: Analysis, *, console: Console) -> None:
    """Counts, the most frequent steps, what was set aside and why."""
    counts = map(_figure, (found.cases, found.events, found.variant_count))
    console.print("{} hồ sơ, {} bước, {} trình tự".format(*counts))
    table = Table("Từ bước", "Đến bước", "Số lần", "Trung bình (giờ)", "Giờ làm việc")
    for edge in found.edges[:_SHOWN]:
        working = "—" if edge.mean_working_minutes is None else _figure(edge.mean_working_minutes / 60)
        table.add_row(edge.source, edge.target, _figure(edge.count), _figure(edge.mean_seconds / 3600), working)
    console.print(table)
    if found.on_time:
        told = found.on_time
        console.print(
            f"Đúng hạn {_figure(told.on_time)}, quá hạn {_figure(told.late)}, đang giải quyết trong hạn "
            f"{_figure(told.open_in_time)}, đang giải quyết quá hạn {_figure(told.open_overdue)}, "
            f"không có thời hạn {_figure(told.without_limit)}, ngoài lịch {_figure(told.not_published)}",
            markup=False,
        )
    for one in found.aside:
        console.print(f"Để riêng {_figure(one.count)} dòng: {one.why}", markup=False)
        for example in one.examples:
            console.print(f"    {example}", markup=False)
    for note in found.notes:
        console.print(str(note), markup=False)


def _figure(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0").translate(str.maketrans(",.", ".,"))
