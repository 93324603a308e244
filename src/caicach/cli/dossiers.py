"""``caicach dossiers``: dossiers of the one-stop shop; ``import`` and ``limits`` keep, the others need no database."""

import argparse
from typing import TYPE_CHECKING

from caicach.cli import dossiers_analyse, dossiers_clock, dossiers_import, dossiers_report

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "hồ sơ một cửa: phân tích nhật ký xử lý"
    parser = subparsers.add_parser("dossiers", help=about, description=about)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    dossiers_analyse.register(actions)
    dossiers_clock.register(actions)
    dossiers_report.register(actions)
    dossiers_import.register(actions)
