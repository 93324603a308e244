"""An operator's drill: install, back up under writing, kill, restore, upgrade, move. ``make drill`` writes its report.

    DATABASE_URL=postgres://… python -m operations.drill [backups [restored]]     # without an address SQLite alone

The short form of every part is a test beside this file.
"""

import itertools
import json
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from caicach.kernel.backups import archive
from operations.book import first_page, followed
from operations.places import SOURCE, Installation, Places, is_on_postgresql
from operations.rooms import FILLED, SEEN
from operations.served import Blow, Served
from operations.writing import BACKUPS, WRITER
from ports import free_port

REPOSITORY = SOURCE.parent
REPORT = REPOSITORY / "docs" / "evidence" / "drill.md"
BUILD, BUILT_ON = "e55c85d", "2026-11-29"
BATCH = 5
KNOWING = {"PYTHONPATH": f"{SOURCE}:{REPOSITORY / 'tests'}"}
PASSWORD = "Rieng-Tu-Va-Dai-26\n"


@dataclass
class Drill:
    """What was done on one kind of database, with the seconds it took."""

    places: Places
    on_postgresql: bool
    count: int
    restored: int
    lines: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return "PostgreSQL" if self.on_postgresql else "SQLite"

    def new(self, *, other: bool = False) -> Installation:
        return self.places.new(on_postgresql=self.on_postgresql is not (other and is_on_postgresql()))

    def done(self, what: str, started: float) -> None:
        self.lines.append(f"| {self.name} | {what} | {time.monotonic() - started:.0f} s |")
        print(self.lines[-1], flush=True)


def sums(path: Path) -> dict[str, str]:
    return {table.name: table.sha256 for table in archive.check(path).tables}


def install(drill: Drill) -> Installation:
    """Word for word: a clone, its own environment, settings, tables, units, the first account and its first page."""
    started, place, port = time.monotonic(), drill.new(), free_port()
    checkout = place.folder / "caicach"
    _done(["git", "clone", "--quiet", "--shared", str(REPOSITORY), str(checkout)], place.folder)
    _done(["make", "setup"], checkout)
    outside = {name: value for name, value in os.environ.items() if name.startswith(("PATH", "PIP_", "SSL_"))}
    with followed(checkout, place.database if drill.on_postgresql else "", port, outside) as said:
        assert "✓ database" in said, said
        assert "Quản trị hệ thống" in first_page(port)
    drill.done("installed by the book, `make setup` to the first signed-in page", started)
    kept = place.folder / "var"
    shutil.move(checkout / "var", kept)
    shutil.rmtree(checkout)
    return place


def _done(command: list[str], folder: Path) -> None:
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def start_twice(drill: Drill) -> None:
    started, place = time.monotonic(), drill.new()
    begun = [place.start("-m", "caicach.cli.main", "worker", "--once") for _ in range(2)]
    said = [one.communicate()[1] for one in begun]
    assert [one.returncode for one in begun] == [0, 0], said
    assert sum("Chuẩn bị cơ sở dữ liệu mới" in words for words in said) == 1, said
    drill.places.forget(place)
    drill.done("two first starts at once: one makes the tables, both work", started)


@contextmanager
def writing(place: Installation) -> Iterator[Callable[[], None]]:
    """Two writers at work; calling what is given kills one of them and starts another."""
    number, running = itertools.count(), []

    def start() -> None:
        words = ("-c", f"import django; django.setup()\n{WRITER}", f"ghi-{next(number)}")
        running.append(place.start(*words, into=(place.folder / "writers.log").open("a")))

    def kill_one() -> None:
        victim = running.pop(random.randrange(len(running)))
        victim.kill()
        victim.wait()
        start()

    start()
    start()
    try:
        yield kill_one
    finally:
        for writer in running:
            writer.kill()
            writer.wait()


def fill_rooms(drill: Drill, place: Installation) -> str:
    """What the rooms with files of their own show, once they are filled: dossiers, audits, surveys, editions."""
    started = time.monotonic()
    place.run(FILLED, **KNOWING)
    seen = place.run(SEEN)
    kinds = len(json.loads(seen)["files"])
    drill.done(
        f"rooms filled: dossiers, procedures, an audit, a survey with pictures, an edition; {kinds} columns name files",
        started,
    )
    return seen


