"""Writes of dossiers: files taken in, limits kept."""

from caicach.dossiers.services.importing import import_file, import_in_slices, receive_export, reckon_again
from caicach.dossiers.services.limits import set_limits

__all__ = ["import_file", "import_in_slices", "receive_export", "reckon_again", "set_limits"]
