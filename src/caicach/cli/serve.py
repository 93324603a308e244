"""`caicach serve`: the application and its worker on one machine."""

import argparse
import os
import signal
import subprocess
import sys
from types import FrameType
from typing import TYPE_CHECKING

from caicach.cli import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("serve", help="chạy ứng dụng web và tiến trình làm việc nền")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="số tiến trình web (mặc định 2)")
    parser.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace) -> int:
    installation.start()
    installation.prepare()
    installation.refuse_demo_accounts()
    installation.collect_static()
    web = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"{arguments.host}:{arguments.port}"]
    # Reading happens in a child process with its own limits; the margin lets its message arrive.
    web += ["--workers", str(arguments.workers), "--threads", "4", "--timeout", "150", "--graceful-timeout", "20"]
    stopping = Stopping()
    signal.signal(signal.SIGTERM, stopping.stop)  # before anything runs: a stop that comes early leaves no orphan
    signal.signal(signal.SIGINT, stopping.stop)
    for command in (web, [sys.executable, "-m", "caicach.cli.main", "worker"]):
        stopping.start(command)
    print(f"caicach: http://{arguments.host}:{arguments.port}  (Ctrl+C để dừng)", flush=True)
    return stopping.wait()


class Stopping:
    """The processes of one installation: whichever ends first ends the others, for half an application is none."""

    def __init__(self) -> None:
        self._processes: list[subprocess.Popen[bytes]] = []
        self._is_asked = False

    def start(self, command: list[str]) -> None:
        if not self._is_asked:
            self._processes.append(subprocess.Popen(command))

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked = True
        self._end()

    def _end(self) -> None:
        for process in self._processes:
            process.terminate()

    def wait(self) -> int:
        """The exit code of the first that ended; 0 where all were told to."""
        if not self._processes:
            return 0
        first, status = os.wait()
        self._end()
        for process in self._processes:
            if process.pid != first:
                process.wait()
        return 0 if self._is_asked else os.waitstatus_to_exitcode(status)
