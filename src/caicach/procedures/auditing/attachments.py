"""Files that a portal attaches (DOCX, DOC, PDF), where the record of a procedure stands in them and not on a page."""

import html
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from caicach.documents.read.limits import READ_MEMORY_BYTES
from caicach.documents.read.lines import split_lines
from caicach.documents.read.paragraphs import to_paragraphs
from caicach.documents.read.source import SourceFormat, SourceTable, SourceText
from caicach.kernel.bounded import Bounds, in_child
from caicach.kernel.errors import CaicachError
from caicach.procedures.pages.extracting import Page, page_of
from caicach.procedures.pages.fields import typed_label
from caicach.procedures.pages.manner_lines import manner_and_rest
from caicach.procedures.record.labels import field_of

BOUNDS: Final = Bounds(seconds=30.0, memory=READ_MEMORY_BYTES)
NEEDED_BY_WORK: Final = ("caicach.documents.read.loading",)
_HEADS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def is_document(body: bytes) -> bool:
    """Told by the bytes, whatever the address and the server say of them.

    >>> is_document(b"%PDF-1.7"), is_document(b"<html>")
    (True, False)
    """
    return body.startswith(_HEADS) or b"%PDF-" in body[:1024]


def page_of_document(body: bytes, *, name: str) -> Page | None:
    """What the file shows, read as a page in the bounded child; None where it could not be read."""
    try:
        answer = in_child("caicach.procedures.auditing.attachments:words_of", body, name=name, bounds=BOUNDS)
    except CaicachError:
        return None
    return page_of(answer["page"].encode()) if answer["page"] else None


def words_of(data: bytes, name: str) -> dict[str, Any]:
    """The child's part: the words of a file as the markup of a page, a table where it has one."""
    from caicach.documents.read.loading import load  # noqa: PLC0415 -- heavy

    return {"page": "<meta charset=utf-8>" + "".join(_markup(load(data, filename=name)))}


def _markup(source: SourceText) -> Iterator[str]:
    position = 0
    for table in sorted(source.tables, key=lambda one: one.span.start):
        yield from _paragraphs(source, position, table.span.start)
        yield _table(table)
        position = max(position, table.span.end)
    yield from _paragraphs(source, position, len(source.text))


def _paragraphs(source: SourceText, start: int, end: int) -> Iterator[str]:
    """Its lines; where the page wrapped them (PDF), whole again. A label begins a paragraph."""
    lines = [line for line in split_lines(source) if start <= line.span.start and line.span.end <= end]
    if source.format is SourceFormat.DOCX:
        told = [line.text for line in lines]
    else:
        begins = [at for at, line in enumerate(lines) if at and _begins_with_label(line.text)]
        parts = [lines[one:other] for one, other in pairwise([0, *begins, len(lines)])]
        told = [source.text[one.span.start : one.span.end] for part in parts for one in to_paragraphs(part, ())]
    yield from (f"<p>{html.escape(' '.join(text.split()))}</p>" for text in told if text.strip())


def _begins_with_label(text: str) -> bool:
    """A label, or a manner with its figure: each stands in a line of its own however short the line before."""
    return field_of(text) is not None or typed_label(text) is not None or manner_and_rest(text) is not None


def _table(table: SourceTable) -> str:
    rows = (
        "".join(f"<td>{'<br>'.join(map(html.escape, cell.text.splitlines()))}</td>" for cell in row)
        for row in table.rows
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
