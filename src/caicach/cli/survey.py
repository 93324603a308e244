"""``caicach survey``: questionnaires examined, samples drawn, what they say of the population; without a database."""

import argparse
from typing import TYPE_CHECKING

from caicach.cli import survey_draw, survey_estimate, survey_validate

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "điều tra: kiểm tra biểu mẫu, chọn mẫu, ước lượng từ mẫu kèm sai số"
    parser = subparsers.add_parser("survey", help=about, description=about)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    survey_validate.register(actions)
    survey_draw.register(actions)
    survey_estimate.register(actions)
