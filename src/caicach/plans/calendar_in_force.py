"""The working-day calendar of this installation: the packaged one and the years a person added."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from caicach.kernel.calendar import WorkingCalendar, load_calendar

ADDED_YEARS: Final = "calendar.yaml"


def calendar_in_force() -> WorkingCalendar:
    """The same for as long as the file is the same, so that a year added today counts at once."""
    added = added_years()
    try:
        seen = added.stat()
    except FileNotFoundError:
        return load_calendar(None)
    return _with_years(added, (seen.st_ino, seen.st_size, seen.st_mtime_ns))


def added_years() -> Path:
    """The file of years that a person added, in the browser or by hand; it need not be there."""
    return Path(settings.DATA_DIR) / ADDED_YEARS


@lru_cache(maxsize=2)
def _with_years(added: Path, _state: tuple[int, int, int]) -> WorkingCalendar:
    return load_calendar(added)
