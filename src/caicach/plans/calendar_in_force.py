"""The working-day calendar of this installation: the packaged one and the years a person added."""

from pathlib import Path
from typing import Final

from django.conf import settings

from caicach.kernel.calendar import WorkingCalendar, load_calendar

ADDED_YEARS: Final = "calendar.yaml"


def calendar_in_force() -> WorkingCalendar:
    """Read anew for every piece of work, so that a year added today counts at once."""
    added = Path(settings.DATA_DIR) / ADDED_YEARS
    return load_calendar(added if added.is_file() else None)
