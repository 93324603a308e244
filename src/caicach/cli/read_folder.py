"""A folder of letters, in parallel: one JSON file each; a bad file is listed at the end and stops nothing."""

import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from caicach.cli.commands import Exit
from caicach.cli.read_file import read_path
from caicach.documents.as_json import reading_as_json
from caicach.documents.read.loading import READABLE_ENDINGS
from caicach.kernel.errors import CaicachError
from config.system_words import system_words

_TRIED = frozenset(
    {".doc", ".docm", ".dot", ".dotx", ".rtf", ".odt", ".htm", ".html", ".mht", ".xml"}
    | {".xls", ".xlsx", ".gif", ".bmp", ".webp", ".heic", ".zip", ".rar", ".7z"}
)
"""Endings of files that hold letters too and are refused, each with its reason and the way out."""


@dataclass(frozen=True, slots=True)
class Failure:
    name: str
    sentences: tuple[str, ...]


def read_folder(folder: Path, out: Path, *, jobs: int) -> int:
    """Reads every letter of the folder itself (not of folders in it) into ``out``."""
    names = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    letters = [path for path in names if path.suffix.casefold() in READABLE_ENDINGS | _TRIED]
    out.mkdir(parents=True, exist_ok=True)
    failures = sorted(_failures(targets(letters, out), jobs), key=lambda failure: failure.name)
    _report(len(letters), [path.name for path in names if path not in set(letters)], failures)
    return Exit.SOME_FAILED if failures else Exit.DONE


def targets(letters: Iterable[Path], out: Path) -> dict[Path, Path]:
    """Where each letter's JSON goes: STEM.json, or STEM.EXT.json where two letters share a stem."""
    letters = list(letters)
    stems = Counter(path.stem for path in letters)
    return {path: out / f"{path.stem if stems[path.stem] == 1 else path.name}.json" for path in letters}


def _failures(wanted: dict[Path, Path], jobs: int) -> Iterator[Failure]:
    if not wanted:
        return
    context = multiprocessing.get_context("spawn")  # the progress bar has a thread: no fork beside it
    with ProcessPoolExecutor(min(jobs, len(wanted)), mp_context=context) as pool, _progress() as progress:
        bar = progress.add_task("Đọc văn bản", total=len(wanted))
        running = {pool.submit(read_to, letter, target): letter for letter, target in wanted.items()}
        for done in as_completed(running):
            failure = _failure(done, running[done].name)
            if failure is not None:
                yield failure
            progress.advance(bar)


def read_to(letter: Path, target: Path) -> Failure | None:
    """Reads one letter into its JSON file; runs in a worker, so what went wrong is returned, not raised."""
    try:
        text = json.dumps(reading_as_json(read_path(letter)), ensure_ascii=False)
        target.write_text(text + "\n", encoding="utf-8")
    except CaicachError as error:
        return Failure(letter.name, tuple(sentence for sentence in error.sentences() if sentence))
    except OSError as error:
        return Failure(letter.name, (f"Không đọc hoặc ghi được tệp: {system_words(error)}.",))
    return None


def _failure(done: "Future[Failure | None]", name: str) -> Failure | None:
    try:
        return done.result()
    except BrokenProcessPool:
        return Failure(name, ("Tiến trình đọc bị dừng đột ngột.", "Hãy đọc riêng tệp này, hoặc giảm --jobs."))
    except Exception as error:  # noqa: BLE001 -- a defect met with one file is told at that file and stops no other
        return Failure(name, (f"Bộ đọc gặp lỗi ngoài dự kiến ({type(error).__name__}).", "Hãy báo quản trị viên."))


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))


def _report(count: int, skipped: list[str], failures: list[Failure]) -> None:
    print(f"Đã đọc {count - len(failures)}/{count} văn bản.", file=sys.stderr)
    if skipped:
        print(f"Bỏ qua {len(skipped)} tệp không phải văn bản: {', '.join(skipped)}", file=sys.stderr)
    if failures:
        print(f"{len(failures)} tệp lỗi:", file=sys.stderr)
    for failure in failures:
        print(f"- {failure.name}: {' '.join(failure.sentences)}", file=sys.stderr)
