"""What the command can do, and in which file. Only the file of the chosen command is imported.

So reading a letter loads neither Django nor the database, and a broken command does not take the others with it. A new
command is a file of its name here, with ``register``; the parts of a command have a name of two words.
"""

from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Final


class Exit(IntEnum):
    DONE = 0
    FAULTS = 1
    USAGE = 2
    SOME_FAILED = 3
    REFUSED = 4


_PARTS_OF_ALL: Final = frozenset({"main", "commands", "failures", "findings", "installation", "examining"})


def commands_in(folder: Path) -> Mapping[str, str]:
    """The module of every command by its name; nothing is imported."""
    names = sorted(module.name for module in iter_modules([str(folder)]))
    commands = (name for name in names if "_" not in name and name not in _PARTS_OF_ALL)
    return MappingProxyType({name: f"caicach.cli.{name}" for name in commands})


COMMANDS: Final = commands_in(Path(__file__).parent)
