"""An installation that serves: web and worker as two processes, as systemd runs them, killed and started again."""

import os
import random
import signal
import subprocess
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from operations.places import Installation
from ports import free_port

STARTS_WITHIN = 300.0  # seconds, on a machine that does much else


class Blow(StrEnum):
    """What may happen to an installation at any moment."""

    CHILD = "one web process killed"
    WEB = "the whole web killed"
    WORKER = "the worker killed"
    BOTH = "web and worker killed"
    STOP = "the web told to stop"
    LINES = "every connection to the database cut"


@dataclass
class Served:
    """Processes of one place; ``settings`` are those beside the place's own."""

    place: Installation
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    starts: int = 0
    _web: "subprocess.Popen[str] | None" = None
    _worker: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        """Start what does not run, and wait until the web answers."""
        if self._web is None or self._web.poll() is not None:
            self._web = self._begin("serve", "--without-worker", "--workers", "2", "--port", str(self.port))
        if self._worker is None or self._worker.poll() is not None:
            self._worker = self._begin("worker")
        until = time.monotonic() + STARTS_WITHIN
        while not self.answers():
            assert time.monotonic() < until, (self.place.folder / "served.log").read_text()[-3000:]
            assert self._web.poll() is None, (self.place.folder / "served.log").read_text()[-3000:]
            time.sleep(0.1)

    def _begin(self, *words: str) -> "subprocess.Popen[str]":
        self.starts += 1
        into = (self.place.folder / "served.log").open("a")
        with into:
            return self.place.start("-m", "caicach.cli.main", *words, into=into, CAICACH_TLS="0", **self.settings)

    def answers(self, path: str = "/health") -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def strike(self, blow: Blow, chance: random.Random) -> None:
        """Let it happen; what died stays dead until ``start``."""
        if blow is Blow.CHILD:
            self._kill_child(chance)
        if blow in {Blow.WEB, Blow.BOTH}:
            end_group(self._web, signal.SIGKILL)
        if blow in {Blow.WORKER, Blow.BOTH}:
            end_group(self._worker, signal.SIGKILL)
        if blow is Blow.STOP and self._web is not None:
            self._web.send_signal(signal.SIGTERM)
            self._web.wait(timeout=STARTS_WITHIN)
            end_group(self._web, signal.SIGKILL)
        if blow is Blow.LINES:
            cut_connections(self.place)

    def _kill_child(self, chance: random.Random) -> None:
        """One of the processes that answer; the one above them starts another."""
        assert self._web is not None
        answering = [child for above in children_of(self._web.pid) for child in children_of(above)]
        if answering:
            os.kill(chance.choice(answering), signal.SIGKILL)

    def stop(self) -> None:
        for process in (self._web, self._worker):
            end_group(process, signal.SIGKILL)


def end_group(process: "subprocess.Popen[str] | None", number: int = signal.SIGKILL) -> None:
    """Kill a process and all that it started."""
    if process is None:
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
    process.wait(timeout=STARTS_WITHIN)


def children_of(process: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            above = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if above == process:
            found.append(int(stat.parent.name))
    return sorted(found)


def cut_connections(place: Installation) -> None:
    """As a database server that was started anew leaves them."""
    server = urlsplit(place.database)
    name = server.path.removeprefix("/")
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as own:
        own.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
