"""What machines ask: ``/health`` (the process answers), ``/ready`` (the installation works), ``/metrics`` (figures).

Answered before sessions, languages and host names, so that they answer when much else does not.
"""

import hmac
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils import timezone

from caicach.kernel import readiness
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.web.shell.exposition import text_of
from caicach.web.shell.figures import families

Handler = Callable[[HttpRequest], HttpResponse]


class ProbeMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = PROBES.get(request.path)
        if answer is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        response = answer(request)
        response["Cache-Control"] = "no-store"
        return response


def health(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def ready(_request: HttpRequest) -> HttpResponse:
    """200 or 503, and which check failed; why is told by ``caicach doctor`` to who may know."""
    found = list(readiness.checks(now=timezone.now(), calendar=calendar_in_force()))
    is_ready = all(check.is_fine for check in found)
    told = {check.name: "ok" if check.is_fine else "failed" for check in found}
    return JsonResponse({"ready": is_ready, "checks": told}, status=200 if is_ready else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """For who has the token; there is no such page for others."""
    given = request.META.get("HTTP_AUTHORIZATION", "")
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), expected.encode()):
        return HttpResponseNotFound("not found\n", content_type="text/plain")
    return HttpResponse(text_of(families(now=timezone.now())), content_type="text/plain; version=0.0.4; charset=utf-8")


PROBES: Final = {"/health": health, "/ready": ready, "/metrics": metrics}
