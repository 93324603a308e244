"""Where the children of ``in_child`` come from: a process that imported the module of the work once and saw no file.

Starting Python and importing a reader takes half a second of processor time, forking one that stands some
milliseconds. Each process of ours has a cradle of its own for each module of works: what one reader needs is not
counted against the memory of another's children, and no file meets what another left behind.
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO, Final

from caicach.kernel.bounded.endings import NUMBER_BYTES
from caicach.kernel.bounded.unnamed import unnamed_file

_CHILD: Final = "caicach.kernel.bounded.child"
_ATTEMPTS: Final = 3
"""A cradle may end for want of work just while it is asked."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended: its last word, none where it was ended from outside; what it answered and complained."""

    word: bytes
    answer: bytes
    complaint: bytes


@dataclass(frozen=True, slots=True)
class _Cradle:
    process: "subprocess.Popen[bytes]"
    asking: socket.socket


class _Cradles:
    """The cradles of this process by module; a process that was forked from this one begins without."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.lock = threading.Lock()
        self.by_module: dict[str, _Cradle] = {}

    def cradle(self, module: str) -> _Cradle:
        with self.lock:
            if module not in self.by_module:
                self.by_module[module] = _started(module)
            return self.by_module[module]

    def drop(self, module: str, cradle: _Cradle) -> None:
        with self.lock:
            if self.by_module.get(module) is cradle:
                del self.by_module[module]
        _end(cradle)

    def end(self) -> None:
        for module, cradle in list(self.by_module.items()):
            self.drop(module, cradle)


_CRADLES: Final = _Cradles()
os.register_at_fork(after_in_child=_CRADLES.forget)
atexit.register(_CRADLES.end)


def ending_of_child(module: str, question: bytes, data: bytes, *, seconds: float) -> Ending:
    """Has a child live from its question to its end, at most so many seconds; what it started ends with it.

    Raises TimeoutError where the time is over.
    """
    with unnamed_file() as asked, unnamed_file() as answer, unnamed_file() as complaint:
        asked.write(question + b"\n" + data)
        asked.flush()
        for _ in range(_ATTEMPTS):
            with _telling(module, asked, answer, complaint) as told:
                number = _heard(told, NUMBER_BYTES)
                if number:
                    word = _last_word(told, int.from_bytes(number, "big"), seconds)
                    return Ending(word, _content(answer), _content(complaint))
    raise OSError(f"no child could be started for {module}; the log has what its cradle said")


@contextmanager
def _telling(module: str, *files: BinaryIO) -> Iterator[socket.socket]:
    """Asks for a child that uses the files; gives the socket on which it tells of itself."""
    cradle = _CRADLES.cradle(module)
    told, telling = socket.socketpair()
    with told:
        with telling, suppress(OSError):  # a cradle that is gone takes nothing, and then nobody tells anything
            socket.send_fds(cradle.asking, [b"."], [*(file.fileno() for file in files), telling.fileno()])
        if not told.recv(1, socket.MSG_PEEK):
            _CRADLES.drop(module, cradle)
        yield told


def _last_word(told: socket.socket, number: int, seconds: float) -> bytes:
    told.settimeout(seconds)
    try:
        return _heard(told, 1)
    finally:
        with suppress(ProcessLookupError, PermissionError):  # a group that is gone already is no concern
            os.killpg(number, signal.SIGKILL)


def _heard(told: socket.socket, size: int) -> bytes:
    """So many bytes, or none where nobody is left to tell them."""
    heard = told.recv(size, socket.MSG_WAITALL)
    return heard if len(heard) == size else b""


def _started(module: str) -> _Cradle:
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-m", _CHILD, module]
        process = subprocess.Popen(  # noqa: S603 -- our own module, no shell
            command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, start_new_session=True
        )
    return _Cradle(process, ours)


def _end(cradle: _Cradle) -> None:
    cradle.asking.close()
    cradle.process.kill()  # its children live in sessions of their own
    cradle.process.wait()


def _content(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()
