"""Files that a portal attaches (DOCX, DOC, PDF), where the record of a procedure stands in them and not on a page."""

import html
from collections.abc import Iterator
from typing import Any, Final

from caicach.documents.read.limits import READ_MEMORY_BYTES
from caicach.documents.read.source import SourceTable, SourceText
from caicach.kernel.bounded import Bounds, in_child
from caicach.kernel.errors import CaicachError
from caicach.procedures.pages.extracting import Page, page_of

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
    return page_of(answer["page"].encode())


def words_of(data: bytes, name: str) -> dict[str, Any]:
    """The child's part: the words of a file as the markup of a page, a table where it has one."""
    from caicach.documents.read.loading import load  # noqa: PLC0415 -- heavy

    return {"page": "<meta charset=utf-8>" + "".join(_markup(load(data, filename=name)))}


def _markup(source: SourceText) -> Iterator[str]:
    position = 0
    for table in sorted(source.tables, key=lambda one: one.span.start):
        yield from _paragraphs(source.text[position : table.span.start])
        yield _table(table)
        position = max(position, table.span.end)
    yield from _paragraphs(source.text[position:])


def _paragraphs(text: str) -> Iterator[str]:
    yield from (f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _table(table: SourceTable) -> str:
    rows = ("".join(f"<td>{html.escape(cell.text)}</td>" for cell in row) for row in table.rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
