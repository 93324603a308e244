"""The table of a page as a file: what ``?tai=`` of its address asks for, its filters included."""

from django.http import FileResponse, HttpRequest

from caicach.kernel.http.downloads import attachment
from caicach.kernel.tables import KINDS, Table, table_file


def asked_kind(request: HttpRequest) -> str:
    """``xlsx`` or ``csv`` where the address asks for a file, else empty."""
    kind = request.GET.get("tai", "")
    return kind if kind in KINDS else ""


def table_answer(table: Table, kind: str, name: str) -> FileResponse:
    return attachment(table_file(table, kind, name))
