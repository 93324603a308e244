"""What a page shows as a file: a table by ``?tai=`` of its address, its filters included; an official paper."""

from datetime import datetime
from decimal import Decimal

from django.http import FileResponse, HttpRequest, HttpResponse

from caicach.documents.values import OfficialDocument
from caicach.documents.write.docx import write_docx
from caicach.kernel.files.media import DOCX, PDF
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.saying import number_text
from caicach.kernel.tables import KINDS, Cell, Table, table_file


def asked_kind(request: HttpRequest) -> str:
    """``xlsx`` or ``csv`` where the address asks for a file, else empty."""
    kind = request.GET.get("tai", "")
    return kind if kind in KINDS else ""


def table_answer(table: Table, kind: str, name: str) -> FileResponse:
    return attachment(table_file(table, kind, name))


def paper_answer(
    document: OfficialDocument, kind: str, name: str, *, made: datetime | None = None
) -> HttpResponse | None:
    """The paper as ``docx`` or ``pdf``; None of any other kind. ``made`` is the time that the file says."""
    if kind == "docx":
        return attachment(NamedFile(f"{name}.docx", DOCX, write_docx(document, made=made)))
    if kind == "pdf":
        from caicach.documents.write.pdf import write_pdf  # noqa: PLC0415 -- heavy

        return attachment(NamedFile(f"{name}.pdf", PDF, write_pdf(document, made=made)))
    return None


def cell_text(cell: Cell) -> str:
    """A cell of a table on a page, in the language of who reads; empty where nobody keeps the figure."""
    return number_text(cell) if isinstance(cell, int | Decimal) else str(cell or "")
