"""The checklists and office hours of this installation: those of the product, and what a person added.

Read anew for every piece of work, so that a version added today counts at once.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from caicach.inspections.domain.catalogue import WrittenChecklist, shipped_checklists, written_checklist
from caicach.inspections.domain.checklist_reading import checklist_of
from caicach.inspections.domain.checklists import Checklist
from caicach.inspections.domain.office_hours import Season, hours_of, shipped_hours

ADDED_CHECKLISTS: Final = "checklists"
ADDED_HOURS: Final = "office_hours.yaml"


def known_checklists() -> tuple[WrittenChecklist, ...]:
    """Raises InvalidInput where a file that was added is faulty."""
    folder = Path(settings.DATA_DIR) / ADDED_CHECKLISTS
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    return (*shipped_checklists(), *(written_checklist(file.name, file.read_bytes()) for file in files))


def office_hours() -> tuple[Season, ...]:
    added = Path(settings.DATA_DIR) / ADDED_HOURS
    return hours_of(added.name, added.read_bytes()) if added.is_file() else shipped_hours()


@lru_cache(maxsize=64)
def kept_checklist(text: str) -> Checklist:
    """The checklist that an inspection keeps."""
    return checklist_of("inspection.yaml", text.encode())
