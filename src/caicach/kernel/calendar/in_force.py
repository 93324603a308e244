"""The one calendar that everything counts by: the packaged years and those that a person added.

Letters read, deadlines, dossiers, indices, reports and commands ask here, in the process that serves and in the
children that read files, so that a year added today counts everywhere at once. ``load_calendar`` alone knows no added
year: only who writes or compares years asks it (``tests/architecture/test_one_calendar.py``).
"""

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

from caicach.kernel.calendar.hours import WorkingTime
from caicach.kernel.calendar.hours_reading import PACKAGED, packaged_hours, read_office_hours
from caicach.kernel.calendar.loading import load_calendar
from caicach.kernel.calendar.working import WorkingCalendar

ADDED_YEARS: Final = "calendar.yaml"


class _Installation:
    """Where the files of this installation lie: told at start, else as the settings take it from the environment."""

    def __init__(self) -> None:
        self.folder: Callable[[], Path] = lambda: Path(os.environ.get("CAICACH_DATA_DIR") or "var")


_HERE: Final = _Installation()


def look_for_years_in(folder: Callable[[], Path]) -> None:
    """Called once at the start of a process that knows its installation; asked anew at every question."""
    _HERE.folder = folder


def added_years() -> Path:
    """The file of years that a person added, in the browser or by hand; it need not be there."""
    return _HERE.folder() / ADDED_YEARS


def calendar_in_force() -> WorkingCalendar:
    """The same for as long as the file is the same. Raises InvalidInput where the file says impossible things."""
    added = added_years()
    try:
        seen = added.stat()
    except FileNotFoundError:
        return load_calendar(None)
    return _with_years(added, (seen.st_ino, seen.st_size, seen.st_mtime_ns))


def working_time_in_force(hours: Path = PACKAGED) -> WorkingTime:
    """The calendar in force with the office hours of a file; with the packaged hours it is made once a calendar."""
    calendar = calendar_in_force()
    return _packaged_hours_over(calendar) if hours == PACKAGED else WorkingTime(calendar, read_office_hours(hours))


@lru_cache(maxsize=2)
def _with_years(added: Path, _state: tuple[int, int, int]) -> WorkingCalendar:
    return load_calendar(added)


@lru_cache(maxsize=2)
def _packaged_hours_over(calendar: WorkingCalendar) -> WorkingTime:
    return WorkingTime(calendar, packaged_hours())
