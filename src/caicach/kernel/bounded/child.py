"""The process that ``in_child`` forks its children from: ``python -m`` this module with the module of the work.

It imports that module once, and those that it names in ``NEEDED_BY_WORK``, calls its ``make_ready`` if it has one, and
looks at no file itself. For each byte on its standard input, a socket, it takes four descriptors and forks: the child
reads the question and the file from the first, bounds itself, answers into the second, complains into the third and
tells on the fourth its number and, last, how it ended. It ends when whoever started it has gone, or when nobody asked
for a while.
"""

import errno
import gc
import json
import os
import resource
import signal
import socket
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final

from caicach.kernel.bounded.endings import ANSWERED, BOUND_MET, DEFECT, NUMBER_BYTES
from caicach.kernel.bounded.errors import error_as_json
from caicach.kernel.calendar.in_force import look_for_years_in
from caicach.kernel.errors import CaicachError

IDLE_SECONDS: Final = 300.0
_DESCRIPTORS: Final = 4


def main(module: str) -> None:
    asking = socket.socket(fileno=os.dup(0))
    asking.settimeout(IDLE_SECONDS)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    _load(module)
    gc.collect()
    gc.freeze()  # what stands is shared with every child, and no child looks through it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who has ended is gone: each child tells by itself how it ended
    while descriptors := _next_descriptors(asking):
        if os.fork() == 0:
            asking.close()
            _live(*descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _load(module: str) -> None:
    """The module and what it says its works need: what is loaded or made only when it is asked is made once, here."""
    works = import_module(module)
    for needed in getattr(works, "NEEDED_BY_WORK", ()):
        import_module(needed)
    if hasattr(works, "make_ready"):
        works.make_ready()


def _next_descriptors(asking: socket.socket) -> list[int]:
    try:
        _, descriptors, _, _ = socket.recv_fds(asking, 1, _DESCRIPTORS)
    except TimeoutError:
        return []
    return descriptors


def _live(question: int, answer: int, complaint: int, told: int) -> None:
    """The child's whole life; it never comes back."""
    ending = DEFECT
    try:
        os.setsid()
        os.write(told, os.getpid().to_bytes(NUMBER_BYTES, "big"))
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # it may start programs of its own
        os.dup2(complaint, 1)
        os.dup2(complaint, 2)
        with os.fdopen(question, "rb") as asked, os.fdopen(answer, "wb") as answered:
            ending = _ending(asked, answered)
    except BaseException:  # noqa: BLE001 -- the outermost loop of a process: nothing above would tell
        traceback.print_exc()
    finally:
        os.write(told, ending)
        os._exit(0)


def _ending(asked: BinaryIO, answered: BinaryIO) -> bytes:
    asked.seek(0)
    question = json.loads(asked.readline())
    os.environ.clear()
    os.environ.update(question["environment"])
    look_for_years_in(lambda: Path(question["folder_of_years"]))
    memory, seconds = question["memory"], question["seconds"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answered.write(json.dumps(_answer(question, asked)).encode("ascii"))
    except (MemoryError, RecursionError):
        return BOUND_MET
    except (OSError, ImportError) as error:
        if _is_lack_of_memory(error):
            return BOUND_MET
        raise
    return ANSWERED


def _is_lack_of_memory(error: OSError | ImportError) -> bool:
    """The loader of libraries says in words what it lacked, with no number of an error."""
    number = error.errno if isinstance(error, OSError) else None
    return number == errno.ENOMEM or any(words in str(error) for words in ("map segment", "allocate memory"))


def _answer(question: dict[str, Any], asked: BinaryIO) -> dict[str, Any]:
    module, _, work = question["work"].partition(":")
    act = getattr(import_module(module), work)
    try:
        return {"answer": act(asked.read(), question["name"], **question["arguments"])}
    except CaicachError as error:
        return {"error": error_as_json(error)}


if __name__ == "__main__":
    main(sys.argv[1])
