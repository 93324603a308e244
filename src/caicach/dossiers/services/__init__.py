"""Writes of dossiers: files taken in, limits and answers of the portal kept, tasks given."""

from caicach.dossiers.services.giving import give_task
from caicach.dossiers.services.importing import import_file, import_in_slices, receive_export
from caicach.dossiers.services.laying import reckon_again
from caicach.dossiers.services.limits import set_limits
from caicach.dossiers.services.portal import keep_portal_answer

__all__ = [
    "give_task",
    "import_file",
    "import_in_slices",
    "keep_portal_answer",
    "receive_export",
    "reckon_again",
    "set_limits",
]
