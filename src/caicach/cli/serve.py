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
    parser = subparsers.add_parser("serve", help="chạy ứng dụng web và tiến trình đọc bản quét")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="số tiến trình web (mặc định 2)")
    parser.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace) -> int:
    installation.start()
    installation.prepare()
    installation.collect_static()
    web = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"{arguments.host}:{arguments.port}"]
    # Reading happens in a child process with its own limits; the margin lets its message arrive.
    web += ["--workers", str(arguments.workers), "--threads", "4", "--timeout", "150", "--graceful-timeout", "20"]
    processes = [subprocess.Popen(web), subprocess.Popen([sys.executable, "-m", "caicach.cli.main", "worker"])]
    print(f"caicach: http://{arguments.host}:{arguments.port}  (Ctrl+C để dừng)", flush=True)
    return _wait(processes)


def _wait(processes: list[subprocess.Popen[bytes]]) -> int:
    def stop(_number: int, _frame: FrameType | None) -> None:
        for process in processes:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    pid, status = os.wait()  # whichever ends first ends the other: half an application is none
    for process in processes:
        if process.pid != pid:
            process.terminate()
            process.wait()
    return os.waitstatus_to_exitcode(status)
