"""Reading a file in a child process with bounds, so that a bad file cannot take the server with it.

The child limits its own memory and processor time before it looks at the file; the parent holds the clock and ends
the whole process group, Tesseract included. The answer comes back as JSON: nothing of the file is ever executed.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from typing import Any, Final

from caicach.documents.as_json import reading_from_json
from caicach.documents.plan.keeping import reading_from_json as plan_from_json
from caicach.documents.plan.values import PlanReading
from caicach.documents.read.limits import MAX_FILE_BYTES, MEGABYTE, READ_MEMORY_BYTES, READ_SECONDS
from caicach.documents.read.loading import is_plain, load, too_large_file
from caicach.documents.read.loading_child import LOAD, PLAN, READ
from caicach.documents.read.reader import read_source
from caicach.documents.read.source import SourceText
from caicach.documents.read.source_json import error_from_json, source_from_json
from caicach.documents.values import Reading
from caicach.kernel.errors import InvalidInput, TooLarge

log = logging.getLogger(__name__)

_CHILD: Final = "caicach.documents.read.loading_child"
_DEFECT_EXIT: Final = 1  # what Python says of an exception that nobody caught
_SMALL: Final = 2 * MEGABYTE
_SMALL_TO_READ: Final = 200_000
"""Bytes of plain text that are understood here: some fifty pages take a second or two."""


def load_bounded(
    data: bytes, *, filename: str, seconds: float = READ_SECONDS, memory: int = READ_MEMORY_BYTES
) -> SourceText:
    """As ``load``, within ``seconds`` of wall-clock time and ``memory`` bytes of address space; else TooLarge."""
    if len(data) <= _SMALL and is_plain(data):
        return load(data, filename=filename)  # nothing to unpack or to draw: no child is needed
    return source_from_json(_answer(LOAD, data, filename, seconds, memory)["source"])


def read_bounded(
    data: bytes, *, filename: str, seconds: float = READ_SECONDS, memory: int = READ_MEMORY_BYTES
) -> tuple[SourceText, Reading]:
    """The text of a file and what it means, both within the bounds: a text of hundreds of pages takes its time too.

    Raises what ``load`` raises, and TooLarge ("document.too_costly") where a bound was met.
    """
    if len(data) <= _SMALL_TO_READ and is_plain(data):
        source = load(data, filename=filename)
        return source, read_source(source)
    answer = _answer(READ, data, filename, seconds, memory)
    source = source_from_json(answer["source"])
    return source, reading_from_json({**answer["reading"], "text": source.text})


def plan_bounded(
    data: bytes, *, filename: str, seconds: float = READ_SECONDS, memory: int = READ_MEMORY_BYTES
) -> PlanReading:
    """The rows of a plan's task tables, as ``read_plan`` finds them, within the bounds."""
    return plan_from_json(_answer(PLAN, data, filename, seconds, memory)["plan"])


def _answer(work: str, data: bytes, filename: str, seconds: float, memory: int) -> dict[str, Any]:
    """What the child found; raises what it raised, and TooLarge where a bound stopped it."""
    if len(data) > MAX_FILE_BYTES:
        raise too_large_file(len(data), name=filename)
    command = [sys.executable, "-m", _CHILD, work, filename.replace("\0", ""), str(memory), str(int(seconds) + 1)]
    child = subprocess.Popen(  # noqa: S603 -- our own module, no shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    with child:
        try:
            output, complaint = child.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise _too_costly(filename, seconds, memory) from None
        finally:
            _end_group(child)
    if child.returncode == _DEFECT_EXIT:
        raise _defect(filename, complaint)
    if child.returncode != 0:
        raise _too_costly(filename, seconds, memory)
    answer: dict[str, Any] = json.loads(output)
    if "error" in answer:
        raise error_from_json(answer["error"])
    return answer


def _too_costly(name: str, seconds: float, memory: int) -> TooLarge:
    return TooLarge(
        "document.too_costly",
        what="Dừng đọc tệp «{name}».",
        why="Việc đọc vượt quá {seconds} giây hoặc {memory} MB bộ nhớ.",
        todo="Hãy tách tệp, giảm số trang ảnh, hoặc xin bản DOCX hay PDF có chữ.",
        name=name,
        seconds=round(seconds, 1),
        memory=memory // MEGABYTE,
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


def _end_group(child: "subprocess.Popen[bytes]") -> None:
    """Ends the child and whatever it started; a group that is gone already is no concern."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
