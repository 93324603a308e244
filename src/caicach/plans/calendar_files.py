"""The file of added years: read with the packaged ones, changed by one person at a time, replaced as a whole."""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.entries import HEADER, YearEntry, entry_of, text_of
from caicach.kernel.calendar.in_force import added_years
from caicach.kernel.calendar.loading import calendar_of, merged_years, packaged_years, years_in
from caicach.kernel.calendar.nodes import parse_yaml
from caicach.kernel.calendar.years import read_years


@dataclass(frozen=True)
class KnownYears:
    """Packaged years and those of the file; ``version`` names the state of the file."""

    packaged: Mapping[int, YearEntry]
    added: Mapping[int, YearEntry]
    version: str

    @property
    def all(self) -> dict[int, YearEntry]:
        return {**self.packaged, **self.added}

    def may_withdraw(self, year: int) -> bool:
        """What was added and leaves no gap: a packaged year stands behind it, or it is the last."""
        return year in self.added and (year in self.packaged or year == max(self.all))

    def text_with(self, added: Mapping[int, YearEntry]) -> str:
        return text_of(added.values(), replacing=self.packaged)


def known_years() -> KnownYears:
    """Raises InvalidInput where the file says impossible things."""
    path = added_years()
    added = years_in(path) if path.is_file() else ()
    return KnownYears(
        packaged={year.year: entry_of(year) for year in packaged_years()},
        added={year.year: entry_of(year) for year in added},
        version=hashlib.sha256(_bytes_of(path)).hexdigest()[:16],
    )


def calendar_with(text: str) -> WorkingCalendar:
    """The packaged calendar with the years of a text that no file holds yet; held to the law as any file."""
    return calendar_of(merged_years(packaged_years(), read_years(parse_yaml(text, ""))))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """The folder is locked, so that nothing but the file lies there."""
    folder = added_years().parent
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def new_years_file(text: str | None) -> Iterator[str]:
    """The file says ``text`` (None: there is none) for good where what follows succeeds, else it is as it was.

    Yields the name of the copy that was made of a file written by hand; empty where none was needed.
    """
    path = added_years()
    before = _bytes_of(path)
    copy = _copy_of(path, before)
    _put(path, None if text is None else text.encode())
    try:
        yield copy
    except BaseException:
        _put(path, before or None)
        raise


def _copy_of(path: Path, content: bytes) -> str:
    if not content or content.startswith(HEADER.encode()):
        return ""
    copy = path.with_name(f"calendar.{hashlib.sha256(content).hexdigest()[:8]}.yaml")
    _put(copy, content)
    return copy.name


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
