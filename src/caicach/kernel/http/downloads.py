"""Files leave as attachments: never rendered, never guessed at by a browser."""

from typing import Protocol

from django.http import HttpResponse
from django.utils.http import content_disposition_header


class Downloadable(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def data(self) -> bytes: ...


def attachment(file: Downloadable) -> HttpResponse:
    response = HttpResponse(file.data, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
