"""One shape for every error: code, what, why, what to do, and the values in context."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from caicach.kernel.errors import CaicachError
from caicach.kernel.http import problems
from caicach.kernel.http.problems import status_of


class Problem(Schema):
    """What happened, why, and what to do."""

    code: str
    what: str
    why: str
    todo: str
    values: dict[str, str]


def problem_of(error: CaicachError) -> Problem:
    said = problems.problem_of(error)
    values = {name: str(value) for name, value in error.values.items()}
    return Problem(code=said.code, what=said.what, why=said.why, todo=said.todo, values=values)


def _respond(api: NinjaAPI, request: HttpRequest, problem: Problem, status: int) -> HttpResponse:
    return api.create_response(request, problem, status=status)


def install(api: NinjaAPI) -> None:
    """Give the API its handlers of errors."""

    @api.exception_handler(CaicachError)
    def of_the_field(request: HttpRequest, error: CaicachError) -> HttpResponse:
        return _respond(api, request, problem_of(error), status_of(error))

    @api.exception_handler(ValidationError)
    def of_the_form(request: HttpRequest, error: ValidationError) -> HttpResponse:
        places = {".".join(str(part) for part in e["loc"]): str(e["msg"]) for e in error.errors}
        what = gettext("Dữ liệu gửi lên không đúng mô tả.")
        todo = gettext("Hãy so với mô tả tại /api/v1/openapi.json.")
        problem = Problem(code="api.malformed", what=what, why="; ".join(places), todo=todo, values=places)
        return _respond(api, request, problem, HTTPStatus.UNPROCESSABLE_ENTITY)

    @api.exception_handler(AuthenticationError)
    def of_nobody(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        what = gettext("Chưa xác thực.")
        todo = gettext("Hãy gửi mã truy cập: Authorization: Bearer caicach_…")
        problem = Problem(code="api.unauthenticated", what=what, why="", todo=todo, values={})
        return _respond(api, request, problem, HTTPStatus.UNAUTHORIZED)

    @api.exception_handler(HttpError)
    def of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
        if isinstance(error.__cause__, CaicachError):  # the framework wraps what its parser of bodies raises
            return of_the_field(request, error.__cause__)
        problem = Problem(code="api.http", what=str(error), why="", todo="", values={})
        return _respond(api, request, problem, error.status_code)


ERRORS: dict[int, type[Problem]] = dict.fromkeys((400, 401, 403, 404, 409, 413, 414, 422, 503, 507), Problem)
"""What every operation may answer besides its success."""
