"""What every answer of the open door has in common: it says from when it is, and is not sent twice."""

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import condition

import caicach
from caicach.publications import queries

_FRESH_SECONDS: Final = 300
View = Callable[..., HttpResponse]


def open_answer(view: View) -> View:
    """The view is given its language by the address; it may be kept by any cache, and is asked for anew by its mark."""

    @condition(etag_func=_mark)
    @wraps(view)
    def answered(request: HttpRequest, *, language: str = "vi", **asked: object) -> HttpResponse:
        with translation.override(language):
            response = view(request, language, **asked)
        response["Content-Language"] = language
        return response

    @wraps(view)
    def kept(request: HttpRequest, *, language: str = "vi", **asked: object) -> HttpResponse:
        response: HttpResponse = answered(request, language=language, **asked)
        response["Cache-Control"] = f"public, max-age={_FRESH_SECONDS}"
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return kept


def _mark(_request: HttpRequest, *, language: str = "vi", **_asked: object) -> str:
    """Everything published is in the newest hash of the chain: nothing else can change an answer, but the version."""
    head = queries.head()
    return f'"{head.number}-{head.digest[:16]}-{caicach.__version__}-{language}"'
