"""Who answers under ``/cong-khai/``: this door alone, before the application knows who asks."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import translation

from caicach.kernel.errors import CaicachError, NotFound
from caicach.kernel.http.busy import away_error, busy_error
from caicach.kernel.http.problems import problem_of

PREFIX: Final = "/cong-khai/"
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
_READING: Final = frozenset({"GET", "HEAD"})
Handler = Callable[[HttpRequest], HttpResponseBase]


class PublicDoorMiddleware:
    """Stands before sessions: what is asked here is answered from the address alone, and no cookie goes either way."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        for name in ("HTTP_COOKIE", "HTTP_AUTHORIZATION"):
            request.META.pop(name, None)
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.cookies.clear()
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in _READING:
            refused = HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, content_type="text/plain")
            refused["Allow"] = "GET, HEAD"
            return refused
        try:
            match = resolve(request.path_info)
            request.resolver_match = match
            answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        except Http404:
            return _error_response(request, _no_page())
        except CaicachError as error:
            return _error_response(request, error)
        except (DatabaseError, InterfaceError) as error:
            away = away_error(error) or busy_error(error)  # type: ignore[arg-type]
            if away is None:
                raise
            return _error_response(request, away)
        return answer


def _no_page() -> NotFound:
    return NotFound(
        "public.no_page",
        what="Không có trang này.",
        why="Địa chỉ sai, hoặc số liệu chưa được công bố.",
        todo="Hãy xem danh mục các bản công bố.",
    )


def _error_response(request: HttpRequest, error: CaicachError) -> HttpResponse:
    language = "en" if request.path_info.startswith(f"{PREFIX}en/") else "vi"
    with translation.override(language):
        problem = problem_of(error)
        page = render_to_string("public/problem.html", {"problem": problem, "language": language})
    response = HttpResponse(page, status=problem.status)
    response["Cache-Control"] = "no-store"
    return response
