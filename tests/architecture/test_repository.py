"""What may never be committed: addresses in lock files, paths of a machine, unfinished work."""

import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SUBJECT, SUBJECTS_HELD_AFTER = 72, "afe17103b5b606423b031c84075bea6d1cd56f32"
_TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".html",
    ".css",
    ".js",
    ".sh",
    ".lock",
    ".in",
    ".json",
    ".csv",
    ".txt",
    "",
}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [REPOSITORY / name for name in listed.stdout.decode().split("\0") if name]
    return [p for p in paths if p.is_file() and p.suffix in _TEXT]


def test_no_lock_file_names_an_address() -> None:
    locks = [p for p in _tracked() if p.suffix == ".lock"]
    assert locks
    assert [p.name for p in locks if "://" in p.read_text(encoding="utf-8")] == []


def test_no_file_carries_a_path_of_a_machine() -> None:
    machine = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/[a-z]\w*")
    assert _standing(_tracked(), machine, [f"/{name}/" for name in ("home", "root", "Users", "work")]) == []


def _standing(paths: Iterable[Path], pattern: re.Pattern[str], words: Sequence[str]) -> list[str]:
    """Where the pattern is found; only a file with one of the words can hold it."""
    found = []
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace") if "vendor" not in path.parts else ""
        if any(word in text for word in words) and (seen := pattern.search(text)):
            found.append(f"{path.relative_to(REPOSITORY)}: {seen.group()}")
    return found


def test_nothing_unfinished_is_committed() -> None:
    unfinished = ("TODO", "FIXME", "XXX", "HACK", "NotImplementedError")
    code = [p for p in _tracked() if p.suffix in {".py", ".html", ".js", ".css"} and p != Path(__file__)]
    assert _standing(code, re.compile(rf"\b({'|'.join(unfinished)})\b"), unfinished) == []


def test_subjects_of_commits_fit_their_line() -> None:
    """Those after the commit named above; a checkout without that commit has nothing to look at."""
    span = f"{SUBJECTS_HELD_AFTER}..HEAD"
    listed = subprocess.run(["git", "log", "--format=%s", span], cwd=REPOSITORY, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout, or a shallow one")
    assert [line for line in listed.stdout.decode().splitlines() if len(line) > SUBJECT] == []
