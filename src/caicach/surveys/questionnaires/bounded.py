"""A workbook of a stranger, examined in a child process: neither its size nor its shape can take the server with it."""

import csv
from collections.abc import Mapping, Sequence
from typing import Any, Final

from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.surveys.questionnaires.as_json import form_as_json, form_from_json
from caicach.surveys.questionnaires.values import LARGEST, CheckedForm

BOUNDS: Final = Bounds(seconds=60.0, memory=1536 * MEGABYTE, size=LARGEST)
NEEDED_BY_WORK: Final = ("caicach.surveys.questionnaires.examining",)
HEAD: Final = 65536
"""Bytes of a file beside the form that are looked at for the names of its columns."""


def examined_form(data: bytes, file: str, files: Mapping[str, bytes]) -> CheckedForm:
    """``files``: what lies beside the form, by name, the first ``HEAD`` bytes of each.

    Raises InvalidInput where it is no workbook, TooLarge where a bound was met.
    """
    columns = {name: _columns(head) if name.lower().endswith(".csv") else [] for name, head in files.items()}
    answer = in_child(f"{__name__}:form_work", data, name=file, bounds=BOUNDS, arguments={"files": columns})
    return form_from_json(answer)


def form_work(data: bytes, name: str, files: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """In the child."""
    from caicach.surveys.questionnaires.examining import checked_form  # noqa: PLC0415 -- heavy

    return form_as_json(checked_form(data, name, files))


def _columns(head: bytes) -> list[str]:
    line = head.decode("utf-8-sig", errors="replace").partition("\n")[0]
    return [cell.strip() for cell in next(csv.reader([line.strip("\r")]), [])]
