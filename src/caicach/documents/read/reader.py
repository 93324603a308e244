"""A file or a text to a ``Reading``: first what the form tells (structure), then what the words mean (content)."""

from types import MappingProxyType
from typing import Final

from caicach.documents.read.loading import load
from caicach.documents.read.source import SourceText
from caicach.documents.read.structure import read_structure
from caicach.documents.values import Reading

READER_VERSION: Final = "1"


def read_file(data: bytes, *, filename: str) -> Reading:
    """Reads a TXT, DOCX, PDF or picture; what cannot be read raises one of our errors."""
    return read_source(load(data, filename=filename))


def read_source(source: SourceText) -> Reading:
    """Never fails on a text, however little of it is a letter: what was not found is None and warned of."""
    structure = read_structure(source)
    return Reading(
        text=source.text,
        document=structure.document,
        spans=MappingProxyType(dict(structure.spans)),
        warnings=(*source.warnings, *structure.warnings),
        reader_version=READER_VERSION,
    )
