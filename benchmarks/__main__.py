"""``python -m benchmarks``: every benchmark with its usual arguments, each in a process of its own.

Then boards and pages beside the build before. What is missed or cannot be measured here is said at the end; the others
run all the same.
"""

import subprocess
import sys
from pathlib import Path
from time import monotonic

HERE = Path(__file__).resolve().parents[1]
_NO_BENCHMARKS = {"letter_files", "page_images", "against"}  # make files for others, or are asked for by name
_COMPARED = (("boards", "--runs", "5"), ("pages", "--size", "3000", "--runs", "3"))


def main() -> int:
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    commands = [(f"benchmarks.{name}",) for name in names if name not in _NO_BENCHMARKS]
    commands += [("benchmarks.against", *arguments) for arguments in _COMPARED]
    missed = [command for command in commands if not _run(command)]
    for command in missed:
        print(f"missed, or not to be measured here: python -m {' '.join(command)}")
    return 1 if missed else 0


def _run(command: tuple[str, ...]) -> bool:
    print(f"== {' '.join(command).removeprefix('benchmarks.')}", flush=True)
    began = monotonic()
    ended = subprocess.run([sys.executable, "-m", *command], cwd=HERE, check=False)  # noqa: S603
    print(f"   {monotonic() - began:.0f} s", flush=True)
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
