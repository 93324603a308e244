"""One line of log and one count for each request, under an id that the answer carries; nothing in it names a person."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from caicach.kernel.logs import request_id
from caicach.web.shell import measured

Handler = Callable[[HttpRequest], HttpResponse]
HEADER: Final = "X-Request-Id"
_GIVEN: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = logging.getLogger("caicach.requests")


class RequestLogMiddleware:
    """An id that the named proxy gave is kept; the log has the route and not the address, for addresses hold keys of
    calendars, numbers of documents and what people search for.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given, started = request.META.get("HTTP_X_REQUEST_ID", ""), time.perf_counter()
        token = request_id.set(given if _GIVEN.fullmatch(given) else uuid.uuid4().hex)
        try:
            response = self.get_response(request)
            seconds, route = time.perf_counter() - started, route_of(request)
            response[HEADER] = request_id.get()
            measured.note(request.method or "", route, response.status_code, seconds)
            fields = {"method": request.method, "route": route, "status": response.status_code}
            log.info("request", extra={"fields": {**fields, "ms": round(seconds * 1000)}})
            return response
        finally:
            request_id.reset(token)


def route_of(request: HttpRequest) -> str:
    """The pattern that the address matched, such as ``viec/<int:pk>/``; «?» where none did."""
    match = request.resolver_match
    return match.route if match is not None else "?"
