"""A file or a text to a ``Reading``: first what the form tells (structure), then what the words mean (content)."""

from types import MappingProxyType
from typing import Final

from caicach.documents.deadlines.telling import doubt_told
from caicach.documents.read.content import read_content
from caicach.documents.read.left_over import left_over
from caicach.documents.read.loading import load
from caicach.documents.read.signing_days import signing_warnings
from caicach.documents.read.source import SourceText
from caicach.documents.read.structure import Structure, read_structure
from caicach.documents.values import AssignedTask, OfficialDocument, Reading, ReadingWarning, Span

READER_VERSION: Final = "1"
_TEXT_PATHS: Final = ("subject", "legal_bases", "opening", "body", "closing", "footnotes")


def read_file(data: bytes, *, filename: str) -> Reading:
    """Reads a TXT, DOCX, PDF or picture; what cannot be read raises one of our errors."""
    return read_source(load(data, filename=filename))


def read_source(source: SourceText) -> Reading:
    """Never fails on a text, however little of it is a letter: what was not found is None and warned of."""
    structure = read_structure(source)
    document = structure.document
    content = read_content(
        document, structure.placed, source, running_text=_running_text(structure), own=_own_number(document)
    )
    spans = {**structure.spans, **content.spans}
    left = tuple(left_over(document, structure.placed, source.text, spans))
    spans |= {path: span for _, path, span in left}
    return Reading(
        text=source.text,
        document=document,
        citations=content.citations,
        tasks=content.tasks,
        obligations=content.obligations,
        spans=MappingProxyType(spans),
        warnings=(
            *source.warnings,
            *structure.warnings,
            *content.warnings,
            *(warning for warning, _, _ in left),
            *signing_warnings(document, source),
            *_doubts(content.tasks),
        ),
        reader_version=READER_VERSION,
    )


def _doubts(tasks: tuple[AssignedTask, ...]) -> tuple[ReadingWarning, ...]:
    """What is not sure of the tasks' deadlines: a person looks at each before the task is given."""
    dated = [(index, task.deadline) for index, task in enumerate(tasks) if task.deadline]
    return tuple(
        ReadingWarning(f"reading.deadline_{doubt.kind}", doubt_told(deadline, doubt), f"tasks.{index}.deadline")
        for index, deadline in dated
        for doubt in deadline.doubts
    )


def _running_text(structure: Structure) -> Span:
    """From the subject to the last word of the text, notes and annexes included; the head is left out."""
    spans = [span for path, span in structure.spans.items() if path.split(".")[0] in _TEXT_PATHS]
    return Span(min((span.start for span in spans), default=0), max((span.end for span in spans), default=0))


def _own_number(document: OfficialDocument) -> str | None:
    if document.number is None or document.symbol is None:
        return None
    joint = "-" if "/" in document.symbol else "/"  # a party number is written 445-CV/TU
    return f"{document.number}{joint}{document.symbol}"
