"""An installation under blows: seeded visitors act through HTTP while its processes die at seeded moments.

    DATABASE_URL=postgres://… python -m operations.chaos [schedules] [first seed]    # both kinds of database

``make chaos`` writes its report, docs/evidence/chaos.md. The short form is a test beside this file.
"""

import json
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

from factories.mail_servers import MailServer, Manner, mail_server
from operations.answers import Act, Ledger
from operations.places import SOURCE, Installation, Places, is_on_postgresql
from operations.promises import PROMISES, WATCH, WORLD
from operations.served import Blow, Served
from operations.visiting import Visitor

REPORT = SOURCE.parent / "docs" / "evidence" / "chaos.md"
TESTS = SOURCE.parent / "tests"
VISITORS, DRAFTS, LETTERS_A_ROUND = 3, 500, 3
GOES_ON_WITHIN = 300.0


@dataclass(frozen=True)
class Schedule:
    """What happens in one round and when, in seconds from its start; the same seed gives the same one."""

    seed: int
    blows: tuple[tuple[float, Blow], ...]
    lasts: float

    @classmethod
    def of(cls, seed: int, *, on_postgresql: bool) -> "Schedule":
        chance = random.Random(f"schedule {seed}")
        kinds = [Blow.WEB, Blow.BOTH, Blow.STOP, *[Blow.CHILD, Blow.WORKER] * 3, *[Blow.LINES] * 3 * on_postgresql]
        moments = sorted(chance.uniform(0.1, 2.0) for _ in range(chance.choice((1, 1, 1, 2))))
        return cls(seed, tuple((moment, chance.choice(kinds)) for moment in moments), moments[-1] + 0.8)


@dataclass
class Round:
    """What one schedule brought to light."""

    schedule: Schedule
    acts: Counter[str]
    faults: list[tuple[str, str]]


