"""Files of procedures read in the bounded child."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from caicach.documents.read.limits import READ_MEMORY_BYTES
from caicach.documents.read.plain import is_plain
from caicach.kernel.bounded import Bounds, in_child
from caicach.kernel.said import Said, from_json
from caicach.procedures.domain.planning import Row
from caicach.procedures.domain.versions import KEPT

_SMALL_TO_READ: Final = 200_000
"""Bytes of plain text that are understood here."""
BOUNDS: Final = Bounds(seconds=600.0, memory=READ_MEMORY_BYTES)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """``number`` and ``signed_on`` of a publication decision, where the file is one."""

    rows: tuple[Row, ...]
    problems: tuple[Said, ...] = ()
    is_annex: bool = False
    number: str = ""
    signed_on: date | None = None


def record_file(data: bytes, *, name: str, seconds: float = BOUNDS.seconds) -> RecordFile:
    """Call it outside any transaction. Raises InvalidInput, TooLarge, or NotAllowed for a secret document."""
    if len(data) <= _SMALL_TO_READ and is_plain(data):
        from caicach.procedures.bounded_works import records_of_file  # noqa: PLC0415 -- heavy

        answer = records_of_file(data, name)
    else:
        bounds = replace(BOUNDS, seconds=seconds)
        answer = in_child("caicach.procedures.bounded_works:records_of_file", data, name=name, bounds=bounds)
    signed = answer.get("signed_on")
    return RecordFile(
        rows=tuple(Row(line, KEPT.value(one)) for line, one in answer["rows"]),
        problems=tuple(from_json(said) for _kind, _line, _code, said in answer["problems"]),
        is_annex=answer["is_annex"],
        number=answer.get("number", ""),
        signed_on=date.fromisoformat(signed) if signed else None,
    )
