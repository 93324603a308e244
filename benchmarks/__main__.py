"""``python -m benchmarks [NAMES]``: every benchmark, or those named, one after the other, each in a process of its own.

Then boards and pages beside the build before. What they say goes to the screen and, after each, into one page to keep,
``var/benchmarks.md``: a table of all with what they took and whether they held their aims, then the figures of each.
One that misses its aim, lacks something or does not end within MOST_SECONDS is said so, and the others run all the
same. ``SHORTER`` are arguments by which the whole takes some 25 minutes on two quiet cores.
"""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Timer
from time import monotonic

HERE = Path(__file__).resolve().parents[1]
SUMMARY = HERE / "var" / "benchmarks.md"
MOST_SECONDS = 300.0
_NO_BENCHMARKS = {"letter_files", "page_images", "against"}  # make files for others, or are asked for by name
SHORTER: dict[str, tuple[str, ...]] = {
    "clients": ("--seconds", "5", "--turns", "1"),
    "dossiers": ("300000",),
    "event_logs": ("--runs", "3"),
    "growth": ("--millions", "1", "2"),
    "mixed_folder": ("--files", "400"),
    "rooms": ("0.5",),
    "trail": ("200000",),
}
_COMPARED = (("boards", "--runs", "3"), ("pages", "--size", "3000", "--runs", "3"))


@dataclass(frozen=True, slots=True)
class Part:
    """One benchmark that ran: seconds by the clock and of all its processors, what it said, why it counts as missed."""

    command: tuple[str, ...]
    clock: float
    processor: float
    lines: tuple[str, ...]
    missed: str

    @property
    def name(self) -> str:
        return " ".join(self.command).removeprefix("benchmarks.")


def main(wanted: Sequence[str]) -> int:
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    commands = [(f"benchmarks.{name}", *SHORTER.get(name, ())) for name in names if name not in _NO_BENCHMARKS]
    commands += [("benchmarks.against", *arguments) for arguments in _COMPARED]
    began, parts = datetime.now().astimezone(), list[Part]()
    for command in commands:
        if not wanted or command[0].removeprefix("benchmarks.") in wanted:
            parts.append(_run(command))
            _keep(began, parts)
    for part in parts:
        if part.missed:
            print(f"{part.missed}: python -m {' '.join(part.command)}")
    print(f"{sum(part.clock for part in parts) / 60:.0f} minutes; all figures: {SUMMARY.relative_to(HERE)}")
    return 1 if any(part.missed for part in parts) else 0


def _run(command: tuple[str, ...]) -> Part:
    print(f"== {' '.join(command).removeprefix('benchmarks.')}", flush=True)
    began, before, lines = monotonic(), _processor(), list[str]()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", *command],
        cwd=HERE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    end = Timer(MOST_SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    end.start()
    assert process.stdout is not None
    for line in process.stdout:
        print(line, end="", flush=True)
        lines.append(line.rstrip("\n"))
    code = process.wait()
    end.cancel()
    missed = "aim missed, or not to be measured here" if code else ""
    if code == -signal.SIGKILL:
        missed = f"not ended within {MOST_SECONDS:.0f} s, or killed for want of memory"
    part = Part(command, monotonic() - began, _processor() - before, tuple(lines), missed)
    print(f"   {part.clock:.0f} s, {part.processor:.0f} s of the processor", flush=True)
    return part


def _processor() -> float:
    """Seconds that all ended children took, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _keep(began: datetime, parts: Sequence[Part]) -> None:
    git = ["git", "-C", str(HERE), "describe", "--always", "--dirty"]
    build = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    load, cores = os.getloadavg()[0], os.cpu_count()
    rows = (f"| {part.name} | {part.clock:.0f} | {part.processor:.0f} | {part.missed or 'yes'} |" for part in parts)
    said = ("\n".join((f"## {part.name}", "", "```", *part.lines, "```", "")) for part in parts)
    SUMMARY.parent.mkdir(exist_ok=True)
    SUMMARY.write_text(
        f"# Benchmarks, {began:%d/%m/%Y %H:%M}\n\n"
        f"Build {build or 'without history'}, {cores} cores, load {load:.1f} at the end of the last part.\n\n"
        "| part | seconds by the clock | of the processor | held |\n|---|---|---|---|\n"
        f"{chr(10).join(rows)}\n\n{chr(10).join(said)}",
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
