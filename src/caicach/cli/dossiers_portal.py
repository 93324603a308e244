"""``caicach dossiers portal``: a saved answer of the national portal on index 766, kept beside our own figures."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.cli.commands import Exit
from caicach.cli.given_files import content
from caicach.dossiers.saved_answers import BOUNDS
from caicach.kernel.periods import parse_period

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "lưu câu trả lời JSON của Cổng Dịch vụ công quốc gia về Bộ chỉ số 766"
    parser = actions.add_parser("portal", help=about, description=about)
    parser.add_argument("answer", type=Path, metavar="FILE.json", help="câu trả lời đã lưu từ trang đánh giá")
    parser.add_argument("--period", type=parse_period, required=True, metavar="KỲ", help="2026, 2026Q3 hoặc 2026-08")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    data = content(options.answer, BOUNDS.size, room="dossiers", to_shorten="Hãy lưu từng câu trả lời một tệp.")
    installation.open_to_write()
    from django.utils import timezone

    from caicach.dossiers import queries, services
    from caicach.dossiers.domain.portal_answers import read_answer
    from caicach.kernel.access import SYSTEM

    answer = read_answer(data, options.answer.name)
    services.keep_portal_answer(
        SYSTEM,
        filename=options.answer.name,
        data=data,
        answer=answer,
        period=options.period,
        now=timezone.now(),
    )
    (newest, *_) = queries.portal_answers(SYSTEM, most=1)
    print(f"Đã lưu {newest.filename}, kỳ {options.period.id}: {newest.units} đơn vị.")
    for name in newest.strangers:
        print(f"Không nhận ra đơn vị: {name}")
    for code in newest.unread:
        print(f"Chưa biết chỉ số: {code}")
    return Exit.DONE