@dataclass
class Watch:
    """The process that looks at the promises; it is never struck."""

    _process: "subprocess.Popen[str]"

    def ask(self, do: str, **given: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **given}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the watch ended"
        return json.loads(line)

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@dataclass
class Chaos:
    """One installation under blows, on one kind of database."""

    place: Installation
    on_postgresql: bool
    drafts: int = DRAFTS
    ledger: Ledger = field(default_factory=Ledger)
    rounds: list[Round] = field(default_factory=list)
    size: dict[str, int] = field(default_factory=dict)
    deliveries: dict[str, int] = field(default_factory=dict)
    starts: int = 0
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> "Chaos":
        try:
            self._begin()
        except BaseException:
            self._stack.close()
            raise
        return self

    def _begin(self) -> None:
        self._mail: MailServer = self._stack.enter_context(mail_server(Manner.ACCEPTS))
        mail = {
            "CAICACH_SMTP_HOST": "127.0.0.1",
            "CAICACH_SMTP_PORT": str(self._mail.port),
            "CAICACH_SMTP_SECURITY": "none",
        }
        knowing = {"PYTHONPATH": f"{SOURCE}:{TESTS}", **mail}
        made = self.place.run(WORLD, str(self.drafts), **knowing)
        self._world: dict[str, Any] = json.loads(made.splitlines()[-1])
        log = self._stack.enter_context((self.place.folder / "watch.log").open("w"))
        self._watch = Watch(
            self.place.start("-c", f"import django; django.setup()\n{WATCH}", errors_into=log, **knowing)
        )
        self._stack.callback(self._watch.end)
        self._served = Served(self.place, mail)
        self._stack.callback(self._served.stop)
        self._served.start()
        drafts = self._world["drafts"]
        self._visitors = [
            Visitor(str(n), self._world, self._served.port, self.ledger, drafts[n::VISITORS]) for n in range(VISITORS)
        ]
        for visitor in self._visitors:
            visitor.sign_in("thuongtruc")
            visitor.sign_in("tuphap", "unit")

    def __exit__(self, *_told: object) -> None:
        self._stack.close()

    def go_through(self, schedule: Schedule) -> Round:
        begun, strange = len(self.ledger.acts), len(self.ledger.strange)
        keys = [f"{schedule.seed}-{n}-{uuid.uuid4().hex[:8]}" for n in range(LETTERS_A_ROUND)]
        self._watch.ask("tell", told=self._world["told"], keys=keys)
        ended = threading.Event()
        with ThreadPoolExecutor(VISITORS) as together:
            busy = [together.submit(_visit, v, schedule.seed, ended) for v in self._visitors]
            try:
                self._strike(schedule)
            finally:
                ended.set()
            for one in busy:
                one.result()
        acts = self.ledger.acts[begun:]
        faults = self._checked(acts)
        faults += [("answers", said) for said in self.ledger.strange[strange:]]
        faults += self._goes_on(schedule)
        done = Round(schedule, Counter(act.outcome for act in acts), faults)
        self.rounds.append(done)
        return done

    def _strike(self, schedule: Schedule) -> None:
        """The blows at their moments; what died is started again at once, as systemd does."""
        began, chance = time.monotonic(), random.Random(f"strike {schedule.seed}")
        for moment, blow in schedule.blows:
            time.sleep(max(0.0, began + moment - time.monotonic()))
            self._served.strike(blow, chance)
            self._served.start()
        time.sleep(max(schedule.lasts - schedule.blows[-1][0], began + schedule.lasts - time.monotonic()))

    def _checked(self, acts: list[Act]) -> list[tuple[str, str]]:
        found = self._watch.ask("check", acts=[act.as_json() for act in acts])
        sent = self._watch.ask("sent")  # before the list of what came, which may only be longer
        came = Counter(str(message_from_bytes(kept)["Message-ID"]) for kept in list(self._mail.kept))
        lost = set(sent) - {int(identity.split(".")[1]) for identity in came}
        found += [("letters", f"{identity} came {count} times") for identity, count in came.items() if count > 1]
        found += [("letters", f"delivery {one} is marked sent and never came") for one in sorted(lost)]
        return [(name, said) for name, said in found]

    def _goes_on(self, schedule: Schedule) -> list[tuple[str, str]]:
        """A letter asked for after the blows is sent by the worker that was started again."""
        key, until = f"after-{schedule.seed}-{uuid.uuid4().hex[:8]}", time.monotonic() + GOES_ON_WITHIN
        self._watch.ask("tell", told=self._world["told"][:1], keys=[key])
        while not self._watch.ask("delivered", key=key):
            if time.monotonic() > until:
                return [("queue", "a letter asked for after the restart was not sent")]
            time.sleep(0.3)
        return []

    def end(self) -> list[tuple[str, str]]:
        """All in order once more: the queue drained, every promise looked at over everything that was ever done."""
        self._served.stop()
        self.starts = self._served.starts
        faults = [(name, said) for name, said in self._watch.ask("drain")]
        faults += self._checked(self.ledger.acts)
        self.size, self.deliveries = self._watch.ask("size"), self._watch.ask("states")
        return faults


def _visit(visitor: Visitor, seed: int, ended: threading.Event) -> None:
    chance = random.Random(f"visitor {visitor.name} {seed}")
    while not ended.is_set():
        visitor.act(chance)


