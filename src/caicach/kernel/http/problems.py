"""An error of the field as people and programs meet it: translated, with its HTTP status."""

from dataclasses import dataclass
from http import HTTPStatus

from django.utils.translation import gettext

from caicach.kernel.errors import (
    AddressTooLong,
    Busy,
    CaicachError,
    Conflict,
    InvalidInput,
    NoSpace,
    NotAllowed,
    NotFound,
    NotInstalled,
    TooLarge,
)
from caicach.kernel.said import Said
from caicach.kernel.saying import say

_STATUS: dict[type[CaicachError], HTTPStatus] = {
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    AddressTooLong: HTTPStatus.REQUEST_URI_TOO_LONG,
    NoSpace: HTTPStatus.INSUFFICIENT_STORAGE,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    NotInstalled: HTTPStatus.SERVICE_UNAVAILABLE,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """The three sentences in the language of the reader."""

    code: str
    what: str
    why: str
    todo: str
    status: int


def problem_of(error: CaicachError) -> Problem:
    """Translate the templates first and fill them afterwards: the filled sentence is in no catalogue."""
    values = {name: say(value) if isinstance(value, Said) else value for name, value in error.values.items()}
    what, why, todo = (gettext(t).format(**values) if t else "" for t in error.templates)
    return Problem(error.code, what, why, todo, status_of(error))


def status_of(error: CaicachError) -> int:
    return next((int(status) for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
