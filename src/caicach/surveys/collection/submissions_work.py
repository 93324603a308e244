"""Submissions looked over by the rules of their form in a child process: formulas and answers are both foreign."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.errors import InvalidInput, TooLarge
from caicach.surveys.collection.domain.form_rules import Breach, looked_over
from caicach.surveys.formulas.values import LOCAL

BOUNDS: Final = Bounds(seconds=20.0, memory=512 * MEGABYTE, size=60 * MEGABYTE)
Marks = list[list[str]]
NOT_LOOKED: Final[Marks] = [[Breach.UNKNOWN.value, ""]]
"""Of submissions on which the child met its bounds: nobody knows, and it is said so."""


def marks_of(xform: str, submissions: Sequence[tuple[str, date]], *, bounds: Bounds = BOUNDS) -> list[Marks]:
    """``submissions``: XML and day of receipt. Kind and path of each breach, in the order of the submissions."""
    data = json.dumps([[xml, day.isoformat()] for xml, day in submissions]).encode()
    try:
        answer = in_child(f"{__name__}:marks_work", data, name="", bounds=bounds, arguments={"xform": xform})
    except (TooLarge, InvalidInput):
        return [NOT_LOOKED for _ in submissions]
    found: list[Marks] = answer["marks"]
    return found


def marks_work(data: bytes, name: str, xform: str) -> dict[str, Any]:
    """In the child."""
    del name
    return {"marks": [_marks(xform, xml, date.fromisoformat(day)) for xml, day in json.loads(data)]}


def _marks(xform: str, xml: str, day: date) -> Marks:
    found = looked_over(xform, xml, on=datetime.combine(day, time(), LOCAL)).findings
    return [[one.breach.value, one.path] for one in found]
