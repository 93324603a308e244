"""Who collects: known by a token in the address, or by Digest as ODK Collect answers it."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Final
from urllib.parse import unquote

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from caicach.kernel.errors import CaicachError, NotFound
from caicach.kernel.http.openrosa import CONTENT_TYPE, HEADERS, message_xml, problem_xml
from caicach.surveys.collection import queries
from caicach.surveys.collection.domain.digest import REALM, credentials, is_right
from caicach.surveys.collection.domain.values import Collector

_NONCE_SECONDS: Final = 600
View = Callable[..., HttpResponse]


def collecting(view: View) -> View:
    """The view is given the collector; errors of the field are told in XML, and nobody is sent to a sign-in page."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def for_collectors(request: HttpRequest, token: str = "", **kwargs: object) -> HttpResponse:
        try:
            collector = _by_token(token) if token else _by_digest(request)
            response = view(request, collector, **kwargs) if collector else _asks_to_sign_in(request)
        except CaicachError as error:
            body, status = problem_xml(error)
            response = HttpResponse(body, status=status, content_type=CONTENT_TYPE)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return for_collectors


def _by_token(token: str) -> Collector:
    collector = queries.collector_of_token(token, now=timezone.now())
    if collector is None:
        raise NotFound(
            "survey.no_token",
            what="Không mở được địa chỉ thu thập này.",
            why="Mã trong địa chỉ sai, đã hết hạn hoặc đã thu hồi.",
            todo="Hãy xin người phụ trách khảo sát địa chỉ mới.",
        )
    return collector


def _by_digest(request: HttpRequest) -> Collector | None:
    given = credentials(request.headers.get("Authorization", ""))
    if given is None or not _is_fresh(given.nonce) or not _is_of(request, given.uri):
        return None
    collector = queries.collector_of_username(given.username, now=timezone.now())
    method = request.method or ""
    return collector if collector and is_right(given, ha1=collector.ha1, method=method) else None


def _is_of(request: HttpRequest, uri: str) -> bool:
    """The answer is for this address: the same header opens no other."""
    asked = request.get_full_path()
    return uri == asked or unquote(uri) == unquote(asked) or uri == request.build_absolute_uri()


def _asks_to_sign_in(request: HttpRequest) -> HttpResponse:
    given = credentials(request.headers.get("Authorization", ""))
    stale = ", stale=true" if given and not _is_fresh(given.nonce) else ""
    challenge = f'Digest realm="{REALM}", qop="auth", nonce="{_nonce()}", algorithm=MD5{stale}'
    sentence = gettext("Hãy đăng nhập bằng tài khoản thu thập của cuộc khảo sát.")
    response = HttpResponse(message_xml(sentence, nature="error"), status=401, content_type=CONTENT_TYPE)
    response["WWW-Authenticate"] = challenge
    return response


def _nonce() -> str:
    now = str(int(time.time()))
    return f"{now}-{_mark(now)}"


def _mark(moment: str) -> str:
    return salted_hmac("caicach.openrosa.nonce", moment, algorithm="sha256").hexdigest()[:32]


def _is_fresh(nonce: str) -> bool:
    moment, _, mark = nonce.partition("-")
    if not moment.isdigit() or not constant_time_compare(mark, _mark(moment)):
        return False
    return 0 <= time.time() - int(moment) <= _NONCE_SECONDS
