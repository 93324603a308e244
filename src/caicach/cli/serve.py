"""`caicach serve`: the application, and beside it its worker, on one machine."""

import argparse
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING, Final

from caicach.cli import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction

LOOK_SECONDS: Final = 0.2
LONGEST_PAUSE: Final = 60.0
LIVED_LONG: Final = 60.0


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("serve", help="chạy ứng dụng web và tiến trình làm việc nền")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--socket", metavar="ĐƯỜNG_DẪN", help="nghe ở socket Unix này thay cho cổng")
    parser.add_argument("--workers", type=int, default=2, help="số tiến trình web (mặc định 2)")
    parser.add_argument("--without-worker", action="store_true", help="chỉ ứng dụng web; «caicach worker» chạy riêng")
    parser.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace) -> int:
    installation.start()
    from caicach.web.shell import measured

    installation.prepare()
    installation.refuse_demo_accounts()
    installation.collect_static()
    measured.begin()
    address = f"unix:{arguments.socket}" if arguments.socket else f"{arguments.host}:{arguments.port}"
    web = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", address]
    # Reading happens in a child process with its own limits; the margin lets its message arrive.
    web += ["--workers", str(arguments.workers), "--threads", "4", "--timeout", "150", "--graceful-timeout", "20"]
    web += ["--preload"]  # loaded once: each process that answers is forked from what stands
    # Longer addresses than ours are answered by ourselves, with a sentence, up to what the server can take.
    web += ["--limit-request-line", "8190", "--worker-class", "caicach.cli.serve_refusals.Worker"]
    # Who speaks for others is said by CAICACH_PROXIES alone; nobody steers the web by a socket in somebody's home.
    web += ["--forwarded-allow-ips", "", "--no-control-socket"]
    supervisor = Supervisor()
    signal.signal(signal.SIGTERM, supervisor.stop)  # before anything runs: a stop that comes early leaves no orphan
    signal.signal(signal.SIGINT, supervisor.stop)
    supervisor.start(web)
    if not arguments.without_worker:
        supervisor.start([sys.executable, "-m", "caicach.cli.main", "worker"], again=True)
    shown = address if arguments.socket else f"http://{address}"
    print(f"caicach: {shown}  (Ctrl+C để dừng)", flush=True)
    return supervisor.wait()


@dataclass(slots=True)
class Started:
    """One process; ``again``: it is started anew when it dies."""

    command: list[str]
    again: bool
    process: subprocess.Popen[bytes] | None = None
    at: float = 0.0
    pause: float = 1.0
    due: float = field(default=0.0)

    def run(self) -> None:
        self.process, self.at = subprocess.Popen(self.command), time.monotonic()

    def rest(self) -> None:
        """Wait longer after each quick death, so that a fault does not eat the machine."""
        lived = time.monotonic() - self.at
        self.pause = 1.0 if lived > LIVED_LONG else min(LONGEST_PAUSE, self.pause * 2)
        self.process, self.due = None, time.monotonic() + self.pause


class Supervisor:
    """The processes of one installation. The web ends with its process, and systemd starts it anew; a worker that dies
    is started again here, and the site goes on.
    """

    def __init__(self) -> None:
        self._all: list[Started] = []
        self._is_asked = False

    def start(self, command: list[str], *, again: bool = False) -> None:
        if not self._is_asked:
            self._all.append(Started(command, again))
            self._all[-1].run()

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked = True

    def wait(self) -> int:
        """The exit code of the first that ended and is not started again; 0 where all were told to."""
        status: int | None = None if self._all else 0
        while status is None and not self._is_asked:
            time.sleep(LOOK_SECONDS)
            status = next((code for one in self._all if (code := self._look(one)) is not None), None)
        running = [one.process for one in self._all if one.process is not None]
        for process in running:
            process.terminate()
        for process in running:
            process.wait()
        return 0 if self._is_asked else status or 0

    @staticmethod
    def _look(one: Started) -> int | None:
        if one.process is None:
            if time.monotonic() >= one.due:
                one.run()
            return None
        code = one.process.poll()
        if code is None or not one.again:
            return code
        print(f"Tiến trình làm việc nền đã dừng (mã {code}); sẽ được chạy lại.", file=sys.stderr, flush=True)
        one.rest()
        return None
