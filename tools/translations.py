"""Compile the catalogues that are newer than what was compiled from them. Needs polib alone, no gettext programs.

What is compiled (``django.mo``) is never committed: the package is built with it (``setup.py``), ``make`` makes it
before it serves, and the tests before the first of them runs (``conftest.py``). Several at once do no harm: a file
appears whole.
"""

import os
import sys
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parents[1] / "src" / "caicach"


def catalogues(source: Path = SOURCE) -> list[Path]:
    """The catalogue of every module that has one, by name of module."""
    return sorted(source.glob("*/locale/*/LC_MESSAGES/django.po"))


def compile_stale(source: Path = SOURCE) -> list[Path]:
    """Compile what is missing or older than its catalogue; take away what has none any more."""
    wanted = {path.with_suffix(".mo"): path for path in catalogues(source)}
    for left_over in set(source.glob("**/locale/*/LC_MESSAGES/django.mo")) - wanted.keys():
        left_over.unlink(missing_ok=True)
    stale = [path for path in sorted(wanted) if _is_stale(path, wanted[path])]
    for path in stale:
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(polib.pofile(str(wanted[path])).to_binary())
        unfinished.replace(path)
    return stale


def _is_stale(compiled: Path, catalogue: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime_ns <= catalogue.stat().st_mtime_ns


if __name__ == "__main__":
    done = compile_stale()
    if done:
        print(f"== Translations compiled: {len(done)}")
    sys.exit(0)