def run(
    place: Installation, *, on_postgresql: bool, seeds: Sequence[int], drafts: int = DRAFTS, say: bool = False
) -> Chaos:
    """Go through the schedules of these seeds on an installation without people; its faults are in ``rounds``."""
    with Chaos(place, on_postgresql, drafts) as chaos:
        for seed in seeds:
            done = chaos.go_through(Schedule.of(seed, on_postgresql=on_postgresql))
            if say:
                blows = ", ".join(f"{blow.name}@{moment:.2f}" for moment, blow in done.schedule.blows)
                print(
                    f"{'PG' if on_postgresql else 'SQLite'} {seed}: {dict(done.acts)} {blows} {done.faults or ''}",
                    flush=True,
                )
        chaos.rounds.append(Round(Schedule(0, (), 0.0), Counter(), chaos.end()))
        if any(one.faults for one in chaos.rounds):
            print((place.folder / "served.log").read_text()[-30_000:])  # what the installation said of it
    return chaos


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    kinds = (False, True) if is_on_postgresql() else (False,)
    # Odd seeds are of the embedded database, so that one seed alone is tried again where it was.
    seeds = [range(first + (first + 1 + n) % len(kinds), first + count, len(kinds)) for n in range(len(kinds))]
    folder, began = Path(tempfile.mkdtemp(prefix="caicach-chaos-")), time.monotonic()
    places = Places(folder)
    try:
        with ThreadPoolExecutor(len(kinds)) as side_by_side:
            begun = [side_by_side.submit(_whole, places, kind, some) for kind, some in zip(kinds, seeds, strict=True)]
            ended = [one.result() for one in begun]
    finally:
        places.remove()
        shutil.rmtree(folder, ignore_errors=True)
    faults = [(one.schedule.seed, *fault) for chaos in ended for one in chaos.rounds for fault in one.faults]
    for fault in faults:
        print("FAULT", *fault)
    if not faults:
        _write(ended, [some for some in seeds if some], time.monotonic() - began)
    return 1 if faults else 0


def _whole(places: Places, kind: bool, seeds: Sequence[int]) -> Chaos:
    place = places.new(on_postgresql=kind)
    place.done("upgrade")
    return run(place, on_postgresql=kind, seeds=seeds, say=True)


def _write(ended: list[Chaos], seeds: list[range], seconds: float) -> None:
    head = subprocess.run(
        ["git", "log", "-1", "--format=%h of %cs"], cwd=SOURCE.parent, capture_output=True, text=True, check=False
    )
    lines = [
        "# Chaos",
        "",
        f"`make chaos`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, program at {head.stdout.strip()}, Python "
        f"{platform.python_version()}, {platform.system()}, {seconds / 60:.0f} minutes. {VISITORS} visitors act "
        "through HTTP (letters handed in and confirmed, reports with evidence, decisions, numbers given and kept, "
        "letters of the queue to a mail server, answers to a survey, dossiers pushed, answers at the place of an "
        "inspection, these sent again until they are answered, periodic reports filled in, sent, "
        "returned, accepted and opened again) while processes die at seeded moments and are started "
        "again. Every promise is looked at after every schedule, and over everything at the end; one that does not "
        "hold stops the report. A seed gives its schedule again, in `tests`: `python -m operations.chaos 1 SEED`.",
        "",
        "| promise | what holds |",
        "|---|---|",
        *(f"| {name} | {what} |" for name, what in PROMISES.items()),
        "",
        "| database | schedules (seeds) | acts acknowledged | without an answer | processes started |",
        "|---|---|---|---|---|",
    ]
    for chaos, some in zip(ended, seeds, strict=True):
        acts = sum((one.acts for one in chaos.rounds), Counter[str]())
        lines.append(
            f"| {_name(chaos)} | {len(some)} ({some.start} to {some[-1]}, every {some.step}) "
            f"| {acts['acknowledged']} | {acts['unknown']} | {chaos.starts} |"
        )
    lines += ["", "| blow | SQLite and PostgreSQL together |", "|---|---|"]
    blows = Counter(blow for chaos in ended for one in chaos.rounds for _, blow in one.schedule.blows)
    lines += [f"| {blow.value} | {blows[blow]} times |" for blow in Blow]
    for chaos in ended:
        left = ", ".join(f"{count} {name}" for name, count in chaos.size.items())
        mail = ", ".join(f"{count} {state}" for state, count in sorted(chaos.deliveries.items()))
        lines += ["", f"{_name(chaos)} at the end: {left}; letters to people: {mail}."]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"report: {REPORT.relative_to(SOURCE.parent)}")


def _name(chaos: Chaos) -> str:
    return "PostgreSQL" if chaos.on_postgresql else "SQLite"


if __name__ == "__main__":
    raise SystemExit(main())
