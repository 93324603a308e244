"""Answers a second that the server gives to twenty people at once, of this checkout and of a build before, turn about.

``python -m benchmarks.clients [--commit e55c85d] [--size 3000] [--seconds 15] [--turns 2]``. Each build makes the rows
of ``_sample`` by its own tables and is served by gunicorn as ``caicach serve`` does it, two processes of four threads.
Only the one that is asked is under load. Nobody writes meanwhile.
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.against import HERE, NoCommit, tree_of

CLIENTS, WARM, BUILT_ON = 20, 2.0, "e55c85d"
"""The build of 29/11/2026, on which the wish for three times as many was written down."""
_FILL = """
import json, sys
from benchmarks import pages, _sample
_sample.start(sys.argv[1])
paths = pages.filled(int(sys.argv[2]))
from caicach.cli.installation import collect_static
collect_static()
from django.contrib.auth import get_user_model
from django.test import Client
client = Client(headers={"host": "127.0.0.1"})
client.force_login(get_user_model().objects.get(username="noivu"))
print(json.dumps([paths, {name: cookie.value for name, cookie in client.cookies.items()}]))
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A build under load: its port, the addresses of its pages, what a signed-in browser sends."""

    port: int
    paths: dict[str, str]
    cookie: str

    def answered(self, path: str, seconds: float) -> float:
        """Answers a second, once the first were given. Raises RuntimeError where one is no page."""
        counts, failed, until = [0] * CLIENTS, list[int](), time.monotonic() + WARM + seconds
        begun = time.monotonic() + WARM

        def ask(number: int) -> None:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            while time.monotonic() < until and not failed:
                line.request("GET", path, headers={"Cookie": self.cookie})
                answer = line.getresponse()
                answer.read()
                if answer.status != http.client.OK:
                    failed.append(answer.status)
                counts[number] += begun <= time.monotonic() < until
            line.close()

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise RuntimeError(f"{path}: {failed[0]}")
        return sum(counts) / seconds


@contextmanager
def served(tree: Path, size: int, fill: str = _FILL) -> Iterator[Served]:
    """The build filled with rows by a program of its own and served. Raises RuntimeError where it cannot be."""
    with tempfile.TemporaryDirectory(prefix="caicach-clients-") as folder:
        environment = os.environ | {
            "PYTHONPATH": f"{tree / 'src'}{os.pathsep}{HERE}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "CAICACH_MODE": "example",
            "CAICACH_DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
            "CAICACH_LOG_LEVEL": "ERROR",
        }
        made = subprocess.run(  # noqa: S603
            [sys.executable, "-c", fill, folder, str(size)],
            env=environment,
            cwd=HERE,
            stdout=subprocess.PIPE,
            check=False,
        )
        if made.returncode:
            raise RuntimeError("One of the builds could not make its rows; what it said stands above.")
        paths, cookies = json.loads(made.stdout.splitlines()[-1])
        port = _free_port()
        command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
        command += ["--workers", "2", "--threads", "4", "--timeout", "150", "--log-level", "error"]
        process = subprocess.Popen(command, env=environment, cwd=HERE)  # noqa: S603
        try:
            _wait_for(port)
            yield Served(port, paths, "; ".join(f"{name}={value}" for name, value in cookies.items()))
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise RuntimeError("One of the builds does not answer.")


def compare(tree: Path, size: int, seconds: float, turns: int) -> None:
    with ExitStack() as stack:
        before, now = (stack.enter_context(served(place, size)) for place in (tree, HERE))
        print(f"  {'answers a second to twenty people':<42}{'before':>12}{'now':>12}")
        for name in now.paths:
            if name in before.paths:
                pairs = [
                    (before.answered(before.paths[name], seconds), now.answered(now.paths[name], seconds))
                    for _ in range(turns)
                ]
                old, new = (median(side) for side in zip(*pairs, strict=True))
                ratio = f"{new / old:8.1f} times" if old else "   the build before gave no answer in that time"
                print(f"  {name:<42}{old:12.1f}{new:12.1f}{ratio}", flush=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--commit", default=BUILT_ON)
    parser.add_argument("--size", type=int, default=3_000)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--turns", type=int, default=2)
    asked = parser.parse_args(arguments)
    try:
        with tree_of(asked.commit) as tree:
            print(f"clients, {asked.commit} against this checkout:", flush=True)
            compare(tree, asked.size, asked.seconds, asked.turns)
    except (NoCommit, RuntimeError) as error:
        print(f"clients: not compared. {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
