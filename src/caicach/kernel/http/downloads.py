"""Files leave as attachments: never rendered, never guessed at by a browser."""

from typing import IO, Protocol, overload

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header


class Downloadable(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def data(self) -> bytes: ...


class Opened(Protocol):
    """An open file, never whole in memory: sent piece by piece, then closed."""

    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def data(self) -> IO[bytes]: ...


@overload
def attachment(file: Downloadable) -> HttpResponse: ...
@overload
def attachment(file: Opened) -> FileResponse: ...
def attachment(file: Downloadable | Opened) -> HttpResponse | FileResponse:
    data, kind = file.data, file.media_type
    is_held = isinstance(data, bytes)
    response = HttpResponse(data, content_type=kind) if is_held else FileResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
