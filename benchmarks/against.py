"""A benchmark of this checkout and of another commit side by side: one run, turn about, on the same rows.

``python -m benchmarks.against boards [--commit 79f60fe] [--size 100000] [--runs 5] [--postgres URL URL]``: medians and
how many times better this checkout is. Each build lies in a work tree of its own, makes the rows of ``_sample`` by its
own tables in its own database, and runs in a process of its own; the other waits meanwhile. A benchmark may be asked
this way when it has ``prepared(folder, size, postgres)``, which gives what to measure by its name. An act that gives
a number is measured by it (the more, the better); any other by the seconds of the processor that its process spends.
"""

import argparse
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

HERE = Path(__file__).resolve().parents[1]
BEFORE = "79f60fe"
"""The build of 25/11/2026, before the boards, the plan page and the writing of tables were made faster."""


@dataclass(frozen=True, slots=True)
class Figure:
    """``told``: what the act itself counted, else None; milliseconds by the clock and of the processor."""

    told: float | None
    clock: float
    processor: float


class Side:
    """One build in a process of its own, which does what it is told by name."""

    def __init__(self, tree: Path, module: str, size: int, postgres: str) -> None:
        self.names: list[str] = []
        self._folder = tempfile.mkdtemp(prefix="caicach-against-")
        command = [sys.executable, "-m", "benchmarks.against", module, "--size", str(size)]
        command += ["--serve", self._folder, postgres]
        place = {"PYTHONPATH": f"{tree / 'src'}{os.pathsep}{HERE}"}  # the build's program, and these benchmarks
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE, env=os.environ | place
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._asked, self._told = self._process.stdin, self._process.stdout

    def ready(self) -> list[str]:
        """What it can do, once its rows are made."""
        return list(json.loads(self._line()))

    def act(self, name: str) -> Figure:
        self._asked.write(f"{name}\n")
        self._asked.flush()
        return Figure(*json.loads(self._line()))

    def close(self) -> None:
        self._asked.close()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _line(self) -> str:
        line = self._told.readline()
        if not line:
            raise RuntimeError("One of the builds ended before it was measured; what it said stands above.")
        return line


def serve(module: str, folder: str, size: int, postgres: str) -> None:
    """In the process of one build: does what the lines of the input name, and says what it took."""
    told = sys.stdout
    with redirect_stdout(sys.stderr):
        prepared = importlib.import_module(f"benchmarks.{module}").prepared
        given = {"postgres": postgres} | ({"wanted": size} if size else {})
        acts = prepared(folder, **given)
        print(json.dumps(list(acts)), file=told, flush=True)
        for line in sys.stdin:
            clock, processor = perf_counter(), process_time()
            counted = acts[line.strip()]()
            number = counted if isinstance(counted, float) else None
            spent = (1000 * (perf_counter() - clock), 1000 * (process_time() - processor))
            print(json.dumps((number, *spent)), file=told, flush=True)


class NoCommit(Exception):
    """The commit is not here: a clone without history, or a wrong name."""


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """A work tree of the commit, for as long as it is needed. Raises NoCommit."""
    with tempfile.TemporaryDirectory(prefix="caicach-before-") as folder:
        place, git = str(Path(folder) / "tree"), ["git", "-C", str(HERE), "worktree"]
        made = subprocess.run(  # noqa: S603
            [*git, "add", "-q", "--detach", place, commit], capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise NoCommit(f"git has no tree of {commit} here: {made.stderr.strip()}")
        try:
            yield Path(place)
        finally:
            subprocess.run([*git, "remove", "--force", place], check=True)  # noqa: S603


def compare(module: str, tree: Path, size: int, runs: int, postgres: Sequence[str]) -> None:
    """Print a line for everything that both builds can do."""
    sides: list[Side] = []
    try:
        for place, url in zip((tree, HERE), postgres, strict=True):
            sides.append(Side(place, module, size, url))
            sides[-1].names = sides[-1].ready()  # one after the other: they would slow each other
        before, now = sides
        by_clock = any(postgres)  # the database's own process does the work
        print(f"  {'':<42}{'before':>12}{'now':>12}")
        for name in (name for name in now.names if name in before.names):
            for side in sides:
                side.act(name)  # the first call pays for what later ones find ready
            turns = [(before.act(name), now.act(name)) for _ in range(runs)]
            print(f"  {name:<42}{_line(*zip(*turns, strict=True), by_clock)}", flush=True)
    finally:
        for side in sides:
            side.close()


def _line(before: Sequence[Figure], now: Sequence[Figure], by_clock: bool) -> str:
    if before[0].told is not None:
        old, new = (median(figure.told or 0.0 for figure in side) for side in (before, now))
        return f"{old:10.1f} s{new:10.1f} s{new / old:8.1f} times"
    clock = [median(figure.clock for figure in side) for side in (before, now)]
    if by_clock:
        return f"{clock[0]:9.0f} ms{clock[1]:9.0f} ms{clock[0] / clock[1]:8.1f} times"
    old, new = (median(figure.processor for figure in side) for side in (before, now))
    return f"{old:9.0f} ms{new:9.0f} ms{old / new:8.1f} times   by the clock {clock[0]:.0f}, {clock[1]:.0f} ms"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("benchmark", nargs="?", default="boards")
    parser.add_argument("--commit", default=BEFORE)
    parser.add_argument("--size", type=int, default=0, help="rows; else as many as the benchmark usually makes")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--postgres", nargs=2, metavar="URL", default=("", ""), help="two empty databases")
    parser.add_argument("--serve", nargs=2, metavar=("FOLDER", "URL"), help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.serve:
        serve(asked.benchmark, asked.serve[0], asked.size, asked.serve[1])
        return 0
    try:
        with tree_of(asked.commit) as tree:
            print(f"{asked.benchmark}, {asked.commit} against this checkout:", flush=True)
            compare(asked.benchmark, tree, asked.size, asked.runs, asked.postgres)
    except (NoCommit, RuntimeError) as error:
        print(f"{asked.benchmark}: not compared. {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
