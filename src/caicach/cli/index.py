"""``caicach index``: composite indices and indices as code, each subcommand in its own file."""

import argparse
import importlib
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction

SUBCOMMANDS = MappingProxyType(
    {
        "composite": "caicach.cli.index_composite",
        "uncertainty": "caicach.cli.index_uncertainty",
        "validate, score": "caicach.cli.index_definitions",
    }
)
"""Name of the subcommand -> the module whose ``register(subparsers)`` adds it."""


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "tính chỉ số tổng hợp, độ bất định của thứ hạng"
    parser = subparsers.add_parser("index", help=about, description=about)
    inner = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    for module in SUBCOMMANDS.values():
        importlib.import_module(module).register(inner)
