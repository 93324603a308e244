"""``caicach index``: composite indices and indices as code. Only the file of the chosen action is imported."""

import argparse
import importlib
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction

ACTIONS = MappingProxyType(
    {
        "composite": "caicach.cli.index_composite",
        "uncertainty": "caicach.cli.index_uncertainty",
        "validate": "caicach.cli.index_definitions",
        "score": "caicach.cli.index_definitions",
        "measure": "caicach.cli.index_measure",
        "replay": "caicach.cli.index_replay",
        "score-uncertainty": "caicach.cli.index_score_uncertainty",
        "import": "caicach.cli.index_forms",
        "export": "caicach.cli.index_forms",
    }
)
"""Name of the action -> the module whose ``register(actions)`` adds it; a module may add several."""

_ABOUT = "kiểm tra, chấm điểm theo bộ chỉ số; tính chỉ số tổng hợp và độ bất định của thứ hạng"


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """The rest of the line is left as it is: which parser reads it is known only once the action is."""
    parser = subparsers.add_parser("index", help=_ABOUT, add_help=False)
    parser.add_argument("-h", "--help", action="store_true", dest="is_help_wanted")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    chosen = options.rest[0] if options.rest and options.rest[0] in ACTIONS else None
    parsed = _parser(chosen).parse_args(["--help"] if options.is_help_wanted else options.rest)
    return int(parsed.run(parsed))


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser of the chosen action; of all of them where none was chosen (help, or a wrong name)."""
    parser = argparse.ArgumentParser(prog="caicach index", description=_ABOUT)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    for module in sorted(set(ACTIONS.values()) if chosen is None else {ACTIONS[chosen]}):
        importlib.import_module(module).register(actions)
    return parser
