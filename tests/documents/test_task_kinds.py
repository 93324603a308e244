"""Ways in which offices give work, each in a few items: who acts, with whom, by when.

``task_kinds.txt`` holds the cases: «@@ HEAD NAME», the items, and for each task a line «=> item | beginning | leads |
partners | words of the deadline | day»; ``task_heads.txt`` the letters that they stand in.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from caicach.documents.read.reader import read_file
from caicach.documents.values import AssignedTask

_HERE: Final = Path(__file__).parent
_GAP: Final = "[[...]]"
_BEGINNING: Final = 32


def _parts(name: str) -> Iterator[tuple[str, str]]:
    for part in (_HERE / name).read_text(encoding="utf-8").split("@@ ")[1:]:
        title, _, body = part.partition("\n")
        yield title, body


_HEADS: Final = dict(_parts("task_heads.txt"))
_CASES: Final = dict(_parts("task_kinds.txt"))


@pytest.mark.parametrize("title", _CASES)
def test_each_kind_of_order_is_read(title: str) -> None:
    lines = _CASES[title].splitlines()
    items = "\n".join(line for line in lines if not line.startswith("=>"))
    letter = _HEADS[title.split(maxsplit=1)[0]].replace(_GAP, items)
    read = [_told(task) for task in read_file(letter.encode(), filename="letter.txt").tasks]
    assert read == [line for line in lines if line.startswith("=>")]


def _told(task: AssignedTask) -> str:
    deadline = task.deadline
    day = str(deadline.on) if deadline and deadline.on and not deadline.is_period else ""
    units = (" + ".join(task.lead), " + ".join(task.cooperate))
    beginning = task.text[:_BEGINNING].strip()
    cells = (task.item or "-", beginning, *units, deadline.words if deadline else "", day)
    return f"=> {' | '.join(cells)}".rstrip(" |")
