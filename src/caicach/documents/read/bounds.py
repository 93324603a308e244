"""Loading a file in a child process with bounds, so that a bad file cannot take the server with it.

The child limits its own memory and processor time before it looks at the file; the parent holds the clock and ends
the whole process group, Tesseract included. The text comes back as JSON: nothing of the file is ever executed.
"""

import json
import os
import signal
import subprocess
import sys
from typing import Any

from caicach.documents.read.limits import MAX_FILE_BYTES, MEGABYTE, READ_MEMORY_BYTES, READ_SECONDS
from caicach.documents.read.loading import is_plain, load, too_large_file
from caicach.documents.read.source import SourceText
from caicach.documents.read.source_json import error_from_json, source_from_json
from caicach.kernel.errors import TooLarge

_CHILD = "caicach.documents.read.loading_child"
_SMALL = 2 * MEGABYTE


def load_bounded(
    data: bytes, *, filename: str, seconds: float = READ_SECONDS, memory: int = READ_MEMORY_BYTES
) -> SourceText:
    """As ``load``, within ``seconds`` of wall-clock time and ``memory`` bytes of address space; else TooLarge."""
    if len(data) > MAX_FILE_BYTES:
        raise too_large_file(len(data), name=filename)
    if len(data) <= _SMALL and is_plain(data):
        return load(data, filename=filename)  # nothing to unpack or to draw: no child is needed
    answer = _answer(data, filename, seconds, memory)
    if answer is None:
        raise TooLarge(
            "document.too_costly",
            what="Dừng đọc tệp «{name}».",
            why="Việc đọc vượt quá {seconds} giây hoặc {memory} MB bộ nhớ.",
            todo="Hãy tách tệp, giảm số trang ảnh, hoặc xin bản DOCX hay PDF có chữ.",
            name=filename,
            seconds=round(seconds, 1),
            memory=memory // MEGABYTE,
        )
    if "error" in answer:
        raise error_from_json(answer["error"])
    return source_from_json(answer)


def _answer(data: bytes, filename: str, seconds: float, memory: int) -> dict[str, Any] | None:
    """What the child said; None where it was stopped by a bound or died."""
    command = [sys.executable, "-m", _CHILD, filename.replace("\0", ""), str(memory), str(int(seconds) + 1)]
    child = subprocess.Popen(  # noqa: S603 -- our own module, no shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    with child:
        try:
            output, _ = child.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end_group(child)
    if child.returncode != 0:
        return None
    answer: dict[str, Any] = json.loads(output)
    return answer


def _end_group(child: "subprocess.Popen[bytes]") -> None:
    """Ends the child and whatever it started; a group that is gone already is no concern."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
