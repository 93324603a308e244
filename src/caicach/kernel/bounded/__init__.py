"""Foreign bytes are parsed in a child process with bounds, so that a bad file cannot take the server with it.

The child limits its own memory and processor time before it looks at the file; the parent holds the clock and ends
the whole process group, what the child started included. Each file has a child of its own, forked from a process
that looks at none (``cradles``). The answer comes back as JSON: nothing of the file is ever
executed. Call it outside any transaction: on SQLite a writer would keep every other writer out meanwhile.

    answer = in_child("caicach.documents.bounded_works:rows_of_plan", data, name="a.docx", bounds=Bounds(60, GIGABYTE))

The work is ``work(data: bytes, name: str, **arguments) -> dict`` of JSON; an error of ``kernel.errors`` that it raises
is raised here.
"""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from caicach.kernel.bounded.cradles import ending_of_child
from caicach.kernel.bounded.endings import ANSWERED, BOUND_MET, DEFECT
from caicach.kernel.bounded.errors import error_from_json
from caicach.kernel.calendar.in_force import added_years
from caicach.kernel.errors import InvalidInput, TooLarge

__all__ = ["MEGABYTE", "Bounds", "in_child", "too_large"]

log = logging.getLogger(__name__)

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds of wall-clock time, bytes of address space, bytes that a file may have to be looked at."""

    seconds: float
    memory: int
    size: int = 100 * MEGABYTE


def in_child(
    work: str, data: bytes, *, name: str, bounds: Bounds, arguments: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """What ``work`` answers of the bytes; ``name`` names the file in messages.

    Raises what the work raised, TooLarge ("document.too_costly") where a bound stopped it, InvalidInput
    ("document.reader_failed") where the work itself failed.
    """
    if len(data) > bounds.size:
        raise too_large(len(data), name=name, limit=bounds.size)
    module, _, _ = work.partition(":")
    try:
        ending = ending_of_child(module, _question(work, name, bounds, arguments), data, seconds=bounds.seconds)
    except TimeoutError:
        raise _too_costly(name, bounds) from None
    if ending.word == DEFECT:
        raise _defect(name, ending.complaint)
    if ending.word != ANSWERED:
        log.info("a bound stopped the reading of a file: %s", "memory" if ending.word == BOUND_MET else "ended")
        raise _too_costly(name, bounds)
    answer: dict[str, Any] = json.loads(ending.answer)
    if "error" in answer:
        raise error_from_json(answer["error"])
    found: dict[str, Any] = answer["answer"]
    return found


def _question(work: str, name: str, bounds: Bounds, arguments: Mapping[str, object] | None) -> bytes:
    question = {
        "work": work,
        "name": name.replace("\0", ""),
        "arguments": dict(arguments or {}),
        "memory": bounds.memory,
        "seconds": int(bounds.seconds) + 1,
        "environment": dict(os.environ),
        "folder_of_years": str(added_years().parent.absolute()),
    }
    return json.dumps(question).encode()


def too_large(size: int, *, name: str, limit: int) -> TooLarge:
    return TooLarge(
        "document.file_too_large",
        what="Không nhận tệp «{name}».",
        why="Tệp nặng {size} MB, giới hạn là {limit} MB.",
        todo="Hãy giảm độ phân giải bản quét (300 dpi, đen trắng) hoặc tách tệp rồi gửi lại.",
        name=name,
        size=-(-size // MEGABYTE),
        limit=limit // MEGABYTE,
    )


def _too_costly(name: str, bounds: Bounds) -> TooLarge:
    return TooLarge(
        "document.too_costly",
        what="Dừng đọc tệp «{name}».",
        why="Việc đọc vượt quá {seconds} giây hoặc {memory} MB bộ nhớ.",
        todo="Hãy tách tệp, giảm số trang ảnh, hoặc xin bản DOCX hay PDF có chữ.",
        name=name,
        seconds=round(bounds.seconds, 1),
        memory=bounds.memory // MEGABYTE,
    )


def _defect(name: str, complaint: bytes) -> InvalidInput:
    """A file on which the reader itself failed: no bound was met, so none is blamed, and the log says where."""
    log.error("the reader failed on a file: %s", complaint[-4000:].decode(errors="replace"))
    return InvalidInput(
        "document.reader_failed",
        what="Không đọc được tệp «{name}».",
        why="Bộ đọc gặp lỗi ngoài dự kiến với tệp này.",
        todo="Hãy gửi văn bản ở dạng khác (DOCX, PDF, TXT) và báo quản trị viên.",
        name=name,
    )
