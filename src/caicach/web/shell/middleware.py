"""What every response carries, its language, who acts in a request, and how an error of the field becomes a page."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from caicach.kernel.errors import AddressTooLong, CaicachError
from caicach.kernel.files.services import check_size
from caicach.kernel.http import openrosa
from caicach.kernel.http.busy import away_error, error_of_storage
from caicach.kernel.http.problems import problem_of, status_of
from caicach.kernel.http.texts import text_too_long
from caicach.kernel.text.characters import clean
from caicach.kernel.text.lengths import ADDRESS, WHOLE
from caicach.organisations import queries as organisations
from caicach.web.shell.requests import today

Handler = Callable[[HttpRequest], HttpResponse]
FORM_ALLOWANCE = 1_000_000  # what the other fields of an upload form may weigh
LARGEST = str(2**63 - 1)  # what the id of a row can be
_WORDS = 3  # that make what was typed worth keeping
_SECRET = frozenset({"password", "csrfmiddlewaretoken", "secret", "token", "passkey"})
DRAINED = 6  # how many times the bound is read and thrown away, so that the message still reaches the browser


class SecurityHeadersMiddleware:
    """A strict content security policy: scripts and styles only from this server, none inline."""

    POLICY = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
    )

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if hasattr(request, "actor") or _is_for_programs(request):
            # What somebody signed in saw is left in no cache: neither of a proxy nor of a shared computer.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class LanguageMiddleware(LocaleMiddleware):
    """Vietnamese unless the person chose otherwise.

    What a browser was installed with says nothing about the official in front of it.
    """

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()


class ActorMiddleware:
    """``request.actor``: who acts today, with the units the person sees and acts for; absent before sign-in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.actor = organisations.actor_for(request.user, on=today())  # type: ignore[attr-defined]
        return self.get_response(request)


class ErrorPageMiddleware:
    """An error of the field as a page that says what, why and what to do; the same for a part of a page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            # Before anything reads the body: the CSRF check does, and would spool the whole file to disk.
            _check_address(request)
            _check_length(request)
        except CaicachError as error:
            _drain(request)
            return error_response(request, error)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and _is_for_programs(request):
            return _no_such_method(request, response)
        return response

    def process_view(self, request: HttpRequest, _view: object, _args: object, names: Mapping[str, object]) -> None:
        """No row has a number that no column holds: asked for, it would fail in the database's driver."""
        numbers = (str(value).lstrip("0") for value in names.values() if str(value).isascii() and str(value).isdigit())
        if any(len(number) > len(LARGEST) or (len(number) == len(LARGEST) and number > LARGEST) for number in numbers):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if (away := away_error(exception)) is not None:
            return away_response(request, away)
        error = exception if isinstance(exception, CaicachError) else error_of_storage(exception)
        return error_response(request, error) if error is not None else None


class CleanTextMiddleware:
    """What a person typed, composed and without signs that no file can hold, before any page looks at it.

    Passwords stay as typed. The programs' own door cleans in ``api.parsing``.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_for_programs(request):
            request.GET = _clean_values(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Here and not before: the check of the length and the CSRF check stand in front of the body."""
        if request.method == "POST" and not _is_for_programs(request):
            request.POST = _clean_values(request.POST)  # type: ignore[assignment]
            if any(len(value) > WHOLE for _, values in request.POST.lists() for value in values):
                return error_response(request, text_too_long(WHOLE))
        return None


def _is_for_programs(request: HttpRequest) -> bool:
    return request.path.startswith(("/api/", openrosa.PREFIX))


def _clean_values(given: QueryDict) -> QueryDict:
    cleaned = {name: _clean_list(name, values) for name, values in given.lists()}
    if all(values == given.getlist(name) for name, values in cleaned.items()):
        return given
    kept = QueryDict(mutable=True, encoding=given.encoding)
    for name, values in cleaned.items():
        kept.setlist(name, values)
    kept._mutable = False
    return kept


def _clean_list(name: str, values: list[str]) -> list[str]:
    return values if "password" in name else [clean(value) for value in values]


def error_response(request: HttpRequest, error: CaicachError) -> HttpResponse:
    problem = problem_of(error)
    if _is_for_programs(request):
        return _for_programs(request, error)
    context = {"problem": problem, "typed": _texts_of(request), "chosen": _files_of(request)}
    response = render(request, "web/shell/problem.html", context, status=problem.status)
    return _instead_of_page(request, response)


def _texts_of(request: HttpRequest) -> list[str]:
    """What a person wrote into the form that was refused, where the body was read: shown, so that it can be kept.

    Numbers, days and choices are no loss; secrets are never shown.
    """
    sent: QueryDict = getattr(request, "_post", None) or QueryDict()
    texts = [value for name, values in sent.lists() if not _SECRET & set(name.split("_")) for value in values]
    return list(dict.fromkeys(value for value in texts if len(value.split()) >= _WORDS))


def _files_of(request: HttpRequest) -> list[str]:
    sent: MultiValueDict[str, Any] = getattr(request, "_files", None) or MultiValueDict()
    return [str(file.name) for _, files in sent.lists() for file in files]


def away_response(request: HttpRequest, error: CaicachError) -> HttpResponse:
    """As ``error_response``, from a page that asks the database for nothing: who is signed in cannot be known now."""
    if _is_for_programs(request):
        return _for_programs(request, error)
    page = render_to_string("503.html", {"problem": problem_of(error)})
    return _instead_of_page(request, HttpResponse(page, status=status_of(error)))


def _for_programs(request: HttpRequest, error: CaicachError, status: int | None = None) -> HttpResponse:
    if request.path.startswith(openrosa.PREFIX):
        body, of_error = openrosa.problem_xml(error)
        return HttpResponse(
            body, status=status or of_error, content_type=openrosa.CONTENT_TYPE, headers=openrosa.HEADERS
        )
    problem = problem_of(error)
    said = {**asdict(problem), "status": status or problem.status}
    values = {name: str(value) for name, value in error.values.items()}
    return JsonResponse({**said, "values": values}, status=said["status"])


def _no_such_method(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    allowed = response.headers.get("Allow", "GET")
    error = CaicachError(
        "http.method",
        what="Địa chỉ này không nhận phương thức {method}.",
        todo="Hãy dùng: {allowed}.",
        method=str(request.method)[:20],
        allowed=allowed,
    )
    told = _for_programs(request, error, response.status_code)
    told["Allow"] = allowed
    return told


def _instead_of_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A part was asked for: the whole page takes the place of the page.
        response["HX-Retarget"], response["HX-Reselect"], response["HX-Reswap"] = "body", "body", "outerHTML"
    return response


def _check_address(request: HttpRequest) -> None:
    if len(request.get_full_path()) > ADDRESS:
        raise AddressTooLong(
            "http.address_too_long",
            what="Địa chỉ này quá dài.",
            why="Địa chỉ kèm điều kiện lọc chỉ được tối đa {limit} ký tự.",
            todo="Hãy bỏ bớt điều kiện, hoặc rút ngắn chữ cần tìm.",
            limit=ADDRESS,
        )


def _check_length(request: HttpRequest) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isdigit() else 0
    if size > settings.UPLOAD_BYTES + FORM_ALLOWANCE:
        check_size(size, name=translation.gettext("tệp tải lên"))


def _drain(request: HttpRequest) -> None:
    left = settings.UPLOAD_BYTES * DRAINED
    while left > 0 and (chunk := request.read(65536)):
        left -= len(chunk)
