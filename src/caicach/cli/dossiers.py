"""``caicach dossiers``: dossiers of the one-stop shop; what keeps or foretells needs the database, the others none."""

import argparse
from typing import TYPE_CHECKING

from caicach.cli import (
    dossiers_analyse,
    dossiers_clock,
    dossiers_forecast,
    dossiers_import,
    dossiers_portal,
    dossiers_report,
)

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
    dossiers_forecast.register(actions)
    dossiers_portal.register(actions)
