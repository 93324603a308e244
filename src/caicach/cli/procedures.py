"""``caicach procedures``: the register of procedures, pages of portals read and compared, costs."""

import argparse
from typing import TYPE_CHECKING

from caicach.cli import procedures_audit, procedures_cost, procedures_extract, procedures_import, procedures_register

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "thủ tục hành chính: danh mục, trang công khai, đối chiếu, chi phí tuân thủ"
    parser = subparsers.add_parser("procedures", help=about, description=about)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    procedures_import.register(actions)
    procedures_extract.register(actions)
    procedures_audit.register(actions)
    procedures_cost.register(actions)
    procedures_register.register(actions)