def back_up(drill: Drill, place: Installation) -> list[Path]:
    started, made, chance = time.monotonic(), [], random.Random(drill.count)
    served = Served(place)
    served.start()
    with writing(place) as kill_one:
        while not list(place.folder.glob("ghi-*")):
            time.sleep(0.2)
        for first in range(0, drill.count, BATCH):
            names = [f"ban-{number:02}.zip" for number in range(first, min(first + BATCH, drill.count))]
            place.run(BACKUPS, *names)
            made += [place.folder / name for name in names]
            kill_one()
            served.strike((Blow.WEB, Blow.WORKER, Blow.BOTH, Blow.CHILD)[first // BATCH % 4], chance)
            served.start()
    served.stop()
    rows = [archive.check(path) for path in (made[0], made[-1])]
    grown = f"{rows[0].rows} to {rows[1].rows} rows, {rows[0].files} to {rows[1].files} files"
    assert rows[1].rows > rows[0].rows
    drill.done(f"{len(made)} backups under writing, writers, web and worker killed (-9) between: {grown}", started)
    return made


def restore(drill: Drill, made: list[Path], seen: str) -> None:
    """Every one read back; as many as asked for restored, on this kind of database and the other in turn."""
    started = time.monotonic()
    for path in made:
        assert archive.check(path).lost == (), path
    drill.done(
        f"{len(made)} of {len(made)} read back: every row, every file's hash, every row that names a file", started
    )
    started, some = time.monotonic(), made[:: max(1, len(made) // drill.restored)][: drill.restored]
    for number, path in enumerate(some):
        target = drill.new(other=number % 2 == 1)
        target.done("restore", str(path))
        if number % 5 < 2:  # on either kind of database
            assert target.run(SEEN) == seen, path
        if number % 5 == 0:
            target.done("backup", "lai.zip")
            assert sums(target.folder / "lai.zip") == sums(path), path
            assert target.done("audit", "verify").endswith("0 lỗi.\n")
        drill.places.forget(target)
    where = "this and the other kind of database in turn" if is_on_postgresql() else "this kind of database"
    drill.done(f"{len(some)} of {len(some)} restored whole into empty places, on {where}, rooms as before", started)


def kill_a_restore(drill: Drill, source: Path) -> None:
    started, measured = time.monotonic(), drill.new()
    measured.done("restore", str(source))
    lasts = time.monotonic() - started
    drill.places.forget(measured)
    place, killed = drill.new(), 0
    while killed < 2:  # at 0.4 and 0.6 of what a whole one takes; what else the machine does may change meanwhile
        begun = place.start("-m", "caicach.cli.main", "restore", str(source))
        try:
            begun.communicate(timeout=lasts * (0.4, 0.6)[killed])
        except subprocess.TimeoutExpired:
            begun.kill()
            begun.communicate()
            assert begun.returncode == -signal.SIGKILL
            killed += 1
        else:  # it was faster, and the place is full: another place, and sooner
            assert begun.returncode == 0
            drill.places.forget(place)
            place, killed, lasts = drill.new(), 0, lasts / 2
    assert place.said("users", "list")[0] != 0  # no half of an installation
    place.done("restore", str(source))
    place.done("backup", "lai.zip")
    assert sums(place.folder / "lai.zip") == sums(source)
    drill.done("a restore killed twice in the middle, then done again: whole", started)


def upgrade(drill: Drill) -> None:
    """From the build of a day: its own program makes the installation, today's carries it on and back."""
    started, old = time.monotonic(), Path(tempfile.mkdtemp(prefix="caicach-build-"))
    packed = subprocess.run(["git", "archive", BUILD, "src"], cwd=REPOSITORY, capture_output=True, check=False)
    if packed.returncode:
        drill.lines.append(f"| {drill.name} | upgrade from the build of {BUILT_ON}: not in this clone | - |")
        return
    subprocess.run(["tar", "-x", "-C", str(old)], input=packed.stdout, check=True)
    place, then = drill.new(), {"PYTHONPATH": str(old / "src")}
    code, _, err = place.said("users", "create", "quantri", "--name", "Quản trị", typed=PASSWORD, **then)
    assert code == 0, err
    assert "Đã nâng cấp" in place.done("upgrade", "--backup", "truoc.zip")
    assert "quantri" in place.done("users", "list")
    place.done("upgrade", "--back", "truoc.zip", "--backup", "sau.zip")
    assert "quantri" in place.done("users", "list", **then)
    shutil.rmtree(old)
    drill.done(f"upgraded from the build of {BUILT_ON}, back to it (it works again)", started)


def move(drill: Drill, source: Path, seen: str) -> None:
    started, there, back = time.monotonic(), drill.new(other=True), drill.new()
    there.done("restore", str(source))
    there.done("backup", "di.zip")
    back.done("restore", str(there.folder / "di.zip"))
    back.done("backup", "ve.zip")
    assert sums(back.folder / "ve.zip") == sums(there.folder / "di.zip") == sums(source)
    assert there.run(SEEN) == back.run(SEEN) == seen
    assert back.done("audit", "verify").endswith("0 lỗi.\n")
    drill.done("moved to the other kind of database and back: every table and room equal, trail verified", started)


def whole(drill: Drill) -> Drill:
    start_twice(drill)
    place = install(drill)
    seen = fill_rooms(drill, place)
    made = back_up(drill, place)
    restore(drill, made, seen)
    kill_a_restore(drill, made[-1])
    upgrade(drill)
    if is_on_postgresql():
        move(drill, made[-1], seen)
    return drill


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    restored = int(sys.argv[2]) if len(sys.argv) > 2 else count
    folder, began = Path(tempfile.mkdtemp(prefix="caicach-drill-")), time.monotonic()
    lines: list[str] = []
    places = Places(folder)
    drills = [Drill(places, kind, count, restored) for kind in ((False, True) if is_on_postgresql() else (False,))]
    try:
        with ThreadPoolExecutor(len(drills)) as side_by_side:
            for drill in side_by_side.map(whole, drills):
                lines += drill.lines
    finally:
        places.remove()
        shutil.rmtree(folder)
    _write(lines, time.monotonic() - began)
    return 0


def _write(lines: list[str], seconds: float) -> None:
    head = subprocess.run(
        ["git", "log", "-1", "--format=%h of %cs"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(
        "# The operator's drill\n\n"
        f"`make drill`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, program at {head.stdout.strip()}, Python "
        f"{platform.python_version()}, {platform.system()}, {seconds / 60:.0f} minutes. Every line was checked; "
        "one that fails stops the drill and writes no report.\n\n"
        "| database | what was done | took |\n|---|---|---|\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
    print(f"report: {REPORT.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    raise SystemExit(main())
